"""File names that speak to a model: shown with the instruction withheld."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.incident import Finding
from assistant.intake.item import Input
from assistant.intake.redaction.hostile import instruction_in

_JOINTS = re.compile(r"[_+.\-/\\]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


def instructs(name: str) -> bool:
    """Return whether a file's name reads like an instruction to a model."""
    bare = _ENDING.sub("", name)
    told = " ".join(_JOINTS.sub(" ", bare).split())
    return instruction_in(bare) is not None or instruction_in(told) is not None


def withheld(inputs: Sequence[Input]) -> tuple[tuple[Input, ...], tuple[Finding, ...]]:
    """Return the inputs under names that may be shown, and a finding for each that was changed."""
    kept: list[Input] = []
    findings: list[Finding] = []
    for number, item in enumerate(inputs, start=1):
        if not instructs(item.name):
            kept.append(item)
            continue
        ending = _ENDING.search(item.name)
        name = f"input {number} (name withheld){ending[0] if ending else ''}"
        kept.append(replace(item, name=name))
        message = (
            f"The name of input {number} reads like an instruction to a model. The file is called "
            f"{name!r} here; its hash tells which one it is."
        )
        findings.append(Finding("injection", "warning", name, message))
    return tuple(kept), tuple(findings)


def shown(finding: Finding) -> Finding:
    """Return a finding on a file that was left out, without a name that may not be shown."""
    if not instructs(finding.where):
        return finding
    name = "input (name withheld)"
    return replace(finding, where=name, message=finding.message.replace(finding.where, name))
