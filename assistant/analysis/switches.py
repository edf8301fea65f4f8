"""Switches: a setting taken back, told by the notes without a clock time and timed by a log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.analysis import logmarks
from assistant.analysis.layout import Placed
from assistant.analysis.merging import Entry
from assistant.analysis.phrases import has_words, sentences, spoken, tokens
from assistant.analysis.told import credible
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Evidence, Incident, Mention

_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d|\d\s?[ap]\.?m|\d\s?(?:uhr|o'clock)", re.I)
_PART = re.compile(r"[_./:=-]+")
_LEAST = 4  # letters of a word that names a setting
_REACH = 4000


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of the notes that says, without a clock time, that something was switched off."""

    line: Evidence
    span: tuple[int, int]
    named: frozenset[str]


def _named(text: str) -> frozenset[str]:
    """Return the words of a text that may name a setting."""
    common = {*words("lines", "words", "empty"), *words("questions", "common", "words"), "false"}
    parts = {part for token in tokens(text) for part in _PART.split(token)}
    return frozenset(p for p in parts if len(p) >= _LEAST and p not in common)


def _has_clock(line: Evidence, mention: Mention) -> bool:
    return _CLOCK.search(line.text[mention.start : mention.end]) is not None


def _tellings(placed: Sequence[Placed]) -> Iterator[Telling]:
    cues = phrases("phases", "mitigated", "cues")
    for item in placed:
        line = item.line
        if item.section in {"actions", "aside", "tests"} or item.fenced or item.heading:
            continue
        headed = line.mentions[:1] and not has_words(line.text[: line.mentions[0].start])
        if logmarks.is_pasted(line) or (headed and _has_clock(line, line.mentions[0])):
            continue
        _, end = spoken(line, ())
        for span in sentences(line.text, 0, min(end, _REACH)):
            text = line.text[span[0] : span[1]]
            timed = any(_has_clock(line, m) for m in line.mentions if span[0] <= m.start < span[1])
            if not timed and line.carried is None and credible(text, cues):
                yield Telling(line, span, _named(text))


def _records(incident: Incident) -> Iterator[Evidence]:
    """Yield the timed log lines, of log files and pasted, whose words say something went off."""
    logged = phrases("phases", "mitigated", "logged")
    for line in incident.evidence:
        of_log = line.kind == "log" or logmarks.is_pasted(line)
        if of_log and not line.hostile and line.time is not None and logged.found(line.text):
            yield line


def settled(entries: Sequence[Entry], incident: Incident, placed: Sequence[Placed]) -> list[Entry]:
    """Return the entries with each switch that the notes tell untimed at the time of its record.

    A record of a log file joins them; a step of the notes that only reckons its time ("ten minutes
    later") gives way to the one record that holds the time. Both lines are cited.
    """
    told = list(_tellings(placed))
    kept = list(entries)
    if not told:
        return kept
    matches = [
        (line, [t for t in told if t.named & _named(logmarks.message(line, incident.people))])
        for line in _records(incident)
    ]
    matches = [(line, found) for line, found in matches if found]
    for line, found in matches:
        sure = [t for t in found if sum(t in other for _, other in matches) == 1]
        ids = tuple(dict.fromkeys(t.line.id for t in sure))
        kept = [e for e in kept if not any(_reckoned(e, t) for t in sure)]
        at = next((i for i, e in enumerate(kept) if line.id in e.evidence), None)
        if at is None and line.kind == "log":
            text = logmarks.message(line, incident.people)
            order = max((e.order for e in kept), default=0) + 1
            kept.append(Entry(line.time, text, text, (line.id,), order, "log"))
            at = len(kept) - 1
        if at is not None:
            cited = tuple(dict.fromkeys((*kept[at].evidence, *ids)))
            kept[at] = replace(kept[at], evidence=cited, stops=True)
    return kept


def _reckoned(entry: Entry, told: Telling) -> bool:
    """Return whether an entry is the step of a telling, with a time reckoned from another."""
    if entry.evidence != (told.line.id,) or entry.moment is None:
        return False
    return any(
        told.span[0] <= m.start < told.span[1] and m.moment == entry.moment
        for m in told.line.mentions
    )
