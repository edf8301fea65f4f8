"""The names that stand where people do, in sentences and in fields, as sightings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.intake.alike import by_shape
from assistant.intake.redaction import handles, honorifics
from assistant.intake.redaction.customers import named
from assistant.intake.redaction.fields import MENTION, in_fields
from assistant.intake.redaction.labels import Sighting
from assistant.intake.redaction.machines import Machines
from assistant.intake.redaction.naming import is_only_given, tokens_of
from assistant.intake.redaction.plausible import could_be
from assistant.intake.redaction.speakers import known_given
from assistant.intake.redaction.standing import Standing, standing

_SIGNS = re.compile(r"[ ._+,\-]")


def of_line(text: str) -> tuple[Standing, ...]:
    """Return the names that a line gives by their place, those of fields first."""
    return (
        *in_fields(text),
        *standing(text),
        *handles.in_text(text),
        *honorifics.in_text(text),
    )


def in_log(text: str) -> tuple[Standing, ...]:
    """Return the names that the line of a log gives: its fields, and what people say in it."""
    said = (
        Standing(one.name, one.start, one.end, customer=one.customer)
        for one in named(text, "")
        if all(map(could_be, tokens_of(one.name)))
    )
    full = (
        Standing(one.name, one.start, one.end)
        for one in known_given(text)
        if " " in one.name and all(map(could_be, tokens_of(one.name)))
    )
    return (*of_line(text), *said, *full)


def names(
    texts: Sequence[str],
    shapes: Sequence[str],
    met: set[str],
    ordinary: set[str],
    machines: Machines,
) -> Iterator[tuple[int, Sighting]]:
    """Yield the place and the name of each person whom the texts give by place alone.

    `shapes` are the texts with a nought for each digit. Whoever has been `met` is no customer for
    that; `ordinary` are words that the texts write in small letters too, as they do things.
    """
    # An id of letters and digits in a mention is judged with them.
    exact = any(MENTION in shape for shape in set(shapes))
    for number, one in by_shape(texts if exact else shapes, of_line):
        yield from _named(number, one, met, ordinary, machines)


def names_in_logs(
    lines: Iterable[str], met: set[str], machines: Machines, *, first: int
) -> Iterator[tuple[int, Sighting]]:
    """Yield the same for lines of logs, whose numbers count from `first`."""
    for number, text in enumerate(lines, start=first):
        for one in in_log(text):
            yield from _named(number, one, met, set(), machines)


def _named(
    number: int, one: Standing, met: set[str], ordinary: set[str], machines: Machines
) -> Iterator[tuple[int, Sighting]]:
    tokens = tokens_of(_SIGNS.sub(" ", one.name) if "," not in one.name else one.name)
    if not tokens:
        return
    # One word may be a machine's or a thing's; two that fit are a person's.
    alone = len(tokens) == 1
    if (alone or (one.small and is_only_given(tokens[0]))) and machines.has(tokens[0]):
        return
    if alone and not one.small and tokens[0] in ordinary and not is_only_given(tokens[0]):
        return
    at = number * 10_000 + min(one.start, 9_999)
    customer = one.customer and tokens[0] not in met
    yield at, Sighting(" ".join(tokens), one.start, one.end, "sure", customer=customer)
