"""A sentence that puts one thing in place of another: what changed, what was there, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.intake.history import layers
from assistant.intake.history.subject import is_filler

_PIECE = r"[^\s,;()`\"'>]{0,80}[^\s,;()`\"'>:]"
_VALUE = (
    r"(?:`[^`\n]{1,80}`|\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'"
    rf"|{_PIECE}(?: {_PIECE}){{0,3}}?)"
)
_NAMED = (
    r"(?:(?P<kind>[A-Za-z][\w\-]{1,40}) {1,4})?"
    r"(?P<quote>[`\"']?)(?P<name>[A-Za-z][\w./\-]{0,60})(?P=quote)(?:(?<!:):|:)? {1,4}"
)
_ARROW = r"\s?(?:->|=>|→|⟶|➜)\s?"
_AFTER = r"(?=\s*(?:[(,;:.]\s|[(,;]|by\b|for\b|in\b|\Z)|[.:]?\s*\Z)"
_SWAP = re.compile(rf"(?:from )?(?P<before>{_VALUE}){_ARROW}(?P<after>{_VALUE}){_AFTER}")
_WORDED = re.compile(rf"from (?P<before>{_VALUE}) to (?P<after>{_VALUE}){_AFTER}")
# "model chat-2 (was chat-1)"
_ONE = rf"(?:`[^`\n]{{1,80}}`|\"[^\"\n]{{1,80}}\"|'[^'\n]{{1,80}}'|{_PIECE})"
_WAS = re.compile(
    rf"(?:is now |now |to )?(?P<after>{_ONE}) ?"
    rf"\((?i:was|previously|formerly|before|old|vorher|ehemals):? (?P<before>{_ONE})\)"
)
_HEAD = re.compile(_NAMED)
_WORD = re.compile(r"\S+")
_BACK = re.compile(
    r"(?i:rolled|reverted|rollback|revert|set|moved|pinned)(?i: back)?(?: of)? (?:the )?"
    r"(?:(?P<kind>[a-z]{3,12}) )?(?P<quote>[`\"']?)(?P<name>[A-Za-z][\w./\-]{1,60})(?P=quote)"
    r" to (?P<after>\S{1,60})"
)
_FLAG = re.compile(
    r"(?i:turned (?P<state>on|off)|enabled|disabled|updated|archived|created|deleted|toggled)"
    r"(?: the)? (?i:feature flag|flag|feature|toggle) [\"'`“]?(?P<flag>[\w.\-]{2,80})[\"'`”]?"
)


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Swap:
    """Where the parts stand in the words; a part that is not told is None."""

    kind: Span | None = None
    component: Span | None = None
    before: Span | None = None
    after: Span | None = None
    flag: Span | None = None

    def named(self) -> Iterator[tuple[str, Span]]:
        """Yield the parts that are told, by the keys that entries of lists have."""
        for name in ("kind", "component", "before", "after", "flag"):
            span: Span | None = getattr(self, name)
            if span is not None:
                yield name, span


def swap_in(words: str) -> Swap | None:
    """Return the parts of words such as "prompt `refund` v12 -> v13", or None."""
    plain = words.replace("|", " ").replace("\t", " ")
    flag = _FLAG.search(plain)
    if flag:
        # "updated the flag in Production: 512 -> 256"
        colon = plain.find(": ", flag.end())
        told = _SWAP.search(plain, max(flag.end(), colon + 2))
        after = told and _bare(plain, told.span("after"))
        return Swap(
            flag=flag.span("flag"),
            before=_bare(plain, told.span("before")) if told else None,
            after=after or (flag.span("state") if flag["state"] else None),
        )
    start = len(plain) - len(plain.lstrip())
    head = _HEAD.match(plain, start)
    if head:
        heads = _heads(plain, start)
        for pattern in (_SWAP, _WORDED, _WAS):
            for at, kind, name in heads:
                told = pattern.match(plain, at)
                if told:
                    return _swap(plain, told, kind, name)
    back = _BACK.search(plain[:400])
    if back:
        span = back.span("name")
        after = _bare(plain, back.span("after"))
        if layers.of_stated(back["name"]) is not None:
            return Swap(kind=span, after=after)
        if back["kind"] is None:
            return Swap(component=span, after=after)
        if layers.of_stated(back["kind"]) is not None:
            return Swap(kind=back.span("kind"), component=span, after=after)
    return None


def _heads(plain: str, start: int) -> list[tuple[int, Span | None, Span | None]]:
    """Return where a value may start, with the kind and the name told before it, longest first."""
    found: list[tuple[int, Span | None, Span | None]] = []
    spans = [word.span() for word in islice(_WORD.finditer(plain, start, 400), 3)]
    for count in (2, 1):
        # A colon ends what is named: "`checks`: every tenth -> off".
        if len(spans) <= count or (count == 2 and plain[spans[0][1] - 1] == ":"):
            continue
        words = [_bare(plain, span) for span in spans[:count]]
        if not all(_is_name(plain[a:b]) for a, b in words):
            continue
        at = spans[count][0]
        first, last = words[0], words[-1]
        is_kind = layers.of_stated(plain[first[0] : first[1]]) is not None
        if count == 2:
            # "Default model": what only stands beside the word for a layer names no part.
            plain_first = is_filler(plain[first[0] : first[1]]) and not is_kind
            name = None if plain_first else first
            found.append((at, first if is_kind else None, last if is_kind else name))
        else:
            found.append((at, first, None) if is_kind else (at, None, first))
    return found


def _is_name(word: str) -> bool:
    return re.fullmatch(r"[A-Za-z][\w./\-]{0,80}", word) is not None and word.lower() not in (
        "from", "to", "the", "raise", "lower", "swap", "set", "change", "changed", "bump", "update",
    )  # fmt: skip


def _swap(plain: str, told: re.Match[str], kind: Span | None, name: Span | None) -> Swap:
    before, after = _bare(plain, told.span("before")), _bare(plain, told.span("after"))
    return Swap(kind=kind, component=name, before=before, after=after)


def _bare(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in "`\"' *_[(":
        start += 1
    while end > start and text[end - 1] in "`\"' *_:])":
        end -= 1
    return start, end
