"""Clauses: the part of a line that belongs to each of its times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.analysis.phrases import after_zone, has_words, plain, sentences
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Mention
from assistant.intake.clock.words import words as clock_words

_ASIDE = 80
_WORDED = 3  # words of a clause that says enough without the bracket at its end
_DONE = re.compile(r"\b[a-z]{2,}ed\b|\bwent (?:out|live|in)\b", re.I)
_OPENING = " ([<*_,|'" + '"'
_CLOSING = " )]>*_'" + '"'
# A run of blanks is tried from its first one only, else a long run costs its square.
_SPLIT = re.compile(
    r"[;,]\s+|(?<!\s)\s+(?:and|then|but|while|before|after|followed by|und|dann)\s+"
    # an arrow to a value ("0.35 -> 0.85") parts no steps, one to a time ("-> 10:05 ack") does
    r"|(?<!\s)\s+[-–—]+\s+|(?:(?<!\s)\s+)?(?:-{1,3}>|→|=>)(?!\s{0,3}v?\d+(?![\d:]))\s*|(?<!\s)\s+/\s+"
)
# Tried from the first of a run of blanks only, else a long run costs its square.
_ARROW_END = re.compile(r"(?<!\s)\s*(?:-{1,3}>|→|=>)\s*$")
_LOOSE_END = re.compile(r"(?<![\s,;])[\s,;]+(?:and|then|but|while|before|after|which|at)?$")


def trim(left: str, right: str) -> str:
    """Return a clause around a time that was taken out, without the words that led to the time."""
    left = left.rstrip(_OPENING)
    while led := _lead_up().search(left):
        left = left[: led.start()].rstrip(_OPENING)
    closed = ")" in right[: len(right) - len(right.lstrip(_CLOSING))] and has_words(left)
    if closed and left.count("(") > left.count(")"):
        left += ")"
    right = right.lstrip(_CLOSING)
    if not has_words(left):
        right = right.lstrip(",:;.–—- ")
    if not has_words(right):
        left = _hanging().sub("", left)
    return f"{left} {right}" if left and right and right[0] not in ",.;:!?" else left + right


@cache
def _hanging() -> re.Pattern[str]:
    """Return the pattern of words that a clause cannot end on once its time is taken out."""
    listed = "|".join(words("lines", "words", "dangling"))
    return re.compile(rf"(?:\s+(?:{listed}))+\s*$", re.I)


@cache
def _lead_up() -> re.Pattern[str]:
    """Return the pattern of the words that lead up to a time, at the end of a text."""

    def listed(name: str) -> str:
        ordered = sorted(words("lines", "words", name), key=lambda w: (-len(w), w))
        return "|".join(re.escape(word) for word in ordered)

    ahead, before, near = listed("lead_up"), listed("before_time"), listed("near_time")
    return re.compile(
        rf"(?<!\w)(?:(?:{ahead})\s+)?(?:(?:{before})\s*(?:(?:{near})\s*)?|(?:{near})\s*)$", re.I
    )


def leads_up(lead: str) -> bool:
    """Return whether a text ends on the words that lead up to a time ("started at")."""
    return _lead_up().search(lead.rstrip(_OPENING + "~≈")) is not None


_SALUTE = re.compile(r"([^.!,;:?]{1,30}?)\s?(?:[.!,]+|:-?[)D])\s+(?=\S)")


def without_salute(clause: str) -> str:
    """Return a clause without the greeting or thanks that it opens with: "moin. it is down"."""
    found = _SALUTE.match(clause)
    if found is None or not phrases("lines", "not_steps", "salutes").whole(found[1]):
        return clause
    rest = clause[found.end() :]
    return rest if has_words(rest) else clause


def without_time(text: str, span: tuple[int, int], mention: Mention | None) -> str:
    """Return the clause of a span minus its time and the joining words at its ends."""
    start, end = span
    if mention is None or not start <= mention.start < end:
        clause = text[start:end]
    else:
        left, right = text[start : mention.start], text[after_zone(text, mention.end) : end]
        clause = text[start:end] if _hangs(left, right) else trim(left, right)
    clause = plain(clause)
    if mention is not None and _counts(text[mention.start : mention.end]):
        return _LOOSE_END.sub("", clause)  # "after the restart she looks" says what it counts from
    for opener in words("lines", "words", "openers") if clause[-1:] != "?" else ():
        if clause.lower().startswith(opener + " "):
            clause = clause[len(opener) :].lstrip(" ,")
            break
    return _LOOSE_END.sub("", _closed(_ARROW_END.sub("", clause)))


def _closed(clause: str) -> str:
    """Return a clause without a bracket at its end that another clause closes."""
    at = clause.rfind("(")
    cut = at > 0 and ")" not in clause[at:] and len(clause[:at].split()) >= _WORDED
    return clause[:at].rstrip() if cut else clause


def _hangs(left: str, right: str) -> bool:
    """Return whether words ahead of a time would hang in the air without it ("the first was")."""
    bare = left.rstrip(_OPENING + "~≈")
    led = _lead_up().search(bare)
    bare = (bare[: led.start()] if led else bare).rstrip(_OPENING)
    if not has_words(bare) or bare.endswith((":", "=")):
        return has_words(bare) and has_words(right)
    if bare.strip(_OPENING + ", ").lower() in words("lines", "words", "openers"):
        return False
    return bare.rsplit(None, 1)[-1].lower() in words("lines", "words", "hanging")


def _counts(told: str) -> bool:
    """Return whether a time is told by a stretch that some words follow: "20 minutes"."""
    last = told.rpartition(" ")[2].lower()
    return not told[-1:].isdigit() and last in clock_words().units


def _sentence_end(text: str, begin: int, at: int, end: int) -> int:
    return next((stop for _, stop in sentences(text, begin, end) if stop > at), end)


def clauses(
    text: str, start: int, end: int, anchors: Sequence[Mention | None]
) -> list[tuple[int, int]]:
    """Return a span for each time, each its own clause; None stands for a time heading the line."""
    spans = _one_by_one(text, start, end, anchors)
    asides = [_aside(text, anchor, start, end) if anchor else None for anchor in anchors]
    return [aside or span for span, aside in zip(spans, asides, strict=True)]


def _aside(text: str, anchor: Mention, start: int, end: int) -> tuple[int, int] | None:
    """Return the brackets around a time that tell a step of their own: "(#2231 merged 17:40)"."""
    opens = text.rfind("(", max(start, anchor.start - _ASIDE), anchor.start)
    closes = text.find(")", anchor.end, min(end, anchor.end + _ASIDE))
    if opens < 0 or closes < 0 or ")" in text[opens : anchor.start]:
        return None
    lead = text[opens + 1 : anchor.start]
    if "(" in text[anchor.end : closes] or len(lead.split()) < 2 or not _DONE.search(lead):
        return None
    return opens + 1, closes


def _one_by_one(
    text: str, start: int, end: int, anchors: Sequence[Mention | None]
) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start
    for anchor, following in zip(anchors, [*anchors[1:], None], strict=True):
        here = anchor.end if anchor else begin
        if following is None:
            stop = _sentence_end(text, begin, here, end) if anchor else end
            spans.append((begin, stop))
            break
        there = following.start
        led = anchor is not None and has_words(trim(text[begin : anchor.start], ""))
        full = [b for b, _ in sentences(text, here, there)[1:]]
        soft = [m.end() for m in _SPLIT.finditer(text, here, there)]
        soft = [at for at in soft if anchor is not None or has_words(text[here:at])]
        if full:
            spans.append((begin, full[0] if led else full[-1]))
            begin = full[-1]
        elif soft:
            cut = soft[0] if led else soft[-1]
            spans.append((begin, cut))
            begin = cut
        elif anchor is None:
            stop = end if len(anchors) == 2 else _sentence_end(text, begin, there, end)
            spans.append((begin, stop))
        elif led:
            spans.append((begin, here))
            begin = here
        elif has_words(trim(text[here:there], "")) and _adjectival(text, anchor):
            verb = phrases("lines", "words", "verbs").span(text[here:there])
            spans.append((begin, here + verb[0] if verb else there))
            begin = here
        else:
            spans.append((begin, there))
            begin = there
    return spans


def _adjectival(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 8) : mention.start].lower().split()
    return bool(before) and before[-1] in {"the", "a", "an", "this", "that", "our", "der", "die"}


def sentence_start(text: str, start: int, mention: Mention) -> int:
    """Return where the sentence that holds the time begins."""
    bounds = [b for b, stop in sentences(text, start, mention.start + 1) if b <= mention.start]
    return bounds[-1] if bounds else start
