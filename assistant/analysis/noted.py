"""What the notes themselves ask, leave open or leave blank, in their words where neutral."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.analysis.assertions import blame_in
from assistant.analysis.dating import OpenQuestion
from assistant.analysis.decisions import theirs_in
from assistant.analysis.layout import Placed, section_kind
from assistant.analysis.phrases import clip, plain, roles, sentences, spoken, tokens
from assistant.analysis.told import credible
from assistant.analysis.vocabulary import phrases, words

_MOST = 10  # questions of one sort asked one by one
_LEAST = 4  # words of a question that says something
_REACH = 4000
_MARKS = re.compile(r"\?[?!]+")
_BLANK = re.compile(r"_{3,}|\.{4,}|\[\s*\](?=\s*$)|<[^<>]{0,20}\?[^<>]{0,20}>|(?<!\w)\?{2,}(?!\w)")
_LEADING = re.compile(r"\W*\?{1,}\W*(?=\w)")
_BULLET = re.compile(r"\s*[-*•‣·.+]\s+|\s*\d{1,2}[.)]\s+|\s*#\s+")
_TICK = re.compile(r"\s*[-*•]?\s*\[[ xX]?\]")


def questions(placed: Sequence[Placed], people: tuple[str, ...]) -> Iterator[OpenQuestion]:
    """Yield what the notes ask, then what they leave open, then what they leave blank.

    What is written down as a list of questions comes before what was asked in passing.
    """
    asked: dict[str, tuple[Placed, bool]] = {}
    for item in placed:
        for text in _asked(item, people):
            if not any(_alike(text, known) for known in asked):
                asked[text] = (item, _written(item))
    for written in (True, False):
        chosen = [(t, p) for t, (p, is_written) in asked.items() if is_written is written]
        for text, item in chosen[:_MOST]:
            yield OpenQuestion(text, "The notes ask it.", (item.line.id,))
    heard = {p.line.id for p, _ in asked.values()}
    yield from _open(placed, people, heard)
    yield from _blanks(placed, people, heard)


def _written(item: Placed) -> bool:
    return not item.line.mentions or item.section == "open"


def _asked(item: Placed, people: tuple[str, ...]) -> Iterator[str]:
    """Yield the questions of a line: with a question mark, or asked in a list of open points."""
    line = item.line
    if item.fenced or item.heading or item.quoted or item.cells:
        return
    start, end = spoken(line, people)
    text = line.text
    if text.partition(":")[0].strip(" *>").casefold() in words("lines", "words", "subjects"):
        return  # what a mail is about
    tick = _TICK.match(text)
    start = max(start, tick.end() if tick else 0)
    lead = _LEADING.match(text, start)
    bullet = _BULLET.match(text) is not None and _asks(text, start, kind="strong")
    listed = item.section == "open" or lead is not None or bullet
    listed = listed or (tick is not None and _asks(text, start))
    start = lead.end() if lead else start
    for begin, stop in sentences(text, start, min(end, start + _REACH)):
        if not listed and "?" not in text[begin:stop]:
            continue
        if not listed and phrases("phases", "detected", "asked").found(text[begin:stop]):
            continue  # "is anybody else getting wrong quotes?" reports it
        said = _MARKS.sub("?", clip(roles(plain(text[begin:stop]), people)))
        asks = said.endswith("?") or (listed and _asks(said, 0))
        if not asks or len(tokens(said)) < _LEAST or blame_in(said) or theirs_in(said):
            continue
        yield said if said.endswith("?") else said.rstrip(" .;,:!") + "?"


def _asks(text: str, at: int, *, kind: str = "words") -> bool:
    """Return whether words open as a question does ("why did", "who tells")."""
    head = text[at : at + 60].lstrip(" -*•.#|?")
    hit = phrases("questions", "openers", kind).span(head)
    return hit is not None and hit[0] == 0


def _open(
    placed: Sequence[Placed], people: tuple[str, ...], heard: set[str]
) -> Iterator[OpenQuestion]:
    """Yield each point that the notes call unknown, unclear or still to be checked."""
    left: list[tuple[str, str]] = []
    for item in placed:
        if item.section == "actions" or item.line.id in heard or item.heading or item.fenced:
            continue
        line = item.line
        start, end = spoken(line, people)
        for begin, stop in sentences(line.text, start, min(end, start + _REACH)):
            raw = line.text[begin:stop]
            known = phrases("questions", "open", "cues")
            label = raw.lstrip(" -*•").partition(":")[0] if ":" in raw else ""
            elsewhere = section_kind(label) not in (None, "open") if label else False
            stated = item.section == "open" and not item.cells and not elsewhere
            if not (stated or credible(raw, known)):
                continue
            said = clip(roles(plain(raw.replace("|", " ")), people))
            if len(tokens(said)) < _LEAST:
                continue
            if blame_in(said) or theirs_in(said):
                said = ""
            left.append((line.id, said))
            break
    for name, said in left[:_MOST]:
        text = (
            f"What is known by now of this point: {said.rstrip(' .?!')}?"
            if said
            else "What is known by now of the point that the cited line leaves open?"
        )
        yield OpenQuestion(text, "The notes leave it open.", (name,))
    if len(left) > _MOST:
        yield OpenQuestion(
            "What became of the other points that the notes leave open?",
            "The cited lines say that something is unknown, unclear or still to be checked.",
            tuple(dict.fromkeys(name for name, _ in left[_MOST:])),
        )


def _blanks(
    placed: Sequence[Placed], people: tuple[str, ...], heard: set[str]
) -> Iterator[OpenQuestion]:
    """Yield what the notes have a place for and do not fill in ("cost: ____", "| ?? |")."""
    count = 0
    for item in placed:
        line = item.line
        if item.line.id in heard or item.fenced or item.heading or count >= _MOST:
            continue
        blank = _BLANK.search(line.text[:_REACH])
        tick = _TICK.match(line.text)
        if blank is None or (tick is not None and blank.start() < tick.end()):
            continue
        start, end = spoken(line, people)
        start = max(start, tick.end() if tick else 0)
        if blank[0].startswith("?") and not line.text[start : blank.start()].strip():
            continue  # "?? that went out on friday" is surprise
        said = _BLANK.sub(" ", line.text[start:end].replace("|", " "))
        told = clip(roles(plain(said), people)).strip(" :;,.-–")
        if len(tokens(told)) < 2 or blame_in(told) or theirs_in(told):
            continue
        count += 1
        yield OpenQuestion(
            f"What belongs into the blank of this line: {told}?",
            "The notes leave a place for it and do not fill it in.",
            (line.id,),
        )


def _alike(one: str, other: str) -> bool:
    mine = set(tokens(one)) - set(words("lines", "words", "empty"))
    theirs = set(tokens(other)) - set(words("lines", "words", "empty"))
    return bool(mine) and len(mine & theirs) * 10 >= 8 * max(len(mine), len(theirs))
