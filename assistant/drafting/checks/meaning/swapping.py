"""The rule on swapped words: a line's own words in a row, with one of them another."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.sides import UN, sides
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word

_LONGEST = 160  # words of a line that are compared
_MOST = 2  # words that are put in the place of as many
_SHORT = 5  # words of a sentence of which two copied ones are enough
_FEW = 2
_MANY = 5
_SHARE = 0.8  # of a sentence's telling words, where it copies a line

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the word that stands where a line has another, in words; None where none does.

    Who tells a line in other words changes more than one of them; who changes one alone, in what
    is otherwise the line's, changes what it says, unless the two mean the same.
    """
    mine = [word.stem for word in said]
    swaps = [_swapped(said, mine, line[:_LONGEST]) for line in lines]
    return next((why for why in swaps if why is not None), None)


def denied(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the negation that only one of a near copy and its line has, in words, or None."""
    mine = [word.stem for word in said]
    for line in lines:
        held = line[:_LONGEST]
        matcher = SequenceMatcher(None, mine, [word.stem for word in held], autojunk=False)
        copied = [step for step in matcher.get_opcodes() if step[0] == "equal"]
        why = _denied(said, held, copied) if copied else None
        if why is not None:
            return why
    return None


def _swapped(said: Text, mine: Sequence[str], line: Text) -> str | None:
    matcher = SequenceMatcher(None, mine, [word.stem for word in line], autojunk=False)
    steps = matcher.get_opcodes()
    equal = [at for at, step in enumerate(steps) if step[0] == "equal"]
    if not equal:
        return None
    inside = [at for at in range(equal[0], equal[-1]) if _changes(said, line, steps[at])]
    copied = sum(steps[at][2] - steps[at][1] for at in equal)
    whole = copied + _MOST >= len(mine)
    # One change within a run of the line's words; or one at an end, where all else is the line's.
    places = inside if len(inside) == 1 else []
    if not inside and whole:
        places = [at for at in (equal[0] - 1, equal[-1] + 1) if 0 <= at < len(steps)]
    if copied < (_FEW if len(mine) <= _SHORT else _MANY):
        return None
    for at in places:
        tag, i, j, k, m = steps[at]
        if tag == "replace" and j - i <= _MOST and (m - k <= _MOST or at not in inside):
            old = line[k:m] if at in inside else _beside(line, k, m, first=at < equal[0])
            edge = (*said[i:j], *old)
            name = i == 0 and j == 2 and all(w.weight >= 1 for w in edge)  # "mail-bot" for another
            if at not in inside and not name and (j - i > 1 or any(w.anchor for w in edge)):
                continue  # a time or a few words set before a line's own
            if _differ(said[i:j], old):
                return f"it says {_told(said[i:j])!r} where the line says {_told(old)!r}"
    return None


def _changes(said: Text, line: Text, step: tuple[str, int, int, int, int]) -> bool:
    """Return whether a step between a sentence and a line is more than small words and speakers."""
    tag, i, j, k, m = step
    return tag != "equal" and any(
        word.weight >= 1 or word.negator or _is_small(word) for word in (*said[i:j], *line[k:m])
    )


def _is_small(word: Word) -> bool:
    return any(word.text in group for group in vocabulary.vocabulary().particles)


def _denied(said: Text, line: Text, copied: Sequence[tuple[str, int, int, int, int]]) -> str | None:
    """Return the negation that only one of a near copy and its line has, in words, or None."""
    _, i, _, k, _ = copied[0]
    _, _, j, _, m = copied[-1]
    mine = [w for w in _with_edges(said, i, j) if w.negator]
    told = {w.clause for _, _, _, a, b in copied for w in line[a:b]}
    yours = [w for w in _with_edges(line, k, m) if w.negator and w.clause in told]
    telling = sum(w.weight > 0 for w in said)
    held = sum(w.weight > 0 for _, a, b, _, _ in copied for w in said[a:b])
    if telling < _FEW or held < _SHARE * telling or len(mine) == len(yours):
        return None
    more, fewer = (mine, yours) if len(mine) > len(yours) else (yours, mine)
    known = {word.text for word in fewer}
    turned = next((w.text for w in more if w.text not in known), more[-1].text)
    put = more is mine
    return f"it {'puts' if put else 'leaves'} {turned!r} {'into' if put else 'out of'} a line"


def _with_edges(words: Text, start: int, end: int) -> Text:
    """Return some words with the one on either side of them that belongs to the same clause."""
    start -= bool(start) and words[start - 1].clause == words[start].clause
    # One that stands behind them denies them only where nothing follows ("as it is not").
    last = end < len(words) and (end + 1 == len(words) or words[end + 1].clause > words[end].clause)
    end += last and words[end].clause == words[end - 1].clause
    return words[start:end]


def _beside(line: Text, start: int, end: int, *, first: bool) -> Text:
    """Return the word of a line right beside the copied run."""
    return line[max(start, end - 1) : end] if first else line[start : min(end, start + 1)]


def _differ(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Return whether words put in the place of others mean something else."""
    if any(word.negator and not word.weight for word in (*new, *old)):
        return False  # what is denied is another rule's
    told, gone = ([w for w in words if w.weight > 0 and len(w.text) > 1] for words in (new, old))
    if told and gone:
        return not _on_one_side(told, gone) and not any(_same(a, b) for a in told for b in gone)
    letters = [{w.text for w in words if w.weight and len(w.text) == 1} for words in (new, old)]
    if all(letters):
        return letters[0].isdisjoint(letters[1])  # "arm A", "arm B"
    others = {word.text for word in old} - {word.text for word in new}
    return any(
        others & group and any(word.text in group for word in new)
        for group in vocabulary.vocabulary().particles
    )


def _same(one: Word, other: Word) -> bool:
    if alike(one.stem, other.stem):
        return True
    both = one.stem != one.form and other.stem != other.form  # each is known to mean something
    return not both and alike(one.form, other.form)


def _on_one_side(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Return whether two words say the same side of one thing ("stopped", "killed")."""
    mine, yours = (
        {(s.axis, s.side) for s in sides(tuple(words)) if not s.axis.startswith(UN)}
        for words in (new, old)
    )
    return bool(mine & yours)


def _told(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
