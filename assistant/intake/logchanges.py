"""Changes that a log records: a deploy, a setting put in place, a version that gave way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from assistant.incident import Change, Evidence, Layer, LogFile
from assistant.intake import logswitches, tables
from assistant.intake.history import layers, swaps
from assistant.intake.logs import headers, logline
from assistant.intake.logs.logversions import Values

# A kind of line met more often than this is what the log does all the time, and no change.
_ROUTINE = 6
_MOST = 12  # changes of one log
_READ = 600  # characters of a message
_SHOWN = 160
_NEAR = timedelta(hours=24)
_TRACE = timedelta(minutes=30)  # about a change that is told, new values of fields are its trace
# So many settings within so long, without the values before, are what a program starts with.
_LISTED, _AT_ONCE = 3, timedelta(seconds=5)
_SETTING = re.compile(r"(?<!\w)set (?:to|=)")
_OPENING = r"(?:[^:=]{1,60}:\s+){0,2}?(?:[\w\-./\[\]]{1,40}\s+){0,2}?"
_VALUE = r"(?P<after>\w[\w.:/@+\-]{0,79})"
_NAMED = r"(?P<name>[A-Za-z][\w\-./]{1,60})"
_MESSAGE = re.compile(r"\b(?:msg|message|event)=\"([^\"]{1,400})\"")
_FIELD = re.compile(r"(?<![\w.\-])([A-Za-z][\w.\-]{1,40})=\"?([^\s\",]{1,80})")
_PAIR = re.compile(r"(?<![\w.\-])([A-Za-z][\w.\-]{1,40})\s?=\s?\"?(\w[\w.:/@+\-]{0,79})")
_VERSION = re.compile(
    r"(?<![\w.\-/=])(?:v\d{1,5}(?:[.\-]\w{1,20}){0,4}|\d{1,5}\.\d{1,5}\.\d{1,5}(?![.\d]))(?![\w:])"
)
# "models:/refund-clf/12"
_NUMBERED = re.compile(r"(?<![\w./:])(?:models:/)?([A-Za-z][\w\-]{1,60})/(\d{1,5})(?![\w.:/])")
_NAME = re.compile(r"[A-Za-z][\w\-./]{1,60}")
_SWAPPED = (
    re.compile(r"(?P<before>\S{1,80}) ?(?:->|=>|→) ?(?P<after>\S{1,80})"),
    re.compile(r"from (?P<before>\S{1,80}) to (?P<after>\S{1,80})"),
)
# "strict_json is now set to false", "kb_fallback=on"
_PUT = (
    re.compile(
        rf"['\"]?{_NAMED}['\"]?:? (?:(?:is|was|has been|now) ){{0,2}}"
        r"(?:set|changed|updated|switched|turned|moved|flipped|points?) "
        rf"(?:from \S{{1,80}} )?(?:to )?{_VALUE}"
    ),
    re.compile(rf"['\"]?{_NAMED}['\"]? ?(?:->|=>|→|=) ?{_VALUE}"),
    re.compile(rf"(?:{_NAMED} )?to {_VALUE}"),
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a message says was changed."""

    kind: Layer | None
    component: str | None
    before: str | None
    after: str


def of_log(
    fields: Mapping[str, Values],
    evidence: Sequence[Evidence],
    file: LogFile,
    told: Sequence[Change],
) -> tuple[Change, ...]:
    """Return the changes that a log records, in order of its lines, but for those of `told`.

    `fields` are the versions that the log's fields took, `evidence` its kept lines, redacted. A
    field counts where each of its values was in use once: several that take turns are a choice, and
    the versions of a part that the history keeps are its to tell.
    Lines that report a failure tell no change, nor do kinds of lines that come again and again. A
    warning tells one where it names the value before and the one after.
    """
    by_number = {line.line: line for line in evidence if line.time is not None and not line.hostile}
    often = {n for one in file.templates if one.count > _ROUTINE for n in one.lines}
    found: list[Change] = []
    for number in sorted(by_number.keys() - often):
        change = _event(by_number[number])
        if change is not None and not _is_repeated(change, found):
            found.append(change)
    found = _without_lists(found)
    named = {one.component for one in found if one.component}
    for change in logswitches.of_fields(fields, by_number):
        # What other lines name as the part that changed is no value: "config: BLOCK changed".
        if any(_beside(change, one) for one in told):
            continue
        if {change.before, change.after} & named:
            continue
        known = next((n for n, one in enumerate(found) if _same(change, one)), None)
        if known is None:
            found.append(change)
        elif found[known].before is None:
            cited = tuple(dict.fromkeys((*found[known].evidence, *change.evidence)))
            found[known] = replace(found[known], before=change.before, evidence=cited)
    new = [one for one in found if not any(_same(one, other) for other in told)]
    new.sort(key=lambda one: (one.time.at.timestamp() if one.time else 0.0, one.evidence))
    return tuple(new) if len(new) <= _MOST else ()


def _without_lists(found: Sequence[Change]) -> list[Change]:
    """Return the changes but for the settings that a program lists as it starts: many at once."""
    listed = [one for one in found if one.before is None and _SETTING.search(one.text)]

    def beside(change: Change) -> int:
        return sum(
            one.time is not None
            and change.time is not None
            and abs(one.time.at - change.time.at) <= _AT_ONCE
            for one in listed
        )

    return [one for one in found if one not in listed or beside(one) < _LISTED]


