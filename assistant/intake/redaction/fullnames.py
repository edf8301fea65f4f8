"""Full names: what belongs to a name that is known by a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, partial

from assistant.intake.alike import by_shape
from assistant.intake.redaction.families import is_family
from assistant.intake.redaction.labels import CAPITAL, LOWER, UPPER, Sighting
from assistant.intake.redaction.machines import Machines
from assistant.intake.redaction.naming import could_be_name, is_given
from assistant.intake.redaction.particles import particles, tail
from assistant.intake.redaction.plausible import could_be
from assistant.intake.tables import load


@cache
def _grown() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<first>{UPPER}(?<![\w@/.\-].){LOWER})"
        rf"(?:{tail(CAPITAL)}| {CAPITAL}(?![\w@/(`]|[.\-]\w))"
    )


def grown(
    texts: Sequence[str],
    shapes: Sequence[str],
    known: Set[str],
    ordinary: Set[str],
    machines: Machines,
) -> Iterator[tuple[int, Sighting]]:
    """Yield the line (from 0) and the full name wherever the first word of one is `known`.

    `shapes` are the texts with a nought for each digit, `ordinary` what they write small.
    """
    elsewhere: dict[str, bool] = {}
    for number, one in by_shape(shapes, partial(_in_line, known=known)):
        *between, last = one.name.casefold().split()[1:]
        fits = (
            could_be_name((last,))
            if between
            else (could_be(last) or (len(last) == 2 and is_family(last)))
            and not (last in known and is_given(last))
        )
        if (not fits or last in ordinary or machines.has(last)) and not (between and last in known):
            continue
        if not between and last.endswith(_noun_ends()):
            continue
        if between and last not in known and all(word in _from() for word in between):
            # Somebody may be from there: then the place or firm has its name without them too.
            word = one.name.rpartition(" ")[2]
            if word not in elsewhere:
                elsewhere[word] = _stands_alone(word, texts)
            if elsewhere[word]:
                continue
        yield number, one


def _in_line(text: str, *, known: Set[str]) -> Iterator[Sighting]:
    for match in _grown().finditer(text):
        if match["first"].casefold() in known:
            yield Sighting(match[0], match.start(), match.end(), "sure")


@cache
def _noun_ends() -> tuple[str, ...]:
    return load("people_names.toml").table("nouns").words("ends")


@cache
def _from() -> frozenset[str]:
    return frozenset(load("people_names.toml").table("particles").words("from"))


def _stands_alone(word: str, texts: Sequence[str]) -> bool:
    """Return whether a word with a capital stands somewhere with no particle before it."""
    alone = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    for text in texts:
        if word not in text:
            continue
        for match in alone.finditer(text):
            before = text[: match.start()].rstrip(" ").rpartition(" ")[2]
            if before.casefold() not in particles():
                return True
    return False
