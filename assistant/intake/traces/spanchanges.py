"""The changes that an export of traces shows: a model, a prompt or a setting that gave way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.incident import Change, Evidence, Layer, Moment
from assistant.intake.traces.spans import Span

_SETTINGS: tuple[tuple[Layer, tuple[str, ...]], ...] = (
    ("model", ("served", "requested")),
    ("prompt", ("prompt",)),
    ("config", ("temperature",)),
    ("config", ("top_p",)),
)
# A setting with more values than this counts something, and with as few calls shows nothing.
_VALUES, _CALLS = 12, 2
_APART = 4  # lines from the name of an attribute to its value


@dataclass(frozen=True, slots=True)
class _Move:
    """A setting of calls of one name that took a value after another."""

    kind: Layer
    name: str
    before: str
    after: str
    time: Moment


def of_spans(spans: Sequence[Span], evidence: Sequence[Evidence]) -> tuple[Change, ...]:
    """Return the changes that calls show whose lines are kept, redacted, as `evidence`.

    A setting counts where each of its values was in use once: several that take turns are a choice.
    """
    found: dict[tuple[Layer, str, str], Change] = {}
    for move in sorted(_moves(spans), key=lambda one: one.time.at):
        # A name may be written in parts, one mapping in another.
        full = any(move.name in line.text for line in evidence)
        name = move.name if full else move.name.rpartition(".")[2]
        after = _shown(move.after, name, evidence, move.time)
        before = _shown(move.before, name, evidence, None)
        if not (before and after) or (move.kind, move.before, move.after) in found:
            continue  # it was hidden, or is told of calls of another name
        text = f"{name}: {move.before} → {move.after}, first seen in this span of the trace"
        lines = tuple(dict.fromkeys(line.id for line in (*after, *before)))
        found[move.kind, move.before, move.after] = Change(
            move.kind, name, move.before, move.after, move.time, None, text, lines
        )
    return tuple(found.values())


def _moves(spans: Sequence[Span]) -> Iterator[_Move]:
    timed = [(moment, span) for span in spans if (moment := span.moment()) is not None]
    timed.sort(key=lambda pair: pair[0].at)
    for kind, meanings in _SETTINGS:
        tracks: dict[tuple[str, str], list[tuple[Moment, str]]] = {}
        for moment, span in timed:
            told = next((one for one in map(span.first, meanings) if one is not None), None)
            if told is not None and len(str(told[1])) <= 80:
                tracks.setdefault((span.name, told[0]), []).append((moment, str(told[1])))
        for (_, name), values in tracks.items():
            yield from _of_track(kind, name, values)


def _of_track(kind: Layer, name: str, values: Sequence[tuple[Moment, str]]) -> Iterator[_Move]:
    firsts = [0, *(n for n, pair in enumerate(pairwise(values), 1) if pair[0][1] != pair[1][1])]
    taken = [values[first][1] for first in firsts]
    if len(set(taken)) != len(taken) or len(taken) > _VALUES or len(values) < _CALLS * len(taken):
        return
    for before, after in pairwise(firsts):
        moment = values[after][0]
        yield _Move(kind, name, values[before][1], values[after][1], moment)


def _shown(
    value: str, name: str, evidence: Sequence[Evidence], time: Moment | None
) -> tuple[Evidence, ...]:
    """Return the kept lines that show a setting and its value, those of a time before others."""
    written = re.compile(rf"(?<![\w.\-]){re.escape(value)}(?![\w\-]|\.\w)")
    named = [line for line in evidence if name in line.text]
    pairs = [
        (line, key)
        for line in evidence
        if value in line.text and written.search(line.text)
        for key in named
        if key.source == line.source and 0 <= line.line - key.line <= _APART
    ]
    if not pairs:
        return ()

    def rank(pair: tuple[Evidence, Evidence]) -> tuple[bool, int]:
        line, key = pair
        late = time is not None and (line.time is None or line.time.at != time.at)
        return late, line.line - key.line

    return min(pairs, key=rank)
