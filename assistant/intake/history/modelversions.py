"""Model registries: versions that were made, stages they reached, aliases that were repointed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from assistant.intake import tables
from assistant.intake.history.entries import Entry, Fields, entry_of, first, keys
from assistant.intake.history.succession import moment
from assistant.intake.history.tree import Node

# A version that gives up its stage is stamped together with the one that takes it.
_TOGETHER_S = 5.0
_MOVED_S = 60.0


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of records by meaning; raises ResourceError on a damaged data file."""
    table = tables.load("history.toml").table("records")
    names = (
        "name",
        "version",
        "born",
        "moved",
        "set",
        "told",
        "alias",
        "stage",
        "serving",
        "retired",
    )
    return {name: table.words(name) for name in names}


def matches(records: Sequence[Fields]) -> bool:
    """Return whether the records are versions or aliases of registered models."""
    versions = [record for record in records if _is_version(record)]
    # A row whose alias is blank tells another version of a model that the others name.
    named = {_value(first(record, words()["name"])) for record in versions}
    known = sum(_is_alias(record) or _is_numbered(record, named) for record in records)
    return known * 2 > len(records) > 0


def entries(records: Sequence[Fields]) -> Iterator[Entry]:
    """Yield an entry for every version, every repointed alias and every stage taken over."""
    versions: dict[str, list[Fields]] = {}
    aliases: dict[tuple[str, str], list[Fields]] = {}
    registered = {_value(first(r, words()["name"])) for r in records if _is_version(r)}
    for record in records:
        name = _value(first(record, words()["name"])) or ""
        if _is_alias(record):
            alias = _value(first(record, words()["alias"])) or ""
            aliases.setdefault((name, alias), []).append(record)
        elif _is_numbered(record, registered):
            versions.setdefault(name, []).append(record)
    for made in versions.values():
        yield from _made(made)
        yield from _staged(made)
    for moves in aliases.values():
        yield from _repointed(moves)


def _is_alias(record: Fields) -> bool:
    alias = first(record, words()["alias"])
    return (
        alias is not None
        and alias.kind == "scalar"
        and first(record, words()["version"]) is not None
        and first(record, keys()["before"]) is None
    )


def _is_version(record: Fields) -> bool:
    if first(record, words()["version"]) is None or first(record, keys()["before"]) is not None:
        return False
    staged = first(record, words()["stage"]) is not None and "to_stage" not in record
    traced = "run_id" in record or "source" in record or "aliases" in record
    registered = "creation_timestamp" in record or "last_updated_timestamp" in record
    return (staged or traced or registered) and first(record, words()["name"]) is not None


def _is_numbered(record: Fields, named: Collection[str | None]) -> bool:
    """Return whether a record is a version of one of the models named."""
    return _is_version(record) or (
        _value(first(record, words()["name"])) in named
        and first(record, words()["version"]) is not None
        and first(record, keys()["before"]) is None
    )


def _made(versions: Sequence[Fields]) -> Iterator[Entry]:
    """Yield the versions as they were made, each after the one before it."""
    before: Fields | None = None
    for version in _oldest_first(versions, words()["born"]):
        yield _entry(version, before, words()["born"], ())
        before = version


def _staged(versions: Sequence[Fields]) -> Iterator[Entry]:
    """Yield the versions that took a serving stage some time after they were made."""
    for version in versions:
        stage = first(version, words()["stage"])
        moved, born = moment(version, words()["moved"]), moment(version, words()["born"])
        if stage is None or (stage.value or "").lower() not in words()["serving"]:
            continue
        if moved is None or born is None or (moved.at - born.at).total_seconds() < _MOVED_S:
            continue
        left = [
            other
            for other in versions
            if (_value(first(other, words()["stage"])) or "").lower() in words()["retired"]
            and (told := moment(other, words()["moved"])) is not None
            and abs((told.at - moved.at).total_seconds()) <= _TOGETHER_S
        ]
        before = left[0] if len(left) == 1 else None
        yield _entry(version, before, words()["moved"], words()["stage"])


def _repointed(moves: Sequence[Fields]) -> Iterator[Entry]:
    """Yield where an alias pointed, move by move."""
    if len(moves) == 1 and moment(moves[0], words()["set"]) is None:
        # Where an alias points now is a state; without a time it is no change.
        return
    before: Fields | None = None
    for move in _oldest_first(moves, words()["set"]):
        yield _entry(move, before, words()["set"], words()["alias"])
        before = move


def _oldest_first(records: Sequence[Fields], names: Sequence[str]) -> list[Fields]:
    times = [moment(record, names) for record in records]
    known = [told.at.timestamp() for told in times if told is not None]
    if len(known) == len(records):
        if len(known) > 1 and known[0] > known[-1]:
            records, known = list(records)[::-1], known[::-1]
        return [r for _, r in sorted(zip(known, records, strict=True), key=lambda pair: pair[0])]
    numbers = [_value(first(record, words()["version"])) or "" for record in records]
    if all(number.isdigit() and len(number) < 12 for number in numbers):
        return [r for _, r in sorted(zip(numbers, records, strict=True), key=lambda p: int(p[0]))]
    return list(records)


def _entry(
    record: Fields, before: Fields | None, time: Sequence[str], label: Sequence[str]
) -> Entry:
    old = first(before, words()["version"]) if before is not None else None
    new = first(record, words()["version"])
    told = first(record, words()["told"])
    named = first(record, label)
    return Entry(
        entry_of(
            ("component", first(record, words()["name"])),
            ("before", old if _value(old) != _value(new) else None),
            ("after", new),
            ("time", first(record, time)),
            ("text", told if told is not None and told.kind == "scalar" else None),
        ),
        layer="model",
        labels=(named,) if named is not None and named.kind == "scalar" else (),
    )


def _value(node: Node | None) -> str | None:
    return node.value if node is not None else None
