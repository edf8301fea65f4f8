"""One item of an action list as a text of its own: without its owner, its date and its markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from assistant.analysis.layout import Placed, column_kind
from assistant.analysis.phrases import clip, has_words, plain, roles, sentences, spoken
from assistant.analysis.vocabulary import entries, text, words
from assistant.analysis.wording import clean
from assistant.incident import Evidence

_REACH = 600  # characters of an item that are read
_CAPITAL = r"(?-i:[A-Z][\w'’-]{1,30})"
_SHORT = 2  # words of a task that says nothing
_ASIDE = 4  # words of an item that only sets two things side by side
_ROUNDS = 4  # an owner, a date, a ticket and a status may follow each other
_SEPARATED = r"[\s(\[,;|:@→–—-]{0,8}"


def _any(kind: str) -> str:
    listed = sorted(words("wishes", "people", kind), key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)


def _names(people: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(people, key=lambda n: (-len(n), n)))


@lru_cache(maxsize=8)
def _fields() -> re.Pattern[str]:
    """Return the pattern of a labelled owner, date or ticket ("- Owner: X", "(due: Friday)")."""
    value = r"(?:(?!\s[-–—]\s)[^;|,)\]]){0,80}"
    return re.compile(rf"{_SEPARATED}\b(?:{_any('labels')})\s?[:=]{value}[)\]]?", re.I)


@lru_cache(maxsize=8)
def _dates() -> re.Pattern[str]:
    """Return the pattern of a date at an end ("by Friday", "before 12 May", "due 2026-05-12")."""
    return re.compile(
        rf"{_SEPARATED}\b(?:{_any('until')})\s{_day()}(?!\w)[)\]]?(?=\s*(?:[.,;)\]]|$))", re.I
    )


@lru_cache(maxsize=8)
def _deadline() -> re.Pattern[str]:
    """Return the pattern of a date by which something is to be done, wherever it stands."""
    return re.compile(rf"[\s,(]{{0,4}}\b(?:{_any('deadline')})\s{_day()}(?!\w)", re.I)


def _day() -> str:
    month = rf"(?:{_any('months')})\b\.?"
    day = (
        rf"(?:{_any('days')}|\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{month}"
        rf"(?:,?\s\d{{4}})?|{month}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
        r"|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)"
    )
    within = r"(?:the\s)?(?:(?:end|start|middle|close)\sof\s)?(?:(?:the|next|this|coming)\s){0,2}"
    return rf"{within}{day}"


@lru_cache(maxsize=64)
def _owner_ahead(people: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of who is to do it, in front ("Responder A to ", "we should ")."""
    named = "|".join(part for part in (_names(people), _any("roles")) if part)
    more = rf"(?:\s?(?:,|/|&|\+|and)\s?@?(?:{named})(?!\w)){{0,4}}"
    person = rf"@?(?:{named})(?!\w){more}"
    marked = rf"(?:@?(?:{_names(people)})(?!\w){more}\s?[:→–—-]\s?)|" if people else ""
    return re.compile(rf"\s*[\[(]?(?:{marked}{person}[\])]?\s+(?:{_any('verbs')})\s+)", re.I)


