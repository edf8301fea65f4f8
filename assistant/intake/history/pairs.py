"""The settings and versions of one file that a diff replaces, where each is a change by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.intake import tables
from assistant.intake.history import layers, patch
from assistant.intake.history.entries import plain_words
from assistant.intake.history.replaced import Replacement, runs, setting, version

# Past so many a file was rather written anew, or is a list of everything that is installed.
_MOST = 8
_LONGEST = 80
_NUMBERED = re.compile(r"[\^~<>=!vV ]{0,4}\d{1,9}(?:\.\w{1,20}){1,4}(?:[\-+][\w.]{1,40})?")
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
    for one in _replaced(lines):
        if one.key is None or is_general(one.key):
            continue
        keyed = layers.of_keys([one.key]) is not None
        if program and not (keyed and _is_quoted(lines[one.lines[1]])):
            continue
        if keyed or _is_plain(one):
            found.setdefault((one.key, one.before, one.after), one)
    if not 2 <= len(found) <= _MOST:
        return ()
    keys = [one.key for one in found.values()]
    if len(set(keys)) < len(keys) and not any(layers.of_keys([key or ""]) for key in keys):
        return ()
    return tuple(found.values())


def _is_structured(path: str) -> bool:
    """Return whether a path is that of settings, whatever folder it lies in."""
    return any(path.lower().endswith(end) for end in (".yaml", ".yml", ".toml", ".json", ".env"))


def _is_quoted(line: str) -> bool:
    return any(mark in line for mark in ("'", '"', "`"))


def _is_plain(one: Replacement) -> bool:
    """Return whether both values are single words, as settings and versions are."""
    return all(len(told) <= _LONGEST and len(told.split()) == 1 for told in (one.before, one.after))


def _replaced(lines: Sequence[str]) -> Iterator[Replacement]:
    """Yield what each run of removed lines has in the added lines below it, key by key."""
    for out, into in runs(lines):
        if len(out) <= 4 * _MOST:
            yield from _answered(lines, out, into)


def _answered(lines: Sequence[str], out: range, into: range) -> Iterator[Replacement]:
    left = list(into)
    for minus in out:
        for plus in left:
            one = setting(lines, minus, plus) or _listed(lines, minus, plus)
            if one is not None:
                left.remove(plus)
                yield one
                break


def _listed(lines: Sequence[str], minus: int, plus: int) -> Replacement | None:
    """Return the version that a line of a list of packages replaces ("- example/kit v1.2.0")."""
    named = _NAMED.match(lines[minus], 1)
    if named is None or not lines[plus][1:].startswith(lines[minus][1 : named.end()]):
        return None
    one = version(lines, minus, plus)
    if one is None or not all(_NUMBERED.fullmatch(told) for told in (one.before, one.after)):
        return None
    return replace(one, key=named[1])
