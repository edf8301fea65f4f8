"""The rule on passages: a sentence that lets something go the other way than its lines do."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.contexts import around, likeness
from assistant.drafting.checks.meaning.moment import earlier
from assistant.drafting.checks.meaning.passages import Passage, ends, passages
from assistant.drafting.checks.meaning.stems import alike
from assistant.drafting.checks.meaning.wording import Word

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the passage that goes the other way, in words; None where none does."""
    for passage in passages(said):
        near = around(said, passage.at)
        start, goal = said[passage.start].stem, said[passage.goal].stem
        with_, against = -1.0, -1.0
        for line in lines:
            for told in passages(line):
                way = _way(said, passage, line, told)
                if not way:
                    continue
                like = likeness(near, around(line, told.at), without=(start, goal))
                if way > 0:
                    with_ = max(with_, like)
                else:
                    against = max(against, like)
        if against > with_ or (
            with_ < 0 and _later(lines, said[passage.start], said[passage.goal])
        ):
            return (
                f"it goes from {said[passage.start].text!r} to {said[passage.goal].text!r}, "
                "and the cited lines the other way"
            )
    return None


def _later(lines: Sequence[Text], start: Word, goal: Word) -> bool:
    """Return whether the lines have two things one after the other, the start of them later."""
    places = [
        [(i, at) for i, line in enumerate(lines) for at, w in enumerate(line) if w.stem == end.stem]
        for end in (start, goal)
    ]
    if not all(places):
        return False
    into = [any(_goal(lines[i], at) for i, at in found) for found in places]
    if into[0] != into[1]:
        return into[0]
    if all(i == j for i, _ in places[0] for j, _ in places[1]):
        return start.anchor and goal.anchor and min(places[0]) > max(places[1])
    return all(i != j and earlier(lines, j, i) for i, _ in places[0] for j, _ in places[1])


def _goal(line: Text, at: int) -> bool:
    """Return whether something is told to go to the word at `at`."""
    return any(word.text in vocabulary.vocabulary().goals for word in line[max(0, at - 1) : at])


def _way(said: Text, mine: Passage, line: Text, told: Passage) -> int:
    """Return 1 where a line's passage goes the same way, -1 the other way, 0 elsewhere."""
    start, goal = ends(said, mine)
    begins, turns = ends(line, told)
    along = _shared(start, begins) + _shared(goal, turns)
    against = _shared(start, turns) + _shared(goal, begins)
    if against >= 2 and against > along:
        return -1
    return 1 if along > against else 0


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    return sum(any(alike(one, other) for other in others) for one in some)
