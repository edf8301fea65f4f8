"""Clock times that a message speaks of and that tell no step: "the bot says 18:40 is the last"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import cache

from assistant.analysis.clauses import leads_up
from assistant.analysis.vocabulary import words
from assistant.incident import Evidence, Mention

_CLOCK = re.compile(r"[~≈]?\d{1,2}(?:[:.h]\d\d){1,2}(?:\s?[ap]\.?m\.?)?", re.I)
_LEAD = 40  # characters that hold what leads up to a time
_SLACK = timedelta(minutes=2)  # by which clocks differ
_BETWEEN = re.compile(r"\b(?:between|zwischen)\s\W?\Z", re.I)
# "1,184 letters between": nothing but what was counted
_COUNTED = re.compile(
    r"(?:\A|[.;:!?]\s)\W*\d[\d.,'’ ]{0,12}\s(?:[^\W\d_]+\s){1,2}(?:between|zwischen)\s\W?\Z", re.I
)
_AND_NOW = re.compile(r"\s(?:and|und)\s(?:now|today|jetzt|heute|then)\b", re.I)
_OPENS = re.compile(r"(?:\A|[.;:,!?(–—-])\W*\Z")


@cache
def _told_before() -> re.Pattern[str]:
    """Return the pattern of the words after which a time is what somebody says, at their end."""
    listed = "|".join(re.escape(word) for word in words("lines", "words", "told_before"))
    return re.compile(rf"(?<!\w)(?:{listed}):?\s[\"'“„«]?\Z", re.I)


def spoken_of(lines: Iterable[Evidence]) -> frozenset[str]:
    """Return the clock times, as written, that lines tell as what somebody or something says."""
    return frozenset(
        line.text[mention.start : mention.end]
        for line in lines
        for mention in line.mentions
        if _is_said(line.text, mention)
    )


def speaks_of(line: Evidence, mention: Mention, known: Collection[str]) -> bool:
    """Return whether a time inside a line that has one of its own is spoken of and no step.

    So are a clock time that somebody "says", one of those `known` to be spoken of that no
    preposition leads up to, and within a clause of a message one that had not come yet when it was
    written.
    """
    text = line.text
    if _is_said(text, mention):
        return True
    told, lead = text[mention.start : mention.end], text[: mention.start]
    if not _CLOCK.fullmatch(told) or leads_up(lead[-_LEAD:]):
        return False
    return told in known or (
        line.speaker is not None
        and line.time is not None
        and mention.moment is not None
        and mention.moment.at > line.time.at + _SLACK
        and not _OPENS.search(lead)
    )


# "handle time rose from 4:10 to 6:55": minutes and seconds that were measured
_MEASURED = re.compile(
    r"\b(?:times?|duration|wait|latency|length|zeit|dauer)\b[^.;\n]{0,40}"
    r"\bfrom\s(?:\d{1,2}:\d\d\s?(?:to|->|→)\s?)?\Z",
    re.I,
)


def tells_no_step(text: str, mention: Mention, stamp: Mention | None) -> bool:
    """Return whether a time inside a line is no step's own: it bounds a count, was measured, names
    a thing, or says the time once more that the line is stamped with.
    """
    moments = (mention.moment, None if stamp is None else stamp.moment)
    if None not in moments and len({moment.at for moment in moments if moment}) == 1:
        return True
    return bounds_a_count(text, mention) or names_a_thing(text, mention)


def bounds_a_count(text: str, mention: Mention) -> bool:
    """Return whether a time bounds a count ("212 between Tue 06:30 and now") or was measured."""
    lead = text[max(0, mention.start - 2 * _LEAD) : mention.start]
    if _COUNTED.search(lead):
        return True
    if _MEASURED.search(lead):
        return True
    between = _BETWEEN.search(lead[-_LEAD:])
    return between is not None and _AND_NOW.match(text, mention.end) is not None


@cache
def _dated() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words("lines", "words", "dated"))
    return re.compile(rf"(?<!\w)(?:{listed})\s[\"'`]?\Z", re.I)


def names_a_thing(text: str, mention: Mention) -> bool:
    """Return whether a day is the name of a thing: "pinned snapshot 2026-11-17"."""
    lead = text[max(0, mention.start - _LEAD) : mention.start]
    whole = mention.moment is not None and mention.moment.precision == "day"
    return whole and _dated().search(lead) is not None


def _is_said(text: str, mention: Mention) -> bool:
    lead = text[max(0, mention.start - _LEAD) : mention.start]
    told = text[mention.start : mention.end]
    return _told_before().search(lead) is not None and _CLOCK.fullmatch(told) is not None
