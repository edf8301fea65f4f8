"""The rule on flanks: two things on either side of a word that have changed sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word, kind

_FADING = 0.8  # what a word further away counts of one nearer
_LEAST = 0.6  # of each side, what stands on the other one at the least
_MORE = 1.0  # how much more has to have changed sides than has not
_OBJECT = 0.4  # what counts of what stays behind the word: a third thing often does
_AGENT = 7  # words after a verb within which "by" tells who did it
_NEXT = 2  # words beside a word that tell whether it is a verb

_TIMES = frozenset({"clock", "day", "year"})
_COMMIT = re.compile(r"[0-9a-f]{7,40}")

Text = tuple[Word, ...]
Flank = Mapping[str, float]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the word whose two sides are exchanged, in words; None where none are.

    "A called B" is the other way round where a line says "B called A", but not where it says that B
    was called by A.
    """
    for at in _middles(said):
        if not relates(said, at):
            continue
        straight = crossed = 0.0
        for line in lines:
            for there in _middles(line):
                if alike(said[at].stem, line[there].stem):
                    same, other = _compared(said, at, line, there)
                    straight, crossed = max(straight, same), max(crossed, other)
        if crossed >= _LEAST and 2 * crossed > _MORE * straight:
            told = said[at].text
            return f"what it has on either side of {told!r} is the other way round in the lines"
    return None


def relates(words: Text, at: int) -> bool:
    """Return whether a word of a report tells what one thing does to another or is beside it."""
    known = vocabulary.vocabulary()
    text = words[at].text
    if (
        text in known.causal
        or text in known.joining
        or text in known.verbs
        or (text.endswith("ed") and text != words[at].form)
    ):
        return True
    after = {w.text for w in words[at + 1 : at + 1 + _NEXT]}
    before = {w.text for w in words[max(0, at - _NEXT) : at]}
    if text.endswith("ing"):
        return not known.being.isdisjoint(before)
    if text.endswith("s") and not text.endswith("ss"):
        subject = at > 0 and words[at - 1].weight > 0 and not words[at - 1].anchor
        return subject and words[at + 1 : at + 2] != () and words[at + 1].text in known.led
    if not known.equalling.isdisjoint(before) and not known.equalling.isdisjoint(after):
        return True
    return text.endswith("er") and not known.comparing.isdisjoint(after)


@lru_cache(maxsize=4096)
def _middles(words: Text) -> tuple[int, ...]:
    """Return the words that stand between two things: verbs and the like, and causes."""
    small = vocabulary.vocabulary().causal | vocabulary.vocabulary().joining
    return tuple(
        at
        for at, word in enumerate(words)
        if (word.weight and not word.anchor) or word.text in small
    )


def _compared(said: Text, at: int, line: Text, there: int) -> tuple[float, float]:
    """Return what stands on the same sides of a word in both texts, and what on the other ones."""
    left, right = _flanks(said, at)
    before, after = _flanks(line, there)
    voices = {_voice(said, at), _voice(line, there)}
    if len(voices) > 1 and "unsaid" in voices:
        return 0.0, 0.0  # "B was called from A" need not tell who called it
    if len(voices) > 1:
        before, after = after, before
    straight = _shared(left, before) + _OBJECT * _shared(right, after)
    return straight, min(_shared(left, after), _shared(right, before))


@lru_cache(maxsize=1 << 14)
def _flanks(words: Text, at: int) -> tuple[Flank, Flank]:
    """Return what stands before and after a word, without what stands on both sides."""
    clause = words[at].clause
    joins = words[at].text in vocabulary.vocabulary().joints
    ahead = max((w.clause for w in words[:at] if w.clause < clause or not joins), default=clause)
    left = _weighed(w for w in reversed(words[_from(words, at) : at]) if w.clause == ahead)
    right = _weighed(w for w in words[at + 1 :] if w.clause == clause)
    return _only(left, right), _only(right, left)


def _only(one: Flank, other: Flank) -> Flank:
    """Return what stands on one side and not on the other."""
    return {k: v for k, v in one.items() if not any(alike(k, there) for there in other)}


def _from(words: Text, at: int) -> int:
    """Return where what stands before a word begins: of "with" and the like, behind the verb."""
    if words[at].text not in vocabulary.vocabulary().joining:
        return 0
    return next((i + 1 for i in range(at - 1, -1, -1) if relates(words, i)), 0)


def _weighed(words: Iterable[Word]) -> dict[str, float]:
    """Return how much each of some words counts, the nearest first."""
    found: dict[str, float] = {}
    counts = 1.0
    for word in words:
        if not word.weight or _says_when(word):
            continue
        found.setdefault(word.stem, counts)
        counts *= _FADING
    return found


def _says_when(word: Word) -> bool:
    """Return whether a word is a time, a day or a commit: they stand on either side of a verb."""
    told = word.anchor and (kind(word.stem) in _TIMES or _COMMIT.fullmatch(word.text) is not None)
    return bool(told)


def _shared(one: Flank, other: Flank) -> float:
    return sum(
        min(counts, max((other[b] for b in other if alike(a, b)), default=0.0))
        for a, counts in one.items()
    )


def _voice(words: Text, at: int) -> str:
    """Return whether what stands before a word does it, suffers it, or suffers it of none said."""
    known = vocabulary.vocabulary()
    for i in range(at + 1, min(len(words) - 1, at + 1 + _AGENT)):
        if words[i].clause != words[at].clause:
            break
        if words[i].text in known.agents and not words[i].weight and not words[i + 1].anchor:
            return "suffers"
    text = words[at].text
    before = {w.text for w in words[max(0, at - _NEXT) : at] if w.clause == words[at].clause}
    suffered = text.endswith(("ed", "en")) or text in known.verbs
    return "unsaid" if suffered and not known.being.isdisjoint(before) else "does"
