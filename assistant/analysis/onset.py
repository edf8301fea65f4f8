"""Onsets: whether the words ahead of a time tell that something began then."""

from __future__ import annotations

import re

from assistant.analysis.vocabulary import phrases

_ONSET = re.compile(
    r"\b(?:since|from|as of|began|begun|begins?|beginning|start(?:s|ed|ing)?|onset|seit|ab)\b"
    r"[^.;!?\w]*(?:(?:at|on|about|around|roughly|approx|approximately|circa|ca|early|shortly|just"
    r"|right|before|after|the|least|some|time|or|so)\b[^;!?\w]*){0,4}$",
    re.I,
)


def tells_onset(before: str) -> bool:
    """Return whether the words right ahead of a time tell an onset: "wrong since 09:58".

    What a clock or a meeting began at is none ("the clock for the notice started 18:22").
    """
    found = _ONSET.search(before)
    if found is None:
        return False
    return phrases("lines", "words", "begun").found(before[: found.start()]) is None
