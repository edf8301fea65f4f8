"""Changelogs in Markdown and plain text: one entry for every item of every release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.intake.history import arrival, layers, replaced, succession, tabletree
from assistant.intake.history.entries import Entry, entry_of
from assistant.intake.history.entrytime import may_hold
from assistant.intake.history.exports import undone
from assistant.intake.history.releases import Release, packed_heading, release_of
from assistant.intake.history.swaps import swap_in
from assistant.intake.history.tree import Node
from assistant.intake.history.turning import HEADING, is_heading, is_news, is_reverted, turned

_UNDERLINE = re.compile(r"(={3,}|-{3,})\s*\Z")
_BULLET = re.compile(r"(\s{0,12})(?:[-*+•]|\d{1,3}[.)])\s{1,8}(?=\S)(?:\[[ xX]\]\s)?")
_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})\s{0,4}(\w{0,20})")
_SCOPE = re.compile(r"\*\*([\w./\- ]{1,60}?):?\*\*:?\s{0,4}(?=\S)|`([\w./\-]{1,60})`:\s{1,4}(?=\S)")
# The commit, the request or the issue that an item links to, in brackets of its own or bare.
_COMMIT = re.compile(
    r",?\s{1,3}\(?\[(?:`?[0-9a-f]{7,40}`?|[#!]\d{1,7})\]\([^)\s]{0,300}\)(?:\s?\)|(?!\)))?"
)
_CLOCK = re.compile(
    r"[\[(]?(\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?(?:\s?(?:Z|[A-Z]{2,5}))?)[\])]?(?=[\s:,–—-])"
)
_ASIDE = re.compile(r"\s{0,3}(?:\[[^\]]{1,200}\]:\s|<!--|---\s*\Z|\*\*\*\s*\Z)")
_SIGNED = re.compile(r" -- .{1,200}<[^>]{0,200}>\s{1,4}(\S.*)")
_TIMED = 2  # items with a time of day
_AFTER_TIME = " \t:,–—-*_)]"


@dataclass(slots=True)
class _Section:
    """A release and what is listed under it; `told` collects its paragraphs."""

    release: Release
    level: int
    kind: Node | None = None
    items: list[_Item] = field(default_factory=list)
    told: list[_Item] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    """An item of a list or a paragraph: its lines as (offset, words), its diff, its group."""

    words: list[tuple[int, str]]
    indent: int
    kind: Node | None = None
    diff: Node | None = None


def parse(text: str) -> tuple[Entry, ...]:
    """Return the entries of the changelog, release by release, in file order."""
    return _Reader(text).entries()


def looks_like_one(head: str, *, titled: bool) -> bool:
    """Return whether most headings of a text are releases with a version, and lists under them.

    Where the file's name or title says changelog (`titled`), releases told by dates alone do.
    """
    reader = _Reader(head)
    sections = [s for s in reader.sections() if s.release.told]
    listed = [s for s in sections if s.items or s.told or s.rows]
    if not titled and _is_kept_by_the_clock(listed):
        return False
    versioned = [s for s in listed if s.release.version is not None or s.release.unreleased]
    wanted = listed if titled else versioned
    others = reader.others
    return len(wanted) > 0 and len(wanted) >= others and (titled or len(sections) > 1 or not others)


def _is_kept_by_the_clock(sections: Sequence[_Section]) -> bool:
    """Return whether the items open with times of day, as those of somebody's notes do."""
    items = [item for section in sections for item in (section.items or section.told)]
    timed = sum(_CLOCK.match(item.words[0][1]) is not None for item in items if item.words)
    return timed >= _TIMED and timed * 2 >= len(items)


