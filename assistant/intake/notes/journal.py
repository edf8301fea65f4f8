"""Ticket journals: the lines that say who commented, and when, in a copied or dumped ticket."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.incident import Voice
from assistant.intake.alike import lines_that, shapes_of
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.words import alternatives
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_LONGEST = 160
_AROUND = 5  # lines below one that opens a comment in which a page repeats who wrote it
_FIELD = 2  # words before the time of a field
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_NAME = re.compile(
    r"[^\W\d_][\w.'’\-]{1,30}(?: [A-ZÀ-ÞĀ-Ž][\w.'’\-]{0,30}){0,3}(?![\w@])|@[\w.\-]{2,40}"
)
_AGO = re.compile(
    r"\b(?:about |an? )?(?:\d{1,3} )?(?:second|minute|hour|day|week|month|year)s? ago\b"
)
_ENDS = (*")0123456789 ",)
_NUMBERS = re.compile(r"\d{1,4}")
_MARKS = re.compile(r"[\s\-–—=*_#~>|\[\](){}<>.:,·•@/]+")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load("journal.toml")

    def any_of(*keys: str) -> re.Pattern[str]:
        listed = [word for key in keys for word in data.words(key)]
        return re.compile(rf"(?<![\w-]){alternatives(listed)}(?![\w-])", re.IGNORECASE)

    return any_of("marks"), any_of("marks", "beside", "customers"), any_of("customers")


@cache
def _roles() -> frozenset[str]:
    return frozenset(load("journal.toml").words("roles"))


def mark(
    passages: Sequence[Passage], *, shapes: Sequence[str] | None = None
) -> tuple[Passage, ...]:
    """Return the passages with the opening lines of comments known, and their lines numbered.

    `shapes` are those of the lines where they are known already.
    """
    if shapes is None:
        shapes = shapes_of([passage.text for passage in passages])
    passages = _without_fields(passages)
    marked = lines_that(shapes, lambda text: len(text) <= _LONGEST and _words()[0].search(text))
    opened = {n: told for n in marked if (told := _opening(passages[n]))}
    if not opened:
        return tuple(passages)
    passages = _without_page(passages, {n: who for n, (who, _) in opened.items() if who})
    stated = {n for n, (who, _) in opened.items() if who is None and _is_stated(passages, n)}
    opened = {n: told for n, told in opened.items() if n not in stated}
    if stated:
        passages = [p._replace(text="") if n in stated else p for n, p in enumerate(passages)]
    found: list[Passage] = []
    message: int | None = None
    voice: Voice | None = None
    for number, passage in enumerate(passages):
        if _HEADING.match(passage.text) or not stated.isdisjoint((number - 1, number, number + 1)):
            message = None
        if number in opened:
            who, customer = opened[number]
            message = number + len(passages)
            voice = "customer" if customer else None
            named = f"{who} (customer)" if customer and who else who
            found.append(passage._replace(message=message, who=named, voice=voice, header=True))
        elif passage.message is None and message is not None:
            found.append(passage._replace(message=message, voice=passage.voice or voice))
        else:
            found.append(passage)
            message = message if passage.message is None else None
    return tuple(found)


@cache
def _fields() -> re.Pattern[str]:
    """Return the pattern of a line that heads the fields that somebody set in a ticket."""
    words = alternatives(load("journal.toml").words("fields"))
    return re.compile(rf"(?:.{{0,80}}\({words}\)|{words}\s?[•·].{{0,40}})\s*\Z", re.IGNORECASE)


def _without_fields(passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return the passages without the lists of fields that a ticket's page shows as entries."""
    # All of these end on a bracket or on a time.
    ends = [
        n for n, p in enumerate(passages) if p.text[-1:] in _ENDS and 8 <= len(p.text) <= _LONGEST
    ]
    heads = [n for n in ends if _fields().match(passages[n].text)]
    blank: set[int] = set()
    for head in heads:
        blank.add(head)
        above = passages[head - 1].text if head else ""
        if "(" not in passages[head].text and _NAME.fullmatch(above.strip()):
            blank.add(head - 1)
        for below in range(head + 1, len(passages)):
            text = passages[below].text
            if not text.strip() or len(text) > _LONGEST or _is_dated(text):
                break
            blank.add(below)
    if not blank:
        return passages
    return [p._replace(text="") if n in blank else p for n, p in enumerate(passages)]


def _is_dated(text: str) -> bool:
    return any(one.date is not None and one.clock is not None for one in read_line(text).told)


def _without_page(passages: Sequence[Passage], named: Mapping[int, str]) -> Sequence[Passage]:
    """Return the passages without the lines that a page sets around one that opens a comment.

    There it repeats who wrote it, in what role and on which day.
    """
    blank: set[int] = set()
    for number, who in named.items():
        if number and _repeats(passages[number - 1].text, who):
            blank.add(number - 1)
        for below in range(number + 1, min(number + 1 + _AROUND, len(passages))):
            text = passages[below].text
            if not (_repeats(text, who) or _is_role(text) or _is_day(text)):
                break
            blank.add(below)
    if not blank:
        return passages
    return [p._replace(text="") if n in blank else p for n, p in enumerate(passages)]


def _repeats(text: str, who: str) -> bool:
    return text.strip(" @").casefold() == who.casefold()


def _is_role(text: str) -> bool:
    return text.strip(" ·").casefold() in _roles()


def _is_day(text: str) -> bool:
    """Return whether a line goes on with the day of a comment: "on Nov 12, 2026"."""
    if len(text) > _LONGEST or not text.lstrip().startswith("on "):
        return False
    told = read_line(text).told
    return len(told) == 1 and told[0].date is not None and not text[told[0].end :].strip(" ·")


def _is_stated(passages: Sequence[Passage], number: int) -> bool:
    """Return whether a line without a name is the field of a form: other fields of times beside it.

    Such a line ("Updated 11 March 2025 at 16:20") tells when the page changed, and heads nothing.
    """
    beside = passages[max(number - 1, 0) : number + 2]
    return _is_field(passages[number].text) and sum(_is_field(p.text) for p in beside) > 1


def _is_field(text: str) -> bool:
    """Return whether a line has a word or two, a date with a clock behind them, and no more."""
    if len(text) > _LONGEST or not text[:1].isalpha():
        return False
    line = read_line(text)
    whole = len(line.told) == 1 and line.told[0].date is not None and line.told[0].clock is not None
    if not whole or text[line.told[0].end :].strip():
        return False
    return len(text[: line.told[0].start].split()) <= _FIELD


def _opening(passage: Passage) -> tuple[str | None, bool] | None:
    """Return who comments, and whether it is a customer, where a marked line says no more."""
    text = passage.text
    if passage.header or not 8 <= len(text) <= _LONGEST:
        return None
    _, all_words, customers = _words()
    line = read_line(text)
    ago = _AGO.search(text)
    if not line.told and ago is None:
        return None
    rest = text
    for told in reversed(line.told):
        rest = f"{rest[: told.start]}\n{rest[told.end :]}"
    bare = all_words.sub("\n", _AGO.sub("\n", rest))
    names = [name[0] for name in _NAME.finditer(bare)]
    left = _NUMBERS.sub("", _MARKS.sub("", _NAME.sub("", bare)))
    # Beside a name and a time only the words of such a line stand in it.
    if left or len(names) > 2 or (line.told and line.told[-1].clock is None and not names):
        return None
    if not names and not line.told:
        return None
    return (names[0].lstrip("@") if names else None), bool(customers.search(text))
