"""The rule on negations: a sentence that denies what its lines affirm, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.contexts import around, likeness
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word

_LEAST = 0.6  # likeness below which two words are not held to be about one thing
_MORE = 1.05  # how much more like the opposite has to be than what agrees
_MARGIN = 0.1
_WITHIN = 7  # words within which another word can stand for a negation
_CLOSE = 4  # the same in a line, within its clause

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the word that is negated on one side only, in words; None where none is.

    A sentence that denies needs a line that does, be it by a word like "missing".
    """
    if not any(_denies(line) for line in lines):
        for at, word in enumerate(said):
            if word.negator and not _contrasts(said, at):
                return f"it says {word.text!r}, and no cited line denies anything"
    for at, word in enumerate(said):
        if word.negated and word.weight >= 1:
            if not _contrasted(said, at) and _other(said, at, lines, negated=True):
                return f"it denies {word.text!r}, unlike the cited lines"
        elif word.tells and _other(said, at, lines, negated=False):
            return f"it affirms {word.text!r}, unlike the cited lines"
    return None


def _denies(line: Text) -> bool:
    known = vocabulary.vocabulary().negative
    return any(word.negator or word.form in known for word in line)


def _contrasted(said: Text, at: int) -> bool:
    """Return whether the word at `at` is only told from another ("the staff, not the filter")."""
    negator = max((i for i in range(at) if said[i].negator), default=-1)
    return negator >= 0 and _contrasts(said, negator)


def _contrasts(said: Text, at: int) -> bool:
    """Return whether the negation at `at` tells one thing from another."""
    known = vocabulary.vocabulary().contrasts
    opens = at == 0 or said[at].clause > said[at - 1].clause
    run = tuple(word.text for word in said[at : at + 2])
    return run in known or (opens and run[:1] in known)


def _other(said: Text, at: int, lines: Sequence[Text], *, negated: bool) -> bool:
    """Return whether the lines have the word at `at` of the same thing, but the other way."""
    near = around(said, at)
    denials = vocabulary.vocabulary().denials
    if not negated and _denied(said, at, _WITHIN, 2):
        return False
    same = opposite = 0.0
    for line in lines:
        for i, word in enumerate(line):
            if word.weight < 1 or not alike(word.stem, said[at].stem):
                continue
            like = likeness(near, around(line, i))
            after = line[i + 1 : i + 2]
            if not negated and after and (after[0].valued or after[0].text in denials):
                continue  # "blocked=0" says how many, not that nothing was blocked
            turned = word.negated or (negated and _denied(line, i, _CLOSE, 0))
            if turned == negated:
                same = max(same, like)
            else:
                opposite = max(opposite, like)
    return opposite >= _LEAST and opposite > _MORE * same + _MARGIN


def _denied(words: Text, at: int, within: int, clauses: int) -> bool:
    """Return whether a word near `at` stands for a negation ("missing", "instead")."""
    known = vocabulary.vocabulary().negative
    return any(
        word.negator or word.form in known
        for i, word in enumerate(words)
        if i != at and abs(i - at) <= within and abs(word.clause - words[at].clause) <= clauses
    )
