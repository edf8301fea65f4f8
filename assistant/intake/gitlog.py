"""`git log` text, patches and bare diffs: one change a commit, each diff whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from assistant.incident import Change, Layer
from assistant.intake import layers, patch, replaced
from assistant.intake.entrytime import moment_of
from assistant.intake.page import Page
from assistant.intake.wording import joined, plain

COMMIT = re.compile(r"commit [0-9a-f]{7,64}(?![0-9a-zA-Z])")
MAIL = re.compile(r"From [0-9a-f]{7,64} (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ")
SHORT = re.compile(r"[0-9a-f]{7,40} (?:\([^)]{1,200}\) )?(?=\S)")
_HEADER = re.compile(r"([A-Za-z][A-Za-z\-]{1,20}):[ \t]+(\S.*)")
_DATES = ("CommitDate", "Date", "AuthorDate")
_TRAILER = re.compile(r"(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+){1,3}|Cc|Link|Fixes|Closes|Refs): ?\S")
_STAT = re.compile(r" (\S[^|]{0,300}?) {1,300}\| +(?:\d+|Bin|Unmerged)")
_NAMED = re.compile(r"(?::\d{6} \d{6} \S+ \S+ )?[ACDMRTUX]\d{0,3}\t(\S.*)")
_PATCH = re.compile(r"\[(?:RFC )?PATCH[^\]]{0,40}\]\s*")


@dataclass(slots=True)
class _Entry:
    """The parts of one entry; every place is a line of the page, from 0."""

    header: list[int] = field(default_factory=list)
    when: tuple[int, str] | None = None
    words: list[tuple[int, str]] = field(default_factory=list)
    listed: list[tuple[int, str]] = field(default_factory=list)
    diff: range = range(0)


def commits(page: Page, *, zone: tzinfo | None) -> tuple[Change, ...]:
    """Return one change for every commit of the log, in its order."""
    first = next((line for line in page.raw if line.strip()), "")
    starting = MAIL if MAIL.match(first) else COMMIT
    starts = [at for at, line in enumerate(page.raw) if starting.match(line)]
    return tuple(
        _change(page, _entry(page.raw, start, end, mailed=starting is MAIL), zone)
        for start, end in zip(starts, [*starts[1:], len(page.raw)], strict=True)
    )


def one_line(page: Page) -> tuple[Change, ...]:
    """Return one change for every line of a `git log --oneline`."""
    found = []
    for at, line in enumerate(page.raw):
        head = SHORT.match(line)
        if head:
            found.append(_change(page, _Entry([at], words=[(at, line[head.end() :])]), None))
    return tuple(found)


def diffs(page: Page, *, zone: tzinfo | None) -> tuple[Change, ...]:
    """Return one change for every file of a bare diff; words above the first are their text."""
    sections = patch.files(page.raw)
    words = [(at, line) for at, line in enumerate(page.raw[: sections[0].start]) if line.strip()]
    ends = [section.start for section in sections[1:]] + [len(page.raw)]
    found = []
    for section, end in zip(sections, ends, strict=True):
        entry = _Entry(words=words, diff=_trimmed(page.raw, section.start, end, mailed=False))
        for at in section.head:
            if page.raw[at].startswith("+++ ") and "\t" in page.raw[at]:
                entry.when = (at, page.raw[at].split("\t", 1)[1].strip())
        found.append(_change(page, entry, zone))
    return tuple(found)


def _entry(raw: Sequence[str], start: int, end: int, *, mailed: bool) -> _Entry:
    entry = _Entry([start])
    at = start + 1
    subject = False
    dates: dict[str, tuple[int, str]] = {}
    while at < end and raw[at].strip():
        header = _HEADER.match(raw[at])
        if header and header[1] in _DATES:
            dates[header[1]] = (at, header[2].strip())
        if header:
            subject = header[1] == "Subject"
            if subject:
                entry.words.append((at, _PATCH.sub("", header[2])))
        elif subject and raw[at].startswith(" "):
            entry.words.append((at, raw[at].strip()))
        elif not mailed and raw[at].startswith("    "):
            break
        at += 1
    entry.when = next((dates[name] for name in _DATES if name in dates), None)
    in_words = True
    for here in range(at, end):
        line = raw[here]
        if patch.START.match(line) or patch.opens(raw, here, in_hunk=False):
            entry.diff = _trimmed(raw, here, end, mailed=mailed)
            break
        stat = _STAT.match(line) or _NAMED.match(line)
        if line == "---":
            in_words = False
        elif line.startswith("    ") or (mailed and in_words):
            if line.strip() and not _TRAILER.match(line.strip()):
                entry.words.append((here, line.strip()))
        elif stat:
            entry.listed.append((here, stat[1]))
    return entry


def _trimmed(raw: Sequence[str], start: int, end: int, *, mailed: bool) -> range:
    """Return the lines of a diff without what separates it from the next entry."""
    if mailed:
        signed = next((at for at in range(end - 1, start, -1) if raw[at].rstrip() == "--"), end)
        end = signed if end - signed < 5 else end
    while end > start and not raw[end - 1]:
        end -= 1
    return range(start, end)


def _change(page: Page, entry: _Entry, zone: tzinfo | None) -> Change:
    words = [(at, page.piece(at, words)) for at, words in entry.words]
    cited = [*entry.header, *(at for at, _ in words)]
    lines = page.lines[entry.diff.start : entry.diff.stop]
    kind, component, swap, places = told_by_diff(lines, [path for _, path in entry.listed])
    cited += [entry.diff.start + at for at in places]
    cited += [at for at, path in entry.listed if path == component][:1]
    stated = next((s for s in (replaced.told(text) for _, text in words) if s), None) or swap
    text = joined(text for _, text in words)
    moment = None
    if entry.when is not None:
        at, told = entry.when
        cited.append(at)
        moment = moment_of(told, zone=zone)
        page.mention(at + 1, told, moment)
    kind = kind or layers.of_words(text) or "code"
    before, after = (stated.before, stated.after) if stated else (None, None)
    return Change(
        kind=kind,
        component=component,
        before=before,
        after=after,
        time=moment,
        diff="".join(f"{line}\n" for line in lines) or None,
        text=text or plain(kind, component, before, after),
        evidence=page.ids(at + 1 for at in cited),
    )


def told_by_diff(
    lines: Sequence[str], listed: Sequence[str] = ()
) -> tuple[Layer | None, str | None, replaced.Replacement | None, tuple[int, ...]]:
    """Return the layer, the most telling path, the replacement, and the places of all three.

    `listed` are paths that the entry names without their diff (`--stat`, `--name-status`).
    """
    if not lines:
        kinds = {path: layers.of_path(path) for path in listed}
        best = layers.best(kind for kind in kinds.values() if kind is not None)
        return best, next((path for path in listed if kinds[path] == best), None), None, ()
    sections = patch.files(lines)
    layered = [section.layer(lines) for section in sections]
    best = layers.best(kind for kind in layered if kind is not None)
    chosen = next(s for s, kind in zip(sections, layered, strict=True) if kind == best)
    swap = replaced.in_diff([lines[at] for at in chosen.body])
    places = [*_naming(chosen, lines)]
    if swap is not None:
        places += [chosen.body[at] for at in swap.lines]
    return best, chosen.path, swap, tuple(places)


def _naming(section: patch.PatchedFile, lines: Sequence[str]) -> Iterator[int]:
    for at in section.head:
        if section.path is not None and section.path in lines[at]:
            yield at