def unheard(found: Sequence[Change], told: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that no other one tells or may have left as its trace."""
    return tuple(
        one for one in found if not any(_same(one, other) or _beside(one, other) for other in told)
    )


def _event(line: Evidence) -> Change | None:
    """Return the change that one line of a log records, or None."""
    record = logline.record(line.text)
    if record is not None:
        level, said = logline.written_level(record), logline.record_message(record)
    else:
        level, said = headers.split(line.text)
    level = logline.common_level(level)
    if level in logline.vocabulary().severe and level != "WARN":
        return None
    held = _MESSAGE.search(said)
    said = (held[1] if held else said).strip()[:_READ]
    cue = _cues().match(said)
    if cue is None or _undone().search(said):
        return None
    parts = _of_fields(record, line.text) or _parts(said, cue)
    if parts is None or (parts.component or "").casefold() in _ordinary():
        return None
    if level == "WARN" and parts.before is None:
        return None
    kind = parts.kind or layers.of_keys([parts.component or ""]) or layers.of_words(said)
    if kind is None:
        kind = "code" if _ships().match(cue["verb"]) else "config"
    text = " ".join(said.split())
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return Change(
        kind, parts.component, parts.before, parts.after, line.time, None, text, (line.id,)
    )


def _of_fields(record: Mapping[str, object] | None, text: str) -> _Told | None:
    """Return what fields of a line tell that was there and that came, or None."""
    told = record if record is not None else dict(_FIELD.findall(text[:_READ]))
    fields = {name.casefold(): str(value) for name, value in told.items() if value is not None}
    data = tables.load("history.toml").table("logged")
    for old, _, new in (pair.partition("=") for pair in data.words("fields")):
        if fields.get(old) and fields.get(new) and fields[old] != fields[new]:
            name = next((fields[one] for one in data.words("named") if fields.get(one)), None)
            return _Told(None, name or new.partition("_")[2] or None, fields[old], fields[new])
    return None


def _parts(said: str, cue: re.Match[str]) -> _Told | None:
    """Return what the words around the verb name; None where they name no value."""
    rest = said[cue.end() :].lstrip(" :-–—")
    ahead = _NAME.findall(said[: cue.start("verb")])
    name = ahead[-1] if ahead else None
    for pattern in _SWAPPED:
        pair = pattern.match(rest)
        if pair is None:
            continue
        before, after = _stripped(pair["before"]), _stripped(pair["after"])
        if cue["verb"].lower().startswith("alias"):
            return _Told(None, before, None, after)
        return _Told(None, name, before, after)
    for words in (rest, said[cue.start("verb") :]):
        swap = swaps.swap_in(words)
        if swap is None or swap.after is None or (swap.before is None and swap.flag is None):
            continue
        kind, part, old, new = (
            words[span[0] : span[1]] if span else None
            for span in (swap.kind, swap.component or swap.flag, swap.before, swap.after)
        )
        if new:
            return _Told(layers.of_stated(kind) if kind else None, part or kind, old, new)
    put = next((hit for pattern in _PUT if (hit := pattern.match(rest))), None)
    if put is not None and (put["name"] or name):
        return _Told(None, put["name"] or name, None, _stripped(put["after"]))
    for pair in _PAIR.finditer(rest):
        if layers.of_keys([pair[1]]) is not None or logline.is_version_field(pair[1]):
            return _Told(None, pair[1], None, pair[2])
    numbered = _NUMBERED.search(rest)
    if numbered is not None:
        return _Told(None, numbered[1], None, numbered[2])
    version = _VERSION.search(rest)
    if version is None:
        return None
    named = _NAME.findall(rest[: version.start()])
    return _Told(None, named[-1] if named else None, None, version[0])


def _is_repeated(change: Change, found: Sequence[Change]) -> bool:
    """Return whether an earlier line told a change that none since has taken back."""
    return any(
        _same(change, one)
        and not any(
            later.component == one.component and later.after != one.after
            for later in found[place + 1 :]
        )
        for place, one in enumerate(found)
    )


def _same(one: Change, other: Change) -> bool:
    """Return whether two changes put the same value in place, within a day of each other."""
    if one.after is None or other.after is None or _bare(one.after) != _bare(other.after):
        return False
    if one.before and other.before and _bare(one.before) != _bare(other.before):
        return False
    if one.time is None or other.time is None:
        return True
    return abs(one.time.at - other.time.at) <= _NEAR


def _beside(one: Change, other: Change) -> bool:
    """Return whether two changes came about so close together that one may be the other's trace."""
    if one.time is None or other.time is None:
        return False
    return abs(one.time.at - other.time.at) <= _TRACE


def _stripped(value: str) -> str:
    return value.strip("\"'`()[],;.")


def _bare(value: str) -> str:
    return value.casefold().strip(" \"'`").removeprefix("v")


@cache
def _cues() -> re.Pattern[str]:
    verbs = _any_of(tables.load("history.toml").table("logged").words("verbs"))
    return re.compile(rf"\W{{0,3}}{_OPENING}(?P<verb>{verbs})(?!\w)", re.IGNORECASE)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("logged").words("ordinary"))


@cache
def _ships() -> re.Pattern[str]:
    return re.compile(_any_of(tables.load("history.toml").table("logged").words("ships")), re.I)


@cache
def _undone() -> re.Pattern[str]:
    words = _any_of(tables.load("history.toml").table("logged").words("undone"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """Return an expression for any of the words; one that ends in "*" goes on in any way."""
    return "|".join(
        re.escape(word.rstrip("*")) + (r"\w{0,20}" if word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
    )
