"""Contact data in what people say: a number or an address left for somebody is no step."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.analysis.phrases import has_words, tokens
from assistant.analysis.vocabulary import words

# What redaction puts in place of what it hides: "[phone]", "[api key 2]".
_PLACEHOLDER = re.compile(r"\[[a-z][a-z0-9 _-]{1,40}\]")
_PART = re.compile(r"[.!?;,]\s+|\s+[-–—]\s+|\s+\((?=[^()]{0,80}\))")


def is_contact(text: str) -> bool:
    """Return whether a text is only hidden data and words that lead up to it ("my cell")."""
    said = tokens(_PLACEHOLDER.sub(" ", text))
    hidden = _PLACEHOLDER.search(text) is not None
    named = any(word in words("lines", "words", "contact_nouns") for word in said)
    return (hidden or named) and all(_leads_up(word) for word in said)


def _leads_up(word: str) -> bool:
    return any(word in words("lines", "words", kind) for kind in ("contact", "contact_nouns"))


def without_contacts(text: str) -> str:
    """Return a text without the parts at its ends that are contact data alone, else verbatim."""
    if "[" not in text or not _PLACEHOLDER.search(text):
        return text
    bounds = [0, *(m.end() for m in _PART.finditer(text)), len(text)]
    parts = [(a, b) for a, b in pairwise(bounds) if has_words(text[a:b])]
    while parts and is_contact(text[parts[-1][0] : parts[-1][1]]):
        parts.pop()
    first = next((i for i, (a, b) in enumerate(parts) if not is_contact(text[a:b])), None)
    if first is None:
        return ""
    kept = text[parts[first][0] : parts[-1][1]]
    return kept if kept == text else kept.rstrip(" ,;(–—-")
