"""Timed steps as single note lines tell them: which times are steps, and each one's own clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.analysis.attributions import is_attribution
from assistant.analysis.chatter import chats
from assistant.analysis.clauses import clauses, sentence_start, trim, without_salute, without_time
from assistant.analysis.contacts import without_contacts
from assistant.analysis.formfields import is_field, is_row
from assistant.analysis.layout import Placed, column_kind
from assistant.analysis.mentions import is_day, usable
from assistant.analysis.onset import tells_onset
from assistant.analysis.phrases import (
    after_markup,
    after_speaker,
    after_zone,
    clip,
    has_words,
    plain,
    roles,
    sentence_at,
    sentences,
    spoken,
    tokens,
)
from assistant.analysis.spokentimes import speaks_of, tells_no_step
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Mention, Moment

# "some time between the flip and 18:52": the later bound of a time that is not known.
_BOUND = re.compile(r"\bbetween\b[^.;:]{3,80}\band\s*$", re.I)
_BOUND_REACH = 90
_TAIL_REACH = 240  # characters behind a step that still speak of it
_TAIL = re.compile(r"[\s\])>*_|:,;–—-]*")
_LEAD_END = re.compile(r"(?<![\s:*_()\[\]#–—-])[\s:*_()\[\]#–—-]+$")
_ON_A_DAY = re.compile(r"(?:^|[.;:,(]|\b(?:on|since|from|by|until|am|seit|bis|ab))\W*$", re.I)
_STAMPS = re.compile(r"[\s)\]*_]{0,4}(?::|\s[-–—])\s*\S")
_LOGGED = re.compile(r"[{}<>]|\w=\S|\bat\s+\w+\.\w+\(")


@dataclass(frozen=True, slots=True)
class Step:
    """One timed step: its clean `text`, the raw clause `said`, and where it was told.

    `stamped` is True where the time heads the line; `bare` where the line says nothing else;
    `since` where the clause tells an onset looked back on ("since 09:58").
    """

    moment: Moment | None
    text: str
    said: str
    evidence: tuple[str, ...]
    order: int
    stamped: bool
    bare: bool = False
    since: bool = False
    partial: str = ""
    ranged: bool = False
    led: bool = False
    retells: bool = False
    tail: str = ""


def _body(placed: Placed, first: Mention, people: Sequence[str]) -> tuple[bool, int]:
    """Return whether the first time heads the line, and where what the line says begins."""
    text = placed.line.text
    if placed.opens:
        return True, len(text.rstrip())
    start = after_markup(text)
    start += after_speaker(text[start : start + 200], speaker=placed.line.speaker, people=people)
    lead = text[start : first.start]
    named = after_speaker(lead.strip(" *_[(<-–|"), speaker=placed.line.speaker, people=people)
    told = has_words(lead) and named < len(lead.strip(" *_[(<-–|"))
    told = told and not _is_stamp(lead, text, after_zone(text, first.end))
    if told and (has_words(trim(lead, "")) or is_day(first)):
        return False, start
    end = after_zone(text, first.end)
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    return True, end + after_speaker(
        text[end : end + 200], speaker=placed.line.speaker, people=people
    )


def _is_stamp(lead: str, text: str, end: int) -> bool:
    """Return whether a word and a time stamp the words that follow: "Received 13 Feb, 08:55:"."""
    bare = lead.strip(" *_[(<-–|>:").lower()
    return bare in words("lines", "words", "stamps") and bool(_STAMPS.match(text, end))


def _cell_of(placed: Placed, mention: Mention) -> int | None:
    for index, cell in enumerate(placed.cells):
        if cell.start <= mention.start < cell.end:
            return index
    return None


def _is_name(cell: str, people: Sequence[str]) -> bool:
    bare = cell.strip()
    return bool(bare) and after_speaker(bare, speaker=None, people=people) >= len(bare)


def _row_body(placed: Placed, stamp: int, people: Sequence[str]) -> tuple[int, int] | None:
    """Return the span of the cell that tells the event of a row stamped in cell `stamp`."""
    text = placed.line.text
    others = [c for i, c in enumerate(placed.cells) if i != stamp]
    others = [c for c in others if not _is_name(text[c.start : c.end], people)]
    kinds = [column_kind(cell.header) for cell in others]
    told = [c for c, kind in zip(others, kinds, strict=True) if kind == "text"]
    if not told:
        told = [c for c, kind in zip(others, kinds, strict=True) if kind is None]
        told = sorted(told, key=lambda c: -len(text[c.start : c.end].strip()))
    told = [c for c in told if has_words(text[c.start : c.end])]
    return (told[0].start, told[0].end) if told else None


def _is_step(placed: Placed, mention: Mention, lead: str, clause: str, *, stamped: bool) -> bool:
    label = _LEAD_END.sub("", lead).strip(" *_#|").lower()
    stamps = placed.opens and label in words("lines", "words", "stamps")
    of_document = label in words("lines", "not_steps", "labels") and not stamps
    if (of_document and (is_day(mention) or not clause)) or is_field(label, clause):
        return False
    if not stamped and is_day(mention) and not _ON_A_DAY.search(lead):
        return False
    near = f"{lead[-60:]} {clause[:80]}" if stamped else lead[-80:]
    if not stamped and phrases("lines", "not_steps", "future").found(near):
        return False
    if phrases("lines", "not_steps", "habits").found(lead[-60:]):
        return False
    if placed.heading and is_day(mention):
        return False
    if not stamped and placed.section == "open" and placed.line.text.rstrip().endswith("?"):
        return False  # what is asked of a time is no step at it
    if placed.fenced or placed.quoted:
        logged = any(mark in placed.line.text for mark in words("lines", "not_steps", "log_marks"))
        return stamped and not logged and not _LOGGED.search(clause)
    return True


def _is_led(lead: str) -> bool:
    """Return whether words lead up to a time that heads its line ("At 09:00 we ...")."""
    bare = lead[after_markup(lead) :].rstrip(" *_[(<|~")
    return has_words(bare) and len(trim(bare, "")) < len(bare)


def _times(placed: Placed) -> list[Mention]:
    line = placed.line
    return usable(line.text, line.mentions, stamped=line.carried is not None)


def heads_line(placed: Placed, people: Sequence[str]) -> bool:
    """Return whether a time heads the line, so that the line begins a step of its own."""
    times = _told_exactly(placed)
    return is_attribution(placed) or (bool(times) and _body(placed, times[0], people)[0])


def _told_exactly(placed: Placed) -> list[Mention]:
    """Return the times of a line without the vague ones ("this morning")."""
    text = placed.line.text
    return [m for m in _times(placed) if m.moment or any(map(str.isdigit, text[m.start : m.end]))]


def dates_mail(placed: Placed) -> bool:
    """Return whether a line is the header that says when the mail below it was sent."""
    label = placed.line.text.partition(":")[0].strip(" *_>").lower()
    return is_attribution(placed) or (placed.opens and label in words("lines", "words", "stamps"))


def ahead_of_times(placed: Placed, people: Sequence[str]) -> str:
    """Return what a line says before its first own time; that and what follows are other steps."""
    line = placed.line
    times = _told_exactly(placed)
    start, end = spoken(line, people)
    if times:
        end = max(start, sentence_start(line.text, start, times[0]))
    return clip(roles(plain(line.text[start:end]), people))


def _before(text: str, anchor: Mention, people: Sequence[str]) -> str:
    """Return the sentence ahead of the one that tells a time and no more: "Since 13:50."."""
    begin = sentence_start(text, 0, anchor)
    spans = [(a, b) for a, b in sentences(text, 0, begin) if b <= begin and a < begin]
    if not spans:
        return ""
    said = plain(text[slice(*spans[-1])])
    return said[after_speaker(said, speaker=None, people=people) :].rstrip(" .")


def _says_something(clause: str) -> bool:
    """Return whether a clause holds a word that tells what happened ("or", "is that" do not)."""
    empty = {*words("lines", "words", "empty"), *words("lines", "words", "hanging"), "or"}
    return any(token not in empty for token in tokens(clause))


def _tail(text: str, anchor: Mention, later: Sequence[Mention], stop: int, end: int) -> str:
    """Return what a line goes on to say behind a step's own clause, ahead of its next time."""
    at = max(stop, anchor.end)
    ahead = min((m.start for m in later), default=end)
    if later:
        ahead = sentence_start(text, at, later[0]) if ahead > at else at
    return text[at : min(ahead, at + _TAIL_REACH)].strip()


