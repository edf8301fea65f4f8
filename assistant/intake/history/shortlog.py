"""The one-line heads of short git logs: a hash, a date in any place, and the subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.intake.history.entrytime import find
from assistant.intake.redaction.naming import is_only_given

_HASH = re.compile(r"(?<![0-9A-Za-z_\-./])[0-9a-f]{7,40}(?![0-9A-Za-z_\-/]|\.\w)")
_REFS = re.compile(r"\s{0,4}\([^()]{1,300}\)\s{1,4}(?=\S)")
_AGO = re.compile(
    r"[(\[]?(?:about |over |almost )?\d{1,3} (?:second|minute|hour|day|week|month|year)s?"
    r"(?:, \d{1,2} (?:month|week|day)s?)? ago[)\]]?"
)
_PERSON = re.compile(r"\s*(?:<[^<>\n]{1,120}>|\((?:by )?[A-Z][\w.'’\- ]{1,60}\))\s*\Z")
_NAMED = re.compile(r"[A-Z][\w.'’\-]{0,30}(?: [A-Z][\w.'’\-]{0,30}){1,3}|\S{1,80}@\S{1,80}")
# Who wrote it: a name ahead of the subject, with a gap behind it.
_AUTHOR = re.compile(r"[A-Z][\w.'’\-]{0,30}(?: [A-Z][\w.'’\-]{0,30}){1,2}\s{2,}(?=\S)")
# "fix(cache): ", which opens the subject of a commit
_TYPED = r"[a-z]{2,12}(?:\([^()\s]{1,40}\))?!?: \S"
_IS_TYPED = re.compile(_TYPED)
_NAME = r"[A-Z][\w.'’\-]{0,30}"
_LEADING = re.compile(rf"(?P<first>{_NAME}) {_NAME}(?: {_NAME}(?= {_TYPED}))? (?=\S)")
_ONLY_NAMED = re.compile(
    rf"{_NAME}(?: {_NAME}){{1,3}}(?: \((?:HEAD|tag: |origin/)[^()]{{0,200}}\))?"
)
_BLAME = re.compile(
    r"\s{0,4}\^?(?P<sha>[0-9a-f]{7,40})\s(?:\S{1,200}\s{1,20})?\((?P<who>[^()\d\n]{1,80}?)\s{1,40}"
    r"(?P<date>\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d(?:\s?[+\-]\d\d:?\d\d|Z)?)?|\d{10} [+\-]\d{4})"
    r"\s{1,12}\d{1,7}\) ?(?P<words>.*)"
)
_EDGES = " \t|:;,-–—"
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Head:
    """One entry's head: `date` is its time as written, `ago` a relative one; "" where none."""

    sha: str
    date: str
    ago: str
    subject: str


def head_of(line: str) -> Head | None:
    """Return the parts of a line that opens an entry of a short log, or None."""
    text = line[:_LONGEST]
    blamed = blame_of(text)
    if blamed is not None:
        return blamed
    found = _HASH.search(text, 0, 200)
    if found is None:
        return None
    lead, rest = text[: found.start()], text[found.end() :]
    if not rest.strip() and not any(map(str.isdigit, found[0])):
        return None
    date, lead, rest, ago = "", lead, rest + line[_LONGEST:], ""
    told = find(lead) or None
    if told is not None:
        date = lead[told[0] : told[1]]
        lead = lead[: told[0]] + lead[told[1] :]
    if len(lead.strip(_EDGES + "*[]()<>")) > 40 or "=" in lead:
        return None
    if not date:
        told = find(rest[:_LONGEST])
        if told is not None and _stands_apart(rest, *told):
            date = rest[told[0] : told[1]]
            rest = _without(rest, *told)
    if not date:
        gone = _AGO.search(rest, 0, _LONGEST)
        if gone and _stands_apart(rest, gone.start(), gone.end()):
            ago = gone[0].strip("()[]")
            rest = _without(rest, gone.start(), gone.end())
    if rest.lstrip(_EDGES).startswith("("):
        refs = _REFS.match(rest.lstrip(_EDGES))
        rest = rest.lstrip(_EDGES)[refs.end() :] if refs else rest
    return Head(found[0], date, ago, _subject(rest, lead))


def blame_of(line: str) -> Head | None:
    """Return the commit that a line of `git blame` names, with the line of the file, or None."""
    found = _BLAME.fullmatch(line[:_LONGEST])
    if found is None:
        return None
    return Head(found["sha"], found["date"], "", found["words"].strip())


def without_authors(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Return the heads without the names that a log's format puts ahead of every subject.

    Two or three words in capitals are names where every head has some, and one of them is told by
    a known given name or by the type of a commit behind it.
    """
    if all(_ONLY_NAMED.fullmatch(head.subject) for head in heads):
        # The subject stands on a line of its own below them.
        return tuple(replace(head, subject="") for head in heads)
    leads = [_LEADING.match(head.subject) for head in heads if head.subject]
    names = [lead for lead in leads if lead is not None]
    if not names or len(names) < len(leads):
        return tuple(heads)
    if not any(
        _IS_TYPED.match(n.string, n.end()) or is_only_given(n["first"].lower()) for n in names
    ):
        return tuple(heads)
    return tuple(replace(head, subject=_LEADING.sub("", head.subject, count=1)) for head in heads)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Return whether a time is a field of its own: at an end of the line, or in brackets."""
    before, after = text[:start].strip(), text[end:].strip()
    if not before.strip(_EDGES) or not after.strip(_EDGES + ")]>"):
        return True
    return before[-1] in "([|<,;-–—" and after[0] in ")]|>,;:-–—"


def _without(text: str, start: int, end: int) -> str:
    left, right = text[:start].rstrip(), text[end:].lstrip()
    if left[-1:] in ("(", "[") and right[:1] in (")", "]"):
        left, right = left[:-1].rstrip(), right[1:].lstrip()
    elif left[-1:] in (",", ";") and right[:1] == ")":
        left = left[:-1]
    return f"{left} {right}" if left and right else left or right


def _subject(rest: str, lead: str) -> str:
    subject = rest.strip(_EDGES)
    person = _PERSON.search(subject)
    if person and person.start() > 0:
        subject = subject[: person.start()].strip(_EDGES)
    if subject.startswith("(") and subject.endswith(")") and subject.count("(") == 1:
        subject = subject[1:-1].strip(_EDGES)
    if subject[:1] in ("'", '"') and subject[-1:] == subject[:1] and len(subject) > 2:
        subject = subject[1:-1]
    if subject[:2] == ") " or subject[:2] == "] ":
        subject = subject[2:].strip(_EDGES)
    author = _AUTHOR.match(subject)
    subject = subject[author.end() :] if author else subject
    fields = [field.strip() for field in re.split(r"\s?[|\t;]\s?", subject) if field.strip()]
    if len(fields) < 2:
        return subject
    return max([f for f in fields if not _NAMED.fullmatch(f)] or fields, key=len)
