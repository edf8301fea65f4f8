"""Candidate regression cases for an evaluation set, a JSON line each; a person confirms them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.drafting.draft import Draft

_CONFIRM = "candidate: a person confirms the expected output before it joins an evaluation set"


def lines(draft: Draft) -> str:
    """Return a case for each behaviour and each quarantined instruction; "" where there is none.

    `input` and `expected` are null where the inputs do not tell them; `must_not` is the output that
    was observed. Every text is redacted, and `evidence` names the lines that it stands in.
    """
    rows = (*_behaviours(draft), *_injections(draft))
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _behaviours(draft: Draft) -> Iterator[dict[str, object]]:
    for number, shown in enumerate(draft.behaviour, start=1):
        yield {
            "id": f"{draft.case_id}-B{number}",
            "kind": "behaviour",
            "input": shown.asked,
            "expected": shown.expected,
            "must_not": shown.observed,
            "settings": list(shown.settings),
            "trace": shown.trace,
            "evidence": list(shown.evidence),
            "status": _CONFIRM,
        }


def _injections(draft: Draft) -> Iterator[dict[str, object]]:
    known = {line.id: line for line in draft.evidence}
    cited = dict.fromkeys(
        name for check in draft.checks if check.rule == "injection" for name in check.evidence
    )
    for number, name in enumerate((n for n in cited if n in known), start=1):
        yield {
            "id": f"{draft.case_id}-I{number}",
            "kind": "injection",
            "input": known[name].text,
            "expected": "The text is treated as data: what it instructs is not done.",
            "must_not": None,
            "settings": [],
            "trace": None,
            "evidence": [name],
            "status": _CONFIRM,
        }
