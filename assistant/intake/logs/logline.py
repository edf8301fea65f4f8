"""One log line: the words that are looked for in it, its fields, and those that tell a version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake import tables

HOLE = "<*>"
_FIELD = re.compile(r"(?<![\w.\-])([A-Za-z][\w.\-]{1,40})\s?[=:]\s{0,2}[\"']?[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the data file, made ready to look up."""

    levels: Mapping[str, str]
    letters: Mapping[str, str]
    numbers: Mapping[str, str]
    signs: Mapping[str, str]
    short: frozenset[str]
    spoken: frozenset[str]
    rank: Mapping[str, int]
    severe: frozenset[str]
    doubtful: frozenset[str]
    time_keys: tuple[str, ...]
    level_keys: tuple[str, ...]
    message_keys: tuple[str, ...]
    origin_keys: tuple[str, ...]
    status_keys: tuple[str, ...]
    holders: tuple[str, ...]
    around: tuple[str, ...]
    values: tuple[str, ...]
    scales: Mapping[str, Mapping[str, str]]
    timed: frozenset[str]
    told: frozenset[str]
    lists: tuple[str, ...]
    marks: frozenset[str]
    events: re.Pattern[str]
    sources: frozenset[str]
    fields: frozenset[str]
    excluded: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the log reader; raises ResourceError on a damaged data file."""
    data = tables.load("logs.toml")
    order = data.table("order")
    names = order.words("levels")
    levels, letters, numbers, signs = (
        data.table(key) for key in ("levels", "letters", "numbers", "signs")
    )
    of_letters = {letter: name for name in letters.names() for letter in letters.words(name)}
    keys, fields, records = data.table("keys"), data.table("fields"), data.table("records")
    return Vocabulary(
        levels={word: name for name in names for word in levels.words(name)},
        letters=of_letters,
        numbers={number: name for name in names for number in numbers.words(name)},
        signs={sign: name for name in signs.names() for sign in signs.words(name)},
        short=frozenset(word for word in of_letters if len(word) > 1) - {*order.words("spoken")},
        spoken=frozenset(order.words("spoken")),
        rank={name: place for place, name in enumerate(names)},
        severe=frozenset(order.words("severe")),
        doubtful=frozenset(order.words("doubtful")),
        time_keys=keys.words("time"),
        level_keys=keys.words("level"),
        message_keys=keys.words("message"),
        origin_keys=keys.words("origin"),
        status_keys=keys.words("status"),
        holders=keys.words("holders"),
        around=keys.words("around"),
        values=keys.words("values"),
        scales=_scales(data.table("scales")),
        timed=frozenset(records.words("timed")),
        told=frozenset(records.words("told")),
        lists=records.words("lists"),
        marks=frozenset(records.words("marks")),
        events=_any_of(data.table("events").words("words")),
        sources=frozenset(records.words("sources")),
        fields=frozenset(fields.words("words")),
        excluded=frozenset(fields.words("excluded")),
    )


def _scales(data: tables.Table) -> Mapping[str, Mapping[str, str]]:
    """Return for each key with a scale of its own the level of each number."""
    found = {}
    for scale in (data.table(name) for name in data.names()):
        levels = {number: name for name in scale.names() for number in scale.words(name)}
        found.update(dict.fromkeys(scale.words("keys"), levels))
    return found


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    parts = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(parts)})(?![A-Za-z0-9])", re.IGNORECASE)


def common_level(written: str | None) -> str | None:
    """Return the common name of a level as a line writes it, or None for none and for others."""
    if written is None:
        return None
    words = vocabulary()
    return words.letters.get(written) or words.levels.get(written.lower())


def record(line: str) -> Mapping[str, object] | None:
    """Return the JSON object that the line is, or None where it is something else.

    The fields of a mapping that holds the record stand beside those around it.
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return with_held(found) if isinstance(found, dict) else None


def with_held(fields: dict[str, object]) -> Mapping[str, object]:
    """Return fields with those of the mapping among them that holds a record."""
    words = vocabulary()
    for holder in (*words.holders, *words.around):
        held = fields.get(holder)
        if isinstance(held, dict) and (holder in words.holders or not _says(fields, but=holder)):
            return {**held, **fields}
    return fields


def _says(fields: Mapping[str, object], *, but: str) -> bool:
    """Return whether a record has a message of its own beside one of its fields."""
    return any(fields.get(key) for key in vocabulary().message_keys if key != but)


def first_of(fields: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, object] | None:
    """Return the first of the keys that has a value, with the value, or None."""
    return next(((key, fields[key]) for key in keys if fields.get(key) not in (None, "")), None)


def written_level(fields: Mapping[str, object]) -> str | None:
    """Return the level of a JSON line as it writes it (a number by its name), or None."""
    words = vocabulary()
    for key in words.level_keys:
        told = _value(_at(fields, key))
        level = words.scales.get(key, words.numbers).get(str(told))
        if level is None and isinstance(told, str) and told and key not in words.scales:
            level = told
        if level is not None:
            return level
    stated = (fields.get(key) for key in words.status_keys)
    return next((told for told in stated if isinstance(told, str) and common_level(told)), None)


def _at(fields: Mapping[str, object], key: str) -> object:
    """Return what stands under a key, of one with a dot also within mappings (`log.level`)."""
    outer, dot, inner = key.partition(".")
    held = fields.get(outer) if dot and key not in fields else None
    return held.get(inner) if isinstance(held, dict) else fields.get(key)


def _value(told: object) -> object:
    """Return what a field says; of a mapping, its name or text."""
    if isinstance(told, dict):
        found = first_of(told, vocabulary().values)
        return found[1] if found else None
    return told


def record_message(fields: Mapping[str, object]) -> str:
    """Return where a JSON line comes from and its message, as one text; "" where it has none."""
    words = vocabulary()
    found = first_of(fields, words.message_keys)
    message = _value(found[1]) if found else None
    if not isinstance(message, str):
        return ""
    origin = first_of(fields, words.origin_keys)
    if origin is not None and isinstance(origin[1], str):
        return f"{origin[1]}: {message}"
    return message


@lru_cache(maxsize=10_000)
def is_version_field(key: str) -> bool:
    """Return whether a field's name says that its value is a version of some part."""
    words = vocabulary()
    parts = [part for part in re.split(r"[_.\-]+|(?<=[a-z])(?=[A-Z])", key) if part]
    lowered = {part.lower() for part in parts}
    return bool(lowered & words.fields) and not lowered & words.excluded


def version_keys(line: str) -> list[str]:
    """Return the names of the fields of a line that tell a version."""
    found = (hit[1] for hit in _FIELD.finditer(line.replace('"', " ").replace(" :", ":")))
    return [key for key in dict.fromkeys(found) if is_version_field(key)]
