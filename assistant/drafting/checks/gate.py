"""The gate: every sentence of a draft passes the rules here, or is kept out and listed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.drafting.checks import blame, human_only
from assistant.drafting.checks.grounding import Strictness, unsupported
from assistant.drafting.draft import Check
from assistant.incident import CheckLevel, CheckRule, Evidence, StatementStatus


class Gate:
    """Holds sentences against the lines that they cite and remembers what it kept out."""

    def __init__(self, lines: Mapping[str, Evidence]) -> None:
        self._lines = lines
        self._checks: list[Check] = []

    @property
    def checks(self) -> tuple[Check, ...]:
        """Return what was kept out so far, in order."""
        return tuple(self._checks)

    def grounded(
        self, where: str, text: str, evidence: Sequence[str], *, status: StatementStatus
    ) -> bool:
        """Return whether the cited lines bear the text out; what is not is listed as withheld."""
        if not evidence and status == "unknown":
            return True
        if not self.rests(where, evidence):
            return False
        lines = [self._lines[name] for name in evidence]
        strictness: Strictness = "evidenced" if status == "evidenced" else "inferred"
        said = text if strictness == "evidenced" else _unfiled(text, lines)
        loose = unsupported(said, [line.text for line in lines], status=strictness)
        if not loose:
            return True
        named = ", ".join(f"{item.kind} {item.text!r}" for item in loose[:4])
        why = f"the cited lines do not hold its {named}"
        return self._kept_out("grounding", where, why, evidence)

    def rests(self, where: str, evidence: Sequence[str]) -> bool:
        """Return whether lines are cited that exist and may be used; what cites none is listed."""
        missing = [name for name in evidence if name not in self._lines]
        if missing:
            return self._kept_out(
                "grounding", where, f"it cites {missing[0]}, which is no line", ()
            )
        if not evidence:
            return self._kept_out("grounding", where, "it cites no line", ())
        barred = [name for name in evidence if self._lines[name].hostile]
        if barred:
            why = "it rests on a line that is quarantined"
            return self._kept_out("injection", where, why, barred)
        return True

    def blameless(self, where: str, text: str, evidence: Sequence[str]) -> bool:
        """Return whether the text puts no blame; what does is listed as withheld."""
        why = blame.broken_by(text)
        return why is None or self._kept_out("blame", where, why, evidence)

    def undecided(self, where: str, text: str, evidence: Sequence[str]) -> bool:
        """Return whether the text leaves to people what is theirs; what does not is listed."""
        why = human_only.broken_by(text)
        return why is None or self._kept_out("human-only", where, why, evidence)

    def leaves_open(self, where: str, text: str, evidence: Sequence[str]) -> bool:
        """Return whether words that are told as they stood decide nothing; what does is listed."""
        why = human_only.decided_by(text)
        return why is None or self._kept_out("human-only", where, why, evidence)

    def passes(
        self, where: str, text: str, evidence: Sequence[str], *, status: StatementStatus
    ) -> bool:
        """Return whether a text keeps to every rule; the first rule that it breaks is listed."""
        return (
            self.grounded(where, text, evidence, status=status)
            and self.blameless(where, text, evidence)
            and self.undecided(where, text, evidence)
        )

    def _kept_out(self, rule: CheckRule, where: str, why: str, evidence: Sequence[str]) -> bool:
        level: CheckLevel = "error" if rule == "grounding" else "warning"
        known = tuple(name for name in evidence if name in self._lines)
        self._checks.append(Check(rule, level, where, f"A sentence was withheld: {why}.", known))
        return False


def _unfiled(text: str, lines: Sequence[Evidence]) -> str:
    """Return the text without the names of the files that the cited lines stand in.

    A worked-out sentence may name them: a citation holds the file as well as the line.
    """
    for name in sorted({line.source for line in lines}, key=lambda name: (-len(name), name)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text) if name else text
    return text
