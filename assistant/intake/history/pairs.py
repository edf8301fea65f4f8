"""The settings and versions of one file that a diff replaces, where each is a change by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from assistant.intake import tables
from assistant.intake.history import layers, patch
from assistant.intake.history.entries import plain_words
from assistant.intake.history.replaced import Replacement, assigned, runs, setting, version

# Past so many a file was rather written anew, or is a list of everything that is installed.
_MOST = 8
_LONGEST = 80
_NUMBERED = re.compile(r"[\^~<>=!vV ]{0,4}\d{1,9}(?:\.\w{1,20}){1,4}(?:[\-+][\w.]{1,40})?")
_HIDDEN = re.compile(r"\[[a-z][a-z :\-]{2,40}\]")
_INLINE = re.compile(r"\"(\w{1,40})\":\s?(\"[^\"]{0,200}\"|[\w.\-]{1,60})")
_ABOVE = re.compile(
    r"[ +\-]?\s{0,60}(?:- )?[\"']?(?:name|key|Name|Key)[\"']?:\s{1,4}"
    r"[\"']?([\w./\-]{2,80})[\"']?,?\s*"
)
_BARE = frozenset({"value", "Value", "val"})
_WIDEST = 1_000
_NAMED = re.compile(r"[\s\"'`]{0,20}([\w@][\w.@/\-]{1,80}?)[\s\"'`:=@]{1,8}")


@cache
def _settings(name: str) -> frozenset[str]:
    return frozenset(tables.load("history.toml").table("settings").words(name))


def is_general(key: str) -> bool:
    """Return whether a key tells of the whole it stands in, or sums it up, as a hash does.

    Raises ResourceError on a damaged data file.
    """
    plain = plain_words(key)
    return plain in _settings("general") or plain.rsplit("_", 1)[-1] in _settings("sums")


def of_file(path: str | None, lines: Sequence[str]) -> tuple[Replacement, ...]:
    """Return the two or more replacements of a file's hunk lines, each with its key, or ().

    Prose replaces none, and a program's variables only those that a layer's key names. `lines` of
    what is returned are places among the lines given.
    """
    told = layers.of_path(path) if path else None
    if told == "prompt" and not _is_structured(path or ""):
        return ()
    program = path is not None and patch.is_program(path)
    found: dict[tuple[str | None, str, str], Replacement] = {}
    settings = path is not None and not program and _is_settings(path)
    for one in _replaced(lines, alone=settings):
        if one.key is None or is_general(one.key):
            continue
        keyed = layers.of_keys([one.key]) is not None
        if program and not (keyed and _is_quoted(lines[one.lines[1]])):
            continue
        if keyed or _is_plain(one):
            found.setdefault((one.key, one.before, one.after), one)
    lone = len(found) == 1 and sum(line[:1] in ("+", "-") for line in lines) == 1
    if not (lone or 2 <= len(found) <= _MOST):
        return ()
    keys = [one.key for one in found.values()]
    if len(set(keys)) < len(keys) and not any(layers.of_keys([key or ""]) for key in keys):
        return ()
    return tuple(found.values())


def _is_structured(path: str) -> bool:
    """Return whether a path is that of settings, whatever folder it lies in."""
    return any(path.lower().endswith(end) for end in (".yaml", ".yml", ".toml", ".json", ".env"))


def _is_settings(path: str) -> bool:
    """Return whether a file sets values for what runs, whose lines each say one thing."""
    name = PurePosixPath(path.lower()).name
    return _is_structured(name) or name.startswith(".env") or name.endswith((".ini", ".properties"))


def _is_quoted(line: str) -> bool:
    return any(mark in line for mark in ("'", '"', "`"))


def _is_plain(one: Replacement) -> bool:
    """Return whether both values are single words, as settings and versions are."""
    return all(len(told) <= _LONGEST and len(told.split()) < 2 for told in (one.before, one.after))


def _replaced(lines: Sequence[str], *, alone: bool) -> Iterator[Replacement]:
    """Yield what each run of removed lines has in the added lines below it, key by key.

    With `alone`, also the settings that are only added or only taken out, where a layer's key
    names them.
    """
    met: set[int] = set()
    for out, into in runs(lines):
        if len(out) <= 4 * _MOST:
            for one in _answered(lines, out, into):
                met.update(one.lines)
                yield one
    for at, line in enumerate(lines) if alone else ():
        if line[:1] in ("+", "-") and at not in met:
            told = assigned(line)
            if told is not None and layers.of_keys([told[0]]) is not None:
                before, after = ("", told[1]) if line[0] == "+" else (told[1], "")
                yield Replacement(before, after, told[0], (at,))


def _answered(lines: Sequence[str], out: range, into: range) -> Iterator[Replacement]:
    left = list(into)
    for minus in out:
        for plus in left:
            one = (
                setting(lines, minus, plus)
                or _listed(lines, minus, plus)
                or _inline(lines, minus, plus)
                or _hidden(lines, minus, plus)
            )
            if one is not None:
                left.remove(plus)
                yield replace(one, key=_called(lines, minus)) if one.key in _BARE else one
                break


def _called(lines: Sequence[str], minus: int) -> str:
    """Return the name that stands above a bare "value:", as lists of variables write it."""
    for at in range(minus - 1, max(minus - 4, -1), -1):
        named = _ABOVE.fullmatch(lines[at][:_WIDEST])
        if named:
            return named[1]
    return "value"


def _inline(lines: Sequence[str], minus: int, plus: int) -> Replacement | None:
    """Return the one value in which two records on lines of their own differ, named by both."""
    old, new = (_INLINE.findall(lines[at][1:_WIDEST]) for at in (minus, plus))
    if len(old) < 2 or [key for key, _ in old] != [key for key, _ in new]:
        return None
    differ = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if len(differ) != 1:
        return None
    (key, before), (_, after) = differ[0]
    name = next((v.strip('"') for k, v in old if k in ("name", "id", "key", "type", "topic")), None)
    called = f"{name} {key}" if name and name != before.strip('"') else key
    return Replacement(before.strip('"'), after.strip('"'), called, (minus, plus))


def _hidden(lines: Sequence[str], minus: int, plus: int) -> Replacement | None:
    """Return a setting both of whose values are hidden: that it changed may be told."""
    old, new = assigned(lines[minus]), assigned(lines[plus])
    if old is None or old != new or not _HIDDEN.fullmatch(old[1]):
        return None
    return Replacement("", "", old[0], (minus, plus))


def _listed(lines: Sequence[str], minus: int, plus: int) -> Replacement | None:
    """Return the version that a line of a list of packages replaces ("- example/kit v1.2.0")."""
    named = _NAMED.match(lines[minus], 1)
    if named is None or not lines[plus][1:].startswith(lines[minus][1 : named.end()]):
        return None
    one = version(lines, minus, plus)
    if one is None or not all(_NUMBERED.fullmatch(told) for told in (one.before, one.after)):
        return None
    return replace(one, key=named[1])
