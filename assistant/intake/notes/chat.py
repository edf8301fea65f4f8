"""Copied chat pages: the words that people wrote, without what the page puts around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from assistant.intake.alike import lines_that, shapes_of
from assistant.intake.notes import timesbelow
from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_WORD = r"[^\W\d_][\w.'’\-]{0,30}"
# "Ines Roca", and as directories turn it: "Roca, Ines"
_NAME = rf"{_WORD}(?:,? {_WORD})?(?: {_WORD}){{0,2}}"
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?"
_DATE = (
    r"(?:\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?"
    r"|\d{1,2}-[A-Z][a-z]{2}-\d{2,4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Today|Yesterday|[Hh]eute|[Gg]estern|[Hh]oy|[Aa]yer"
    r"|[Aa]ujourd[’']hui|[Hh]ier|[Oo]ggi|[Ii]eri|[Vv]andaag|[Gg]isteren|[Hh]oje|[Oo]ntem)"
)
_WHEN = rf"(?:{_DATE},?(?: at)? )?{_CLOCK}"
# What people set beside their names: "mira ✨ — 10:04 AM", "🔥 theo — 10:05 AM"
_SIGNS = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\ufe0f\u200d]{1,12}"
_STATUS = rf"(?::[a-z0-9_+\-]{{1,30}}:|{_SIGNS})"
# "Ines Roca  2:05 PM", "Ines Roca APP  2:05 PM", "Ines Roca — Today at 2:05 PM"
_HEADER = re.compile(
    rf"\s{{0,4}}(?P<before>{_SIGNS} ?)?(?P<name>{_NAME})(?P<after> ?{_SIGNS})?"
    r"(?:\s{1,4}(?:\([^()]{1,40}\)|:[a-z0-9_+\-]{1,30}:|(?P<app>APP|BOT)))?"
    rf"(?:\s{{2,8}}|\t| [—–-] |(?<=APP) |(?<=BOT) )(?:Today at |Yesterday at )?[\[(]?{_WHEN}[\])]?"
    r"(?:\s{1,3}\(?[Ee]dited\)?)?\s*\Z"
)
# "[2:05 PM] Ines Roca", "[5/4/2026 2:05 PM] Ines Roca (Guest)"
_BEFORE = re.compile(
    rf"\s{{0,4}}\[{_WHEN}\]\s{{1,3}}(?P<name>{_NAME})(?:\s{{1,3}}\([^()]{{1,40}}\))?\s*\Z"
)
_ALONE = re.compile(rf"\s{{0,4}}(?P<name>{_NAME})(?: \([^()]{{1,20}}\))?\s*\Z")
# A time set in under a name, as a copied page shows it: the name may be a handle.
_SET_IN = re.compile(r"\s{2,4}\S")
# ... and a status, the mark of an app or a dash before it: ":palm_tree:  9:16 AM", " — 9:16 AM"
_TIME = re.compile(
    rf"\s{{0,4}}(?P<status>{_STATUS}\s{{1,4}}|[—–] |(?P<app>APP|BOT)\s{{1,4}})?"
    rf"[\[(]?{_WHEN}[\])]?\s*\Z"
)
# Discord sets the mark of an app on a line of its own between its name and the time.
_MARK = re.compile(r"\s{0,4}(?:APP|BOT)\s*\Z")
_TODAY = re.compile(r"\s{0,4}[^\W\d_]")
# "olga.petrova", "sam_k": no word of a sentence
_HANDLE = re.compile(r"[^\W\d_](?=[\w.\-]*[\d._\-][\w.\-]*\Z)[\w.\-]{2,30}\Z")
# "olga.petrova 7:02 AM", as Mattermost copies a header
_HANDLED = re.compile(rf"(?P<name>[^\W\d_][\w.\-]{{1,30}}) {_WHEN}\s*\Z")
_SYSTEM = "System"
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_APP = re.compile(r" (?:APP|BOT|App|Bot)\Z")
_COUNT = re.compile(r"\s{0,4}\d{1,3}\s*\Z")
_LONGEST = 200


@cache
def _furniture() -> re.Pattern[str]:
    lines = "|".join(load("chat.toml").table("furniture").words("lines"))
    return re.compile(rf"\s{{0,8}}(?:{lines})\s*\Z", re.IGNORECASE)


@cache
def _ending() -> re.Pattern[str]:
    endings = "|".join(load("chat.toml").table("furniture").words("endings"))
    return re.compile(rf"(?:{endings})\s*\Z", re.IGNORECASE)


@cache
def _threads() -> re.Pattern[str]:
    threads = "|".join(load("chat.toml").table("furniture").words("threads"))
    return re.compile(rf"\s{{0,8}}(?:{threads})\s*\Z", re.IGNORECASE)


class _Header(NamedTuple):
    """Who writes, None for a time under its name; whether it is an app; and the line as told."""

    name: str | None
    app: bool
    text: str


def clean(
    passages: Sequence[Passage], *, shapes: Sequence[str] | None = None
) -> tuple[Passage, ...]:
    """Return a copied chat with its headers known and its furniture blank; others unchanged.

    A text is a copied chat where two or more lines say only who writes and when, or where times
    stand below the words. A header above nothing but furniture is blank too. `shapes` are those of
    the lines where they are known already.
    """
    shapes = shapes_of([p.text for p in passages]) if shapes is None else shapes
    known = tuple(passages)
    below = timesbelow.clean(known, shapes=shapes)
    if below is not known:
        return below
    headers = _headers(known, shapes)
    if len(headers) < 2:
        return known
    found: list[Passage] = []
    message: int | None = None
    blanked = False
    who: str | None = None
    worded: set[int | None] = set()
    furnished: set[int | None] = set()
    threaded = False
    for number, passage in enumerate(known):
        text = passage.text
        if number in headers:
            name, app, text = headers[number]
            if name is not None:
                message, who = number, None if app else name
            found.append(
                passage._replace(
                    text=_ending().sub("", text),
                    header=True,
                    message=message,
                    who=who,
                    voice="system" if app else passage.voice,
                )
            )
            continue
        if len(text) <= _LONGEST and text.strip():
            # "1 reply", "Today at 9:52 AM": when the last one was written, which stands elsewhere.
            if threaded and _TIME.match(text) and _TODAY.match(text):
                found.append(passage._replace(text=""))
                continue
            threaded = _threads().match(text) is not None
            if _furniture().match(text) or (blanked and _COUNT.match(text)):
                found.append(passage._replace(text=""))
                furnished.add(message)
                blanked = True
                continue
            blanked = False
        if _HEADING.match(text):
            message = None
        if message is not None and len(text) <= _LONGEST and (alone := _TIME.match(text)):
            if _ends_a_note(known, number, headers):
                told = f"[{_bare(text, alone).strip()}] {found[-1].text.strip()}"
                note = found[-1]._replace(text=told, message=None, who=None, voice=None)
                found[-1:] = [note, passage._replace(text="")]
                message = None
                continue
            found.append(passage._replace(text=_bare(text, alone), header=True, message=message))
            continue
        if text.strip():
            worded.add(message)
        voice = found[message].voice if message is not None else passage.voice
        ending = _ending().search(text[-_LONGEST:])
        text = text[: len(text) - len(ending[0])] if ending and text.strip() else text
        found.append(passage._replace(text=text, message=message, voice=voice))
    empty = furnished - worded - {None}
    quoted = _quotes(found, headers)
    return tuple(
        p._replace(text="") if p.message in empty or n in quoted else p for n, p in enumerate(found)
    )


def _quotes(passages: Sequence[Passage], headers: Mapping[int, _Header]) -> set[int]:
    """Return the lines of messages that a reply repeats below the name of who wrote them."""
    said: dict[tuple[str, str], int] = {}
    quoted: set[int] = set()
    for number, passage in enumerate(passages):
        if passage.message is None or passage.header or not passage.text.strip():
            continue
        above = passages[number - 1] if number else passage
        by = above.text.strip() if above.message == passage.message and not above.header else ""
        text = passage.text.strip()
        if by and said.get((by, text), passage.message) != passage.message:
            quoted |= {number - 1, number}
        head = headers.get(passage.message)
        if head is not None and head.name is not None:
            said.setdefault((head.name, text), passage.message)
    return quoted


def _ends_a_note(passages: Sequence[Passage], number: int, headers: Mapping[int, _Header]) -> bool:
    """Return whether a time has no words below it, and one line of its own above it.

    So a page of tickets tells what happened to one: "Ticket was solved by ..." over its time.
    """
    below = next((n for n in range(number + 1, len(passages)) if passages[n].text.strip()), None)
    if below is not None and below not in headers:
        return False
    above, over = (passages[n].text if n >= 0 else "" for n in (number - 1, number - 2))
    own = number - 1 not in headers and not _furniture().match(above)
    return own and len(above.split()) > 2 and not over.strip()


def _headers(passages: Sequence[Passage], shapes: Sequence[str]) -> dict[int, _Header]:
    """Return by line what the lines that head messages say."""
    found: dict[int, _Header] = {}
    paired: dict[int, tuple[str, str]] = {}
    handles: dict[int, tuple[str, str]] = {}
    named: dict[str, bool] = {}
    apps: set[int] = set()
    singles: dict[int, str] = {}
    for number in lines_that(shapes, _may_head):
        text = passages[number].text
        shape = shapes[number]
        if shape not in named:
            named[shape] = bool(_HEADER.match(shape) or _BEFORE.match(shape))
        match = (_HEADER.match(text) or _BEFORE.match(text)) if named[shape] else None
        if match and match["name"] not in ("APP", "BOT"):
            name = _APP.sub("", match["name"])
            app = match.groupdict().get("app") is not None or name != match["name"]
            found[number] = _Header(name, app, _bare(text, match))
            continue
        above = passages[number - 1].text if number else ""
        single = _HANDLED.match(text) if not above.strip() else None
        name = single["name"] if single and _is_worded(passages, number + 1) else ""
        if name == _SYSTEM or _HANDLE.match(name):
            singles[number] = name
            continue
        when = _TIME.match(text)
        if number > 1 and when is not None and when["status"] and _MARK.match(above):
            apps.add(number)
            above = passages[number - 2].text
        alone = _ALONE.match(above) if len(above) <= _LONGEST else None
        if alone is None or when is None or _furniture().match(above):
            continue
        if when["app"]:
            apps.add(number)
        pair = alone["name"], _bare(text, when)
        if _capital(alone["name"]) or _SET_IN.match(text) or when["status"]:
            paired[number] = pair
        elif _HANDLE.match(alone["name"]) and _is_worded(passages, number + 1):
            handles[number] = pair
    if sum(name != _SYSTEM for name in singles.values()) > 1:
        for number, name in singles.items():
            found[number] = _Header(name, name == _SYSTEM, passages[number].text)
    # A name over a time is a header where several of them follow each other in one text.
    pairs = {**paired, **handles} if len(handles) > 1 else paired
    for number, (name, text) in pairs.items() if len(pairs) + len(found) > 1 else ():
        first, app = number - 1, number in apps
        if _MARK.match(passages[first].text):
            found[first] = _Header(None, True, "")
            first -= 1
        # What is no person's name and stands alone would end the message above it.
        joined, mark = app or not _capital(name), " APP" if app else ""
        found[first] = _Header(name, app, "" if joined else passages[first].text)
        found[number] = _Header(None, app, f"{name}{mark}  {text.strip()}" if joined else text)
    return dict(sorted(found.items()))


def _is_worded(passages: Sequence[Passage], number: int) -> bool:
    """Return whether a line has words of its own, and is no name over a time."""
    text, below = ("".join(p.text for p in passages[at : at + 1]) for at in (number, number + 1))
    return any(map(str.isalpha, text)) and not (_ALONE.match(text) and _TIME.match(below))


def _bare(text: str, match: re.Match[str]) -> str:
    """Return a header without what people set beside their names."""
    signs = [match.span(n) for n in ("before", "after", "status") if n in match.re.groupindex]
    for start, end in sorted(signs, reverse=True):
        text = text[:start] + text[end:] if start >= 0 else text
    return text


def _may_head(shape: str) -> bool:
    """Return whether lines of a shape may say who writes or when, and no more."""
    if len(shape) > _LONGEST or not any(map(str.isdigit, shape)):
        return False
    return any(form.match(shape) for form in (_HEADER, _BEFORE, _TIME, _HANDLED))


def _capital(name: str) -> bool:
    return all(word[:1].isupper() for word in name.split())
