"""Verbatim spans of note lines that can stand as sentences of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis import phrases
from assistant.analysis.layout import Placed
from assistant.drafting.cues import cues

_LABEL = re.compile(r"[A-Za-z][\w /-]{0,30}:(?:\s|$)")
_FIELD = re.compile(r"([A-Za-z][\w /-]{0,30}?)\s?:\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(\S.*)")
# The head of a pasted chat: the channel's name, often with the date of the export.
_CHANNEL = re.compile(r"\s{0,3}#[^\W\d_][\w.-]{0,79}(?:\s|$)")
# What is left of a date that headed the line ("26 - the bot told people ...").
_LEFT = re.compile(r"\d{1,4}\s+[-–—]\s+(?=[^\W\d])")
# The head of a form is set in capitals: "NIGHT -> DAY HAND-OVER Hotel Example".
_SHOUTED = re.compile(r"\W*(?:[A-Z]{3,}(?![a-z])[\W_]*){3,}")
_ORDINAL = re.compile(r"(?<!\w)\d{1,2}\.\s*\Z")
MIN_WORDS = 4
_REACH = 6000  # characters of a line that are read as sentences; longer ones are dumps
MAX_CHARS = 300


def heading(text: str) -> str | None:
    """Return the words of a Markdown heading, None where the line is none."""
    match = _HEADING.match(text)
    return None if match is None else match[1].strip().rstrip("#").strip()


def sentences(placed: Placed, people: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences of a note line that can stand alone, with roles for people, in order.

    Headings, a chat's head, code, table rows, questions, bare labels and fragments of under four
    words are none.
    """
    if placed.heading or placed.fenced or placed.cells or placed.opens or placed.line.hostile:
        return ()
    text = placed.line.text
    if _CHANNEL.match(text):
        return ()
    start, end = phrases.spoken(placed.line, people)
    end = min(end, start + _REACH)
    bounds: list[tuple[int, int]] = []
    for a, b in phrases.sentences(text, start, end):
        # An ordinal ("23. November") ends no sentence.
        if bounds and _ORDINAL.search(text[bounds[-1][0] : a]):
            a = bounds.pop()[0]
        bounds.append((a, b))
    spans = (unlabelled(phrases.plain(text[a:b])) for a, b in bounds)
    return tuple(phrases.roles(span, people) for span in spans if stands_alone(span))


def unlabelled(text: str) -> str:
    """Return the text without the label of a ticket's field; "" where it is a date or a name."""
    left = _LEFT.match(text)
    text = text[left.end() :] if left else text
    while (found := _FIELD.match(text)) is not None:
        label = found[1].casefold()
        if label in cues().filing_labels:
            return ""
        if label not in cues().telling_labels:
            break
        text = text[found.end() :]
    return text


def about_itself(text: str) -> bool:
    """Return whether a span only speaks of the text that it stands in ("short recap below")."""
    said = set(phrases.tokens(text))
    naming = cues().naming_text
    return bool(said & naming) and said <= naming | cues().filling_text


def stands_alone(text: str, *, least: int = MIN_WORDS) -> bool:
    """Return whether a span reads as a statement of its own."""
    if len(text) > MAX_CHARS or text.endswith(("?", ":", "…")) or _SHOUTED.match(text):
        return False
    if about_itself(text) or text.lower().startswith(cues().pointing_text):
        return False
    label = _LABEL.match(text)
    if label is not None and len(text[label.end() :].split()) < least:
        return False
    return len(text.split()) >= least and any(c.islower() for c in text)


def neutral(text: str, people: Sequence[str]) -> str:
    """Return the text without a leading speaker label and with people told by role."""
    start = phrases.after_speaker(text, speaker=None, people=people)
    return phrases.roles(text[start:] if start < len(text) else text, people)
