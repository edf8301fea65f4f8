"""The mechanism of the sample incident: its signature and its layer checklist."""

from __future__ import annotations

from assistant.analysis.layerchecks import LayerCheck
from assistant.analysis.signature import Mapping, Signature, Term

SIGNED = Signature(
    failure_modes=(
        Term(
            "output-format-break",
            "Output format broken or unreadable",
            ("L812",),
            Mapping(owasp=("LLM05",), avid=("P0200",)),
        ),
    ),
    layers=(Term("validate", "Validate", ("L812",)),),
    triggers=(Term("prompt-change", "Prompt change", ("H2",)),),
)

LAYERS = (
    LayerCheck("assemble", "Assemble", "changed", ("H2",)),
    LayerCheck("validate", "Validate", "looked-at", ("N15",)),
    LayerCheck("tool", "Tool", "gap", ()),
)
