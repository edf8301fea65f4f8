"""Which spans of a trace export matter, and which of their attributes say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from assistant.intake.logs.logline import is_version_field
from assistant.intake.traces.spans import Span, words

MOST = 60
_ENDS, _MODELS, _MOVES, _ERRORS, _FINISHES, _SPIKES = 2, 12, 14, 18, 8, 6
# A measure is a spike where it is this many times the usual one, among enough others.
_TIMES, _FEWEST = 4.0, 8
# A setting with more values than this counts something; it does not name a version.
_VALUES = 12

Pick = tuple[int, tuple[str, ...]]


def pick(spans: Sequence[Span]) -> tuple[Pick, ...]:
    """Return the places of at most 60 spans that matter, with the attributes that say why."""
    kept: dict[int, list[str]] = {}
    order = sorted(range(len(spans)), key=lambda at: (_when(spans[at]), at))
    for found, most in (
        (_ends(order), _ENDS),
        (_models(spans, order), _MODELS),
        (_moves(spans, order), _MOVES),
        (_errors(spans, order), _ERRORS),
        (_finishes(spans, order), _FINISHES),
        (_spikes(spans), _SPIKES),
    ):
        _take(kept, found, most)
    return tuple((at, tuple(dict.fromkeys(names))) for at, names in sorted(kept.items()))


def is_call(span: Span) -> bool:
    """Return whether a span is a call of a model."""
    return any(span.first(meaning) for meaning in ("requested", "served", "input_tokens"))


def _when(span: Span) -> float:
    moment = span.moment()
    return moment.at.timestamp() if moment else float("inf")


def _take(kept: dict[int, list[str]], found: Iterable[Pick], most: int) -> None:
    for at, names in found:
        if at in kept:
            kept[at] += names
        elif most > 0 and len(kept) < MOST:
            kept[at] = list(names)
            most -= 1


def _named(span: Span, *meanings: str) -> tuple[str, ...]:
    return tuple(told[0] for meaning in meanings if (told := span.first(meaning)) is not None)


def _ends(order: Sequence[int]) -> Iterator[Pick]:
    yield from ((at, ()) for at in dict.fromkeys([*order[:1], *order[-1:]]))


def _models(spans: Sequence[Span], order: Sequence[int]) -> Iterator[Pick]:
    """Yield the first and last call of each model that answered in place of the one asked."""
    met: dict[tuple[str, str], list[int]] = {}
    for at in order:
        asked, served = spans[at].text("requested"), spans[at].text("served")
        if asked and served and asked != served:
            met.setdefault((asked, served), []).append(at)
    for places in sorted(met.values(), key=lambda places: places[0]):
        for at in dict.fromkeys([places[0], places[-1]]):
            yield at, _named(spans[at], "requested", "served")


def _moves(spans: Sequence[Span], order: Sequence[int]) -> Iterator[Pick]:
    """Yield where a model, a prompt version or a decoding parameter first had each value."""
    tracks: dict[tuple[str, str], dict[str, int]] = {}
    for at in order:
        span = spans[at]
        settings = ("served", "requested", "prompt", "temperature", "top_p", "max_tokens")
        told = [t for meaning in settings if (t := span.first(meaning)) is not None]
        told += [
            (name, value)
            for name, value in span.values.items()
            if len(name) <= 60 and len(str(value)) <= 80 and is_version_field(name)
        ]
        for name, value in told:
            tracks.setdefault((span.name, name), {}).setdefault(str(value), at)
    moved = [(name, first) for (_, name), first in tracks.items() if 1 < len(first) <= _VALUES]
    for name, first in sorted(moved, key=lambda pair: len(pair[1])):
        for at in first.values():
            yield at, (name,)


def _errors(spans: Sequence[Span], order: Sequence[int]) -> Iterator[Pick]:
    """Yield the first and last failed span of each name and reason, the frequent ones first."""
    met: dict[tuple[str, str], list[int]] = {}
    for at in order:
        span = spans[at]
        if span.failed:
            met.setdefault((span.name, (span.reason() or "")[:80]), []).append(at)
    ranked = sorted(met.values(), key=lambda places: (-len(places), places[0]))
    reasons = ("error_type", "error", "tool", "finish")
    yield from ((places[0], _named(spans[places[0]], *reasons)) for places in ranked)
    yield from ((p[-1], _named(spans[p[-1]], *reasons)) for p in ranked if len(p) > 1)


def _finishes(spans: Sequence[Span], order: Sequence[int]) -> Iterator[Pick]:
    """Yield the first and last answer that ended in an unusual way."""
    met: dict[str, list[int]] = {}
    for at in order:
        reason = spans[at].text("finish")
        if reason and reason.strip('[]"').lower() not in words()["usual"]:
            met.setdefault(reason, []).append(at)
    for places in met.values():
        for at in dict.fromkeys([places[0], places[-1]]):
            yield at, _named(spans[at], "finish", "output_tokens", "max_tokens")


def _spikes(spans: Sequence[Span]) -> Iterator[Pick]:
    """Yield the spans with far more tokens, cost or time than others of their name."""
    found: list[tuple[float, int, tuple[str, ...]]] = []
    for meaning in ("input_tokens", "output_tokens", "cost", ""):
        groups: dict[str, list[tuple[int, float]]] = {}
        for at, span in enumerate(spans):
            size = span.number(meaning) if meaning else span.seconds()
            if size is not None and size > 0:
                groups.setdefault(span.name, []).append((at, size))
        for sizes in groups.values():
            if len(sizes) < _FEWEST:
                continue
            usual = median(size for _, size in sizes)
            at, most = max(sizes, key=lambda pair: pair[1])
            if most >= _TIMES * usual:
                found.append((most / usual, at, _named(spans[at], meaning) if meaning else ()))
    for _, at, names in sorted(found, key=lambda spike: -spike[0]):
        yield at, names
