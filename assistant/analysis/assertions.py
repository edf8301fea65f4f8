"""Tells whether a text asserts what only people may state: cause, blame, owner or due date."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.analysis.vocabulary import REACH, Cues, cues, phrases, words

_KEPT = 1 << 14  # texts whose answer is kept: several rooms ask for the same one
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")


def _sentences(text: str) -> list[str]:
    return [m.group() for m in _SENTENCE.finditer(text[:REACH])]


def _clear_of(text: str, hit: tuple[int, int], exempt: Cues) -> bool:
    return not any(start < hit[1] and hit[0] < end for start, end in exempt.spans(text))


def _first(text: str, found: Cues, exempt: Cues) -> str | None:
    for start, end in found.spans(text):
        if _clear_of(text, (start, end), exempt):
            return text[start:end]
    return None


@lru_cache(maxsize=_KEPT)
def cause_span(text: str) -> tuple[int, int] | None:
    """Return where the first asserted cause begins and ends in the text (its cue), or None."""
    offset = 0
    for sentence in _sentences(text):
        offset = text.index(sentence, offset)
        if not sentence.rstrip().endswith("?") and not phrases("assertions", "cause", "open").found(
            sentence
        ):
            strong = phrases("assertions", "cause", "strong").span(sentence)
            if strong:
                return offset + strong[0], offset + strong[1]
            failure = phrases("assertions", "cause", "failure").span(sentence)
            for start, end in phrases("assertions", "cause", "weak").spans(sentence):
                if failure and failure[1] <= start:
                    return offset + start, offset + end
        offset += len(sentence)
    return None


def cause_asserted(text: str) -> str | None:
    """Return the words by which the text asserts a cause, or None; questions and doubts do not."""
    span = cause_span(text)
    return text[span[0] : span[1]] if span else None


@lru_cache(maxsize=_KEPT)
def blame_in(text: str) -> str | None:
    """Return the words that put blame on a person, a team or the model, or None."""
    exempt = phrases("assertions", "blame", "exempt")
    return _first(text[:REACH], phrases("assertions", "blame", "cues"), exempt) or _first(
        text[:REACH], _of_persons(), exempt
    )


@cache
def _of_persons() -> Cues:
    """Return the phrases that put blame only with a person in them ("classic <person>")."""
    listed = words("assertions", "blame", "of_persons")
    persons = words("assertions", "blame", "persons")
    return cues(phrase.replace("<person>", person) for phrase in listed for person in persons)


@lru_cache(maxsize=_KEPT)
def owner_or_due_in(text: str) -> str | None:
    """Return the words that name an owner or a due date, or None."""
    head = text[:REACH]
    for kind in ("owner", "due"):
        exempt = phrases("assertions", kind, "exempt")
        for sentence in _sentences(head):
            hit = _first(sentence, phrases("assertions", kind, "cues"), exempt)
            if hit and not (kind == "owner" and _handed_over(sentence, hit)):
                return hit
    return None


def _handed_over(sentence: str, hit: str) -> bool:
    """Return whether an assignment hands over an alert or an incident, not an action to come."""
    return (
        phrases("assertions", "owner", "assigning").whole(hit)
        and phrases("assertions", "owner", "alerts").found(sentence) is not None
        and phrases("assertions", "owner", "actions").found(sentence) is None
    )
