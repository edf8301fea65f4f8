"""A Terraform plan pasted as text: one change for every resource that it touches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.incident import Change
from assistant.intake.history import layers
from assistant.intake.history.page import Page
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
    """Return one change for each resource, its section as the diff; a plan tells no times."""
    heads = [at for at, line in enumerate(page.raw) if _RESOURCE.fullmatch(line)]
    ends = [*heads[1:], len(page.raw)]
    changes = []
    covered: set[int] = set()
    for at, stop in zip(heads, ends, strict=True):
        end = next((n for n in range(at + 1, stop) if _END.match(page.raw[n])), stop)
        while end > at + 1 and not page.raw[end - 1].strip():
            end -= 1
        covered.update(range(at, end))
        changes.append(_change(page, at, end))
    left = tuple(
        at + 1
        for at, line in enumerate(page.raw)
        if line.strip() and at not in covered and not _END.match(line) and not _PREAMBLE.match(line)
    )
    return Plan(tuple(changes), left)


def _change(page: Page, at: int, end: int) -> Change:
    head = _RESOURCE.fullmatch(page.raw[at])
    address = page.piece(at, head["address"]) if head else ""
    found = [
        (number, match)
        for number in range(at, end)
        if (match := _SET.fullmatch(page.lines[number]))
    ]
    before = after = None
    if len(found) == 1:
        before, after = (found[0][1][part].strip('"') for part in ("before", "after"))
    keys = [match["key"] for _, match in found]
    kind = (
        layers.of_keys(keys)
        or layers.of_words(address.replace("_", " ").replace(".", " "))
        or "config"
    )
    told = f"{address} {head['how']}" if head else plain(kind, address, before, after)
    return Change(
        kind=kind,
        component=address,
        before=before,
        after=after,
        time=None,
        diff="".join(f"{line}\n" for line in page.lines[at:end]),
        text=told,
        evidence=page.ids([at + 1, *(number + 1 for number, _ in found)]),
    )
