"""Which times of a line tell a time of their own: no range ends, repeats or quoted code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from assistant.analysis.phrases import RANGE, after_zone
from assistant.incident import Mention

_ALIAS = re.compile(r"\s*[(/=|,]+\s*(?:i\.e\.|or|aka|=)?\s*")
_JOINED = re.compile(r"[\s,;|T@_-]*(?:at|um|on)?[\s,(\[|]*")
_CODE = re.compile(r"`[^`\n]{1,2000}`")


def _in_code(spans: Sequence[tuple[int, int]], mention: Mention) -> bool:
    at = bisect_right(spans, (mention.start, -1)) - 1
    return at >= 0 and spans[at][0] < mention.start and mention.end < spans[at][1]


def is_day(mention: Mention) -> bool:
    return mention.moment is not None and mention.moment.precision == "day"


def usable(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that tell a time of their own: no range ends, repeats or bare dates."""
    code = [m.span() for m in _CODE.finditer(text)] if "`" in text else []
    kept: list[Mention] = []
    skip_end = -1
    for mention in mentions:
        if _in_code(code, mention) or mention.start < skip_end:
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
                if gap.strip() not in {"and"} or lead.endswith("between"):
                    skip_end = mention.end
                    kept[-1] = replace(last, end=mention.end)
                    continue
            both = None not in (last.moment, mention.moment)
            if (
                len(gap) < 8
                and _ALIAS.fullmatch(gap)
                and (set(gap) & set("(/=") or (both and last.moment == mention.moment))
            ):
                kept[-1] = replace(last, end=mention.end)
                continue
        kept.append(mention)
    return kept
