"""Halves: one side of the behaviour as a line tells it, expected or observed, or what was asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.analysis.layout import Placed
from assistant.analysis.phrases import clip, plain, roles, sentence_at, spoken, tokens
from assistant.analysis.told import credible
from assistant.analysis.vocabulary import number, phrases, words

Side = Literal["expected", "observed", "asked"]
SIDES: tuple[Side, ...] = ("expected", "observed", "asked")
_REACH = 4000
_HEAD = 120  # characters ahead of a colon that may announce a side
_QUOTE = re.compile(r"[\"“”«„]([^\"“”«»„]{2,600})[\"“”»]")
_ENDS = re.compile(r"[:=→\"“„]|->")  # one of which ends every label
_WHOLE = re.compile(r"\s*[\"“”«„]([^\"“”«»„]{1,600})[\"“”»][.;,]?(?:\s*\([^()]*\))?\s*$")


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a block; `sure` where a label names it, not only a verb ahead of a quote.

    `lines` are the ids of a turn of a conversation, empty where one line tells the half.
    """

    side: Side
    text: str
    placed: Placed
    index: int
    lines: tuple[str, ...] = ()
    sure: bool = False


@cache
def _label(side: Side) -> re.Pattern[str]:
    """Return the pattern of a label of one side at the head of a clause: "Expected:"."""
    ordered = sorted(words("behaviour", side, "labels"), key=lambda w: (-len(w), w))
    names = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(
        rf"(?:^|[.;,|(:]\s*|\s[-–—]\s|\*\*|\s(?=[a-z]+\s?[\"“„])|\s(?=(?:expected|observed)\b))"
        rf"(?:{names})\**(?:\s*\([^()]{{0,60}}\))?\**"
        rf"(?:\s*(?:[:=]|->|→)\**\s*|\s+(?=[\"“„]))",
        re.I,
    )


def labelled(placed: Placed, index: int, people: tuple[str, ...]) -> list[Half]:
    """Return the halves that a line tells, in its order; those without a label are not sure."""
    if placed.cells and len(placed.cells) >= 2:
        return _of_row(placed, index, people)
    start, end = spoken(placed.line, people)
    text = placed.line.text[start : min(end, start + _REACH)]
    ends = _ENDS.search(text) is not None
    marks = [(m, side) for side in SIDES if ends and (m := _label(side).search(text))]
    marks.sort(key=lambda pair: pair[0].start())
    if [side for _, side in marks] == ["observed"]:
        against = _set_against(text, placed, index, people)
        if against:
            return against
    halves = []
    for position, (mark, side) in enumerate(marks):
        stop = marks[position + 1][0].start() if position + 1 < len(marks) else len(text)
        value = _value(text[mark.end() : stop], people)
        if tokens(value):
            halves.append(Half(side, value, placed, index, sure=True))
    if any(half.side != "asked" for half in halves):
        return halves
    headed = _headed(text, placed, index, people) or _contrasted(text, placed, index, people)
    return headed or halves or _quoted(text, start, placed, index, people)


def _value(text: str, people: tuple[str, ...]) -> str:
    """Return what follows a label: its quote where it is one, else its words."""
    whole = _WHOLE.match(text)
    if whole is not None:
        return clip(roles(plain(whole[1]), people))
    opening = re.match(r"\s*[\"“„]", text)
    quote = _QUOTE.match(text.lstrip()) if opening else None
    if quote is not None:
        return clip(roles(plain(quote[1]), people))
    return clip(roles(plain(text), people)).rstrip(".;, ")


def _headed(text: str, placed: Placed, index: int, people: tuple[str, ...]) -> list[Half]:
    """Return the half that the words ahead of a colon announce ("what it wrote: ...")."""
    head, colon, rest = text.partition(":")
    if not colon or len(head) > _HEAD or not tokens(rest):
        return []
    for side in SIDES:
        if phrases("behaviour", side, "heads").found(head):
            return [Half(side, _value(rest, people), placed, index, sure=True)]
    return []


