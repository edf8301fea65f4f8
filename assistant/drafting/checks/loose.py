"""The rule on loose words: those as good as a figure, a time or a name have to stand in a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.drafting.checks.meaning.stems import alike, stem
from assistant.errors import ResourceError
from assistant.intake.redaction.naming import is_only_given
from assistant.intake.redaction.ordinary import is_word

_PATH = Path(__file__).parent / "data" / "loose.toml"
_WORD = re.compile(r"\d+(?:[:/.]\d+|st\b|nd\b|rd\b|th\b)?|[^\W\d_]+|[½⅓⅔¼¾]")
_OPENING = re.compile(r"(?:^|[.!?:;]\s+|[\"“(]\s*)([^\W\d_]+)")
_SHORT = 3  # letters of a word that could be a name
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])")
_REACH = 20_000  # characters of a line that are read


def broken_by(text: str, cited: Sequence[str], people: Sequence[str] = ()) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it.

    `people` are the pseudonyms of the incident: one is told only where a line tells of it.
    """
    held = _words("\n".join(line[:_REACH] for line in cited))
    plain = "\n".join(cited).casefold()
    for person in people:
        if person.casefold() in text.casefold() and person.casefold() not in plain:
            return f"the cited lines do not tell of {person}"
    kinds, titles = _vocabulary()
    plain = plain.replace(",", "")
    for clock in _CLOCK.finditer(text):
        if clock[0] not in plain:
            return f"the cited lines do not write its time {clock[0]!r}"
    previous = ""
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        kind = kinds.get(word)
        if kind is not None and not kind[1] & held:
            return f"the cited lines do not hold its {kind[0]} {match[0]!r}"
        titled = previous[:1].isupper() and previous.casefold() in titles and match[0][0].isupper()
        if word not in held and (titled or (is_only_given(word) and match[0][0].isupper())):
            return "the cited lines do not hold a name that it tells"
        previous = match[0]
    for match in _OPENING.finditer(text):
        if _may_be_a_name(match[1], held):
            return "the cited lines do not hold the name that it opens with"
    return None


def _may_be_a_name(word: str, held: frozenset[str]) -> bool:
    """Return whether a capitalised word that opens a sentence is neither ordinary nor the lines'.

    Inside a sentence the grounding rule holds every capitalised word.
    """
    plain = word.casefold()
    if not word[0].isupper() or len(plain) < _SHORT or not plain.isascii() or is_word(plain):
        return False
    own = stem(plain)
    return not any(alike(own, stem(other)) for other in held)


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    found = {m[0].casefold() for m in _WORD.finditer(text)}
    # A unit is often written onto its figure ("38ms", "2h").
    return frozenset(found)


@cache
def _vocabulary() -> tuple[Mapping[str, tuple[str, frozenset[str]]], frozenset[str]]:
    """Return each loose word with its kind and the forms that bear it out, and the titles."""
    try:
        data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        kinds: dict[str, tuple[str, frozenset[str]]] = {}
        for kind, table in (("number", "figures"), ("time", "times")):
            for group in data[table]:
                first, forms = str(group[0]), frozenset(str(form) for form in group)
                kinds[first] = (kind, forms)
        return kinds, frozenset(data["titles"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, IndexError) as error:
        raise ResourceError(f"{_PATH} cannot be used: {error!r}. Install again.") from error
