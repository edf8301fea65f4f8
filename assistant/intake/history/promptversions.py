"""Prompt registries (Langfuse, LangSmith and the like): one entry for every version of a prompt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.intake import tables
from assistant.intake.history import layers
from assistant.intake.history.entries import (
    Entry,
    Fields,
    Part,
    Texts,
    entry_of,
    fields,
    first,
    keys,
)
from assistant.intake.history.runs import layer_of
from assistant.intake.history.succession import moment
from assistant.intake.history.tree import Node

_FEWEST_WORDS = 3
_DEEPEST = 12


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of records by meaning; raises ResourceError on a damaged data file."""
    table = tables.load("history.toml").table("records")
    names = ("name", "version", "parent", "born", "told", "prompt", "config", "said", "role")
    return {name: table.words(name) for name in names}


def matches(records: Sequence[Fields]) -> bool:
    """Return whether the records are versions of prompts with their texts."""
    known = [record for record in records if _is_version(record)]
    return len(known) * 2 > len(records) > 0 and any(_is_text(_text(record)) for record in known)


def entries(records: Sequence[Fields]) -> Iterator[Entry]:
    """Yield one entry for every version, prompt by prompt, each with what its text replaced."""
    named: dict[str, list[Fields]] = {}
    records = _without_own_ids(records)
    for record in records:
        name = first(record, words()["name"])
        named.setdefault(name.value or "" if name is not None else "", []).append(record)
    for versions in named.values():
        ordered = _ordered(versions)
        known = {_value(first(version, words()["version"])): version for version in ordered}
        before: Fields | None = None
        for version in ordered:
            parent = _value(first(version, words()["parent"]))
            old = known.get(parent) if parent in known else before
            made = _entry(version, old)
            yield made
            if old is not None and made.layer == "prompt":
                yield from _settled(version, old)
            before = version


def _without_own_ids(records: Sequence[Fields]) -> Sequence[Fields]:
    """Return the records without an id that each has for itself: it names no prompt."""
    others = [name for name in words()["name"] if name != "id"]
    if any(first(record, others) is not None for record in records):
        return records
    ids = [_value(first(record, ("id",))) for record in records]
    if len(set(ids)) < len(ids):
        return records
    return [{k: v for k, v in record.items() if k != "id"} for record in records]


def _is_version(record: Fields) -> bool:
    told = (*keys()["diff"], "before", "after", "from_version", "to_version")
    return (
        _text(record) is not None
        and first(record, words()["version"]) is not None
        and first(record, told) is None
    )


