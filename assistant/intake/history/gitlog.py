"""`git log` text, patches and bare diffs: the changes of each commit, each diff verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from assistant.incident import Change
from assistant.intake.history import ansiblediff, arrival, layers, patch, replaced, shortlog
from assistant.intake.history.entrytime import may_hold, moment_of
from assistant.intake.history.gittext import GitText, trimmed
from assistant.intake.history.page import Page
from assistant.intake.history.portions import Portion, portions
from assistant.intake.history.wording import joined, plain

COMMIT = re.compile(r"commit [0-9a-f]{7,64}(?![0-9a-zA-Z])")
MAIL = re.compile(r"From [0-9a-f]{7,64} (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ")
_HEADER = re.compile(r"([A-Za-z][A-Za-z\-]{1,20}):[ \t]+(\S.*)")
_RAW = re.compile(r"(author|committer) .{0,300}> (\d{10} [+\-]\d{4})")
_DATES = ("CommitDate", "committer", "Date", "AuthorDate", "author")
_PEOPLE = ("Author", "Commit", "From", "To", "Cc", "Subject", "Merge")
_TRAILER = re.compile(r"(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+){1,3}|Cc|Link|Fixes|Closes|Refs): ?\S")
_STAT = re.compile(r" (\S[^|]{0,300}?) {1,300}\| +(?:\d+|Bin|Unmerged)")
_COUNTED = re.compile(r" \d{1,9} files? changed")
_NAMED = re.compile(r"(?::\d{6} \d{6} \S+ \S+ )?[ACDMRTUX]\d{0,3}\t(\S.*)")
_PATCH = re.compile(r"\[(?:RFC )?PATCH[^\]]{0,40}\]\s*")
# What was typed to get a diff is no word about it.
_COMMAND = re.compile(r"\s{0,4}(?:[$%>❯]\s|(?:git )?diff\s)")
# Lines of one commit that are told; the rest of its lines stand in the file.
_MOST_BLAMED = 5


@dataclass(slots=True)
class _Entry:
    """The parts of one entry; every place is a line of the page, from 0."""

    header: list[int] = field(default_factory=list)
    when: tuple[int, str] | None = None
    words: list[tuple[int, str]] = field(default_factory=list)
    listed: list[tuple[int, str]] = field(default_factory=list)
    diff: range = range(0)
    path: str | None = None


def commits(page: Page, *, zone: tzinfo | None) -> tuple[Change, ...]:
    """Return the changes of every commit of the log, in its order."""
    text = GitText(page)
    first = next((line for line in text.raw if line.strip()), "")
    starting = MAIL if MAIL.match(first) else COMMIT
    starts = [at for at, line in enumerate(text.raw) if starting.match(line)]
    return tuple(
        change
        for start, end in zip(starts, [*starts[1:], len(text.raw)], strict=True)
        for change in _changes(text, _entry(text, start, end, mailed=starting is MAIL), zone)
    )


def short(page: Page, *, zone: tzinfo | None) -> tuple[Change, ...]:
    """Return the changes of every entry of a log whose entries open with one line of their own.

    That is `git log --oneline` and formats such as "%h %ad %s", with or without their diffs.
    """
    text = GitText(page)
    heads = [(at, head) for at, line in enumerate(text.raw) if (head := short_head(line))]
    if heads and all(shortlog.blame_of(text.raw[at]) is not None for at, _ in heads):
        return _blamed(text, heads, zone)
    bare = shortlog.without_authors([head for _, head in heads])
    ends = [at for at, _ in heads[1:]] + [len(text.raw)]
    found: list[Change] = []
    for (at, _), head, end in zip(heads, bare, ends, strict=True):
        entry = _Entry([at], words=[(at, head.subject)] if head.subject else [])
        entry.when = (at, head.date) if head.date else None
        body = _after(text, at, end, entry)
        _body(text, body, end, entry, mailed=False, loose=True)
        found += _changes(text, entry, zone)
    return tuple(found)


def _blamed(
    text: GitText, heads: Sequence[tuple[int, shortlog.Head]], zone: tzinfo | None
) -> tuple[Change, ...]:
    """Return one change for each commit that `git blame` names, its lines as the words."""
    entries: dict[str, _Entry] = {}
    for at, head in heads:
        entry = entries.setdefault(head.sha, _Entry([at], when=(at, head.date)))
        if head.subject and len(entry.words) < _MOST_BLAMED:
            entry.words.append((at, head.subject))
    return tuple(change for entry in entries.values() for change in _changes(text, entry, zone))


def short_head(line: str) -> shortlog.Head | None:
    """Return the head of a short log's entry; lines of a diff or of a body are none."""
    if line[:1] in (" ", "+", "-", "@", "\\", "\t") or line.startswith(
        ("index ", "diff ", "commit ")
    ):
        return None
    return shortlog.head_of(line)


