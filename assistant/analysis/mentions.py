"""Which times of a line tell a time of their own: no range ends, repeats or quoted code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.analysis.phrases import RANGE, after_zone
from assistant.analysis.vocabulary import words
from assistant.incident import Mention

_ALIAS = re.compile(r"\s*[(/=|,]+\s*(?:i\.e\.|or|aka|=)?\s*")
_JOINED = re.compile(r"[\s,;|T@_-]*(?:at|um|on)?[\s,(\[|]*")
_LAST_WORD = 8  # characters that hold the longest of the words ahead of such a time
_CODE = re.compile(r"`[^`\n]{1,2000}`")


def _in_code(spans: Sequence[tuple[int, int]], mention: Mention) -> bool:
    at = bisect_right(spans, (mention.start, -1)) - 1
    return at >= 0 and spans[at][0] < mention.start and mention.end < spans[at][1]


def is_day(mention: Mention) -> bool:
    return mention.moment is not None and mention.moment.precision == "day"


@cache
def _named(listed: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of "backup of 07:00" before a time and of "... 07:00 backup" after it."""
    nouns = "|".join(re.escape(noun) for noun in words("lines", "words", listed))
    return (
        re.compile(
            rf"(?<!\w)(?:{nouns})\s(?:of|vom|von|de|du)(?:\sthe)?\s$"
            r"|(?<!\w)(?:backup|snapshot|dump|image|export|checkpoint)s?\sfrom(?:\sthe)?\s$",
            re.I,
        ),
        re.compile(rf"\s(?:[^\W\d_]{{2,20}}\s)?(?:{nouns})(?!\w)", re.I),
    )


_THE = re.compile(r"(?<!\w)(?:the|a|an|this|that|our|their|last|from|der|die|das|den|dem)\s$", re.I)


# How the words end that lead up to the time which names a thing; most leads end otherwise.
_LEADS_UP = re.compile(
    r"(?<!\w)(?:of|vom|von|de|du|from|the|a|an|this|that|our|their|last|der|die|das|den|dem)\s$",
    re.I,
)
_SINCE = re.compile(r"(?<!\w)(?:since|seit|as of|ab)(?:\s\w{2,4})?\s$", re.I)


def _names_a_thing(text: str, mention: Mention, *, stamped: bool) -> bool:
    """Return whether a time only says which thing is meant: "the backup of 07:00"."""
    lead = text[max(0, mention.start - 40) : mention.start]
    if _LEADS_UP.search(lead[-_LAST_WORD:]) is None:
        return False
    if stamped and _SINCE.search(lead):
        return False  # "wrong since the 11:30 push" tells when it began
    for listed in ("named_by_time", "told_by_time") if stamped else ("named_by_time",):
        before, after = _named(listed)
        if before.search(lead) or (_THE.search(lead) and after.match(text, mention.end)):
            return True
    return False


def usable(text: str, mentions: Sequence[Mention], *, stamped: bool = False) -> list[Mention]:
    """Return the mentions that tell a time of their own: no range ends, repeats or bare dates.

    Times that name a thing stay out; of some things only where the line is `stamped` or tells
    another time before.
    """
    code = [m.span() for m in _CODE.finditer(text)] if "`" in text else []
    kept: list[Mention] = []
    skip_end = -1
    for mention in mentions:
        if _in_code(code, mention) or mention.start < skip_end:
            continue
        if _names_a_thing(text, mention, stamped=stamped or bool(kept)):
            continue
        if kept:
            gap = text[after_zone(text, kept[-1].end) : mention.start]
            last = kept[-1]
            if is_day(last) and not is_day(mention) and _JOINED.fullmatch(gap):
                kept[-1] = replace(mention, start=last.start)
                continue
            if is_day(mention) and not is_day(last) and _JOINED.fullmatch(gap):
                kept[-1] = replace(last, end=mention.end)
                continue
            if len(gap) < 16 and RANGE.fullmatch(gap):
                lead = text[max(0, last.start - 10) : last.start].lower().rstrip()
                joined = gap.split()[:1] in (["and"], ["und"], ["et"])
                if not joined or lead.endswith(("between", "zwischen", "entre")):
                    skip_end = mention.end
                    kept[-1] = replace(last, end=mention.end)
                    continue
            both = None not in (last.moment, mention.moment)
            if (
                len(gap) < 8
                and _ALIAS.fullmatch(gap)
                and (set(gap) & set("(/=") or (both and last.moment == mention.moment))
            ):
                # "3 hours ago (Nov 24, 2:11 PM)"
                known = mention.moment if last.moment is None else last.moment
                kept[-1] = replace(last, end=mention.end, moment=known)
                continue
        kept.append(mention)
    return kept
