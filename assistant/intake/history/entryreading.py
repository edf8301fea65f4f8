"""One entry of a change list as a change: what it is about, what moved, when, on which lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo

from assistant.incident import Change, Finding, Layer, Moment
from assistant.intake.clock.datespan import Order
from assistant.intake.history import arrival, layers, replaced, textchange
from assistant.intake.history.entries import Entry, every_key, keys, plain_key
from assistant.intake.history.entrytime import moment_of
from assistant.intake.history.entrywhen import When, when
from assistant.intake.history.page import Page
from assistant.intake.history.portions import told_by_diff
from assistant.intake.history.subject import is_set, part_of
from assistant.intake.history.succession import is_age
from assistant.intake.history.tree import Node
from assistant.intake.history.wording import joined, plain

_VERSION = re.compile(r"[vV]?\d+(?:\.\d+){0,4}(?:[\-+]\w+)?\Z")
# Beside one of these the column "Was" says what changed, not what there was.
_GERMAN = frozenset({"alt", "alter_wert", "vorher", "bisher"})
_LONGEST = 400


class EntryReading:
    """Reads one entry; remembers which lines it read and what a person should look at."""

    def __init__(self, page: Page, entry: Entry, zone: tzinfo | None, order: Order | None) -> None:
        self.findings: list[Finding] = []
        self.ages: list[tuple[int, str]] = []
        self._page = page
        self._entry = entry
        self._zone = zone
        self._order = order
        self._cited: set[int] = set()
        # Where the last line begins and ends that was cited for a key, and for a value.
        self._around = [(0, 0), (0, 0)]
        self._pairs: dict[str, tuple[Node, Node]] = {}
        if entry.node.pairs:
            self._gather(entry.node, 0)
        # Where nothing else is read, the entry still rests on its first line.
        self._first = page.number(entry.node.start)

    def _gather(self, node: Node, depth: int) -> None:
        """Collect the entry's pairs; merged mappings ("<<") give way to the entry's own keys."""
        merged = []
        german = any(plain_key(key) in _GERMAN for key, _ in node.pairs)
        for key, value in node.pairs:
            name = plain_key(key)
            if name == "was" and german:
                name = "what"
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
        if under is not None and under.value is not None:
            # `v2:` and `2026-05-12:` above an entry tell what came and when.
            if part_kind is None and _VERSION.match(under.value):
                after = after or self._shown(under)
                component = None if component == under.value else component
            elif moment is None and (dated := moment_of(under.value, zone=self._zone)):
                moment = dated
                self._cite(under)
                component = None if component == under.value else component
        diff, kind_of_diff, path, swap = self._diff()
        diff = self._texts() if diff is None else diff
        stated = replaced.told(text) if before is None and after is None else None
        swap = stated or swap
        if before is None and after is None and swap is not None:
            before, after = swap.before, swap.after
        component = component or path or (stated.key if stated and swap is stated else None)
        came = arrival.told(text) if component is None and swap is None and not before else None
        if came is not None:
            # What an item says came tells more than the number of its release.
            component, after = came.name, came.after
        component = component or part_of(text) or self._leftover(text)
        words = " ".join(part for part in (component, text) if part)
        kind: Layer = (
            self._entry.layer
            or ("config" if self._flagged() else None)
            or self._stated_kind()
            or part_kind
            or kind_of_diff
            or (layers.of_path(component) if component and re.search(r"[./]", component) else None)
            or (layers.of_keys([component]) if component else None)
            or layers.of_words(words)
            or ("config" if component and is_set(component, before, after) else "code")
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
            text=text or plain(kind, self._labelled(component), before, after),
            evidence=self._page.ids(self._cited or {self._first}),
        )

    def _unfold(self) -> None:
        """Take `model: {from: a, to: b}` as the pairs of the entry, "model" as what changed."""
        known = keys()
        for name, (key, value) in list(self._pairs.items()):
            if not value.pairs:
                continue
            inner = {plain_key(k) for k, _ in value.pairs}
            if inner & set(known["before"]) and inner & set(known["after"]):
                del self._pairs[name]
                for k, v in value.pairs:
                    self._pairs.setdefault(plain_key(k), (k, v))
                if name not in known["diff"] and name not in ("change", "changes", "versions"):
                    self._pairs.setdefault("part", (key, key))

    def _flagged(self) -> bool:
        """Return whether the entry switches a flag."""
        return any(name in self._pairs for name in keys()["flags"])

    def _cite(self, *nodes: Node) -> None:
        for place, node in enumerate(nodes):
            start, end = self._around[place & 1]
            if start <= node.start < end and node.end <= end:
                continue
            numbers = self._page.numbers(node.start, node.end)
            self._cited.update(numbers if len(numbers) <= _LONGEST else numbers[:_LONGEST])
            if len(numbers) == 1:
                self._around[place & 1] = self._page.around(numbers.start)

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
        return self._named(keys()[meaning])

    def _named(self, names: Sequence[str]) -> str | None:
        for name in names:
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
        for key, value in (self._pairs[n] for n in keys()["kind"] if n in self._pairs):
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
        if not parts and self._flagged():
            parts += (self._named(keys()["events"]) or "").split("\n")
        return joined(parts)

    def _labelled(self, component: str | None) -> str | None:
        """Return the component with what tells it apart; cites both, and what else is needed."""
        self._cite(*self._entry.labels, *self._entry.cites)
        told = [self._shown(label) for label in self._entry.labels]
        known = ", ".join(label for label in told if label and label != component)
        return f"{component} ({known})" if component and known else component or known or None

    def _leftover(self, text: str) -> str | None:
        """Return what else a record says, where that alone speaks of a layer ("asr model")."""
        others = [pair for name, pair in self._pairs.items() if name not in every_key()]
        told = self._shown(others[0][1]) if len(others) == 1 and not text else None
        if told is None or len(told) > 80 or layers.of_words(told) is None:
            return None
        self._cite(*others[0])
        return told

    def _texts(self) -> str | None:
        """Return the difference between the texts that the entry replaced and brought."""
        self._cite(*(part.node for texts in self._entry.texts for part in texts.after or ()))
        return textchange.difference(self._entry.texts, self._shown)

    def _time(self) -> Moment | None:
        named = [self._pairs[name] for name in keys()["time"] if name in self._pairs]
        fields = [When(key, value, self._shown(value) or "") for key, value in named]
        told = when(fields, self._page.text, zone=self._zone, order=self._order)
        if told is None:
            return None
        self._cite(*told.cited)
        number = self._page.number(told.cited[-1].start)
        self._page.mention(number, told.words, told.moment)
        if told.moment is None and is_age(told.words):
            self.ages.append((number, told.words[:60]))
        elif told.moment is None:
            self.findings.append(
                Finding(
                    "intake",
                    "warning",
                    f"{self._page.name}, line {number}",
                    f"The time {told.words[:60]!r} could not be read. Write it as "
                    "2026-05-12T16:21:00+01:00.",
                    self._page.ids([number]),
                )
            )
        return told.moment

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
