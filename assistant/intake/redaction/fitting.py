"""Tells whether a known name that is an ordinary word too stands where a name would stand."""

from __future__ import annotations

import re

from assistant.intake.redaction.naming import vocabulary

_SENTENCE_START = re.compile(r"(?:^|[.!?:;|>–—\n\"“(\[])[\s*_`\-]*$")
_NEXT_WORD = re.compile(r"[^\w'’]{0,2}\s?([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[,:]?\s+$")
# In a heading every word has its capital, and a capital tells nothing.
_TITLED = re.compile(r"(?:^|\s)[A-Z][a-z]+ (?:[A-Z][a-z]+ )*$")


def fits_a_name(text: str, match: re.Match[str]) -> bool:
    """Return whether an ordinary word stands here with a capital and where a name would stand."""
    if not match[0][:1].isupper() or not match[0][1:].islower():
        return False
    words = vocabulary()
    before, after = (
        text[max(0, match.start() - 40) : match.start()],
        text[match.end() : match.end() + 40],
    )
    if after.startswith(("'s", "’s", " (")):
        return True
    following = _NEXT_WORD.match(after)
    is_subject = following is not None and following[1].casefold() in words.subject_verbs
    if _SENTENCE_START.search(before):
        return is_subject
    if match[0].casefold() not in words.stop and not _TITLED.search(before):
        return True
    last = _LAST_WORD.search(before)
    return is_subject or (last is not None and last[1].casefold() in words.object_verbs)
