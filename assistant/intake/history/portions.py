"""The portions of a diff that are changes by themselves: its files, and the settings of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.incident import Layer
from assistant.intake.history import layers, pairs, patch, replaced

# Past so many telling files a commit is told layer by layer.
_MOST_FILES = 8


@dataclass(frozen=True, slots=True)
class Portion:
    """One change of a diff; `places` tell what it is, `lines` are its own (both from 0).

    `kind` and `component` are None where neither paths nor keys tell them.
    """

    kind: Layer | None
    component: str | None
    swap: replaced.Replacement | None
    places: tuple[int, ...]
    lines: tuple[int, ...]


def portions(
    lines: Sequence[str], listed: Sequence[str] = (), *, path: str | None = None
) -> tuple[Portion, ...]:
    """Return the changes that a diff makes: one for each file that tells, or setting in it.

    `listed` are paths that are named without their diff (`--stat`, `--name-status`); `path` is
    that of a diff of one file whose header does not tell it.
    """
    if not lines:
        kind, component, swap, places = told_by_diff(lines, listed)
        return (Portion(kind, component, swap, places, ()),)
    sections = patch.files(lines)
    if path is not None and len(sections) == 1:
        sections = (replace(sections[0], path=path),)
    layered = [section.layer(lines) for section in sections]
    ends = [*(section.start for section in sections[1:]), len(lines)]
    spans = [range(s.start, end) for s, end in zip(sections, ends, strict=True)]
    telling = [at for at, kind in enumerate(layered) if kind not in (None, "code")]
    # What only brings files in, as a first import does, replaces nothing: it is one change.
    replaces = any(lines[n][:1] == "-" for section in sections for n in section.body)
    found: list[Portion] = []
    for group in _groups(telling, layered) if replaces else ():
        span = tuple(n for at in group for n in spans[at])
        one = sections[group[0]]
        if len(group) == 1:
            found += _of_file(one, layered[group[0]], lines, span)
        else:
            found.append(Portion(layered[group[0]], one.path, None, (*_naming(one, lines),), span))
    if len(found) < 2:
        return _whole(lines, sections)
    rest = [at for at in range(len(sections)) if at not in telling]
    program = next((at for at in rest if patch.is_program(sections[at].path or "")), None)
    if program is not None:
        one = sections[program]
        span = tuple(n for at in rest for n in spans[at])
        found.append(Portion("code", one.path, None, (*_naming(one, lines),), span))
    return tuple(found)


def _groups(telling: Sequence[int], layered: Sequence[Layer | None]) -> list[list[int]]:
    """Return the telling files one by one, or by layer where they are many."""
    if len(telling) <= _MOST_FILES:
        return [[at] for at in telling]
    kinds = dict.fromkeys(layered[at] for at in telling)
    return [[at for at in telling if layered[at] == kind] for kind in kinds]


def _whole(lines: Sequence[str], sections: Sequence[patch.PatchedFile]) -> tuple[Portion, ...]:
    """Return the diff as one change of its most telling file, or the versions that it replaced."""
    kind, component, swap, places = told_by_diff(lines)
    every = tuple(range(len(lines)))
    if len(sections) == 1:
        return _of_file(sections[0], kind, lines, every)
    return (Portion(kind, component, swap, places, every),)


def _of_file(
    section: patch.PatchedFile, kind: Layer | None, lines: Sequence[str], span: tuple[int, ...]
) -> tuple[Portion, ...]:
    naming = tuple(_naming(section, lines))
    body = [lines[at] for at in section.body]
    settled = pairs.of_file(section.path, body)
    if not settled:
        swap = replaced.in_diff(body)
        shown = tuple(section.body[at] for at in swap.lines) if swap is not None else ()
        return (Portion(kind, section.path, swap, (*naming, *shown), span),)
    found = []
    for swap in settled:
        own = tuple(section.body[at] for at in swap.lines)
        of_key = layers.of_keys([swap.key or ""])
        found.append(
            Portion(of_key or kind, swap.key, swap, (*naming, *own), (*section.head, *own))
        )
    return tuple(found)


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
    chosen = _chosen(sections, layered)
    swap = replaced.in_diff([lines[at] for at in chosen.body])
    places = [*_naming(chosen, lines)]
    if swap is not None:
        places += [chosen.body[at] for at in swap.lines]
    best = layers.best(kind for kind in layered if kind is not None)
    return best, chosen.path, swap, tuple(places)


def _chosen(
    sections: Sequence[patch.PatchedFile], layered: Sequence[Layer | None]
) -> patch.PatchedFile:
    best = layers.best(kind for kind in layered if kind is not None)
    return next(s for s, kind in zip(sections, layered, strict=True) if kind == best)


def _naming(section: patch.PatchedFile, lines: Sequence[str]) -> Iterator[int]:
    for at in section.head:
        if section.path is not None and section.path in lines[at]:
            yield at
