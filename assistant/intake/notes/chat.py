"""Copied chat pages: the words that people wrote, without what the page puts around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    r"|Today|Yesterday)"
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
# ... and a status before it: ":palm_tree:  9:16 AM"
_TIME = re.compile(rf"\s{{0,4}}(?P<status>{_STATUS}\s{{1,4}})?[\[(]?{_WHEN}[\])]?\s*\Z")
# "olga.petrova", "sam_k": no word of a sentence
_HANDLE = re.compile(r"[^\W\d_](?=[\w.\-]*[\d._\-][\w.\-]*\Z)[\w.\-]{2,30}\Z")
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
            if _furniture().match(text) or (blanked and _COUNT.match(text)):
                found.append(passage._replace(text=""))
                furnished.add(message)
                blanked = True
                continue
            blanked = False
        if _HEADING.match(text):
            message = None
        if message is not None and len(text) <= _LONGEST and (alone := _TIME.match(text)):
            found.append(passage._replace(text=_bare(text, alone), header=True, message=message))
            continue
        if text.strip():
            worded.add(message)
        voice = found[message].voice if message is not None else passage.voice
        ending = _ending().search(text[-_LONGEST:])
        text = text[: len(text) - len(ending[0])] if ending and text.strip() else text
        found.append(passage._replace(text=text, message=message, voice=voice))
    empty = furnished - worded - {None}
    return tuple(p._replace(text="") if p.message in empty else p for p in found)


def _headers(passages: Sequence[Passage], shapes: Sequence[str]) -> dict[int, _Header]:
    """Return by line what the lines that head messages say."""
    found: dict[int, _Header] = {}
    paired: dict[int, tuple[str, str]] = {}
    handles: dict[int, tuple[str, str]] = {}
    named: dict[str, bool] = {}
    for number in lines_that(shapes, _may_head):
        text = passages[number].text
        shape = shapes[number]
        if shape not in named:
            named[shape] = bool(_HEADER.match(shape) or _BEFORE.match(shape))
        match = (_HEADER.match(text) or _BEFORE.match(text)) if named[shape] else None
        if match:
            name = _APP.sub("", match["name"])
            app = match.groupdict().get("app") is not None or name != match["name"]
            found[number] = _Header(name, app, _bare(text, match))
            continue
        above = passages[number - 1].text if number else ""
        alone = _ALONE.match(above) if len(above) <= _LONGEST else None
        when = _TIME.match(text)
        if alone is None or when is None:
            continue
        pair = alone["name"], _bare(text, when)
        if _capital(alone["name"]) or _SET_IN.match(text) or when["status"]:
            paired[number] = pair
        elif _HANDLE.match(alone["name"]) and _is_worded(passages, number + 1):
            handles[number] = pair
    # A name over a time is a header where several of them follow each other in one text.
    pairs = {**paired, **handles} if len(handles) > 1 else paired
    for number, (name, text) in pairs.items() if len(pairs) > 1 else ():
        found[number - 1] = _Header(name, False, passages[number - 1].text)
        found[number] = _Header(None, False, text)
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
    return any(form.match(shape) for form in (_HEADER, _BEFORE, _TIME))


def _capital(name: str) -> bool:
    return all(word[:1].isupper() for word in name.split())
