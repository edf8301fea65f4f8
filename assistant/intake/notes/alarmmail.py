"""Mails and pages of alarms: what fired and when, without what the tool puts around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.intake.notes.passages import Passage
from assistant.intake.tables import load

_HEAD = "Amazon CloudWatch Alarm"
_LONGEST = 4_000
# 'You are receiving this email because your Amazon CloudWatch Alarm "name" in the ... region has
# entered the ALARM state, because "Threshold Crossed: ..." at "Saturday 12 July, 2025 05:55 UTC".'
_ALARM = re.compile(
    r"\s{0,4}You are receiving this email because your Amazon CloudWatch Alarm"
    r' "(?P<name>[^"]{1,255})" in the .{2,80}? region has entered the'
    r' (?P<state>[A-Z_]{2,20}) state, because "(?P<reason>.{1,3000}?)"'
    r'\.? at "(?P<at>[^"]{10,60})"\.?\s*\Z'
)
# The points that crossed a threshold, each with its time: "[0.02 (12/07/25 05:50:00), ...]"
_POINTS = re.compile(r"\s?\[[^\[\]]{0,1500}\(\d\d/\d\d/\d\d \d\d:\d\d:\d\d\)[^\[\]]{0,1500}\]")


@cache
def _rules() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    table = load("alerts.toml").table("mails")
    states = {word: state for state in ("triggered", "resolved") for word in table.words(state)}
    around, beside = ("|".join(table.words(name)) for name in ("around", "beside"))
    return (
        states,
        re.compile(rf"\s{{0,4}}(?:{around})\s*\Z", re.IGNORECASE),
        re.compile(rf"\s{{0,4}}(?:{beside})\s*\Z", re.IGNORECASE),
    )


def clean(passages: Sequence[Passage], *, shapes: Sequence[str] = ()) -> tuple[Passage, ...]:
    """Return each alarm as "[time] CloudWatch: triggered: name: why"; other texts unchanged.

    What the tool says of its settings and of its own delivery is left blank. `shapes`, those of
    the lines, are not asked.
    """
    known = tuple(passages)
    told = {n: alarm for n, p in enumerate(known) if (alarm := _alarm(p.text)) is not None}
    _, around, beside = _rules()
    found: list[Passage] = []
    within = False
    for number, passage in enumerate(known):
        text = passage.text
        if number in told:
            found.append(passage._replace(text=told[number]))
            within = True
            continue
        short = len(text) <= _LONGEST
        if (within and short and around.match(text)) or (
            "notification" in text and short and beside.match(text)
        ):
            found.append(passage._replace(text=""))
            continue
        found.append(passage)
    return tuple(found) if any(a is not b for a, b in zip(found, known, strict=True)) else known


def _alarm(text: str) -> str | None:
    """Return what a mail says that an alarm did, None where a line is none of its first."""
    if _HEAD not in text or len(text) > _LONGEST:
        return None
    alarm = _ALARM.match(text)
    if alarm is None:
        return None
    state = _rules()[0].get(alarm["state"].casefold(), "alert")
    return (
        f"[{alarm['at']}] CloudWatch: {state}: {alarm['name']}: {_POINTS.sub('', alarm['reason'])}"
    )
