"""What a text tells to have gone from one thing to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.wording import ARROW, Word, kind

_LONGEST = 8  # words between "from" and "to"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage told at `at`, from the word at `start` to the word at `goal`."""

    at: int
    start: int
    goal: int


@lru_cache(maxsize=4096)
def passages(words: tuple[Word, ...]) -> tuple[Passage, ...]:
    """Return the passages of a text ("from A to B", "A -> B", "to B from A", "B, was A")."""
    known = vocabulary.vocabulary()
    found = []
    for at, word in enumerate(words):
        start, goal = _ends(words, at, word, known)
        if start is None or goal is None or start == goal:
            continue
        if words[start].stem == words[goal].stem:
            start, goal = _told_apart(words, start, goal)
        if words[start].stem != words[goal].stem:
            found.append(Passage(at, start, goal))
    return tuple(found)


def _told_apart(words: tuple[Word, ...], start: int, goal: int) -> tuple[int, int]:
    """Return the next words where two ends begin alike ("small model", "small-model")."""
    after = (start + 1, goal + 1)
    clause = words[start].clause
    ends = all(i < len(words) and words[i].weight and words[i].clause == clause for i in after)
    return after if ends else (start, goal)


def _ends(
    words: tuple[Word, ...], at: int, word: Word, known: vocabulary.Vocabulary
) -> tuple[int | None, int | None]:
    """Return where the passage that the word at `at` tells starts and where it goes."""
    if word.text == ARROW:
        figures = bool(at) and words[at - 1].anchor
        goal = _next(words, at)
        if figures and goal is not None:
            goal = _on(words, at, clause=words[goal].clause)  # "3 -> 5 (6 pods)" goes to no 6
        return _back(words, at, goal), goal
    if word.text in known.origins:
        last = min(at + _LONGEST, len(words))
        ways = {ARROW, *known.goals}
        end = next((i for i in range(at + 2, last) if words[i].text in ways), None)
        if end is None:
            return _on(words, at), _led(words, at, known.goals)
        return (None, None) if words[end].text == ARROW else (_on(words, at), _on(words, end))
    if word.text in known.formerly and at and words[at - 1].clause < word.clause:
        start = _on(words, at)
        if start == at + 1 and words[start].anchor:
            return start, _led(words, at, known.goals | known.presently)
    return None, None


def _on(words: tuple[Word, ...], at: int, *, clause: int | None = None) -> int | None:
    """Return the next word after `at` that can be an end, a figure before other words.

    Words of another clause than a given one are none.
    """
    near = [i for i in range(at + 1, min(at + 4, len(words))) if words[i].weight >= 1]
    near = [i for i in near if clause is None or words[i].clause == clause]
    near = [i for i in near if not any(words[j].text == ARROW for j in range(at + 1, i))]
    return next((i for i in near if words[i].anchor), near[0] if near else None)


def _next(words: tuple[Word, ...], at: int) -> int | None:
    """Return the next word after `at` that can be an end."""
    return next((i for i in range(at + 1, min(at + 4, len(words))) if words[i].weight >= 1), None)


def _back(words: tuple[Word, ...], at: int, goal: int | None) -> int | None:
    """Return the nearest word before `at` of the kind that the word at `goal` is, else any."""
    near = [i for i in range(at - 1, max(-1, at - 4), -1) if words[i].weight >= 1]
    if goal is not None and words[goal].anchor:
        wanted = kind(words[goal].text)
        near.sort(key=lambda i: not words[i].anchor or kind(words[i].text) != wanted)
    return near[0] if near else None


def _led(words: tuple[Word, ...], at: int, leads: frozenset[str]) -> int | None:
    """Return the end that one of some words leads to, within the words before `at`."""
    for i in range(at - 1, max(-1, at - _LONGEST), -1):
        if words[i].text in leads:
            found = _on(words, i)
            return found if found is not None and found < at else None
    return None


def ends(words: tuple[Word, ...], passage: Passage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stems at the start of a passage and at its goal, without those at both."""
    start, goal = (_phrase(words, at) for at in (passage.start, passage.goal))
    return (
        tuple(one for one in start if one not in goal),
        tuple(one for one in goal if one not in start),
    )


def _phrase(words: tuple[Word, ...], at: int) -> list[str]:
    """Return the stems of the word at `at` and of those that belong to it."""
    found = [words[at].stem]
    for i in range(at + 1, min(at + 3, len(words))):
        if words[i].weight < 1 or words[i].text == ARROW or words[i].clause != words[at].clause:
            break
        found.append(words[i].stem)
    return found
