"""The rule on what is people's: a model's sentence decides nothing, in whatever words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from assistant.analysis.vocabulary import Cues, cues
from assistant.drafting.checks import blame, human_only
from assistant.errors import ResourceError
from assistant.incident import CheckRule

_PATH = Path(__file__).parent / "data" / "decided.toml"
_LONG = 5  # letters by which forms of a word are known, at the least
_ENDING = 4  # letters of a longer word that its forms may differ by
_RELATIVE = re.compile(r",\s+which\b", re.IGNORECASE)  # asks nothing
# "What broke is the build" tells, and asks nothing.
_CLEFT = re.compile(r"^\W*what\b(?=[^?]*\b(?:is|was|were)\b[^?]*$)", re.IGNORECASE)
_PARTS = re.compile(r"[.;!](?:\s|$)")
_KINDS: Mapping[str, tuple[CheckRule, str]] = {
    "cause": ("human-only", "it states a cause in the words {}, which people judge"),
    "severity": ("human-only", "it states a severity in the words {}, which people confirm"),
    "approval": ("human-only", "it states an approval in the words {}, which people give"),
    "owner": ("human-only", "it names an owner in the words {}, which people do"),
    "due": ("human-only", "it sets a date in the words {}, which people do"),
    "self": ("injection", "it speaks of itself or to somebody in the words {}"),
    "fault": ("blame", "it finds fault in the words {}"),
}


def broken_by(
    text: str, cited: Iterable[str], *, open_ended: bool = False
) -> tuple[CheckRule, str] | None:
    """Return the rule that a text breaks and why, in words; None where it keeps to all.

    `open_ended` texts (a possibility, a question) may speak of causes as long as they assert none,
    which takes a word that leaves it open.

    Stricter than the rules for the inputs' own words: a model has no need of any of these phrases.
    One that stands so in a cited line is that line's, and held to the wider rules alone.
    """
    why = human_only.broken_by(text)
    if why is not None:
        return "human-only", why
    why = blame.broken_by(text)
    if why is not None:
        return "blame", why
    lines = tuple(cited)
    for kind, (rule, reason) in _KINDS.items():
        if kind == "cause" and open_ended and _leaves_open(text):
            continue
        for start, end in _phrases()[kind].spans(text):
            phrase = text[start:end]
            if not any(_says(line, phrase) for line in lines):
                return rule, reason.format(repr(phrase))
    return None


def _says(line: str, phrase: str) -> bool:
    """Return whether a line says the same in a form of its own ("load failed", "auto-approve")."""
    plain = line.casefold()
    words = [word for word in phrase.casefold().split() if len(word) >= _LONG]
    return bool(words) and all(word[: max(_LONG, len(word) - _ENDING)] in plain for word in words)


def _leaves_open(text: str) -> bool:
    """Return whether every part of a text that speaks of a cause leaves it open."""
    parts = [part for part in _PARTS.split(_RELATIVE.sub(",", text)) if part.strip()]
    causes = [part for part in parts if any(True for _ in _phrases()["cause"].spans(part))]
    told = [_CLEFT.sub("", part) for part in causes]
    return all(any(True for _ in _phrases()["open"].spans(part)) for part in told)


@cache
def _phrases() -> Mapping[str, Cues]:
    try:
        data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
        return {kind: cues(tuple(data[kind])) for kind in (*_KINDS, "open")}
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ResourceError(f"{_PATH} cannot be used: {error!r}. Install again.") from error
