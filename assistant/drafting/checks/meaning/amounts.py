"""The rule on quantities: "all", "none", "fully" and the like, which a line has to say too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.parts import parts
from assistant.drafting.checks.meaning.wording import Word

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the quantity or certainty that no line says, in words; None where there is none."""
    for says, held in vocabulary.vocabulary().quantities.values():
        found = next(iter(_found(said, says)), None)
        if found is None or any(_found(line, held) for line in lines):
            continue
        if not any(part == whole for line in lines for part, whole in parts(line)):
            return f"it says {' '.join(found)!r}, and no cited line says as much"
    return None


def _found(words: Text, runs: Iterable[vocabulary.Run]) -> list[vocabulary.Run]:
    raw = tuple(word.text for word in words)
    return [run for run in runs for at in range(len(raw)) if raw[at : at + len(run)] == run]
