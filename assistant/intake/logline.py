"""One log line: its stamp, level, message, variable parts and version fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache

from assistant.incident import Mention, Moment, Precision
from assistant.intake import tables
from assistant.intake.stamps import parse_stamp

HOLE = "<*>"
# Digits and what hangs on them: fast, but leaves the letters in front.
_RUNS = re.compile(r'"(?<!level=")(?<!severity=")(?<!lvl=")[^"]*+"|\d[\w.:,+\-]*')
# The whole word or chain of words that a digit stands in; then quoted values.
_WORDS = re.compile(
    r'"(?<!level=")(?<!severity=")(?<!lvl=")[^"]*+"|\'(?<!\w\')[^\']*+\''
    r"|\b(?:[a-f]{6,}+\b|[^\W\d]*+\d\w*+)(?:[.:,\-+]\w++)*+"
)
_FOLDED = re.compile(rf"{re.escape(HOLE)}(?:[ ,:|\-]{{1,2}}{re.escape(HOLE)})++")
_STAMP_AT = re.compile(r"(?<!\d)\d{4}[\-/.]?\d\d[\-/.]?\d\d[T_ :]{1,4}\d\d:?\d\d")
_SHOUTED = re.compile(r"(?<![A-Za-z0-9_])[A-Z]{3,13}(?![a-z0-9_])")
_NAMED = re.compile(r"(?:level|lvl|severity)[\"']?\s?[=:]\s?[\"']?([A-Za-z]{3,13})", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[<(|]\s?([A-Za-z]{3,13})\s{0,8}[\]>)|:]")
_LEADING = re.compile(r"\s*([a-z]{3,13}):\s", re.IGNORECASE)
_FIELD = re.compile(r"(?<![\w.\-])([A-Za-z][\w.\-]{1,40})\s?[=:]\s?[\"']?[A-Za-z0-9]")
_EPOCH = re.compile(r"\d{10}(?:\d{3}|\d{6}|\d{9})?(?:\.\d{1,9})?\Z")
HEAD = 64


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the data file, made ready to look up."""

    levels: Mapping[str, str]
    numbers: Mapping[str, str]
    rank: Mapping[str, int]
    severe: frozenset[str]
    time_keys: tuple[str, ...]
    level_keys: tuple[str, ...]
    message_keys: tuple[str, ...]
    origin_keys: tuple[str, ...]
    events: re.Pattern[str]
    fields: frozenset[str]
    excluded: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the log reader; raises ResourceError on a damaged data file."""
    data = tables.load("logs.toml")
    order = data.table("order")
    names = order.words("levels")
    levels, numbers = data.table("levels"), data.table("numbers")
    keys, fields = data.table("keys"), data.table("fields")
    return Vocabulary(
        levels={word: name for name in names for word in levels.words(name)},
        numbers={number: name for name in names for number in numbers.words(name)},
        rank={name: place for place, name in enumerate(names)},
        severe=frozenset(order.words("severe")),
        time_keys=keys.words("time"),
        level_keys=keys.words("level"),
        message_keys=keys.words("message"),
        origin_keys=keys.words("origin"),
        events=_any_of(data.table("events").words("words")),
        fields=frozenset(fields.words("words")),
        excluded=frozenset(fields.words("excluded")),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    parts = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(parts)})(?![A-Za-z0-9])", re.IGNORECASE)


def rough(line: str) -> str:
    """Return the line with its digit runs and quoted values masked: cheap, splits too finely."""
    return _RUNS.sub(HOLE, line)


def mask(text: str) -> str:
    """Return the text with every word that holds a digit and every quoted value masked."""
    return _FOLDED.sub(HOLE, _WORDS.sub(HOLE, text)).strip()


def stamp(line: str, *, zone: tzinfo | None) -> Mention | None:
    """Return the full date and time in the head of a text line, or None."""
    found = _STAMP_AT.search(line, 0, HEAD)
    if found is None:
        return None
    parsed = parse_stamp(line[found.start() : found.start() + HEAD], zone=zone)
    if parsed is None:
        return None
    return Mention(found.start(), found.start() + parsed[1], parsed[0])


def level_of(head: str) -> str | None:
    """Return the level that the head of a text line states, by its common name, or None."""
    levels = vocabulary().levels
    for found in _SHOUTED.finditer(head):
        if found[0].lower() in levels:
            return levels[found[0].lower()]
    for pattern in (_NAMED, _BRACKETED, _LEADING):
        for found in pattern.finditer(head):
            if found[1].lower() in levels:
                return levels[found[1].lower()]
    return None


def record(line: str) -> Mapping[str, object] | None:
    """Return the JSON object that the line is, or None where it is something else."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _first(fields: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((fields[key] for key in keys if fields.get(key) not in (None, "")), None)


def record_level(fields: Mapping[str, object]) -> str | None:
    """Return the level of a JSON line by its common name, or None."""
    words = vocabulary()
    level = _first(fields, words.level_keys)
    if isinstance(level, str):
        return words.levels.get(level.lower())
    return words.numbers.get(str(level))


def record_message(fields: Mapping[str, object]) -> str:
    """Return where a JSON line comes from and its message, as one text; "" where it has none."""
    words = vocabulary()
    message = _first(fields, words.message_keys)
    if not isinstance(message, str):
        return ""
    origin = _first(fields, words.origin_keys)
    return f"{origin}: {message}" if isinstance(origin, str) else message


def record_stamp(fields: Mapping[str, object], line: str, *, zone: tzinfo | None) -> Mention | None:
    """Return the time of a JSON line and where it stands in the line, or None."""
    value = _first(fields, vocabulary().time_keys)
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    told = str(value)
    start = line.find(told)
    if start < 0:
        return None
    if _EPOCH.match(told):
        whole, _, part = told.partition(".")
        seconds = float(f"{whole[:10]}.{whole[10:] or part or '0'}")
        precision: Precision = "millisecond" if len(whole) > 10 or part else "second"
        moment = Moment(datetime.fromtimestamp(seconds, UTC), precision)
        return Mention(start, start + len(told), moment)
    parsed = parse_stamp(told, zone=zone)
    return Mention(start, start + parsed[1], parsed[0]) if parsed else None


@lru_cache(maxsize=10_000)
def is_version_field(key: str) -> bool:
    """Return whether a field's name says that its value is a version of some part."""
    words = vocabulary()
    parts = [part for part in re.split(r"[_.\-]+|(?<=[a-z])(?=[A-Z])", key) if part]
    lowered = {part.lower() for part in parts}
    return bool(lowered & words.fields) and not lowered & words.excluded


_VALUE = r"\s?[=:]\s?[\"']?([A-Za-z0-9][\w.:/@+\-]{0,79})"


def version_field_finder(line: str) -> re.Pattern[str] | None:
    """Return what finds the fields of a text line that tell a version, or None without any."""
    keys = {found[1] for found in _FIELD.finditer(line) if is_version_field(found[1])}
    return _finder(tuple(sorted(keys))) if keys else None


@lru_cache(maxsize=10_000)
def _finder(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.\-])({'|'.join(re.escape(key) for key in keys)}){_VALUE}")


def record_version_fields(fields: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the key and value of each field of a JSON line that tells a version."""
    return [
        (key, str(value))
        for key, value in fields.items()
        if isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and len(str(value)) <= 80
        and len(key) <= 60
        and is_version_field(key)
    ]
