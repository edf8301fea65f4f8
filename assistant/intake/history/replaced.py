"""What a change put in place of what: from its words, or from a one-line replacement in a diff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.intake.history import layers, stating

_LONGEST = 200
_SETTING = re.compile(
    r"\s*(?:- |export |const |let |var )?[\"'`]?([A-Za-z_][\w.\-/]{0,80})[\"'`]?\s{0,20}"
    r"(?:===?|[:=]{1,2})\s{0,20}(\S.*)"
)
_VERSION = re.compile(r"(?<![A-Za-z0-9])[vV]?\d+(?:[.\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What was there and what came, "" for nothing or what is hidden.

    `lines` are the places of both among the lines given.
    """

    before: str
    after: str
    key: str | None = None
    lines: tuple[int, ...] = ()


def told(text: str) -> Replacement | None:
    """Return the replacement that a sentence states ("from A to B", "A -> B"), or None.

    Its key is what the sentence names, where it names it. What a revert quotes is turned round.
    """
    found = stating.told(text)
    return Replacement(found.before, found.after, found.name) if found is not None else None


def in_diff(lines: Sequence[str]) -> Replacement | None:
    """Return the one replacement that a hunk's lines make, or None where there is no single one.

    A changed setting counts ("model: a" -> "model: b"), and a line that differs in one version.
    """
    removed_added = list(_swaps(lines))
    changed = sum(1 for line in lines if _is_changed(line))
    found = []
    for minus, plus in removed_added:
        swap = setting(lines, minus, plus) or version(lines, minus, plus)
        if swap is not None:
            found.append(swap)
    if len(found) == 1 and changed == 2:
        return found[0]
    telling = [swap for swap in found if swap.key and layers.of_keys([swap.key])]
    if len(telling) == 1:
        return telling[0]
    versions = [swap for swap in found if _names_version(swap, lines)]
    if len(versions) == 1 and not telling:
        return versions[0]
    if len(found) == 1 and found[0].key is not None:
        return found[0]
    return None


def keys(lines: Sequence[str], *, quoted: bool) -> list[str]:
    """Return the names of the settings whose value the diff lines replace.

    With `quoted`, only those set to a quoted text: what a program's variables hold says little.
    """
    found = []
    for minus, plus in _swaps(lines):
        swap = setting(lines, minus, plus)
        if swap is None or swap.key is None:
            continue
        told = _SETTING.fullmatch(lines[plus][1 : _LONGEST * 2])
        if not quoted or (told and told[2][:1] in ("'", '"', "`")):
            found.append(swap.key)
    return found


def settings(lines: Sequence[str]) -> list[Replacement]:
    """Return every setting whose value the diff lines replace, in their order."""
    found = (setting(lines, minus, plus) for minus, plus in _swaps(lines))
    return [swap for swap in found if swap is not None and swap.key is not None]


def _is_changed(line: str) -> bool:
    return line[:1] in ("+", "-")


def runs(lines: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield the places of each run of removed lines, and of the added ones right below it."""
    at = 0
    while at < len(lines):
        minus = at
        while at < len(lines) and lines[at][:1] == "-":
            at += 1
        plus = at
        while at < len(lines) and lines[at][:1] == "+":
            at += 1
        if minus < plus < at:
            yield range(minus, plus), range(plus, at)
        at = max(at, minus + 1)


def _swaps(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of each removed line whose run is answered by as many added lines."""
    found: list[tuple[int, int]] = []
    for out, into in runs(lines):
        found += zip(out, into, strict=True) if len(out) == len(into) else [(out[0], into[0])]
    return found


def setting(lines: Sequence[str], minus: int, plus: int) -> Replacement | None:
    """Return the setting whose value the added line replaces, or None."""
    old = _SETTING.fullmatch(lines[minus][1 : _LONGEST * 2])
    new = _SETTING.fullmatch(lines[plus][1 : _LONGEST * 2])
    if not old or not new or old[1] != new[1]:
        return None
    before, after = _bare(old[2]), _bare(new[2])
    if before == after or not before or not after or max(len(before), len(after)) > _LONGEST:
        return None
    return Replacement(before, after, old[1], (minus, plus))


def assigned(line: str) -> tuple[str, str] | None:
    """Return the key and the value that a changed line of a diff sets, or None."""
    found = _SETTING.fullmatch(line[1 : _LONGEST * 2])
    value = _bare(found[2]) if found else ""
    return (found[1], value) if found and value and len(value) <= _LONGEST else None


def _bare(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"', "`"):
        end = value.find(value[0], 1)
        if end > 0:
            return value[1:end]
    value = re.split(r"\s(?:#|//)", value, maxsplit=1)[0]
    return value.rstrip(" ,;").strip("'\"`")


def version(lines: Sequence[str], minus: int, plus: int) -> Replacement | None:
    """Return the one version in which two lines differ, or None."""
    old, new = lines[minus][1:1000], lines[plus][1:1000]
    if _VERSION.sub("#", old) != _VERSION.sub("#", new):
        return None
    pairs = zip(_VERSION.findall(old), _VERSION.findall(new), strict=True)
    differ = {(a, b) for a, b in pairs if a != b}
    if len(differ) != 1:
        return None
    before, after = differ.pop()
    return Replacement(before, after, None, (minus, plus))


def _names_version(swap: Replacement, lines: Sequence[str]) -> bool:
    if swap.before[:1] in "vV" and swap.before[1:2].isdigit():
        return True
    return "version" in lines[swap.lines[0]].lower()
