"""Sentences turned round by rule: one word, one negation, or two figures exchanged."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from evals.claims.claims import DATA, Claim

_PASSAGE = re.compile(r"\bfrom (\S+) to (\S+?)(?=[,.;:)]*(?:\s|$))")
_ARROW = re.compile(r"(\S+) -> (\S+?)(?=[,.;:)]*(?:\s|$))")
_VERB = re.compile(r"\b(?:(?:was|were|is|are)\b(?! not| no\b)|(?:had|has)\b(?= \w+ed\b))")
_NOT = re.compile(r" not\b|n't\b")
_FIGURE = re.compile(r"(?<![\w.:,/@+#-])\d+(?:[.,]\d+)?%?(?![\w:/-]|[.,]\d)")


def flips(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return each way in which the honest sentences near the lines, and the lines, are turned."""
    near = [c for c in claims if c.name == "honest, near the lines"]
    found = [
        Claim(text, claim.lines, "mechanical", kind)
        for claim in near
        for kind, text in turned(claim.text)
    ]
    lines = dict.fromkeys(line for claim in near for line in claim.lines)
    found += [
        Claim(text, (line,), "mechanical, of a line", kind)
        for line in lines
        for kind, text in turned(line)
    ]
    return tuple(found)


def turned(text: str) -> Iterator[tuple[str, str]]:
    """Yield each way to turn a sentence round by exchanging one thing, with its kind."""
    for one, other in _pairs():
        for mine, yours in ((one, other), (other, one)):
            changed = re.sub(rf"\b{re.escape(mine)}\b", yours, text, count=1)
            if changed != text:
                yield "word", changed
    for one, other in (("before", "after"), ("after", "before")):
        changed = re.sub(rf"\b{one}\b", other, text, count=1, flags=re.I)
        if changed != text:
            yield "order", changed
    yield from (("not put in", text[: m.end()] + " not" + text[m.end() :]) for m in _verbs(text))
    if _NOT.search(text):
        yield "not taken out", _NOT.sub("", text, count=1)
    for pattern, shape in ((_PASSAGE, "from {1} to {0}"), (_ARROW, "{1} -> {0}")):
        for match in pattern.finditer(text):
            made = shape.format(match[1], match[2])
            if match[1] != match[2]:
                yield "passage", text[: match.start()] + made + text[match.end() :]
    figures = list(_FIGURE.finditer(text))
    for first, second in pairwise(figures):
        if first[0] != second[0] and first[0].endswith("%") == second[0].endswith("%"):
            middle = text[first.end() : second.start()]
            yield (
                "figures",
                text[: first.start()] + second[0] + middle + first[0] + text[second.end() :],
            )


def _verbs(text: str) -> Iterator[re.Match[str]]:
    return _VERB.finditer(text)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    data = tomllib.loads((DATA / "pairs.toml").read_text(encoding="utf-8"))
    return tuple((str(one), str(other)) for one, other in data["pairs"])
