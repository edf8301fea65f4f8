"""Captions of recorded calls (.vtt, .srt): what was said, without the clock of the recording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.notes import recordings
from assistant.intake.notes.passages import Passage

_SPAN = re.compile(r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3} --> (?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}")
_NUMBER = re.compile(r"\s*[\w\-]{1,60}(?:/\d{1,6}-\d{1,3})?\s*\Z")
_VOICE = re.compile(r"<v(?:\.[\w.]{1,40})? ([^<>]{1,80})>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt)\b[^<>]{0,80}>|<\d\d:[\d:.]{4,12}>")


def clean(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], bool]:
    """Return a text without the times of a recording, and whether it is captions or a transcript.

    They count from the beginning of the recording and are no times of day.
    """
    spans = {
        n for n, p in enumerate(passages) if " --> " in p.text and _SPAN.match(p.text[:80].lstrip())
    }
    if len(spans) < 2:
        return recordings.clean(passages)
    found: list[Passage] = []
    for number, passage in enumerate(passages):
        text = passage.text
        head = number == 0 and text.lstrip("\ufeff").startswith("WEBVTT")
        if number in spans or head or (number + 1 in spans and _NUMBER.match(text)):
            found.append(passage._replace(text=""))
            continue
        speaker = _VOICE.match(text.lstrip())
        if speaker:
            told = f"{speaker[1].strip()}: {_TAG.sub('', text.lstrip()[speaker.end() :])}"
            found.append(passage._replace(text=told, who=speaker[1].strip()))
            continue
        found.append(passage._replace(text=_TAG.sub("", text)) if "<" in text else passage)
    return tuple(found), True
