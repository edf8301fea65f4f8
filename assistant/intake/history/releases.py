"""The heading of a release: its version, its date and what was released."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.intake.history.entrytime import find
from assistant.intake.history.tree import Node

_VERSION = re.compile(
    r"(?<![\w.\-/:])(?:[vV]?\d{1,6}(?:\.\d{1,6}){1,3}(?:[\-+][\w.]{1,40})?|[vV]\d{1,6}|[rR]\d{1,6})(?![\w/:]|\.\d)"
)
# "24.11.": a day of a month
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?!\w)")
_TAGGED = re.compile(
    r"([A-Za-z][\w./]{0,60}(?:-[A-Za-z][\w./]{0,40}){0,6})[@\-_/ ]\[?(?=[vV]?\d{1,6}(?:\.\d|\b))"
)
_DEBIAN = re.compile(r"([a-z0-9][a-z0-9+.\-]{1,80}) \(([^()\s]{1,60})\) [\w\- ]{1,60};")
# "* Wed Mar 18 2026 A. Packer <a@packers.example> - 1.22.0-1", as RPM's changelogs head a release
_PACKED = re.compile(
    r"\* (?P<date>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{4})"
    r"(?: [^<>\n]{1,80})?(?: <[^<>\n]{1,80}>)?(?: -)?(?: (?P<version>\d\S{0,60}))?\s*"
)
_UNRELEASED = re.compile(r"\[?(?:unreleased|next|upcoming)\]?\s*(?:\(|\Z|[-–—:])", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:release[ds]?|version|ver|deploy(?:ed|ment)?|hotfix|yanked|on|of|the)\b", re.IGNORECASE
)
_TELLING = re.compile(r"\d|unreleased|next|upcoming", re.IGNORECASE)
_LINK = re.compile(r"\]\([^)\s]{0,500}\)")
_LONGEST = 160
_EDGES = " \t[]()*_`#:,;–—-|/<>@"


@dataclass(slots=True)
class Release:
    """What a heading tells; `alone` is True where it tells nothing else."""

    version: Node | None = None
    date: Node | None = None
    component: Node | None = None
    unreleased: bool = False
    alone: bool = False

    @property
    def told(self) -> bool:
        """Return whether the heading is one of a release."""
        return self.version is not None or self.date is not None or self.unreleased

    def date_from(self, start: int, words: str) -> None:
        """Take the date from a line under the heading, where the heading told none."""
        span = find(words)
        if self.date is None and span is not None:
            self.date = Node("scalar", start + span[0], start + span[1], words[span[0] : span[1]])

    def pairs(self) -> list[tuple[str, Node | None]]:
        """Return what the release says of each of its items."""
        return [("component", self.component), ("version", self.version), ("date", self.date)]


def release_of(words: str, start: int) -> Release:
    """Return the release that the words of a heading tell; `start` is where they stand."""
    text = words[:_LONGEST]
    if len(words) > _LONGEST or not _TELLING.search(words):
        return Release()
    if _UNRELEASED.match(text.strip()):
        return Release(unreleased=True, alone=True)
    debian = _DEBIAN.match(text)
    if debian:
        return Release(
            _node(start, debian.start(2), debian[2]),
            component=_node(start, 0, debian[1]),
            alone=True,
        )
    # Addresses of links hold versions of their own; blanks keep every place as it was.
    text = _LINK.sub(lambda found: "]" + " " * (len(found[0]) - 1), text)
    date = None
    span = find(text)
    if span is not None:
        date = _node(start, span[0], text[span[0] : span[1]])
        text = f"{text[: span[0]]}{' ' * (span[1] - span[0])}{text[span[1] :]}"
    version = component = None
    tagged = _TAGGED.match(text.lstrip(" [`*"))
    lead = len(text) - len(text.lstrip(" [`*"))
    day = tagged is not None and _DAY.match(text, lead + tagged.end())
    if tagged and not day and not _WORDS.fullmatch(tagged[1]):
        rest = _VERSION.match(f" {text[lead + tagged.end() :]}", 1)
        if rest:
            component = _node(start, lead, tagged[1])
            version = _node(start, lead + tagged.end(), rest[0])
            text = (
                text[:lead]
                + " " * (tagged.end() + len(rest[0]))
                + text[lead + tagged.end() + len(rest[0]) :]
            )
    if version is None:
        found = _VERSION.search(text)
        if found and not _DAY.match(text, found.start()):
            version = _node(start, found.start(), found[0])
            text = f"{text[: found.start()]}{' ' * len(found[0])}{text[found.end() :]}"
    left = _WORDS.sub("", text).strip(_EDGES)
    if version is not None and component is None and re.fullmatch(r"[A-Za-z][\w.\-]{1,60}", left):
        at = text.find(left)
        component = _node(start, at, left)
        left = ""
    signed = date is not None and date.start == start and "@" in left
    return Release(version, date, component, alone=not left or signed)


def packed_heading(line: str) -> str | None:
    """Return the heading behind an RPM changelog's "* " without who packed the release, or None.

    Every letter that is left stands in its place.
    """
    found = _PACKED.fullmatch(line) if line.startswith("* ") and len(line) < 200 else None
    if found is None:
        return None
    kept = [found.span("date"), *([found.span("version")] if found["version"] else [])]
    bare = [char if any(a <= at < b for a, b in kept) else " " for at, char in enumerate(line)]
    return "".join(bare)[2:].rstrip()


def _node(start: int, at: int, words: str) -> Node:
    return Node("scalar", start + at, start + at + len(words), words)
