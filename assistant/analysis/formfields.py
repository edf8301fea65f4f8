"""Fields of a form that tell of the page or of the shift and of no step: "Signed: AT 03:40"."""

from __future__ import annotations

from assistant.analysis.layout import Placed
from assistant.analysis.vocabulary import words

_NAMES = 2  # words of a name or of initials behind one
_BY = 5  # words of "by ..." behind such a field


def is_field(label: str, clause: str) -> bool:
    """Return whether a label, and no more than who did so behind it, is all that a clause says.

    A word for a day names nothing by itself either.
    """
    if label in words("lines", "not_steps", "days") and clause.lower() == label:
        return True
    told = clause.casefold().strip(" .:")
    field = next((f for f in words("lines", "not_steps", "fields") if _opens(told, f)), None)
    if field is None or not _opens(label, field):
        return False
    rest = told[len(field) :].strip(" :.,-–—").split()
    if not rest or (len(rest) <= _BY and rest[0] in words("lines", "not_steps", "writers")):
        return True
    signed = clause.strip(" .:").split()[-len(rest) :]
    return len(signed) <= _NAMES and all(word[:1].isupper() for word in signed)


def is_row(placed: Placed) -> bool:
    """Return whether the first cell of a row is the label of such a field."""
    if len(placed.cells or ()) < 2:
        return False
    first = placed.cells[0]
    label = placed.line.text[first.start : first.end].casefold().strip(" *_:.")
    return label in words("lines", "not_steps", "fields")


def _opens(text: str, field: str) -> bool:
    return text == field or text.startswith((f"{field} ", f"{field}:"))
