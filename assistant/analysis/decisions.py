"""Tells whether a text asserts a decision on the incident or its report that people take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.analysis.assertions import owner_or_due_in
from assistant.analysis.sighting import lowered
from assistant.analysis.vocabulary import REACH, words
from assistant.errors import ResourceError

_KEPT = 1 << 14  # texts whose answer is kept: several rooms ask for the same one
_SENTENCE = re.compile(r"[^.!?;。！？\n]+(?:[.!?](?!\s|$)[^.!?;。！？\n]*)*[.!?。！？]*")
_KINDS = ("cause", "approval", "severity", "closure", "fault", "owner", "due")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of decision: the ways to state it, and words of sentences that state none.

    One of `stems` has to stand in a sentence before its ways are worth trying; of a plain one
    (ASCII) only `plain_stems` can.
    """

    stems: tuple[str, ...]
    plain_stems: tuple[str, ...]
    ways: tuple[re.Pattern[str], ...]
    ordinary: tuple[re.Pattern[str], ...]

    def stated(self, sentence: str) -> str | None:
        """Return the words that state it in a sentence of small letters, or None."""
        for stem in self.plain_stems if sentence.isascii() else self.stems:
            if stem in sentence:
                break
        else:
            return None
        for way in self.ways:
            found = way.search(sentence)
            if found is not None:
                rest = sentence[: found.start()] + " " + sentence[found.end() :]
                return None if any(one.search(rest) for one in self.ordinary) else found[0]
        return None


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(_kind(name) for name in _KINDS)


def _kind(name: str) -> _Kind:
    stems = words("assertions", "decisions", name, "stems")
    return _Kind(
        stems,
        tuple(stem for stem in stems if stem.isascii()),
        _compiled(words("assertions", "decisions", name, "ways")),
        _compiled(words("assertions", "decisions", name, "ordinary")),
    )


@cache
def _open() -> tuple[re.Pattern[str], ...]:
    return _compiled(words("assertions", "decisions", "open"))


def _compiled(expressions: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(one) for one in expressions)
    except re.error as error:
        raise ResourceError(
            f"The vocabulary assertions.toml holds a bad expression ({error}). "
            "Install the package again."
        ) from error


@lru_cache(maxsize=_KEPT)
def decision_in(told: str) -> str | None:
    """Return the words by which a text asserts a decision of people, or None.

    That is a cause as established, an approval, a waiver, a severity as confirmed, a case as
    closed, a fault, an owner or a due date. What is asked, open or denied asserts none, and an
    approved change is a step like any other.
    """
    for sentence in _sentences(told):
        found = next((hit for kind in _kinds() if (hit := kind.stated(sentence))), None)
        if found is not None and not any(one.search(sentence) for one in _open()):
            return found.strip()
    return None


def theirs_in(told: str) -> str | None:
    """Return the words by which a text names an owner or a due date or decides anything else."""
    return owner_or_due_in(told) or decision_in(told)


def _sentences(told: str) -> Iterator[str]:
    """Yield the sentences that assert something, in small letters."""
    for match in _SENTENCE.finditer(lowered(told[:REACH])):
        sentence = " ".join(match[0].split())
        if not sentence.endswith(("?", "？")):
            yield sentence