@cache
def _contrast() -> re.Pattern[str]:
    usual, now = (
        "|".join(
            map(re.escape, sorted(words("behaviour", "contrast", kind), key=len, reverse=True))
        )
        for kind in ("usual", "now")
    )
    return re.compile(
        rf"(?:^|[.!?;]\s+)(?P<usual>(?:{usual})\b[^.!?;]{{2,160}}?)"
        rf"\s?[,;–—-]\s?(?:but\s|and\s)?(?P<now>(?:{now})\b(?:[^.!?;]|[.](?=\d)){{2,160}})",
        re.I,
    )


def _contrasted(text: str, placed: Placed, index: int, people: tuple[str, ...]) -> list[Half]:
    """Return both halves of a sentence that sets a figure of now against the usual one."""
    found = _contrast().search(text) if any(map(str.isdigit, text)) else None
    if found is None or not all(any(map(str.isdigit, found[side])) for side in ("usual", "now")):
        return []
    usual, now = (
        clip(roles(plain(found[side]), people)).strip(" .;,") for side in ("usual", "now")
    )
    return [
        Half("expected", usual, placed, index, sure=True),
        Half("observed", now, placed, index, sure=True),
    ]


_ENDED = re.compile(r"[.!?]\s")


def _set_against(text: str, placed: Placed, index: int, people: tuple[str, ...]) -> list[Half]:
    """Return both halves of a line that quotes one answer in the place of another."""
    instead = phrases("behaviour", "instead", "cues").span(text)
    quotes = list(_QUOTE.finditer(text))
    behind = next((q for q in quotes if instead and q.start() > instead[0]), None)
    # What is quoted in a sentence further on stands in the place of nothing.
    if instead is None or behind is None or _ENDED.search(text, instead[1], behind.start()):
        return []
    sides: list[tuple[Side, str]] = [
        ("expected" if m.start() > instead[0] else "observed", m.group(1)) for m in quotes[:2]
    ]
    return [Half(s, clip(roles(q, people)), placed, index) for s, q in sides]


def _quoted(
    text: str, start: int, placed: Placed, index: int, people: tuple[str, ...]
) -> list[Half]:
    against = _set_against(text, placed, index, people)
    if against:
        return against
    quotes = list(_QUOTE.finditer(text))
    if quotes and _put_out(text, quotes[0]):
        return [Half("observed", clip(roles(quotes[0].group(1), people)), placed, index)]
    should = phrases("behaviour", "expected", "verbs").span(text)
    if should:
        return [
            Half("expected", sentence_at(placed.line, start + should[0], people), placed, index)
        ]
    return []


def _put_out(text: str, quote: re.Match[str]) -> bool:
    """Return whether a quote is told as an output of the system, not as what people said."""
    lead = text[: quote.start()]
    verbs = phrases("behaviour", "observed", "verbs").spans(lead)
    if not verbs or len(tokens(quote.group(1))) < number("behaviour", "least_words"):
        return False
    near = lead[max(0, verbs[-1][0] - 40) : verbs[-1][0]]
    if phrases("behaviour", "observed", "persons").found(near):
        return False
    return not credible(text, phrases("phases", "mitigated", "sure"))


def _of_row(placed: Placed, index: int, people: tuple[str, ...]) -> list[Half]:
    """Return the halves of a table row: by the headers above it, or by its first cell."""
    text = placed.line.text
    halves = []
    for cell in placed.cells:
        for side in SIDES:
            if cell.header and _heads_column(cell.header, side):
                value = _value(text[cell.start : cell.end], people)
                if tokens(value):
                    halves.append(Half(side, value, placed, index, sure=True))
    if any(half.side != "asked" for half in halves):
        return halves
    first, rest = placed.cells[0], placed.cells[1]
    name = _bare(plain(text[first.start : first.end]).lower())
    for side in SIDES:
        if name in words("behaviour", side, "labels") and not _heads_column(name, "asked"):
            value = _value(text[rest.start : rest.end], people)
            if tokens(value):
                return [Half(side, value, placed, index, sure=True)]
    return []


def _bare(label: str) -> str:
    """Return a label without what stands in brackets behind it."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", label).strip(" :*_")


def _heads_column(header: str, side: Side) -> bool:
    bare = _bare(header)
    listed = words("behaviour", side, "labels")
    return bare in listed or (side != "asked" and bare in words("behaviour", side, "columns"))