@lru_cache(maxsize=64)
def _owner_behind(people: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of who is to do it, at the end ("(Responder A, today)", "- the team")."""
    named = "|".join(part for part in (_names(people), _any("roles")) if part)
    more = rf"(?:\s?(?:,|/|&|\+|and)\s?@?(?:{named})(?!\w)){{0,4}}"
    person = rf"@?(?:{named})(?!\w){more}"
    marks = rf"(?:[;|@→–—]|\s-|,\s?(?=@?(?:{_names(people) or '(?!)'})))"
    return re.compile(
        rf"(?:[(\[]\s?(?:by\s|for\s)?{person}[^()\[\]]{{0,40}}[)\]]|{marks}\s?{person})[\s.]*$",
        re.I,
    )


@lru_cache(maxsize=64)
def _assigned(people: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a person who is to do something ("Responder A to do it")."""
    return re.compile(rf"@?(?:{_names(people) or '(?!)'})(?!\w)\s+(?:{_any('verbs')})(?!\w)")


def _without_assignments(text: str, people: tuple[str, ...]) -> str:
    """Return a text without the sentences behind the first that say who is to do it."""
    spans = sentences(text, 0, len(text))
    kept = [text[a:b] for a, b in spans[:1]]
    kept += [text[a:b] for a, b in spans[1:] if not _assigned(people).match(text, a)]
    return "".join(kept).strip()


@lru_cache(maxsize=64)
def _doing(people: tuple[str, ...], *, anyone: bool = False) -> re.Pattern[str]:
    """Return the pattern of a person and what that person does, will or is asked to do.

    With `anyone` a word with a capital stands for a person as well.
    """
    named = "|".join(part for part in (_names(people), _CAPITAL if anyone else "") if part)
    listed = "|".join(sorted(map(re.escape, _tasks()), key=lambda w: (-len(w), w)))
    person = rf"(?<!\w)@?(?:{named or '(?!)'})(?!\w)[,:]?"
    return re.compile(rf"{person}\s+(?:(?:{_any('may')})\s+)?({listed})\s+(\S.*)", re.I)


@cache
def _tasks() -> Mapping[str, str]:
    """Return how a task begins by the verb told, as it stands there or behind "will"."""
    told = {key: text("wishes", "does", key) for key in entries("wishes", "does")}
    return {value.lower(): value for value in told.values()} | told


def _as_task(item: str, people: tuple[str, ...]) -> str:
    """Return an item that says what somebody does ("A writes tests") as the task alone."""
    found = _doing(people).match(item)
    return item if found is None else f"{_tasks()[found[1].lower()]} {found[2]}"


def assigned(line: Evidence, people: Sequence[str]) -> str | None:
    """Return what running notes say somebody does by a date, as a task without either.

    None where no sentence does.
    """
    named = tuple(people)
    for begin, end in sentences(line.text, 0, min(len(line.text), _REACH * 4)):
        sentence = line.text[begin:end]
        found = _doing(named, anyone=True).search(sentence)
        due = _deadline().search(sentence, found.start(2)) if found else None
        if found is None or due is None or "?" in sentence[: due.start()]:
            continue
        ended = "|".join(map(re.escape, words("wishes", "people", "ended")))
        task = f"{_tasks()[found[1].lower()]} {sentence[found.start(2) : due.start()]}"
        task = task.rstrip(" ,;(")
        told = bare(re.sub(rf"[\s,;]+(?:{ended})$", "", task, flags=re.I), people)
        if told is not None and len(told.split()) > _SHORT:
            return told
    return None


def asks(item: str) -> bool:
    """Return whether an item of an action list only asks, or sets two things side by side."""
    said = item.lower().split()
    opens = " ".join(said[:2])
    listed = words("wishes", "lists", "asking")
    if "?" in item or any(f"{opens} ".startswith(f"{word} ") for word in listed):
        return True
    return len(said) <= _ASIDE and any(word in words("wishes", "lists", "beside") for word in said)


def of_line(placed: Placed, people: Sequence[str]) -> str | None:
    """Return what a line of an action list says is to be done, None where it says nothing."""
    line = placed.line
    if placed.cells:
        if _is_done(placed):
            return None
        cell = _cell(placed)
        return None if cell is None else bare(cell, people)
    start, end = spoken(line, people)
    told = line.text[start : min(end, start + _REACH)].strip()
    marked = line.text[:start].lower() + told[:12].lower()
    if any(marked.lstrip(" *-+#").startswith(mark) for mark in words("wishes", "lists", "done")):
        return None
    return bare(told, people)


def _is_done(placed: Placed) -> bool:
    """Return whether a cell of a table's row says that the action is done."""
    told = (placed.line.text[c.start : c.end].strip().lower() for c in placed.cells)
    return any(cell in words("wishes", "lists", "done") for cell in told)


def _cell(placed: Placed) -> str | None:
    """Return the cell of a table's row that tells the action."""
    text = placed.line.text
    listed = words("wishes", "lists", "text")
    named = [c for c in placed.cells if c.header in listed]
    others = [c for c in placed.cells if column_kind(c.header) in {None, "text"}]
    labels = words("wishes", "people", "labels")
    others = [c for c in others if c.header not in labels]
    if not named:
        others.sort(key=lambda c: -len(text[c.start : c.end].strip()))
    chosen = next(iter([*named, *others]), None)
    return None if chosen is None else text[chosen.start : min(chosen.end, chosen.start + _REACH)]


def bare(text: str, people: Sequence[str]) -> str | None:
    """Return an item's own words, without owner and date; None where none are left."""
    named = tuple(people)
    left = _as_task(text.strip(), named)
    behind = _owner_behind(named)
    for _ in range(_ROUNDS):
        before = left
        left = _fields().sub("", left)
        left = _dates().sub("", left).strip(" ,;|–—-")
        left = behind.sub("", left)
        ahead = _owner_ahead(named).match(left)
        if ahead is not None and has_words(left[ahead.end() :]):
            left = left[ahead.end() :]
        left = _without_assignments(left, named)
        if left == before:
            break
    if _assigned(named).search(left):
        return None
    if left.count("(") > left.count(")"):
        left = left[: left.rindex("(")]
    told = clean(clip(roles(plain(left.replace("|", " ")), people)).rstrip(" .;,:"))
    if told is None or not has_words(told):
        return None
    told = told.rstrip(" .;,:")
    return told[:1].upper() + told[1:]
