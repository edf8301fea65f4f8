"""The rule on opposites: a sentence that says one side of what its lines say the other side of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.drafting.checks.meaning.contexts import Near, around, likeness
from assistant.drafting.checks.meaning.sides import UN, UP, Side, sides
from assistant.drafting.checks.meaning.wording import Word

_LEAST = 1.0  # likeness below which two words are not held to be about one thing
_MORE = 1.05  # how much more like the opposite has to be than what agrees
_MARGIN = 0.1
_CLAIMED = 0.9  # of its likeness that another word of the sentence needs to claim an opposite
_MOST = 120  # sides of a sentence that are looked at
_OWN = 8  # words between a word and the figures that it tells of

Text = tuple[Word, ...]


def broken_by(said: Text, lines: Sequence[Text]) -> str | None:
    """Return the opposite that a sentence says, in words; None where it says none.

    An opposite counts where the lines have it about the same thing: what stands around the word in
    the sentence stands around the opposite rather than around any word of the same side, and no
    other word of the sentence says that opposite of the same thing.
    """
    mine = [side for side in sides(said) if side.said][:_MOST]
    for at, found in groupby(mine, key=lambda side: side.at):
        here = tuple(found)
        near = around(said, at, here[0].size)
        if _contradicted(said, here[0], mine):
            return f"it says {said[at].text!r}, and its own figures go the other way"
        same = _echoed(said, here[0], near, lines)
        opposite = 0.0
        for line in (said, *lines):
            for theirs in sides(line):
                if line is said and theirs.said:
                    continue
                axis = next((one for one in here if one.axis == theirs.axis), None)
                if axis is None:
                    continue
                like = likeness(near, around(line, theirs.at, theirs.size))
                if theirs.side == axis.side:
                    same = same if line is said or theirs.axis.startswith(UN) else max(same, like)
                elif like > opposite and not _claimed(said, mine, axis, line, theirs, like):
                    opposite = like
        if opposite >= _LEAST and opposite > _MORE * same + _MARGIN:
            told = " ".join(word.text for word in said[at : at + here[0].size])
            return f"it says {told!r}, and the cited lines say the opposite"
    return None


def _contradicted(said: Text, here: Side, mine: Sequence[Side]) -> bool:
    """Return whether the figures that a word of the sentence tells of go the other way."""
    told = next((s for s in sides(said) if not s.said and s.at > here.at), None)
    if told is None or not here.axis == told.axis == UP or told.at - here.at > _OWN:
        return False
    between = any(s.axis == here.axis and here.at < s.at < told.at for s in mine)
    return not between and told.side != here.side and not said[here.at].negated


def _echoed(said: Text, here: Side, near: Sequence[Near], lines: Sequence[Text]) -> float:
    """Return how like the surroundings of the words themselves are in the lines."""
    words = said[here.at : here.at + here.size]
    return max(
        (
            likeness(near, around(line, i, here.size))
            for line in lines
            for i, other in enumerate(line)
            if other.stem == words[0].stem
            and other.negated == words[0].negated
            and [w.form for w in line[i + 1 : i + here.size]] == [w.form for w in words[1:]]
        ),
        default=0.0,
    )


def _claimed(
    said: Text, mine: Sequence[Side], here: Side, line: Text, theirs: Side, like: float
) -> bool:
    """Return whether another word of the sentence says what the line says there."""
    there = around(line, theirs.at, theirs.size)
    return any(
        other.axis == theirs.axis
        and other.side == theirs.side
        and other.at != here.at
        and likeness(around(said, other.at, other.size), there) >= _CLAIMED * like
        for other in mine
    )
