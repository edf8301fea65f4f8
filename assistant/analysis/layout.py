"""Where a note line stands: under which kind of section, in a code fence, in which table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from assistant.analysis.elapsed import recorded
from assistant.analysis.grid import is_marked_header, is_wiki_edge, is_wiki_rule, row
from assistant.analysis.phrases import (
    after_markup,
    clip,
    has_words,
    plain,
    roles,
    sentence_at,
    spoken,
    statement,
    tokens,
)
from assistant.analysis.told import label_of
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Evidence, Incident

_CAPTION = 120  # characters of the longest title line of an export
_COVER = 3  # lines within which a paste says where it comes from
_RULED = re.compile(r"(?:[-=*_~#>]{2,}|[\[(<])\s*\w|.{0,100}:$")
_CHANNEL = re.compile(r"(?<!\S)#[a-z][\w-]{1,60}(?!\S)")
# "Ana Muster  -  ", "Responder A (Support) · ": one to four words that each begin with a capital.
_WRITER = re.compile(
    r"\s*((?:[A-Z][\w.'’-]{0,30}\s+){1,4})(?:\([^()]{1,40}\)\s*)?[-–—·|,]\s*(?:on\s+)?"
)
# "PagerDuty APP  " ahead of the time that ends the line.
_APP = re.compile(r"[^\W\d_][^:|]{0,70} (?:APP|BOT)[\s—–-]{1,8}\Z")
_HEADING_MARKS = re.compile(r"^[\s#*_\d.)]+")
# Tried from the first of a run of marks only, else a long run costs its square.
_HEADING_END = re.compile(r"(?<![\s#*_:])[\s#*_:]+$")
_LISTED = re.compile(r"\s*(?:[-*+•‣–]|\d{1,2}[.)]|\[[ xX]\])\s+\S")
_LIST_SECTIONS = ("well", "wrong", "lucky", "actions", "open")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_RULE = re.compile(r"[\s|:=+-]+$")
_HEADING = re.compile(
    r"\s{0,3}#{1,6}\s|\s*\*\*[^*]{2,80}\*\*:?\s*$|\s*__[^_]{2,80}__:?\s*$"
    r"|\s{0,3}(={2,6})\s?[^=|]{2,80}\1\s*$|\s{0,3}h[1-6]\.\s"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its span in the line and the header above it, in lower case."""

    start: int
    end: int
    header: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A note line with its surroundings; `section` is a kind ("actions", "open", ...) or None.

    `opens` says that it only names who wrote, and when, the message on the lines below; `elapsed`
    that the time which heads it counts from the beginning of a recording.
    """

    line: Evidence
    section: str | None
    fenced: bool
    heading: bool
    quoted: bool
    cells: tuple[Cell, ...] = ()
    opens: bool = False
    elapsed: bool = False


def told(placed: Placed, at: int, people: tuple[str, ...]) -> str:
    """Return the clean sentence, or the table cell, of a line that holds the offset `at`."""
    for cell in placed.cells:
        if cell.start <= at < cell.end:
            return clip(roles(plain(placed.line.text[cell.start : cell.end]), people))
    start, _ = spoken(placed.line, people)
    if at < start:
        return statement(placed.line, people)
    return sentence_at(placed.line, at, people)


def section_kind(heading: str | None) -> str | None:
    """Return the kind of section that a heading opens, or None where it is not a known one."""
    if not heading:
        return None
    bare = _HEADING_END.sub("", _HEADING_MARKS.sub("", heading)).strip()
    kinds = ("well", "wrong", "lucky", "actions", "timeline", "factors", "impact", "causes")
    for kind in (*kinds, "clash", "open", "tests", "aside"):
        hit = phrases("lines", "sections", kind).span(bare)
        if hit and (len(bare) <= hit[1] - hit[0] + 40):
            return kind
    return None


def _is_header(texts: list[str]) -> bool:
    known = [text for text in texts if column_kind(text)]
    return len(known) * 2 >= len(texts) and not any(re.search(r"\d\d", t) for t in texts)


def column_kind(header: str | None) -> str | None:
    """Return what a column holds by its header: time, people, text, aside, or None."""
    if not header:
        return None
    for kind in ("time", "people", "text", "aside"):
        listed = words("lines", "columns", kind)
        if header in listed or header.split("(")[0].strip() in listed:
            return kind
    return "time" if re.search(r"\btime\b", header) else None


def _is_caption(line: Evidence) -> bool:
    """Return whether a line holds nothing but a channel, a date or the words of an export."""
    if len(line.text) > _CAPTION or line.text.lstrip().startswith(("|", ">")):
        return False
    if _hands_on(line):
        return True
    left = list(line.text)
    for mention in line.mentions:
        if mention.moment is not None and mention.moment.precision != "day":
            return False
        left[mention.start : mention.end] = " " * (mention.end - mention.start)
    rest, channels = _CHANNEL.subn(" ", "".join(left))
    listed = set(words("lines", "words", "captions"))
    named = tokens(rest)
    return bool(channels or (line.mentions and named)) and set(named) <= listed


def _hands_on(line: Evidence) -> bool:
    """Return whether one of the first lines only says where what follows comes from."""
    said = tokens(line.text)
    opens = (tuple(tokens(cue)) for cue in words("lines", "words", "covering"))
    return (
        line.line <= _COVER
        and not line.mentions
        and any(tuple(said[: len(cue)]) == cue for cue in opens)
    )


def _is_opener(line: Evidence, people: tuple[str, ...]) -> bool:
    """Return whether a line only says that a note or reply follows, by whom and at what time."""
    text = line.text.strip()
    if len(text) > _CAPTION or not line.mentions:
        return False
    if _names_writer(line):
        return True
    head, last = line.mentions[0], line.mentions[-1]
    if _APP.match(line.text, 0, head.start) and not line.text[last.end :].strip():
        return True
    if not _RULED.match(text):
        return False
    rest = list(line.text)
    for mention in line.mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    left = "".join(rest)
    for name in sorted(people, key=lambda n: (-len(n), n)):
        left = left.replace(name, " ")
    said = tokens(left)
    return bool(said) and set(said) <= set(words("lines", "words", "entries"))


def _names_writer(line: Evidence) -> bool:
    """Return whether a line is a name and a whole time, as trackers head a comment.

    What names a section or a phase is no writer ("Detected - 2026-05-04 09:14").
    """
    last = line.mentions[-1]
    dated = last.moment is not None and last.moment.precision != "day" and not last.moment.inferred
    if not dated or has_words(line.text[last.end :]):
        return False
    named = _WRITER.fullmatch(line.text[: line.mentions[0].start])
    return (
        named is not None and section_kind(named[1]) is None and label_of(named[1].strip()) is None
    )


def _labels(bare: str, following: str) -> bool:
    """Return whether a line names what follows: by its colon, or as the one word above a list."""
    if bare.endswith(":"):
        return len(bare) <= 60
    listed = _LISTED.match(following) is not None
    return listed and any(phrases("lines", "sections", kind).whole(bare) for kind in _LIST_SECTIONS)


@dataclass(slots=True)
class _Reader:
    """Walks the note lines of one file, keeping the fence, table and section it is in."""

    fenced: bool = False
    header: list[str] = field(default_factory=list)
    in_table: bool = False
    section: str | None = None
    told: str | None = None
    by_label: bool = False
    filled: bool = False

    def _row(self, text: str, following: str) -> tuple[Cell, ...] | None:
        if is_wiki_rule(text):
            return None
        spans = row(text)
        if not spans:
            self.in_table, self.header = False, []
            return None if is_wiki_edge(text) else ()
        if not self.in_table:
            texts = [re.sub(r"[*_`]", "", text[a:b]).strip().lower() for a, b in spans]
            self.in_table = True
            ruled = "-" in following and bool(_RULE.match(following))
            marked = is_marked_header(text) or (ruled and not is_wiki_rule(following))
            self.header = texts if marked or _is_header(texts) else []
            if self.header:
                return None
        named = self.header + [""] * len(spans)
        return tuple(Cell(a, b, named[i] or None) for i, (a, b) in enumerate(spans))

    def _sections(self, line: Evidence, following: str, *, heading: bool) -> None:
        bare = line.text[after_markup(line.text) :].strip()
        stamped = bool(line.mentions) and not has_words(line.text[: line.mentions[0].start])
        if line.section != self.told:
            self.told, self.section, self.by_label = line.section, section_kind(line.section), False
        if heading:
            self.section, self.by_label = section_kind(bare), False
        elif section_kind(bare) and _labels(bare, following):
            self.section, self.by_label, self.filled = section_kind(bare), True, False
        elif self.by_label and (stamped or (not bare and self.filled)):
            self.section, self.by_label = section_kind(self.told), False
        else:
            self.filled = self.filled or bool(bare)

    def read(self, line: Evidence, following: str) -> Placed | None:
        """Return the line in its place, or None where it is only layout."""
        text = line.text
        if _FENCE.match(text):
            self.fenced = not self.fenced
            return None
        cells = self._row(text, following)
        heading = bool(_HEADING.match(text)) or _is_caption(line)
        self._sections(line, following, heading=heading)
        if cells is None or line.hostile or _RULE.match(text) or not text.strip():
            return None
        return Placed(
            line=line,
            section=self.section,
            fenced=self.fenced,
            heading=heading,
            quoted=text.lstrip().startswith(">"),
            cells=cells,
        )


def place(incident: Incident) -> tuple[Placed, ...]:
    """Return every usable note line with its surroundings, in reading order."""
    readers: dict[str, _Reader] = {}
    openers = {line.carried_from for line in incident.evidence if line.carried_from}
    lines = [line for line in incident.evidence if line.kind == "note"]
    placed = (
        readers.setdefault(line.source, _Reader()).read(line, after.text if after else "")
        for line, after in zip_longest(lines, lines[1:])
        if line is not None
    )
    elapsed = recorded(lines)
    return tuple(
        replace(
            item,
            opens=item.line.id in openers or _is_opener(item.line, incident.people),
            elapsed=item.line.source in elapsed,
        )
        for item in placed
        if item is not None
    )
