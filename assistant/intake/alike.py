"""Lines that differ in their digits alone, which a rule that knows no single digit reads alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Given = TypeVar("Given")


def turns(characters: Mapping[str, str]) -> bytes:
    """Return the table for `turned` by which plain ASCII characters become others."""
    table = bytearray(range(256))
    for one, other in characters.items():
        table[ord(one)] = ord(other)
    return bytes(table)


def turned(text: str, table: bytes) -> str:
    """Return the text with some characters turned, which takes a tenth of `str.translate`."""
    return text.encode("utf-8", "surrogatepass").translate(table).decode("utf-8", "surrogatepass")


_DIGITS = turns(dict.fromkeys("123456789", "0"))


def alike(text: str) -> str:
    """Return the text with a nought for each of its digits, every character at its place."""
    return turned(text, _DIGITS)


def shapes_of(texts: Sequence[str]) -> list[str]:
    """Return every text as `alike` does, equal ones as one and the same string.

    All are turned at once, which is quicker than each for itself; whoever looks a shape up in a
    dictionary later then finds its hash known.
    """
    shapes = alike("\n".join(texts)).split("\n")
    if len(shapes) != len(texts):
        # Some text has a line end of its own, or there is none at all.
        shapes = [alike(text) for text in texts]
    pool: dict[str, str] = {}
    return [pool.setdefault(shape, shape) for shape in shapes]


def by_shape(
    shapes: Iterable[str], look: Callable[[str], Iterable[Given]]
) -> Iterator[tuple[int, Given]]:
    """Yield the number of a line (from 0) with each thing that its shape gives.

    A shape is looked at once, however many lines have it.
    """
    given: dict[str, tuple[Given, ...]] = {}
    for number, shape in enumerate(shapes):
        found = given.get(shape)
        if found is None:
            found = given[shape] = tuple(look(shape))
        for one in found:
            yield number, one


def lines_that(shapes: Sequence[str], test: Callable[[str], object]) -> list[int]:
    """Return the numbers (from 0) of the lines whose shape passes a test, asked once a shape."""
    passing = {shape for shape in set(shapes) if test(shape)}
    return [n for n, shape in enumerate(shapes) if shape in passing] if passing else []
