"""The measure and the unit of an impact figure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.analysis.nouns import Counted, Measure, behind
from assistant.analysis.quantities import Quantity

_WHOLE_OF_RATE = re.compile(
    r"\s?of\s(?:(?:the|all|our|about)\s){0,3}(?P<whole>\d[\d.,]{0,18}\d|\d)(?=\s[^\W\d_])"
)


def measure_of(
    text: str, stop: int, quantity: Quantity, noun: Counted | None
) -> tuple[Measure, str]:
    """Return the measure and the unit of a figure, of a rate with what it is of."""
    if noun is not None:
        return noun.measure, noun.unit
    if quantity.kind == "rate":
        of = re.compile(r"\s*of\s").match(text, quantity.end, stop)
        whole = _WHOLE_OF_RATE.match(text, quantity.end, stop)
        named = behind(text, replace(quantity, value=2.0), stop) if of else None
        parts = ["% of" if named else "%", whole["whole"] if whole and named else ""]
        return "rate", " ".join(p for p in (*parts, named.unit if named else "") if p)
    return ("money" if quantity.kind == "money" else "duration"), quantity.unit or ""


def phrase_end(text: str, at: int, stop: int) -> int:
    """Return the end of the noun phrase after a number, for a figure cut out of its sentence."""
    found = re.compile(r"(?:\s+[^\W\d_][\w'’-]*){0,3}").match(text, at, stop)
    return found.end() if found else at
