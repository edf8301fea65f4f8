"""The rule on transposed words: a line's own words in a row, two of them in each other's place."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.checks.meaning.wording import Word

_LONGEST = 160  # words of a line that are compared
_FEWEST = 3  # words of a sentence that can be a copy
_LEAD = 4  # words ahead of a copy ("At 10:06, ...")

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return two words that stand in each other's place, in words; None where none do."""
    starts = [0] + [i for i in range(1, min(_LEAD, len(said))) if _begins(said, i)]
    for start in starts:
        mine = said[start:]
        if len(mine) < _FEWEST:
            continue
        for line in lines:
            pair = _transposed(mine, line[:_LONGEST])
            if pair is not None:
                return f"its {pair[0].text!r} and {pair[1].text!r} have changed places"
    return None


def _begins(said: Text, at: int) -> bool:
    """Return whether a clause begins at a word, behind nothing but a time or small words."""
    return said[at].clause > said[at - 1].clause and not any(word.tells for word in said[:at])


def _transposed(mine: Text, line: Text) -> tuple[Word, Word] | None:
    """Return the two words of a copy that a line has exchanged, None where it is no such copy."""
    stems = [word.stem for word in mine]
    held = [word.stem for word in line]
    for offset in range(len(held) - len(stems) + 1):
        other: list[int] = []
        for at, stem in enumerate(stems):
            if stem != held[offset + at]:
                other.append(at)
                if len(other) > 2:
                    break
        if len(other) == 2:
            i, j = other
            crossed = stems[i] == held[offset + j] and stems[j] == held[offset + i]
            if crossed and max(mine[i].weight, mine[j].weight) > 0:
                return mine[i], mine[j]
    return None
