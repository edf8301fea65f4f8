"""Copied mail threads: who wrote which part and when, and what is only quoted again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.intake.alike import lines_that, shapes_of
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.words import alternatives
from assistant.intake.notes.cells import is_time
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_QUOTE = re.compile(r"\A\s{0,3}(?:>\s?){1,20}")
_PERSON = re.compile(
    r"[\"']?([^\"'<>\[(:,;]{2,60}(?:, [^\"'<>\[(:,;]{2,30})?)[\"']?\s{0,3}(?:[<\[(].*)?\Z"
)
_WROTE_BY = re.compile(
    r"(?:[,\d] |(?<=[AP]M) |> ?)([^\W\d_][^<>,:\d\[\]]{1,60}?)\s?(?:[<\[(][^<>]{0,200}[>\])])?\s?"
    r"(?:wrote|a écrit|escribió)\s?:\s*\Z"
)
# "Ines Roca <ines@example.com>   Tue, Jan 14, 2025 at 11:05 AM", as a mail program prints it
_POSTED = re.compile(r"\s{0,3}([^<>\t]{2,60}?)\s{0,3}<[^<>\s]{3,100}>(?:\t|\s{2,40}|\s)(?=\S)")
_LONGEST = 400
# "Severity: 2"
_FORM = re.compile(r"[\s*_-]{0,6}[^\W\d_][\w /-]{0,30}[*_]{0,2}:(?:\s|\Z)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_BLOCK = 8


@dataclass(frozen=True, slots=True)
class _Forms:
    divider: re.Pattern[str]
    wrote: re.Pattern[str]
    field: re.Pattern[str]
    lone: re.Pattern[str]
    alert: re.Pattern[str]
    kinds: dict[str, str]


@cache
def _forms() -> _Forms:
    data = load("mail.toml")
    kinds = {w: kind for kind in ("from", "date", "subject", "other") for w in data.words(kind)}
    return _Forms(
        re.compile(rf"\s{{0,3}}(?:{'|'.join(data.words('dividers'))})\s*\Z", re.IGNORECASE),
        re.compile(rf"\s{{0,3}}(?:{'|'.join(data.words('wrote'))})\s*\Z", re.IGNORECASE),
        re.compile(
            rf"\s{{0,3}}\*{{0,2}}(?P<field>{alternatives(kinds)})\s?:\*{{0,2}}(?:\s+(?P<value>.*))?\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"\s{{0,3}}{alternatives(data.words('lone'))}\s?:\s", re.IGNORECASE),
        re.compile(rf"\s{{0,3}}(?:{'|'.join(data.words('alerts'))})", re.IGNORECASE),
        kinds,
    )


def mark(
    passages: Sequence[Passage], *, known: bool = False, shapes: Sequence[str] | None = None
) -> tuple[Passage, ...]:
    """Return a copied mail thread with its headers and quotations known; others unchanged.

    `known` tells that the text is the body of a mail, whatever stands in it; `shapes`
    are those of the lines where they are known already.
    """
    texts = [p.text for p in passages]
    marked = [n for n, text in enumerate(texts) if ">" in text and len(text) <= _LONGEST]
    for number in marked:
        texts[number] = _QUOTE.sub("", texts[number])
    if shapes is None or marked:
        shapes = shapes_of(texts)
    forms = _forms()
    fields, opens = _fields(texts, shapes)
    posted = _posted(texts, shapes)
    fields.update(_below(texts, posted))
    wrote = _wrote(texts, shapes)
    dividers = set(lines_that(shapes, lambda t: len(t) <= 120 and forms.divider.match(t)))
    may_be_lone = lines_that(shapes, lambda t: len(t) <= _LONGEST and forms.lone.match(t))
    lone = {n for n in may_be_lone if n not in fields and _is_lone(texts, n)}
    fields.update(dict.fromkeys(lone, "date"))
    if not (known or fields or posted or wrote or dividers):
        return tuple(passages)
    found: list[Passage] = []
    message: int | None = None
    around: int | None = None
    within = beyond = alone = False
    for number, passage in enumerate(passages):
        text = texts[number]
        depth = passage.text.lstrip()[:1] == ">"
        beyond = beyond or number in dividers
        quoted = beyond or depth
        if (depth or number in wrote) and not within:
            around = message
        elif within and not depth and text and number not in wrote and number not in fields:
            message = around
        within = depth or number in wrote or (within and not text)
        if _HEADING.match(text):
            message = None
        if number in lone:
            around, alone = message, True
        elif alone and not text:
            message, alone = around, False
        if number in wrote or number in opens or number in posted:
            message = -1 - number
        if not text and passage.text:
            found.append(passage._replace(text=""))
        elif not text or passage.header or passage.aside:
            found.append(passage)
        elif number in dividers or fields.get(number) == "other":
            found.append(passage._replace(text=""))
        elif number in wrote:
            first = number if wrote[number] is not None else number - 1
            who = wrote.get(first)
            found.append(passage._replace(text=text, message=-1 - first, who=who, header=True))
            message = -1 - first
        elif number in posted:
            who, text = posted[number]
            found.append(passage._replace(text=text, message=message, who=who, header=True))
        elif number in fields:
            kind, value = fields[number], text.partition(":")[2].strip(" *")
            person = _PERSON.match(value) if kind == "from" else None
            told = value if kind == "subject" and alerts(value) else None
            found.append(
                passage._replace(
                    text=told or text,
                    message=message,
                    who=person[1].strip() if person else None,
                    header=kind in ("from", "date"),
                    aside=kind == "subject" and told is None,
                )
            )
        else:
            own = passage.message if message is None else message
            found.append(passage._replace(text=text, message=own, quoted=quoted))
    return tuple(found)


def dates(text: str) -> bool:
    """Return whether a line is the header that says when a mail was sent."""
    if len(text) > _LONGEST:
        return False
    if "@" in text and _post(text) is not None:
        return True
    match = _forms().field.match(_QUOTE.sub("", text))
    return match is not None and _forms().kinds[match["field"].casefold()] == "date"


def alerts(subject: str) -> bool:
    """Return whether the subject of a mail is that of an alert, and tells itself what happened."""
    return len(subject) <= _LONGEST and _forms().alert.match(subject) is not None


def _fields(texts: Sequence[str], shapes: Sequence[str]) -> tuple[dict[int, str], set[int]]:
    """Return by line what the header blocks state there ("from", "date", ...), and their heads."""
    field = _forms().field
    met: dict[int, str] = {}
    for number in lines_that(shapes, lambda text: len(text) <= _LONGEST and field.match(text)):
        match = field.match(texts[number])
        if match:
            met[number] = _forms().kinds[match["field"].casefold()]
    found: dict[int, str] = {}
    heads: set[int] = set()
    for number, kind in met.items():
        if kind != "from":
            continue
        block = {n: met[n] for n in range(number, number + _BLOCK) if n in met}
        above = _above(met, number) if _names_sender(texts[number]) else {}
        kinds = {*block.values(), *above.values()}
        told = "date" in kinds and bool(kinds & {"subject", "other"})
        if told or _is_dated(texts, number, met):
            found.update({**above, **block})
            heads.add(min({**above, **block}))
    return found, heads


def _above(met: Mapping[int, str], number: int) -> dict[int, str]:
    """Return the fields of a header that stand above its sender, each line below the last."""
    found: dict[int, str] = {}
    at = number - 1
    while at in met and met[at] != "from" and len(found) < _BLOCK:
        found[at] = met[at]
        at -= 1
    return found


def _names_sender(text: str) -> bool:
    value = text.partition(":")[2]
    return any(map(str.isalpha, value)) and not read_line(value).told


def _posted(texts: Sequence[str], shapes: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return by line the headers that hold a sender, an address and when it was sent.

    Each is given as who sent it, and its text without the words beside the time ("Tue,").
    """
    near = lines_that(shapes, lambda t: len(t) <= _LONGEST and "@" in t and _POSTED.match(t))
    return {number: told for number in near if (told := _post(texts[number])) is not None}


