"""Lies that turn a sentence round: one word for its opposite, a negation, from X to Y exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.loopback.scene import Scene, lists

_AROUND = 2  # words on each side of the turned one that the mark begins with
_MOVES = (
    re.compile(r"\bfrom (?P<a>[\w./%$€£-]+) (?:back )?to (?P<b>[\w./%$€£-]*[\w%])"),
    re.compile(r"(?P<a>[\w.\"'/%-]+) ?(?:->|→|=>) ?(?P<b>[\w.\"'/%-]*[\w\"'%])"),
)
Turned = tuple[str, int, int]


def _pairs() -> Iterator[tuple[str, str]]:
    for one, other in lists()["flips"]:
        yield one, other
        yield other, one
    for one, other in lists()["negations"]:
        yield one, other
        if " " in other:
            yield other, one


def _like(said: str, model: str) -> str:
    return said[0].upper() + said[1:] if model[0].isupper() else said


def turned(text: str, source: str) -> Iterator[Turned]:
    """Yield the text turned round in each way that applies, and where the turned words stand.

    Only words that the source has too are exchanged: the rest of the text is not its claim.
    """
    for one, other in _pairs():
        whole = re.compile(rf"(?<![\w-]){re.escape(one)}(?![\w=-])", re.IGNORECASE)
        if not whole.search(source):
            continue
        for place in tuple(whole.finditer(text))[-1:]:  # a frame stands in front of its claim
            if text[place.end() :].startswith((" not", "n't")):
                continue
            said = _like(other, place[0])
            yield f"{text[: place.start()]}{said}{text[place.end() :]}", place.start(), len(said)
    for move in _MOVES:
        for place in move.finditer(text):
            if place["a"] != place["b"] and place[0] in source:
                between = text[place.end("a") : place.start("b")]
                said = f"{place['b']}{between}{place['a']}"
                start = place.start("a")
                yield f"{text[:start]}{said}{text[place.end('b') :]}", start, len(said)


def _mark(made: Turned, scene: Scene) -> str | None:
    """Return as few words around the turned ones as were said nowhere before; None where none."""
    text, start, size = made
    words = list(re.finditer(r"\S+", text))
    first = next(i for i, word in enumerate(words) if word.end() > start)
    last = max(i for i, word in enumerate(words) if word.start() < start + size)
    for around in range(_AROUND, len(words)):
        low, high = max(0, first - around), min(len(words) - 1, last + around)
        mark = text[words[low].start() : words[high].end()].strip(" .,;:?!")
        if scene.is_new(mark):
            return mark
    return None


def flip(text: str, source: str, scene: Scene) -> tuple[str, str] | None:
    """Return the text turned round, and its mark; None where nothing of it can be."""
    made = list(turned(text, source))
    scene.random.shuffle(made)
    for one in made:
        if mark := _mark(one, scene):
            return one[0], mark
    return None
