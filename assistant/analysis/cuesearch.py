"""Cue search: many phrases looked for at once, of which only those in sight are ever compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

# Cues are looked for in the first characters of a line only: longer ones are dumps, not sentences.
REACH = 6000
_STEM = 3  # letters of a first word by which phrases are grouped
_KEPT = 1 << 13  # texts whose words are remembered, as every room asks about the same ones
_GAP = r"(?:\s+\S{1,40}){0,4}?\s+"
_WORD = re.compile(r"\w+")
_Span = tuple[int, int]


@lru_cache(maxsize=_KEPT)
def lowered(text: str) -> str:
    """Return the text in lower case with every character in its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=_KEPT)
def _stems(low: str) -> frozenset[str]:
    """Return the first letters of the words of a text."""
    return frozenset(word[:_STEM] for word in _WORD.findall(low))


@lru_cache(maxsize=_KEPT)
def _compiled(expressions: tuple[str, ...], *, bound: bool) -> re.Pattern[str]:
    joined = "|".join(expressions)
    return re.compile(rf"(?<!\w)(?:{joined})" if bound else joined)


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases searched as whole words; "word*" allows endings, "a ... b" four words between.

    `groups` are the expressions by the first letters of their first word, longest phrase first;
    `loose` those that begin with no word. A group is compiled when a text first holds its letters.
    """

    groups: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...]

    def _in_sight(self, low: str) -> list[re.Pattern[str]]:
        stems = self.groups.keys() & _stems(low)
        found = [_compiled(self.groups[stem], bound=True) for stem in sorted(stems)]
        return [*found, _compiled(self.loose, bound=False)] if self.loose else found

    def span(self, text: str) -> _Span | None:
        """Return where the first phrase stands in the text, or None."""
        low = lowered(text[:REACH])
        return _first(self._in_sight(low), low, 0)

    def found(self, text: str) -> str | None:
        """Return the first phrase found in the text as it stands there, or None."""
        hit = self.span(text)
        return text[hit[0] : hit[1]] if hit else None

    def spans(self, text: str) -> tuple[_Span, ...]:
        """Return where the phrases stand in the text, in order, none over another."""
        low = lowered(text[:REACH])
        patterns = self._in_sight(low)
        if len(patterns) == 1:
            return tuple(m.span() for m in patterns[0].finditer(low))
        hits: list[_Span] = []
        at = 0
        while patterns and (hit := _first(patterns, low, at)) is not None:
            hits.append(hit)
            at = max(hit[1], hit[0] + 1)
        return tuple(hits)

    def whole(self, text: str) -> bool:
        """Return whether the text is one of the phrases and nothing else."""
        low = lowered(text.strip())
        return any(pattern.fullmatch(low) for pattern in self._in_sight(low))


def _first(patterns: list[re.Pattern[str]], low: str, at: int) -> _Span | None:
    """Return the hit that begins first, of the first pattern where two begin together."""
    best: _Span | None = None
    for pattern in patterns:
        hit = pattern.search(low, at)
        if hit is not None and (best is None or hit.start() < best[0]):
            best = hit.span()
    return best


def _expression(phrase: str) -> str:
    parts = []
    for part in phrase.split(" ... "):
        escaped = [
            re.escape(word).replace(r"\*", r"\w{0,30}").replace("'", "['’]")
            for word in part.split()
        ]
        parts.append(r"\s+".join(escaped))
    right = r"(?!\w)" if re.search(r"[\w*]$", phrase) else ""
    return _GAP.join(parts) + right


def _group(phrase: str) -> str | None:
    """Return the letters by which a phrase is looked up, None where no word or a stub opens it."""
    first = _WORD.match(phrase)
    if first is None:
        return None
    word = first[0]
    if phrase[first.end() : first.end() + 1] == "*" and len(word) < _STEM:
        return None
    return word[:_STEM]


def cues(listed: Iterable[str]) -> Cues:
    """Return the phrases as one search without regard to case, longest phrase first."""
    groups: dict[str, list[str]] = {}
    loose: list[str] = []
    for phrase in sorted({p.lower() for p in listed}, key=lambda p: (-len(p), p)):
        stem = _group(phrase)
        if stem is not None:
            groups.setdefault(stem, []).append(_expression(phrase))
        else:
            bound = r"(?<!\w)" if phrase[0].isalnum() else ""
            loose.append(bound + _expression(phrase))
    return Cues({stem: tuple(found) for stem, found in groups.items()}, tuple(loose))
