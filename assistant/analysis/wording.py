"""Neutral wording: what is left of a text once the words that only people may state are cut."""

from __future__ import annotations

import re

from assistant.analysis.assertions import blame_in, cause_asserted, cause_span
from assistant.analysis.decisions import theirs_in
from assistant.analysis.phrases import plain, sentences, tokens
from assistant.analysis.vocabulary import words

_CLAUSE = re.compile(r"[,;:]\s+|\s[-–—]\s|\s\(|\s+(?:and|but|so|while|as)\s+")
_LEAST = 3  # words of a clause that says something alone
_REACH = 4000


def breaks(text: str) -> bool:
    """Return whether a text asserts a cause, blame, an owner, a due date or a decision."""
    return bool(cause_asserted(text) or blame_in(text) or theirs_in(text))


def clean(text: str) -> str | None:
    """Return the sentences of a text that assert nothing of the kind, verbatim; None without any.

    Of a sentence that does, the words ahead of the offending clause stay where they stand alone.
    """
    if not breaks(text):
        return text
    kept = []
    for begin, end in sentences(text, 0, min(len(text), _REACH)):
        sentence = text[begin:end].strip()
        if not breaks(sentence):
            kept.append(sentence)
        elif (head := _head(sentence)) is not None:
            kept.append(head)
    left = " ".join(kept)
    return left if len(tokens(left)) >= _LEAST and not breaks(left) else None


def _head(sentence: str) -> str | None:
    """Return the longest clean beginning of a sentence that reads as a clause of its own."""
    cause = cause_span(sentence)
    ends = [m.start() for m in _CLAUSE.finditer(sentence)]
    ends += [cause[0]] if cause else []
    for end in sorted(ends, reverse=True):
        head = plain(sentence[:end])
        said = tokens(head)
        if len(said) < _LEAST or breaks(head) or said[-1] in words("lines", "words", "hanging"):
            continue
        if head.count("(") == head.count(")") and head.count('"') % 2 == 0:
            return head
    return None
