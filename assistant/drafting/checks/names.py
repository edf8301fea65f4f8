"""The names rule: a sentence does not open with a name that its lines do not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.checks.tokens import words
from assistant.intake.redaction.naming import is_only_given

_OPENING = re.compile(r"(?:^|[.!?:;]\s+|[\"“(]\s*)([^\W\d_][\w'’-]*)")


def broken_by(text: str, cited: Sequence[str]) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it.

    The grounding rule holds capitalised words inside a sentence; at its beginning every word has a
    capital, so only what is known as a given name is looked at there, in whatever case.
    """
    known = words(" ".join(cited))
    for match in _OPENING.finditer(text):
        word = match[1].split("'")[0].split("’")[0]
        if word[:1].isupper() and word.casefold() not in known and is_only_given(word.casefold()):
            return "the cited lines do not hold the name that it opens with"
    return None


def person_in(text: str, people: Sequence[str]) -> bool:
    """Return whether a text speaks of one of the people by pseudonym."""
    plain = text.casefold()
    return any(person.casefold() in plain for person in people)
