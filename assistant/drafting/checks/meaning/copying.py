"""The rule on near copies: a line's own words with a negation more or less, or two things moved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.wording import Word

_COPIED = 0.75  # share of the sentence's words that a line has in their order
_FEWEST = 3  # words of a sentence that can be a copy
_LONGEST = 120  # words of a line that are compared

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return what a near copy of a line changes, in words; None where it is no such copy."""
    mine = [word for word in said if _counts(word)]
    if len(mine) < _FEWEST:
        return None
    for line in lines:
        why = _changed(mine, [word for word in line[:_LONGEST] if _counts(word)])
        if why is not None:
            return why
    return None


def _counts(word: Word) -> bool:
    return word.weight > 0 or word.negator or word.text in vocabulary.vocabulary().linking


def _changed(mine: Sequence[Word], yours: Sequence[Word]) -> str | None:
    matcher = SequenceMatcher(
        None, [word.stem for word in mine], [word.stem for word in yours], autojunk=False
    )
    steps = matcher.get_opcodes()
    exchanged = _exchanged(
        [(mine[i:j], yours[k:m]) for tag, i, j, k, m in steps if tag == "replace"]
    )
    copied = sum(w.weight > 0 for tag, i, j, _, _ in steps if tag == "equal" for w in mine[i:j])
    copied += 0 if exchanged is None else len(exchanged)
    if copied < _COPIED * sum(word.weight > 0 for word in mine):
        return None
    if exchanged is not None:
        return f"its {exchanged[0]!r} and {exchanged[-1]!r} have changed places"
    new = [word for tag, i, j, _, _ in steps if tag != "equal" for word in mine[i:j]]
    left = [word for tag, _, _, k, m in steps if tag != "equal" for word in yours[k:m]]
    put = _before_copied(mine, {i for tag, i, j, _, _ in steps if tag == "equal"}, new)
    gone = _before_copied(yours, {k for tag, _, _, k, m in steps if tag == "equal"}, left)
    if put is not None and not any(_denies(word) for word in left):
        return f"it puts {put!r} into the words of a line"
    if gone is not None and not any(_denies(word) for word in new):
        return f"it leaves {gone!r} out of the words of a line"
    return None


def _exchanged(replaced: Sequence[tuple[Sequence[Word], Sequence[Word]]]) -> list[str] | None:
    """Return two things of a line that stand in each other's place, word by word."""
    for (one, was), (other, gone) in combinations(replaced, 2):
        if [w.stem for w in one] == [w.stem for w in gone] and [w.stem for w in other] == [
            w.stem for w in was
        ]:
            return [word.text for word in (*one, *other)]
    return None


def _before_copied(
    words: Sequence[Word], copied: Collection[int], changed: Sequence[Word]
) -> str | None:
    """Return a negation among the changed words that stands right before what is copied."""
    known = {run[0] for run in vocabulary.vocabulary().contrasts if len(run) > 1}
    found = (
        words[at - 1]
        for at in copied
        if at and words[at - 1].negator and words[at - 1].text not in known
    )
    return next((word.text for word in found if any(word is one for one in changed)), None)


def _denies(word: Word) -> bool:
    return word.negator or word.form in vocabulary.vocabulary().negative
