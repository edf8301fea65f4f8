"""The rule on misplaced words: what one line says of a thing, told of the thing of another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.flanks import relates
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word, kind

_LEAST = 2  # words of a clause that a line has to hold

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the word that stands in the place of another, in words; None where none does.

    A clause may take a word from another line, as where that line says "it": but not where the line
    that holds the rest of the clause has a word of its own in that place.
    """
    verbs = [word for at, word in enumerate(said) if relates(said, at)]
    for mine in _clauses(said):
        if not any(word in verbs for word in mine) or any(_shares(mine, line) for line in lines):
            continue
        for line in lines:
            word = next((one for clause in _clauses(line) if (one := _foreign(mine, clause))), None)
            if (
                word is None
                or word in verbs
                or _has(line, word)
                or not any(_has(other, word) for other in lines)
            ):
                continue
            for theirs in _clauses(line):
                own = _own(mine, word, theirs, said) if _foreign(mine, theirs) is word else None
                if own is not None:
                    return f"it says {word.text!r} where the line says {own.text!r}"
    return None


@lru_cache(maxsize=4096)
def _clauses(words: Text) -> tuple[Text, ...]:
    """Return the telling words of each clause of a text; none of one that speaks of "it"."""
    known = vocabulary.vocabulary().pronouns
    numbers = dict.fromkeys(word.clause for word in words)
    clauses = [[word for word in words if word.clause == number] for number in numbers]
    return tuple(
        tuple(word for word in clause if _counts(word))
        for clause in clauses
        if not any(word.text in known for word in clause)
    )


def _counts(word: Word) -> bool:
    return word.weight >= 1 and (not word.anchor or kind(word.stem) == "name")


def _has(clause: Text, word: Word) -> bool:
    return any(alike(word.stem, other.stem) for other in clause)


def _shares(mine: Text, theirs: Text) -> bool:
    return sum(_has(theirs, word) for word in mine) >= len(mine)


def _foreign(mine: Text, theirs: Text) -> Word | None:
    """Return the one word of a clause that another clause lacks; None where it is not one."""
    new = [word for word in mine if not _has(theirs, word)]
    return new[0] if len(new) == 1 and len(mine) > _LEAST else None


def _own(mine: Text, word: Word, theirs: Text, said: Text) -> Word | None:
    """Return the word of a clause that stands beside what another one has beside a word."""
    beside = _beside(mine, mine.index(word))
    for at, other in enumerate(theirs):
        if _has(said, other):
            continue
        if any(alike(a.stem, b.stem) for a in beside for b in _beside(theirs, at)):
            return other
    return None


def _beside(words: Text, at: int) -> Text:
    return words[max(0, at - 1) : at] + words[at + 1 : at + 2]
