"""Lies that tell lines' own words of other things: exchanged, in another order, or as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from evals.loopback.lines import Line, line_of
from evals.loopback.rewriting import ended, inside, sentence
from evals.loopback.scene import Scene, lists

Retold = tuple[str, tuple[str, ...]]
_THING = re.compile(r"(?<![\w./:-])[a-z][a-z0-9]+(?:[-_][a-z0-9]+)+(?![\w/=:-]|\.\w)")

_CONDITION = re.compile(r"\b(?:if|unless|no|not|nothing|nobody|never)\b|n't\b", re.IGNORECASE)


def retold(ids: tuple[str, ...], scene: Scene) -> tuple[str, str, tuple[str, ...]] | None:
    """Return a text that lines' words are told wrongly in, its mark and its ids; None where none.

    The lines that the entry cites are tried first, then any others.
    """
    ways = [_exchanged, _in_another_order, _as_a_fact, _of_another]
    scene.random.shuffle(ways)
    for way in ways:
        made = list(way(scene))
        scene.random.shuffle(made)
        made.sort(key=lambda one: not set(one[1]) <= set(ids))
        for text, cited in made:
            if scene.is_new(text.rstrip(" .")):
                return text, text.rstrip(" ."), cited
    return None


def _spoken(scene: Scene) -> list[Line]:
    return [line for line in scene.lines if line.spoken]


def _exchanged(scene: Scene) -> Iterator[Retold]:
    """Yield lines with the words on either side of a verb or a comparison exchanged."""
    for line in _spoken(scene):
        for pattern in _patterns("middles"):
            for place in pattern.finditer(line.clause):
                one, other = place["a"], place["b"]
                small = lists()["small"]
                if one == other or one in small or other in small:
                    continue
                told = f"{other}{line.clause[place.end('a') : place.start('b')]}{one}"
                text = f"{line.clause[: place.start()]}{told}{line.clause[place.end() :]}"
                yield sentence(text), (line.id,)


def _in_another_order(scene: Scene) -> Iterator[Retold]:
    """Yield two lines that have a time, the later one told as the first."""
    timed = [line for line in _spoken(scene) if line.clock and ":" in line.clock]
    for first, second in combinations(timed, 2):
        if (first.clock or "").zfill(5) >= (second.clock or "").zfill(5):
            continue
        template = scene.random.choice(lists()["orders"])
        told = {"early": inside(first.clause), "late": inside(second.clause)}
        yield sentence(_filled(template, told)), (first.id, second.id)


def _filled(template: str, told: Mapping[str, str]) -> str:
    bare = {name: text.rstrip(" .?!") for name, text in told.items()}
    capital = {name.upper(): sentence(text).rstrip(".") for name, text in bare.items()}
    return str(template.format(**bare, **capital))


def _as_a_fact(scene: Scene) -> Iterator[Retold]:
    """Yield lines that leave something open without the words that do so, at their time."""
    for id_, text in scene.prompt.lines.items():
        line = line_of(id_, text)
        clause, lead = line.clause, f"At {line.clock}, " if line.clock else ""
        for open_, firm in lists()["opened"]:
            made, found = re.subn(rf"\b{open_}", firm, clause, count=1, flags=re.IGNORECASE)
            if found and len(made.split()) > 2 and not _CONDITION.search(clause):
                told = made.strip().replace("?", "")
                yield (f"{lead}{ended(inside(told))}" if lead else sentence(told)), (id_,)


def _of_another(scene: Scene) -> Iterator[Retold]:
    """Yield lines with a thing of another line in the place of their own."""
    held = [(line, _THING.findall(line.clause)) for line in _spoken(scene)]
    for (line, mine), (other, theirs) in combinations(held, 2):
        for one, new in zip(mine, theirs, strict=False):
            if new not in line.text and one not in other.text:
                yield sentence(line.clause.replace(one, new)), (line.id, other.id)


def _patterns(name: str) -> Iterator[re.Pattern[str]]:
    return (re.compile(one) for one in lists()[name])
