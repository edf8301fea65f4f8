"""Chatter: messages that report nothing, such as greetings, thanks, links and signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from assistant.analysis.layout import Placed
from assistant.analysis.phrases import has_words
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Evidence
from assistant.intake.clock import zones

# A link or a file that somebody put into a chat says nothing by itself.
_LINKED = re.compile(
    r"(?:attached: ?)?<?(?:https?://\S{1,2000}|\S{1,80}\.(?:png|jpe?g|heic|gif|webp|mp4|mov|opus))>?",
    re.I,
)


def is_chatter(clause: str) -> bool:
    """Return whether a message reports nothing: greetings, thanks, a bare question word."""
    bare = re.sub(r"[^\w\s'+^-]", " ", _LINKED.sub("", clause)).strip()
    if clause.rstrip().endswith("?") and len(bare.split()) <= 2:
        return True
    parts = [part.strip() for part in re.split(r"[,.!;?]+", clause) if has_words(part)]
    listed = phrases("lines", "not_steps", "chatter")
    return not has_words(bare) or all(listed.whole(part) for part in parts)


@cache
def _clock_of() -> re.Pattern[str]:
    """Return the pattern of words that only say whose clock the times are told by."""
    return re.compile(rf"(?:all |the )?times?(?: are)?(?: in)? (?:{zones.pattern()})\W*", re.I)


def chats(placed: Placed, clause: str) -> bool:
    """Return whether a step reports nothing; notes that nobody speaks close with "12:31 ok"."""
    closes = clause.strip(" .!").casefold() in words("phases", "resolved", "bare")
    line = placed.line
    if _clock_of().fullmatch(clause.strip()):
        return True  # "Tues 17 Nov 2026, times AEST"
    if closes and line.speaker is None and line.carried is None and line.voice is None:
        return False
    return is_chatter(clause)


def is_sign(line: Evidence) -> bool:
    """Return whether a message is nothing but signs ("👍"), which tell of no step."""
    end = max((mention.end for mention in line.mentions), default=0)
    behind = line.text[end:].replace(line.speaker or "\n", "")
    return not has_words(behind) and any(unicodedata.category(c) == "So" for c in behind)


def is_idle(text: str) -> bool:
    """Return whether a line below a time reports nothing, or only lists who took part."""
    label, mark, _ = text.partition(":")
    return is_chatter(text) or bool(mark and phrases("lines", "sections", "aside").whole(label))
