"""Times told in words: "10 minutes later", "this morning", "last Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from assistant.intake.clock.dates import MOST
from assistant.intake.clock.stretches import find_stretches
from assistant.intake.clock.told import Told, head
from assistant.intake.clock.words import alternatives, words


def has_phrases(text: str) -> bool:
    """Return whether a line has words that may tell a time alone."""
    return _day_phrases().search(text) is not None


def with_stretches(text: str, joined: Sequence[Told]) -> list[Told]:
    """Return the times with those told by a stretch; one that ends in a time takes it in."""
    found = list(joined)
    for stretch in find_stretches(text):
        if any(one.start < stretch.end and stretch.start < one.end for one in found):
            continue
        told = Told(stretch.start, stretch.end, stretch=stretch)
        if stretch.anchor == "next":
            near = [one for one in found if 0 <= one.start - stretch.end <= 6 and one.clock]
            if not near:
                continue
            found.remove(near[0])
            told = replace(near[0], start=stretch.start, stretch=stretch)
        found.append(told)
    return found


@cache
def _day_phrases() -> re.Pattern[str]:
    vocabulary = words()
    past = alternatives(w for w, days in vocabulary.relative.items() if days)
    return re.compile(
        rf"(?<![\w'’-])(?:(?P<vague>{alternatives(vocabulary.vague)})|(?P<day>{past})"
        rf"|last\s(?P<weekday>{alternatives(vocabulary.weekdays)}))(?![\w-]|['’]s)",
        re.IGNORECASE,
    )


def with_words(text: str, joined: Sequence[Told]) -> list[Told]:
    """Return the times with those told in words alone: "this morning", "last Friday"."""
    found = list(joined)
    vocabulary = words()
    for match in islice(_day_phrases().finditer(text), MOST):
        start, end = match.span()
        if any(one.start < end and start < one.end for one in found):
            continue
        leads = _leads(text, start)
        if match["weekday"]:
            if match["weekday"][0].isupper():
                weekday = vocabulary.weekdays[match["weekday"].lower()]
                found.append(Told(start, end, weekday=weekday, last=True))
        elif match["day"]:
            if leads:
                found.append(Told(start, end, shift=vocabulary.relative[match["day"].lower()]))
        elif leads or not joined:
            found.append(Told(start, end, vague="no clock time is told"))
    return found


_SENTENCE = re.compile(r"[.!?:;]\s{1,2}(?:and\s|then\s|but\s|since\s)?\Z|[:\])>—–-]\s{1,2}\Z")


def _leads(text: str, start: int) -> bool:
    return bool(head().match(text, 0, start) or _SENTENCE.search(text, max(0, start - 12), start))
