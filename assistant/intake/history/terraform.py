"""A Terraform plan pasted as text: the changes of every resource that it touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.incident import Change, Layer
from assistant.intake.history import layers
from assistant.intake.history.page import Page
from assistant.intake.history.pairs import is_general
from assistant.intake.history.wording import plain

_RESOURCE = re.compile(
    r"\s{0,6}# (?P<address>[\w.\-\[\]\"]{3,200}) "
    r"(?P<how>will be (?:updated in-place|created|destroyed|replaced|read during apply)"
    r"|must be replaced|has (?:changed|been deleted|been changed))\b.*"
)
_SET = re.compile(
    r"\s*[~+\-/]{1,3} \"?(?P<key>[\w.\-]{1,80})\"?\s+= (?P<before>\"[^\"]{0,200}\"|\S{1,200}) -> "
    r"(?P<after>\"[^\"]{0,200}\"|\S{1,200}).*"
)
_END = re.compile(r"\s*(?:Plan: \d|Changes to Outputs|Apply complete|Note: |─{5,}|Do you want)")
_PREAMBLE = re.compile(
    r"\s*(?:Terraform |OpenTofu |# |\S*(?:Refreshing state|Reading\.\.\.)|symbols:"
    r"|[~+\-/]{1,3} \w|\$ )"
)
# Layers whose resources are theirs with all their settings.
_OWNING: tuple[Layer, ...] = ("guardrail", "prompt")
# Past so many values a resource is told as a whole.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes, and the lines (from 1) that are not blank and belong to none."""

    changes: tuple[Change, ...]
    left: tuple[int, ...]


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether some line heads a resource of a plan and some other one sets a value in it."""
    heads = sum(1 for line in lines if _RESOURCE.fullmatch(line))
    return heads > 0 and any(re.match(r"\s*[~+\-/]{1,3} resource \"", line) for line in lines)


def read(page: Page) -> Plan:
    """Return the changes of each resource, with its lines as the diff; a plan tells no times."""
    heads = [at for at, line in enumerate(page.raw) if _RESOURCE.fullmatch(line)]
    ends = [*heads[1:], len(page.raw)]
    changes: list[Change] = []
    covered: set[int] = set()
    for at, stop in zip(heads, ends, strict=True):
        end = next((n for n in range(at + 1, stop) if _END.match(page.raw[n])), stop)
        while end > at + 1 and not page.raw[end - 1].strip():
            end -= 1
        covered.update(range(at, end))
        changes += _changes(page, at, end)
    left = tuple(
        at + 1
        for at, line in enumerate(page.raw)
        if line.strip() and at not in covered and not _END.match(line) and not _PREAMBLE.match(line)
    )
    return Plan(tuple(changes), left)


def _changes(page: Page, at: int, end: int) -> Iterator[Change]:
    """Yield the resource as a change, or each value that it replaces where there are several."""
    head = _RESOURCE.fullmatch(page.raw[at])
    address = page.piece(at, head["address"]) if head else ""
    found = [
        (number, match)
        for number in range(at, end)
        if (match := _SET.fullmatch(page.lines[number]))
    ]
    known = [
        (number, match)
        for number, match in found
        if not is_general(match["key"])
        and not any(_is_computed(match[part]) for part in ("before", "after"))
    ]
    of_resource = layers.of_words(address.replace("_", " ").replace(".", " ")) or "config"
    told = layers.of_keys([match["key"] for _, match in found])
    if 2 <= len(known) <= _MOST:
        for number, match in known:
            before, after = (match[part].strip('"') for part in ("before", "after"))
            kind = layers.of_keys([match["key"]]) or (of_resource if told is None else "config")
            kind = of_resource if kind == "config" and of_resource in _OWNING else kind
            yield Change(
                kind=kind,
                component=match["key"],
                before=before,
                after=after,
                time=None,
                diff=f"{page.lines[at]}\n{page.lines[number]}\n",
                text=plain(kind, f"{address} {match['key']}", before, after),
                evidence=page.ids([at + 1, number + 1]),
            )
        return
    before = after = None
    single = found if len(found) == 1 else known
    if len(single) == 1:
        before, after = (single[0][1][part].strip('"') for part in ("before", "after"))
    kind = told or of_resource
    kind = of_resource if kind == "config" and of_resource in _OWNING else kind
    yield Change(
        kind=kind,
        component=address,
        before=before,
        after=after,
        time=None,
        diff="".join(f"{line}\n" for line in page.lines[at:end]),
        text=f"{address} {head['how']}" if head else plain(kind, address, before, after),
        evidence=page.ids([at + 1, *(number + 1 for number, _ in found)]),
    )


def _is_computed(told: str) -> bool:
    """Return whether a value is none that was written: known only later, hidden, or nothing."""
    return told.startswith(("(", "[", "{")) or told.strip('"') in ("null", "")