def of_line(
    placed: Placed, *, order: int, people: Sequence[str], known: Collection[str] = ()
) -> list[Step]:
    """Return the timed steps of one note line, in the order told; empty where it has none.

    `known` are clock times that the notes speak of and that are no steps.
    """
    line = placed.line
    if placed.section in {"actions", "aside", "tests"} or not line.mentions:
        return []
    times = _times(placed)
    if is_attribution(placed):
        return [Step(line.time, "", line.text, (line.id,), order * 100, stamped=True, bare=True)]
    if not times or is_row(placed) or phrases("lines", "not_steps", "mail").found(line.text):
        return []
    start, end, text = 0, len(line.text.rstrip()), line.text
    stamp_cell = _cell_of(placed, times[0]) if placed.cells else None
    if stamp_cell is not None:
        cell = placed.cells[stamp_cell]
        alone = not has_words(trim(text[cell.start : times[0].start], ""))
        body = _row_body(placed, stamp_cell, people) if alone else None
        stamped = alone
        start, end = body if body else (cell.start, cell.end)
        if alone and not body:
            return []
        start += after_speaker(text[start : start + 200], speaker=line.speaker, people=people)
    else:
        stamped, start = _body(placed, times[0], people)
    stamp = times[0] if stamped else None
    inner = [m for m in (times[1:] if stamped else times) if start <= m.start < end]
    inner = [m for m in inner if not tells_no_step(text, m, stamp)]
    if line.carried is not None:
        exact = _told_exactly(placed)
        inner = [m for m in inner if m in exact]
    if line.time is not None and (stamped or line.carried is not None):
        inner = [m for m in inner if not speaks_of(line, m, known)]
    if not stamped and inner:
        start = min(sentence_start(text, start, inner[0]), inner[0].start)
    anchors = [times[0], *inner] if stamped else inner
    if not anchors:
        return []
    spans = clauses(text, start, end, [None if a is stamp else a for a in anchors])
    whole = [without_time(text, span, anchor) for anchor, span in zip(anchors, spans, strict=True)]
    cut = [without_contacts(without_salute(clause)) for clause in whole]
    steps: list[Step] = []
    starts = [m.start for m in line.mentions]
    previous = next((c for c, a in zip(cut, anchors, strict=True) if a is not stamp and c), "")
    for index, (anchor, span) in enumerate(zip(anchors, spans, strict=True)):
        heads = anchor is stamp
        if heads and placed.elapsed:
            continue
        said = text[span[0] : span[1]]
        clause = cut[index]
        lead = (
            text[min(span[0], anchor.start) : anchor.start] if not heads else text[: anchor.start]
        )
        if not heads and not has_words(clause):
            clause = previous or _before(text, anchor, people)
        if not heads and not _says_something(clause):
            clause = sentence_at(line, anchor.start, ())
        if not _is_step(placed, anchor, lead, clause, stamped=heads) or (
            heads and has_words(whole[index]) and (not clause or chats(placed, clause))
        ):
            continue
        before = text[max(span[0] if not heads else 0, anchor.start - 32) : anchor.start]
        steps.append(
            Step(
                moment=anchor.moment,
                text=clip(roles(clause, people)),
                said=said,
                evidence=(line.id,),
                order=order * 100 + index,
                stamped=heads,
                bare=heads and not has_words(clause),
                since=tells_onset(before),
                ranged=any(
                    anchor.start < m.start < anchor.end and m.moment != anchor.moment
                    for m in line.mentions[
                        bisect_right(starts, anchor.start) : bisect_left(starts, anchor.end)
                    ]
                ),
                retells=(heads and bool(inner) and inner[0].start < spans[index][1])
                or _BOUND.search(text[max(0, anchor.start - _BOUND_REACH) : anchor.start])
                is not None,
                led=not heads or _is_led(lead),
                partial=text[anchor.start : anchor.end] if anchor.moment is None else "",
                tail=_tail(text, anchor, anchors[index + 1 :], span[1], end),
            )
        )
        previous = clause
    return steps