def _is_text(node: Node | None) -> bool:
    if node is None or node.kind != "scalar":
        return node is not None
    return len((node.value or "").split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS


def _text(record: Fields) -> Node | None:
    return first(record, words()["prompt"])


def _ordered(versions: list[Fields]) -> list[Fields]:
    """Return the versions oldest first: by number, else by time, else as the file has them."""
    numbers = [_value(first(version, words()["version"])) or "" for version in versions]
    if all(number.isdigit() and len(number) < 12 for number in numbers):
        return [v for _, v in sorted(zip(numbers, versions, strict=True), key=lambda p: int(p[0]))]
    times = [moment(version, words()["born"]) for version in versions]
    known = [told.at.timestamp() for told in times if told is not None]
    if len(known) == len(versions):
        if len(known) > 1 and known[0] > known[-1]:
            versions, known = versions[::-1], known[::-1]
        return [v for _, v in sorted(zip(known, versions, strict=True), key=lambda p: p[0])]
    parents = [_value(first(version, words()["parent"])) for version in versions]
    if parents[0] is not None and parents[0] in numbers[1:]:
        return versions[::-1]
    return versions


def _entry(version: Fields, before: Fields | None) -> Entry:
    name, number = first(version, words()["name"]), first(version, words()["version"])
    old_number = first(before, words()["version"]) if before is not None else None
    config = _leaves(first(version, words()["config"]))
    old_config = _leaves(first(before, words()["config"])) if before is not None else {}
    changed = [key for key in {**old_config, **config} if _differs(old_config, config, key)]
    texts = _texts(version, before, name, number, old_number)
    same = before is not None and [p.node.value for p in _parts(_text(before))] == [
        p.node.value for p in _parts(_text(version))
    ]
    old, new = old_number, number
    pairs: list[tuple[str, Node | None]] = [("component", name)]
    kind = layer_of(changed[0].rsplit(".", 1)[-1]) if same and len(changed) == 1 else None
    if kind is not None:
        # Only one setting moved: that, and not the number, is what changed.
        key = changed[0]
        old = old_config[key][1] if key in old_config else None
        new = config[key][1] if key in config else None
    pairs += [("before", old), ("after", new), ("time", first(version, words()["born"]))]
    told = first(version, [word for word in words()["told"] if word not in words()["prompt"]])
    pairs.append(("text", told if told is not None and told.kind == "scalar" else None))
    if changed and (before is not None or _is_first(number)):
        texts = (*texts, _config_texts(version, before, old_config, config))
    return Entry(
        entry_of(*pairs),
        layer=kind or "prompt",
        texts=texts,
        cites=tuple(n for n in (number, old_number) if n is not None),
    )


def _settled(version: Fields, before: Fields) -> Iterator[Entry]:
    """Yield what was set beside a new text and is a layer of its own, as the model is."""
    old = _leaves(first(before, words()["config"]))
    new = _leaves(first(version, words()["config"]))
    name = first(version, words()["name"])
    for path in new:
        kind = layers.of_keys([path.rsplit(".", 1)[-1]])
        if path in old and kind not in (None, "config") and _differs(old, new, path):
            key, value = new[path]
            pairs = [("component", key), ("before", old[path][1]), ("after", value)]
            yield Entry(
                entry_of(*pairs, ("time", first(version, words()["born"]))),
                layer=kind,
                labels=(name,) if name is not None else (),
            )


def _differs(
    old: Mapping[str, tuple[Node, Node]], new: Mapping[str, tuple[Node, Node]], key: str
) -> bool:
    values = [held[key][1].value if key in held else None for held in (old, new)]
    return values[0] != values[1]


def _texts(
    version: Fields, before: Fields | None, name: Node | None, number: Node | None, old: Node | None
) -> tuple[Texts, ...]:
    """Return the text and the one it replaced; the first version that a file has replaced none.

    Where the file begins later than version 1, what its first version replaced is not known.
    """
    if before is None and not _is_first(number):
        return ()
    titled: tuple[Node | str, ...] = (name,) if name is not None else ("prompt",)
    return (
        Texts(
            _parts(_text(before)) if before is not None else None,
            _parts(_text(version)),
            (*titled, *((old,) if old is not None else ())),
            (*titled, *((number,) if number is not None else ())),
        ),
    )


def _is_first(number: Node | None) -> bool:
    return _value(number) in ("0", "1", "v1", "1.0", "1.0.0")


def _config_texts(
    version: Fields,
    before: Fields | None,
    old: Mapping[str, tuple[Node, Node]],
    new: Mapping[str, tuple[Node, Node]],
) -> Texts:
    name = first(version, words()["name"])
    titled: tuple[Node | str, ...] = (*((name,) if name is not None else ()), "config")
    numbers = [first(held, words()["version"]) if held else None for held in (before, version)]
    a, b = ((number,) if number is not None else () for number in numbers)

    def lines(held: Mapping[str, tuple[Node, Node]]) -> tuple[Part, ...]:
        return tuple(Part(value, key) for key, value in held.values())

    return Texts(
        lines(old) if before is not None else None, lines(new), (*titled, *a), (*titled, *b)
    )


def _leaves(node: Node | None, depth: int = 0) -> dict[str, tuple[Node, Node]]:
    """Return the single values of a mapping by their path."""
    found: dict[str, tuple[Node, Node]] = {}
    if node is None or depth > _DEEPEST:
        return found
    for name, (key, value) in fields(node).items():
        if value.kind == "map":
            inner = _leaves(value, depth + 1)
            found.update({f"{name}.{path}": pair for path, pair in inner.items()})
        else:
            found[name] = (key, value)
    return found


def _parts(node: Node | None) -> tuple[Part, ...]:
    """Return the texts of a prompt in order, each with the role that says it."""
    return tuple(_said(node, None, 0)) if node is not None else ()


def _said(node: Node, role: Node | None, depth: int) -> Iterator[Part]:
    if depth > _DEEPEST:
        return
    if node.kind == "scalar":
        if node.value is not None:
            yield Part(node, role)
        return
    if node.kind == "list":
        for item in node.items:
            # ["system", "You are ..."] is how a pair of role and text is written in short.
            if item.kind == "list" and len(item.items) == 2 and _is_role(item.items[0]):
                yield from _said(item.items[1], item.items[0], depth + 1)
            elif item.kind != "scalar" or depth:
                yield from _said(item, role, depth + 1)
            else:
                yield Part(item, role)
        return
    own = fields(node)
    told = first(own, words()["role"])
    role = told if told is not None and _is_role(told) else role
    for name in words()["said"]:
        if name in own:
            yield from _said(own[name][1], role, depth + 1)


def _is_role(node: Node) -> bool:
    return node.kind == "scalar" and (node.value or "").lower() in (
        "system", "user", "assistant", "human", "ai", "developer", "tool",
    )  # fmt: skip


def _value(node: Node | None) -> str | None:
    return node.value if node is not None else None
