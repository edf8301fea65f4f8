"""The ways in which one name is written: in full, by a part of it, as a handle."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_STROKES = str.maketrans("øłđı", "oldi")
# A dotted capital I, and what it is in small letters: an "i" with a dot of its own over it.
_CAPITAL, DOTTED = "\u0130", "i\u0307"
SHARP = "ß"
_DOTLESS = "\u0131"


def dotted(form: str) -> str:
    """Return a form with an "i" for each that has no dot: the capital of both is I."""
    return form.replace(_DOTLESS, "i")


@lru_cache(maxsize=4096)
def without_marks(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without accents, so that "soren" and "Søren" are one name."""
    decomposed = (unicodedata.normalize("NFKD", token.translate(_STROKES)) for token in tokens)
    return tuple("".join(c for c in word if not unicodedata.combining(c)) for word in decomposed)


def same(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether a shorter form of a name may stand for the full one."""
    if len(short) == 1:
        return short[0] in (full[0], full[-1], "".join(full), *_handles(full))
    if len(short) == len(full) == 2 and len(short[1]) == 1:
        return short[0] == full[0] and full[1].startswith(short[1])
    if len(short) >= len(full):
        return False
    ends = short[0] == full[0] and short[-1] == full[-1]
    return ends or short in (full[1:], full[: len(short)])


def _handles(full: tuple[str, ...]) -> tuple[str, ...]:
    first, last = full[0], full[-1]
    if len(full) < 2 or len(last) < 3:
        return ()
    plain = first[0] + last, first + last[0], last + first[0]
    between = full[1:-1]
    if not between:
        return plain
    return *plain, first[0] + "".join(w[0] for w in between) + last, first[0] + "".join(full[1:])


def forms(tokens: tuple[str, ...]) -> dict[str, str]:
    """Return the ways to write one name, each with the expression that finds it."""
    first, last = tokens[0], tokens[-1]
    between = r"[ ._\-]{0,2}"
    written = tuple(map(_written, tokens))
    single = {first, last, *_handles(tokens)}
    found = {form: _written(form) for form in sorted(single) if len(form) > 2 or form == first}
    if len(tokens) > 1:
        found[first + last] = written[0] + between + written[-1]
        found["".join(tokens)] = between.join(written)
        if len(tokens) > 2:
            found["".join(tokens[1:])] = between.join(written[1:])
        found[last + first] = rf"{written[-1]},? ?{written[0]}"
    return found


def _written(form: str) -> str:
    """Return the expression of a form in small letters, for a search that ignores case.

    That takes a dotted capital I for an "i" and no more, so that it is asked for by itself; and
    never for other than itself, or "\u0130sa" would stand in "ISA". A sharp s became two.
    """
    escaped = re.escape(form).replace(DOTTED, f"(?:(?-i:{_CAPITAL})|{DOTTED})")
    return escaped.replace("ss", f"(?:ss|{SHARP})")


def any_of(ordered: list[str]) -> str:
    """Return an expression of any of them: whatever begins alike stands together.

    A search that ignores case would try each of them at every word otherwise.
    """
    groups: dict[str, list[str]] = {}
    for pattern in ordered:
        groups.setdefault(pattern[:1] if pattern[:1].isalpha() else "", []).append(pattern)
    apart = groups.pop("", [])
    joined = (f"{one}(?:{'|'.join(p[1:] for p in group)})" for one, group in groups.items())
    return "|".join((*apart, *joined))