def _post(text: str) -> tuple[str, str] | None:
    match = _POSTED.match(text)
    if match is None or not is_time(text[match.end() :]) or not _ends_in_time(text):
        return None
    at = next(told.start for told in read_line(text).told if told.end > match.end())
    return match[1].strip(" \"'"), f"{text[: match.end()].rstrip()}  {text[max(at, match.end()) :]}"


def _below(texts: Sequence[str], posted: Iterable[int]) -> dict[int, str]:
    """Return by line the further fields of such headers: to whom the mail went."""
    found: dict[int, str] = {}
    for number in posted:
        for at in range(number + 1, min(number + _BLOCK, len(texts))):
            match = _forms().field.match(texts[at]) if len(texts[at]) <= _LONGEST else None
            kind = _forms().kinds[match["field"].casefold()] if match else None
            if kind not in ("other", "subject"):
                break
            found[at] = kind
    return found


def _is_dated(texts: Sequence[str], number: int, met: Mapping[int, str]) -> bool:
    """Return whether the line below a sender is a date with a clock time and no more."""
    if met.get(number + 1) != "date":
        return False
    return _ends_in_time(texts[number + 1])


def _ends_in_time(text: str) -> bool:
    line = read_line(text)
    if not any(told.date and told.clock for told in line.told):
        return False
    return line.told[-1].end == len(line.text.rstrip())


def _is_lone(texts: Sequence[str], number: int) -> bool:
    """Return whether a line that is led in so only says when the words below it were sent."""
    if not _ends_in_time(texts[number]):
        return False
    below = texts[number + 1] if number + 1 < len(texts) else ""
    return bool(below.strip()) and not _FORM.match(below) and not read_line(below).opens


def _wrote(texts: Sequence[str], shapes: Sequence[str]) -> dict[int, str | None]:
    """Return by line who the "On ... wrote:" lines name; the second line of one has None."""
    found: dict[int, str | None] = {}
    ended = lines_that(shapes, lambda t: len(t) <= _LONGEST and t.rstrip().endswith(":"))
    for number in ended:
        text = texts[number]
        above = texts[number - 1] if number else ""
        if _forms().wrote.match(text) and any(map(str.isdigit, text)):
            found[number] = _writer(text)
        elif re.match(r"\s{0,3}(?:On|Am|Le|El)\s", above) and len(above) + len(text) < _LONGEST:
            joined = f"{above.strip()} {text.strip()}"
            if _forms().wrote.match(joined) and any(map(str.isdigit, joined)):
                found[number - 1], found[number] = _writer(joined) or "", None
    return found


def _writer(text: str) -> str | None:
    named = _WROTE_BY.search(text)
    return named[1].strip() if named else ""
