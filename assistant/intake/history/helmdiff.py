"""`helm diff` text: one change for every resource that it says has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.incident import Change
from assistant.intake.history import layers, pairs, replaced
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
        change
        for (at, found), end in zip(heads, ends, strict=True)
        for change in _changes(page, at, found, end)
    )


def _changes(page: Page, at: int, found: re.Match[str], end: int) -> Iterator[Change]:
    """Yield the resource as a change, or each setting of it where it replaces several."""
    while end > at + 1 and not page.raw[end - 1].strip():
        end -= 1
    lines = page.lines[at:end]
    bare = [line[:1] + line[1:].lstrip() if line[:1] in "+-" else line for line in lines[1:]]
    settled = pairs.of_file("values.yaml", bare)
    if not settled:
        yield _change(page, at, found, lines)
        return
    name = page.piece(at, found["name"])
    of_name = layers.of_words(name.replace("-", " "))
    for one in settled:
        kind = layers.of_keys([one.key or ""]) or of_name or "config"
        before, after = one.before or None, one.after or None
        yield Change(
            kind=kind,
            component=one.key,
            before=before,
            after=after,
            time=None,
            diff="".join(f"{lines[place]}\n" for place in (0, *(p + 1 for p in one.lines))),
            text=plain(kind, f"{name} {one.key}", before, after),
            evidence=page.ids([at + 1, *(at + 2 + place for place in one.lines)]),
        )


def _change(page: Page, at: int, found: re.Match[str], lines: Sequence[str]) -> Change:
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
