"""Circumstances of an exchange with the AI: what was asked, its trace id, settings and reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.analysis.layout import Placed
from assistant.analysis.phrases import statement, tokens
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Incident

_NEAR = 3  # lines before and after a block that tell of it
_REACH = 2000
_MODEL = re.compile(r"\bmodel\s*[=:]?\s*[\"'`]?([a-z][a-z0-9]*(?:[-_.][a-z0-9.]+){1,5})", re.I)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the lines around a block tell of it, and their ids."""

    asked: str | None = None
    trace: str | None = None
    settings: tuple[str, ...] = ()
    scope: str | None = None
    evidence: tuple[str, ...] = ()


@cache
def _trace() -> re.Pattern[str]:
    nouns = sorted(words("behaviour", "traces", "nouns"), key=lambda w: (-len(w), w))
    listed = "|".join(re.escape(noun).replace(r"\ ", r"[ _]") for noun in nouns)
    return re.compile(
        rf"(?<![\w-])(?:{listed})(?:[ _]?id)?\s*[#:=]?\s*"
        r"(?P<id>(?=[\w-]*\d)[A-Za-z0-9][\w-]{2,40})(?![\w.]*\d?%)",
        re.I,
    )


_WORD = re.compile(r"\s[a-z]")


@cache
def _settings() -> re.Pattern[str]:
    names = sorted(words("behaviour", "settings", "names"), key=lambda w: (-len(w), w))
    listed = "|".join(re.escape(name) for name in names)
    return re.compile(
        rf"(?<![\w.-])(?P<name>{listed})(?P<joint>\s*[=:]?\s*)(?P<value>\d+(?:\.\d+)?)", re.I
    )


def of_block(notes: Sequence[Placed], first: int, last: int, incident: Incident) -> Circumstances:
    """Return what is told around the lines `first` to `last` of the placed notes."""
    source = notes[first].line.source
    span = range(max(0, first - _NEAR), min(len(notes), last + _NEAR + 1))
    near = [notes[i] for i in span if notes[i].line.source == source and not notes[i].fenced]
    own = [notes[i] for i in range(first, last + 1) if notes[i].line.source == source]
    cited: dict[str, None] = {}
    trace = next(
        (m["id"] for p in (*own, *near) if (m := _trace().search(p.line.text[:_REACH]))), None
    )
    cited |= dict.fromkeys(_first_with(trace, (*own, *near)))
    settings, told = _settings_of(near)
    if not settings:
        settings, told = _settings_of([p for p in notes if not p.fenced])
    cited |= dict.fromkeys(told)
    if trace is not None and not settings:
        settings, told = _traced(incident, trace)
        cited |= dict.fromkeys(told)
    scope = next(
        (p for p in near if phrases("behaviour", "scope", "cues").found(p.line.text[:_REACH])), None
    )
    if scope is not None:
        cited[scope.line.id] = None
    said = statement(scope.line, incident.people) if scope is not None else None
    return Circumstances(None, trace, settings, said, tuple(cited))


def _first_with(trace: str | None, lines: Sequence[Placed]) -> tuple[str, ...]:
    if trace is None:
        return ()
    return tuple(p.line.id for p in lines if trace in p.line.text)[:1]


def _settings_of(lines: Sequence[Placed]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the settings that lines give, each once, and the ids of those lines."""
    found: dict[str, str] = {}
    for placed in lines:
        text = placed.line.text[:_REACH]
        for hit in _settings().finditer(text):
            name = hit["name"].lower()
            bare = not hit["joint"].strip()
            counts = name in words("behaviour", "settings", "ordinary") and _WORD.match(
                text, hit.end()
            )
            if bare and (len(name) < 2 or counts):
                continue
            found.setdefault(f"{hit['name']}{hit['joint']}{hit['value']}", placed.line.id)
        model = _MODEL.search(text)
        if model is not None and len(tokens(text)) < 60 and any(c.isdigit() for c in text):
            found.setdefault(f"model {model[1]}", placed.line.id)
    kept = dict(list(found.items())[:6])
    return tuple(kept), tuple(dict.fromkeys(kept.values()))


def _traced(incident: Incident, trace: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the settings of the call that a trace holds under an id, where its line is kept."""
    for call in incident.calls:
        if trace not in (call.trace_id, call.span_id) or call.evidence is None:
            continue
        pairs = (
            ("model", call.served or call.requested),
            ("temperature", call.temperature),
            ("top_p", call.top_p),
            ("max_tokens", call.max_tokens),
            ("seed", call.seed),
        )
        told = tuple(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}"
                     for name, value in pairs if value is not None)  # fmt: skip
        return told, (call.evidence,)
    return (), ()
