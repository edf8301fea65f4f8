"""`helm diff` text: one change for every resource that it says has changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.incident import Change
from assistant.intake.history import layers, replaced
from assistant.intake.history.page import Page
from assistant.intake.history.wording import plain

_RESOURCE = re.compile(
    r"(?:(?P<space>\S{1,253}), )?(?P<name>\S{1,253}), (?P<what>[A-Za-z][\w.]{0,80}) "
    r"\((?P<group>\S{1,253})\) has (?P<how>changed|been added|been removed)"
)


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether some line names a resource that has changed."""
    return any(_RESOURCE.match(line) for line in lines)


def changes(page: Page) -> tuple[Change, ...]:
    """Return one change for every resource, its section as the diff; times are not told there."""
    heads = [(at, found) for at, line in enumerate(page.raw) if (found := _RESOURCE.match(line))]
    ends = [at for at, _ in heads[1:]] + [len(page.raw)]
    return tuple(
        _change(page, at, found, end) for (at, found), end in zip(heads, ends, strict=True)
    )


def _change(page: Page, at: int, found: re.Match[str], end: int) -> Change:
    while end > at + 1 and not page.raw[end - 1].strip():
        end -= 1
    lines = page.lines[at:end]
    swap = replaced.in_diff(lines[1:])
    keys = replaced.keys(lines[1:], quoted=False)
    name = page.piece(at, found["name"])
    cited = [at + 1]
    before = after = None
    if swap is not None:
        before, after = swap.before, swap.after
        cited += [at + 2 + place for place in swap.lines]
    kind = layers.of_keys(keys) or layers.of_words(name.replace("-", " ")) or "config"
    told = page.lines[at].rstrip(": ").strip()
    return Change(
        kind=kind,
        component=name,
        before=before,
        after=after,
        time=None,
        diff="".join(f"{line}\n" for line in lines),
        text=told or plain(kind, name, before, after),
        evidence=page.ids(cited),
    )