def diffs(page: Page, *, zone: tzinfo | None) -> tuple[Change, ...]:
    """Return the changes of every file of a bare diff; words above the first are their text."""
    text = GitText(page)
    sections = patch.files(page.raw)
    words = [
        (at, line)
        for at, line in enumerate(page.raw[: sections[0].start])
        if line.strip() and not _COMMAND.match(line)
    ]
    ends = [section.start for section in sections[1:]] + [len(page.raw)]
    found: list[Change] = []
    for section, end in zip(sections, ends, strict=True):
        entry = _Entry(words=words, diff=trimmed(text, section.start, end, mailed=False))
        for at in section.head:
            if page.raw[at].startswith("+++ ") and "\t" in page.raw[at]:
                entry.when = (at, page.raw[at].split("\t", 1)[1].strip())
        found += _changes(text, entry, zone)
    return tuple(found)


def tasks(page: Page, *, zone: tzinfo | None) -> tuple[Change, ...]:
    """Return the changes of every diff that a task of Ansible's made, the task as its words."""
    text = GitText(page)
    found: list[Change] = []
    for diff in ansiblediff.diffs(page.raw):
        entry = _Entry(words=[diff.task] if diff.task else [], when=diff.when, diff=diff.lines)
        entry.path = diff.path
        found += _changes(text, entry, zone)
    return tuple(found)


def _entry(text: GitText, start: int, end: int, *, mailed: bool) -> _Entry:
    raw = text.raw
    entry = _Entry([start])
    at = start + 1
    subject = False
    dates: dict[str, tuple[int, str]] = {}
    while at < end and raw[at].strip():
        header = _HEADER.match(raw[at])
        plumbing = _RAW.match(raw[at])
        if header and header[1] in _DATES:
            dates[header[1]] = (at, header[2].strip())
        elif header and header[1] not in _PEOPLE and _tells_time(header[2]):
            # In a translated log the header is not called "Date".
            dates.setdefault("Date", (at, header[2].strip()))
        if plumbing:
            dates[plumbing[1]] = (at, plumbing[2])
        elif header:
            subject = header[1] == "Subject"
            if subject:
                entry.words.append((at, _PATCH.sub("", header[2])))
        elif subject and raw[at].startswith(" "):
            entry.words.append((at, raw[at].strip()))
        elif not mailed and (raw[at].startswith("    ") or _opens_diff(raw, at)):
            break
        at += 1
    entry.when = next((dates[name] for name in _DATES if name in dates), None)
    _body(text, at, end, entry, mailed=mailed, loose=False)
    return entry


def _tells_time(words: str) -> bool:
    return may_hold(words) and moment_of(words.strip(), zone=None) is not None


def _after(text: GitText, at: int, end: int, entry: _Entry) -> int:
    """Return where the body starts after the fields that stand on lines of their own.

    A format such as "%h%n%ad%n%s" puts the date and the subject under the hash.
    """
    here = at + 1
    while here < end and here <= at + 4 and entry.when is None:
        line = text.raw[here].strip()
        header = _HEADER.match(text.raw[here])
        told = header[2].strip() if header and header[1] in _DATES else line
        if not told or _opens_diff(text.raw, here) or moment_of(told, zone=None) is None:
            if header or not entry.words:
                here += 1
                continue
            break
        entry.when = (here, told)
        return here + 1
    return at + 1


