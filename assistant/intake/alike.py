"""Lines that differ in their digits alone, which a rule that knows no single digit reads alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Given = TypeVar("Given")

_DIGITS = bytes(ord("0") if chr(code).isdigit() else code for code in range(128)) + bytes(
    range(128, 256)
)


def alike(text: str) -> str:
    """Return the text with a nought for each of its digits, every character at its place."""
    return text.encode("utf-8", "surrogatepass").translate(_DIGITS).decode("utf-8", "surrogatepass")


def shapes_of(texts: Sequence[str]) -> list[str]:
    """Return every text as `alike` does, equal ones as one and the same string.

    All are turned at once, which is quicker than each for itself; whoever looks a shape up in a
    dictionary later then finds its hash known.
    """
    turned = alike("\n".join(texts)).split("\n")
    if len(turned) != len(texts):
        # Some text has a line end of its own, or there is none at all.
        turned = [alike(text) for text in texts]
    pool: dict[str, str] = {}
    return [pool.setdefault(shape, shape) for shape in turned]


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