class _Reader:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = tabletree.offsets(self._lines)
        self.others = 0

    def entries(self) -> tuple[Entry, ...]:
        """Return one entry for every item, or for a release that lists none."""
        found: list[Entry] = []
        sections = self.sections()
        if any(section.release.told for section in sections):
            # What stands outside the releases tells how the file is kept.
            sections = [section for section in sections if section.release.told]
        for section in sections:
            items = section.items or ([] if section.rows else section.told)
            found += [self._entry(item, section) for item in items]
            found += succession.with_previous(section.rows)
            if not items and not section.rows and section.release.version is not None:
                found.append(Entry(entry_of(*section.release.pairs())))
        return tuple(found)

    def sections(self) -> list[_Section]:
        """Return the releases in order; the first stands for what comes before any."""
        self.others = 0
        current = _Section(Release(), 0)
        found = [current]
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            heading = self._heading(at)
            if heading is not None:
                level, start, words, at = heading
                release = release_of(words, start)
                if release.told:
                    current = _Section(release, level)
                    found.append(current)
                elif current.release.told and level > current.level:
                    current.kind = Node("scalar", start, start + len(words), words)
                else:
                    self.others += level > 1
                    current = _Section(Release(), level)
                    found.append(current)
                continue
            grid = None
            if "|" in line:
                grid = tabletree.barred(self._lines, self._starts, at)
            if grid is not None:
                pairs = current.release.pairs()
                rows = (_row(row, pairs) for row in grid.rows)
                current.rows += [row for row in rows if not undone(row)]
                at = grid.lines.stop
                continue
            signed = _SIGNED.match(line)
            if signed and current.release.told:
                current.release.date_from(self._starts[at] + signed.start(1), signed[1])
                at += 1
                continue
            at = self._take(at, current)
        return found

    def _heading(self, at: int) -> tuple[int, int, str, int] | None:
        """Return the level, offset and words of a heading at a line, and the line after it."""
        line = self._lines[at]
        marked = HEADING.match(line)
        if marked:
            words = marked[2].rstrip(" #")
            return len(marked[1]), self._starts[at] + marked.start(2), words, at + 1
        packed = packed_heading(line)
        if packed is not None:
            return 2, self._starts[at] + 2, packed, at + 1
        if not line.strip() or line[:1] in " \t" or len(line) > 160 or _BULLET.match(line):
            return None
        following = self._lines[at + 1] if at + 1 < len(self._lines) else ""
        ruled = _UNDERLINE.match(following)
        if ruled and "|" not in line:
            return 1 if ruled[1][0] == "=" else 2, self._starts[at], line.strip(), at + 2
        release = release_of(line, self._starts[at])
        if not release.told or not release.alone or "|" in line:
            return None
        under = next((text for text in self._lines[at + 1 : at + 4] if text.strip()), "")
        if _BULLET.match(under) or under[:1] in (" ", "\t"):
            return 3, self._starts[at], line.strip(), at + 1
        return None

    def _take(self, at: int, section: _Section) -> int:
        """Read an item, a paragraph or a fenced block at a line; return the line after it."""
        line = self._lines[at]
        fence = _FENCE.match(line)
        if fence:
            return self._fenced(at, fence, section)
        if not line.strip() or _ASIDE.match(line):
            return at + 1
        under = next((text for text in self._lines[at + 1 : at + 3] if text.strip()), "")
        if section.release.told and is_heading(line, under):
            start = self._starts[at]
            section.kind = Node("scalar", start, start + len(line), line.strip(" *:"))
            return at + 1
        begun = _BULLET.match(line)
        indent = len(begun[1].expandtabs(4)) if begun else len(line) - len(line.lstrip())
        words = (self._starts[at] + (begun.end() if begun else indent), "")
        words = (words[0], line[words[0] - self._starts[at] :].strip())
        last = section.items[-1] if section.items else None
        blank = at == 0 or not self._lines[at - 1].strip()
        if begun and (last is None or indent <= last.indent + 1):
            section.items.append(_Item([words], indent, section.kind))
        elif last is not None and (begun or indent > last.indent or not blank):
            last.words.append(words)
        elif section.told and not blank:
            section.told[-1].words.append(words)
        else:
            section.told.append(_Item([words], indent, section.kind))
        return at + 1

    def _fenced(self, at: int, fence: re.Match[str], section: _Section) -> int:
        end = at + 1
        while end < len(self._lines) and not self._lines[end].strip().startswith(fence[1]):
            end += 1
        body = self._lines[at + 1 : end]
        if fence[2] in ("diff", "patch") or any(line.lstrip().startswith("@@ -") for line in body):
            margin = len(self._lines[at]) - len(self._lines[at].lstrip())
            bare = [line[margin:] if not line[:margin].strip() else line for line in body]
            start = self._starts[min(at + 1, len(self._lines) - 1)]
            diff = Node("scalar", start, max(start, self._starts[end] - 1), "\n".join([*bare, ""]))
            items = section.items or section.told
            if items and items[-1].diff is None:
                items[-1].diff = diff
            else:
                section.items.append(_Item([], margin, section.kind, diff))
        return end + 1

    def _entry(self, item: _Item, section: _Section) -> Entry:
        scope: Node | None = None
        swap: dict[str, Node] = {}
        pairs: list[tuple[str, Node | None]] = []
        words = item.words
        if words:
            start, first = words[0]
            # Of what an item opens with only a date counts, which next to none of them has.
            dated = release_of(first[:60], start) if may_hold(first[:60]) else Release()
            if dated.date is not None and dated.date.start - start <= 3:
                pairs.append(("time", dated.date))
                start, first = _past(start, first, dated.date.end)
            else:
                clock = _CLOCK.match(first)
                if clock:
                    pairs.append(("time", Node("scalar", start, start + clock.end(1), clock[1])))
                    start, first = _past(start, first, start + clock.end())
            told = swap_in(first)
            if told is not None and told.before is not None and told.after is not None:
                swap = {
                    name: Node("scalar", start + span[0], start + span[1], first[span[0] : span[1]])
                    for name, span in told.named()
                }
                if is_reverted((item.kind.value or "") if item.kind else ""):
                    swap |= {"before": swap["after"], "after": swap["before"]}
            scoped = _SCOPE.match(first)
            if scoped and scoped.end() < len(first):
                group = 1 if scoped[1] else 2
                at = start + scoped.start(group)
                scope = Node("scalar", at, at + len(scoped[group]), scoped[group])
                start, first = start + scoped.end(), first[scoped.end() :]
            words = [(start, _COMMIT.sub("", first)), *words[1:]]
        text = "\n".join(line for _, line in words if line)
        node = None
        if text:
            end = words[-1][0] + len(words[-1][1])
            node = Node("scalar", words[0][0], max(end, words[0][0] + 1), text)
        if scope is None and "component" in swap:
            scope = swap["component"]
        layer = layers.of_stated(scope.value or "") if scope is not None else None
        kind = item.kind if item.kind is not None and not is_news(item.kind.value or "") else None
        # What an item itself says it replaced tells more than the release's number.
        stated = replaced.told(text)
        swapped = bool(swap) or stated is not None
        own = stated.key if stated is not None else arrival.named(text)
        turn = turned(item.kind.value or "", text) if item.kind is not None and text else None
        pairs += [
            ("component", scope if layer is None else None),
            ("title", replace(item.kind, value=turn) if item.kind and turn else None),
            ("text", node),
            ("diff", item.diff),
            ("before", swap.get("before")),
            ("after", swap.get("after")),
            ("kind", swap.get("kind") or (scope if layer is not None else kind)),
        ]
        known = {name for name, value in pairs if value is not None}
        for name, value in section.release.pairs():
            if (name == "version" and swapped) or (name == "component" and (name in known or own)):
                continue
            pairs.append((name, value))
        heading = section.release.version or section.release.date
        return Entry(entry_of(*pairs), cites=(heading,) if heading is not None else ())


def _past(start: int, words: str, end: int) -> tuple[int, str]:
    rest = words[end - start :]
    bare = rest.lstrip(_AFTER_TIME)
    return end + len(rest) - len(bare), bare


def _row(row: Node, pairs: Sequence[tuple[str, Node | None]]) -> Entry:
    extra = [(Node("scalar", v.start, v.start + 1, name), v) for name, v in pairs if v is not None]
    own = {(key.value or "").lower() for key, _ in row.pairs}
    kept = tuple(pair for pair in extra if (pair[0].value or "") not in own)
    return Entry(Node("map", row.start, row.end, pairs=(*row.pairs, *kept)))