def _body(text: GitText, at: int, end: int, entry: _Entry, *, mailed: bool, loose: bool) -> None:
    """Read the message, the listed paths and the diff; `loose` where messages are not indented."""
    raw = text.raw
    in_words = True
    for here in range(at, end):
        line = raw[here]
        if _opens_diff(raw, here):
            entry.diff = trimmed(text, here, end, mailed=mailed)
            break
        stat = _STAT.match(line) or _NAMED.match(line)
        if line == "---":
            in_words = False
        elif stat and not (mailed and in_words):
            entry.listed.append((here, stat[1]))
        elif line.startswith("    ") or ((mailed or loose) and in_words):
            told = line.strip()
            known = entry.when is not None and entry.when[0] == here
            if told and not known and not _TRAILER.match(told) and not _COUNTED.match(line):
                entry.words.append((here, told))


def _opens_diff(raw: Sequence[str], at: int) -> bool:
    return bool(patch.START.match(raw[at])) or patch.opens(raw, at, in_hunk=False)


def _changes(text: GitText, entry: _Entry, zone: tzinfo | None) -> Iterator[Change]:
    """Yield the changes of an entry: one for each file of its diff, or setting, that tells."""
    page = text.page
    words = [(at, page.piece(at, words)) for at, words in entry.words]
    lines = text.shown[entry.diff.start : entry.diff.stop]
    told = joined(text for _, text in words)
    moment = None
    if entry.when is not None:
        at, date = entry.when
        moment = moment_of(date, zone=zone)
        page.mention(at + 1, date, moment)
    stated = next((s for s in (_stated(page, *words) for words in entry.words) if s), None)
    found = portions(lines, [path for _, path in entry.listed], path=entry.path)
    owner = _owner(stated, found, lines)
    came = _came(page, *entry.words[0]) if entry.words and stated is None else None
    for portion in found:
        swap = stated if stated is not None and portion is owner else portion.swap
        cited = [*entry.header, *(at for at, _ in words)]
        cited += [entry.diff.start + at for at in portion.places]
        cited += [at for at, path in entry.listed if path == portion.component][:1]
        cited += [entry.when[0]] if entry.when is not None else []
        kind = portion.kind or layers.of_words(told) or "code"
        before, after = (swap.before or None, swap.after or None) if swap else (None, None)
        named = stated.key if stated and swap is stated else None
        # What a title names tells more than one of the paths that are only listed.
        component = (named or portion.component) if not lines else (portion.component or named)
        if swap is None and component is None and came is not None:
            component, after = came
        yield Change(
            kind=kind,
            component=component,
            before=before,
            after=after,
            time=moment,
            diff="".join(f"{lines[at]}\n" for at in portion.lines) or None,
            text=told or plain(kind, component, before, after),
            evidence=page.ids(at + 1 for at in cited),
        )


def _stated(page: Page, at: int, words: str) -> replaced.Replacement | None:
    """Return the replacement that the words of a line state, its values as redacted."""
    told = replaced.told(words)
    if told is None:
        return None
    key = page.piece(at, told.key) if told.key else None
    return replaced.Replacement(page.piece(at, told.before), page.piece(at, told.after), key)


def _came(page: Page, at: int, words: str) -> tuple[str | None, str] | None:
    """Return what the first words of an entry say came, as a name and a value as redacted."""
    told = arrival.told(words)
    if told is None:
        return None
    name = page.piece(at, told.name) if told.name is not None else None
    return name, page.piece(at, told.after)


def _owner(
    stated: replaced.Replacement | None, found: Sequence[Portion], lines: Sequence[str]
) -> Portion | None:
    """Return the change that the words of an entry speak of: the only one, or that shows it."""
    if stated is None or len(found) == 1:
        return found[0]
    for portion in found:
        own = "\n".join(lines[at] for at in portion.lines)
        if stated.before in own and stated.after in own:
            return portion
    best = layers.best(portion.kind for portion in found if portion.kind is not None)
    return next((p for p in found if p.kind == best and p.swap is None), None)
