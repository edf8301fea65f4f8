"""Fairness: figures by group of people side by side, as tables and sentences tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.analysis.layout import Placed
from assistant.analysis.phrases import plain, sentences, spoken, tokens
from assistant.analysis.vocabulary import number, phrases, words
from assistant.incident import Incident

Outcome = Literal["favourable", "unfavourable"]
_REACH = 2000
_SHARE = r"(\d{1,3}(?:\.\d{1,2})?)\s?%"
_RATE = re.compile(_SHARE)
# "  women        47%      31%": a label, then shares in columns.
_COLUMNS = re.compile(
    rf"^\s*[-*•]?\s*(?P<label>[^\d\s%|][^%|]{{1,40}}?)(?P<cells>(?:\s{{2,}}{_SHARE}){{1,6}})\s*$"
)
# "German 52% found, Polish 21%": words, then a share.
_NAMED = re.compile(
    r"(?P<label>[^\W\d_][^,;:.%()\d]{0,40}?(?:\s\d{1,3}\+?(?=\s))?)"
    rf"\s*(?::|=|is|was|at|had|got)?\s*(?<!\d){_SHARE}"
)
# "31% of women", "8% for applicants with a gap".
_OF = re.compile(
    rf"{_SHARE}\s+(?:of|for|among|with)\s+(?:the\s+|all\s+)?(?P<label>[^,;:.%()\d]{{3,40}})"
)


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One share of one group: `before` is its share before the incident, None where not told.

    `outcome` tells whether the share is of a good outcome or a bad one, None where that is open.
    """

    group: str
    value: float
    unit: str
    before: float | None
    outcome: Outcome | None
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disparity:
    """The lowest against the highest rate of a good outcome, worked out from cited figures."""

    low: GroupFigure
    high: GroupFigure
    ratio: float
    before: float | None


def by_group(incident: Incident, notes: Sequence[Placed]) -> tuple[GroupFigure, ...]:
    """Return the shares by group that the notes tell; none where fewer than two groups are told."""
    told = [p for p in notes if p.section not in {"actions", "aside"} and not p.fenced]
    found = [*_of_tables(told), *_of_columns(told), *_of_sentences(told, incident.people)]
    first: dict[tuple[str, float], GroupFigure] = {}
    for figure in found:
        first.setdefault((figure.group.casefold(), figure.value), figure)
    kept = tuple(first.values())[: int(number("fairness", "most_groups"))]
    return kept if len(kept) >= number("fairness", "least_groups") else ()


def disparity(figures: Sequence[GroupFigure]) -> Disparity | None:
    """Return the ratio of the lowest to the highest rate of one good outcome, None where open."""
    known = [f for f in figures if f.outcome is not None and f.unit == "%"]
    if len(known) < number("fairness", "least_groups") or len({f.outcome for f in known}) > 1:
        return None
    rates = sorted(known, key=_good)
    low, high = rates[0], rates[-1]
    if _good(high) <= 0:
        return None
    before = None
    if low.before is not None and high.before is not None:
        good = [_turned(f.before or 0.0, f.outcome) for f in (low, high)]
        before = round(good[0] / good[1], 2) if good[1] > 0 else None
    return Disparity(low, high, round(_good(low) / _good(high), 2), before)


def _good(figure: GroupFigure) -> float:
    return _turned(figure.value, figure.outcome)


def _turned(value: float, outcome: Outcome | None) -> float:
    return 100.0 - value if outcome == "unfavourable" else value


def _outcome(*texts: str) -> Outcome | None:
    said = " ".join(texts)
    if phrases("fairness", "outcome", "unfavourable").found(said):
        return "unfavourable"
    return "favourable" if phrases("fairness", "outcome", "favourable").found(said) else None


def _is_group(label: str) -> bool:
    return phrases("fairness", "groups", "names").found(label) is not None


