"""Change lists in YAML or JSON: one change for every entry, whatever its keys are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from assistant.incident import Change, Finding, Layer, Moment
from assistant.intake import layers, replaced
from assistant.intake.entries import Entry, find, keys, plain_key
from assistant.intake.entrytime import moment_of
from assistant.intake.gitlog import told_by_diff
from assistant.intake.page import Page
from assistant.intake.tree import Node
from assistant.intake.wording import joined, plain

_VERSION = re.compile(r"[vV]?\d+(?:\.\d+){0,4}(?:[\-+]\w+)?\Z")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Told:
    """What the entries gave, and what a person should look at."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def read(page: Page, documents: Sequence[Node], *, zone: tzinfo | None) -> Told:
    """Return one change for every entry of the documents, in file order."""
    changes, findings = [], []
    for document in documents:
        for entry in find(document):
            reading = _Reading(page, entry, zone)
            changes.append(reading.change())
            findings += reading.findings
    return Told(tuple(changes), tuple(findings))


class _Reading:
    """Reads one entry; remembers which lines it read."""

    def __init__(self, page: Page, entry: Entry, zone: tzinfo | None) -> None:
        self.findings: list[Finding] = []
        self._page = page
        self._entry = entry
        self._zone = zone
        self._cited: set[int] = set()
        self._pairs: dict[str, tuple[Node, Node]] = {}
        if entry.node.pairs:
            self._gather(entry.node, 0)
        # Where nothing else is read, the entry still rests on its first line.
        self._first = page.number(entry.node.start)

    def _gather(self, node: Node, depth: int) -> None:
        """Collect the entry's pairs; merged mappings ("<<") give way to the entry's own keys."""
        merged = []
        for key, value in node.pairs:
            name = plain_key(key)
            if name == "<<":
                merged += [value, *value.items]
            elif name in self._pairs and depth == 0:
                where = f"{self._page.name}, line {self._page.number(key.start)}"
                message = f"The key {name!r} stands twice in one entry; the last one is used."
                self.findings.append(Finding("intake", "warning", where, message))
                self._pairs[name] = (key, value)
            else:
                self._pairs.setdefault(name, (key, value))
        for value in merged:
            if depth < 4:
                self._gather(value, depth + 1)

    def change(self) -> Change:
        """Return the entry as a change."""
        self._unfold()
        before, after = self._value("before"), self._value("after")
        component = self._value("component")
        part, part_kind = self._part()
        component = component or part
        text = self._text()
        moment = self._time()
        under = self._entry.under
        if under is not None and under.value is not None and part_kind is None:
            # `v2:` and `2026-05-12:` above an entry tell what came and when.
            if _VERSION.match(under.value):
                after = after or self._shown(under)
                component = None if component == under.value else component
            elif moment is None and moment_of(under.value, zone=self._zone):
                moment = moment_of(under.value, zone=self._zone)
                component = None if component == under.value else component
        diff, kind_of_diff, path, swap = self._diff()
        stated = replaced.told(text) if before is None and after is None else None
        swap = stated or swap
        if before is None and after is None and swap is not None:
            before, after = swap.before, swap.after
        component = component or path
        words = " ".join(part for part in (component, text) if part)
        kind: Layer = (
            self._stated_kind()
            or part_kind
            or kind_of_diff
            or (layers.of_path(component) if component and re.search(r"[./]", component) else None)
            or layers.of_words(words)
            or "code"
        )
        if not self._cited and self._entry.node.pairs:
            text = joined([self._shown_source(self._entry.node)])
            self._cite(self._entry.node)
        return Change(
            kind=kind,
            component=component,
            before=before,
            after=after,
            time=moment,
            diff=diff,
            text=text or plain(kind, component, before, after),
            evidence=self._page.ids(self._cited or {self._first}),
        )

    def _unfold(self) -> None:
        """Take `model: {from: a, to: b}` as the pairs of the entry, "model" as what changed."""
        known = keys()
        for name, (key, value) in list(self._pairs.items()):
            inner = {plain_key(k) for k, _ in value.pairs}
            if inner & set(known["before"]) and inner & set(known["after"]):
                del self._pairs[name]
                for k, v in value.pairs:
                    self._pairs.setdefault(plain_key(k), (k, v))
                if name not in known["diff"] and name not in ("change", "changes", "versions"):
                    self._pairs.setdefault("part", (key, key))

    def _cite(self, *nodes: Node) -> None:
        for node in nodes:
            numbers = self._page.numbers(node.start, node.end)
            self._cited.update(numbers if len(numbers) <= _LONGEST else numbers[:_LONGEST])

    def _shown(self, node: Node) -> str | None:
        """Return a value as text: a scalar as written, a list joined, a mapping as its source."""
        if node.kind == "scalar":
            return (
                None if node.value is None else self._page.shown(node.value, node.start, node.end)
            )
        if node.kind == "list" and all(item.kind == "scalar" for item in node.items):
            parts = [self._shown(item) for item in node.items]
            return ", ".join(part for part in parts if part is not None) or None
        return self._shown_source(node) or None

    def _shown_source(self, node: Node) -> str:
        source = self._page.text[node.start : node.end]
        return " ".join(self._page.shown(source, node.start, node.end).split())

    def _value(self, meaning: str) -> str | None:
        for name in keys()[meaning]:
            if name in self._pairs:
                key, value = self._pairs[name]
                told = self._shown(value)
                if told is not None and told.strip():
                    self._cite(key, value)
                    return told
        return None

    def _part(self) -> tuple[str | None, Layer | None]:
        """Return the component that "prompt" or the key above names, and its layer."""
        for name in (*keys()["parts"], "part"):
            if name not in self._pairs:
                continue
            key, value = self._pairs[name]
            told = self._shown(value)
            if told is not None and told.strip() and "\n" not in told.strip():
                self._cite(key, value)
                word = key.value or "" if name == "part" else name
                return told, layers.of_stated(word) or layers.of_keys([word])
        under = self._entry.under
        if under is None or under.value is None:
            return None, None
        self._cite(under)
        word = plain_key(under).replace("_", " ")
        kind = layers.of_stated(word)
        return (None if kind else self._shown(under)), kind

    def _stated_kind(self) -> Layer | None:
        for name in keys()["kind"]:
            if name in self._pairs:
                key, value = self._pairs[name]
                for word in value.scalars():
                    kind = layers.of_stated(word)
                    if kind is not None:
                        self._cite(key, value)
                        return kind
        return None

    def _text(self) -> str:
        parts: list[str] = []
        node = self._entry.node
        if node.kind == "scalar" and node.value is not None:
            parts += (self._shown(node) or "").split("\n")
            self._cite(node)
        elif node.kind == "list":
            parts.append(self._shown(node) or "")
            self._cite(node)
        for name in keys()["text"]:
            if name in self._pairs:
                key, value = self._pairs[name]
                told = self._shown(value)
                if told is not None and told.strip() and told not in parts:
                    parts.append(told)
                    self._cite(key, value)
        return joined(parts)

    def _time(self) -> Moment | None:
        unread: tuple[str, int] | None = None
        for name in keys()["time"]:
            if name not in self._pairs:
                continue
            key, value = self._pairs[name]
            told = self._shown(value)
            if told is None or not told.strip():
                continue
            number = self._page.number(value.start)
            moment = moment_of(told, zone=self._zone)
            self._cite(key, value)
            if moment is not None:
                self._page.mention(number, told.strip(), moment)
                return moment
            unread = unread or (told.strip(), number)
        if unread is not None:
            told, number = unread
            self.findings.append(
                Finding(
                    "intake",
                    "warning",
                    f"{self._page.name}, line {number}",
                    f"The time {told[:60]!r} could not be read. Write it as "
                    "2026-05-12T16:21:00+01:00.",
                    self._page.ids([number]),
                )
            )
        return None

    def _diff(
        self,
    ) -> tuple[str | None, Layer | None, str | None, replaced.Replacement | None]:
        """Return the diff whole, its layer, its path and what it replaces; cites where they are."""
        for name in keys()["diff"]:
            if name not in self._pairs:
                continue
            key, value = self._pairs[name]
            if value.kind == "list":
                diff: str | None = "\n".join(self._shown(item) or "" for item in value.items)
            else:
                diff = self._shown(value)
            if not diff or not diff.strip():
                continue
            lines = diff.split("\n")
            kind, path, swap, places = told_by_diff(lines)
            self._cite(key)
            at = iter(self._page.numbers(value.start, value.end))
            wanted = [lines[place] for place in sorted(places)]
            for number in at:
                while wanted and wanted[0].strip() in self._page.lines[number - 1]:
                    self._cited.add(number)
                    wanted.pop(0)
            return diff, kind, path, swap
        return None, None, None, None