def _of_tables(notes: Sequence[Placed]) -> Iterator[GroupFigure]:
    """Yield the shares of table rows whose first column names groups of people."""
    lead = ""
    for placed in notes:
        if not placed.cells:
            lead = placed.line.text if tokens(placed.line.text) else lead
            continue
        text = placed.line.text
        label = plain(text[placed.cells[0].start : placed.cells[0].end])
        header = placed.cells[0].header or ""
        told = header in words("fairness", "groups", "headers") or _is_group(label)
        shares = [
            (cell.header or "", m)
            for cell in placed.cells[1:]
            if (m := _RATE.fullmatch(text[cell.start : cell.end].strip(" *~≈")))
        ]
        if not told or not shares or not tokens(label):
            continue
        before, during = _split(shares)
        outcome = _outcome(during[0]) or _outcome(lead)
        yield _figure(label, during[1], before, outcome, placed)


def _split(
    shares: list[tuple[str, re.Match[str]]],
) -> tuple[float | None, tuple[str, re.Match[str]]]:
    """Return the share before the incident, where a column holds it, and the one during it."""
    earlier = [s for s in shares if phrases("fairness", "when", "before").found(s[0])]
    later = [s for s in shares if phrases("fairness", "when", "during").found(s[0])]
    during = later[-1] if later else shares[-1]
    others = [s for s in shares if s is not during]
    first = next((s for s in earlier if s is not during), others[0] if others else None)
    return (float(first[1][1]) if first is not None else None), during


def _figure(
    label: str, share: re.Match[str], before: float | None, outcome: Outcome | None, placed: Placed
) -> GroupFigure:
    said = plain(placed.line.text.replace("|", " "))
    return GroupFigure(
        label.strip(), float(share[1]), "%", before, outcome, said, (placed.line.id,)
    )


def _of_columns(notes: Sequence[Placed]) -> Iterator[GroupFigure]:
    """Yield the shares of lines in columns of blanks; two lines or more make a table."""
    run: list[tuple[Placed, re.Match[str]]] = []
    head: Placed | None = None
    for index, placed in enumerate([*notes, None]):
        found = _COLUMNS.match(placed.line.text[:_REACH]) if placed and not placed.cells else None
        if placed is not None and found is not None:
            if not run:
                head = notes[index - 1] if index else None
            run.append((placed, found))
            continue
        if len(run) >= 2 and any(_is_group(m["label"]) for _, m in run):
            yield from _run(run, head)
        run = []


def _run(run: Sequence[tuple[Placed, re.Match[str]]], head: Placed | None) -> Iterator[GroupFigure]:
    columns = re.split(r"\s{2,}", head.line.text.strip()) if head is not None else []
    for placed, found in run:
        shares = list(_RATE.finditer(found["cells"]))
        names = columns[-len(shares) :] if len(columns) >= len(shares) else [""] * len(shares)
        before, during = _split(list(zip(names, shares, strict=True)))
        outcome = _outcome(during[0], head.line.text if head is not None else "")
        yield _figure(found["label"], during[1], before, outcome, placed)


def _of_sentences(notes: Sequence[Placed], people: tuple[str, ...]) -> Iterator[GroupFigure]:
    """Yield the shares that one sentence tells of two groups or more."""
    for placed in notes:
        text = placed.line.text[:_REACH]
        if placed.cells or text.count("%") < 2:
            continue
        start, end = spoken(placed.line, people)
        for begin, stop in sentences(text, start, min(end, _REACH)):
            said = text[begin:stop]
            led = phrases("fairness", "groups", "leads").found(said) is not None
            pairs = [(m["label"], m) for m in _OF.finditer(said)] or [
                (m["label"], m) for m in _NAMED.finditer(said)
            ]
            named = [(_bare(label), m) for label, m in pairs]
            groups = [(label, m) for label, m in named if label and (led or _is_group(label))]
            if len(groups) < 2 or not (led or any(_is_group(label) for label, _ in groups)):
                continue
            outcome = _outcome(said)
            for label, match in groups:
                share = _RATE.search(match[0])
                if share is not None:
                    yield _figure(label, share, None, outcome, placed)


_LEADS = re.compile(r"\b(?:and|but|while|vs|versus|for|only|it is|is|was|were|of|than|to)\b")


def _bare(label: str) -> str:
    """Return the words of a label that name the group: its last three, less what leads to them."""
    return " ".join(_LEADS.split(label)[-1].split()[-3:]).strip(" -–—")
