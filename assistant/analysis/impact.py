"""Impact figures: who and what was hit, how many, as the notes state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.layout import Placed, column_kind
from assistant.analysis.phrases import clip, plain, roles, sentences, spoken, tokens
from assistant.analysis.quantities import Quantity, quantities
from assistant.analysis.vocabulary import phrases, words
from assistant.incident import Incident

Measure = Literal["users", "requests", "records", "money", "duration", "rate", "other"]
_COUNTED: tuple[Measure, ...] = ("users", "requests", "records")
_NEAR = 4
_MOST = 40  # numbers of one sentence; what holds more is data, not a statement
_NOUN_ENDS = re.compile(r"[.;:!?()|,]|\b(?:in|at|on|by|after|before|and|but|to|from|with)\b")
_OF_THOSE = re.compile(r"\s+of\s+(?:those|them|these)\b", re.I)
# The whole that a share is of ("212 of 690 summaries") was not hit.
_WHOLE = re.compile(r"\d\s+(?:out\s+)?of\s+(?:the\s+|all\s+|about\s+)?$")
_PART = re.compile(r"[,;:()](?!\d)|\s[-–—]\s|\bbut\b")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class ImpactFigure:
    """One figure; `text` is the sentence that states it, verbatim from the cited line.

    `value` of a range ("120-150 users") is its upper end. `unit` is the counted noun, a currency
    code, "%" with what it is of, or a unit of time.
    """

    measure: Measure
    value: float
    unit: str
    text: str
    evidence: tuple[str, ...]


def _noun_after(text: str, at: int, end: int) -> tuple[Measure, str] | None:
    """Return the counted noun within a few words after a number; unknown plurals are "other"."""
    tail = text[at : min(end, at + 60)]
    tail = _NOUN_ENDS.split(tail)[0]
    near = [word.lower() for word in _WORDS.findall(tail)[:_NEAR]]
    for word in near:
        for measure in _COUNTED:
            if word in words("impact", "nouns", measure):
                return measure, word
    for word in near[:2]:
        if len(word) > 3 and word.endswith("s") and word not in words("impact", "never"):
            return "other", word
    return None


def _noun_before(text: str, begin: int, at: int) -> tuple[Measure, str] | None:
    """Return the counted noun of a label ahead of a number ("Users affected: 340")."""
    lead = text[max(begin, at - 60) : at]
    label = re.search(
        r"([^.;!?|:=]{2,50})\s*[:|=]\s*[*_]*\s*(?:about|approx\.?|around|~|ca\.?|>|<)?\s*$", lead
    )
    if not label:
        return None
    for word in _WORDS.findall(label.group(1)):
        for measure in _COUNTED:
            if word.lower() in words("impact", "nouns", measure):
                return measure, word.lower()
    return None


def _cue(name: str, text: str) -> bool:
    return phrases("impact", "cues", name).found(text) is not None


def _negated(text: str, begin: int, end: int, quantity: Quantity) -> bool:
    """Return whether a negation stands in the quantity's part of a sentence, or is a whole part."""
    breaks = [m.span() for m in _PART.finditer(text, begin, end)]
    starts, stops = [begin, *(b for _, b in breaks)], [*(a for a, _ in breaks), end]
    listed = phrases("impact", "cues", "negated")
    for start, stop in zip(starts, stops, strict=True):
        part = text[start:stop]
        own = start <= quantity.start < stop
        if (own and listed.found(part)) or listed.whole(part.strip(" .!")):
            return True
    return False


def _is_normal(text: str, begin: int, quantity: Quantity) -> bool:
    """Return whether a percentage is told as the normal one ("normally 12%", "12% normally")."""
    lead = text[max(begin, quantity.start - 24) : quantity.start]
    hits = phrases("impact", "cues", "normal").spans(lead)
    if hits and not re.search(r"\d", lead[hits[-1][1] :]):
        return True
    hit = phrases("impact", "cues", "normal_after").span(text[quantity.end : quantity.end + 24])
    return hit is not None and not re.search(r"[\d,;.(]", text[quantity.end :][: hit[0]])


def _off_normal(text: str, begin: int, told: Sequence[Quantity]) -> bool:
    """Return whether a sentence with these quantities sets a percentage against the normal one."""
    rates = [q for q in told if q.kind == "rate"]
    normal = [q for q in rates if _is_normal(text, begin, q)]
    return bool(normal) and len(rates) > len(normal)


def _read(
    text: str, begin: int, end: int, quantity: Quantity, *, in_impact: bool, off_normal: bool
) -> tuple[Measure, str] | None:
    """Return the measure and unit of a quantity where it is impact, else None."""
    said = text[begin:end]
    around = text[max(begin, quantity.start - 60) : min(end, quantity.end + 60)]
    close = text[max(begin, quantity.start - 28) : min(end, quantity.end + 28)]
    if _cue("denied", said) or _negated(text, begin, end, quantity):
        return None
    if re.match(r"0\d", text[quantity.start : quantity.end]):
        return None
    if quantity.kind == "money" and quantity.unit:
        told = in_impact or _cue("money", said)
        return ("money", quantity.unit) if told and not _cue("not_money", around) else None
    off = quantity.kind == "rate" and off_normal
    if _cue("other", close) and not off and not (in_impact and quantity.kind == "count"):
        return None
    if quantity.kind == "duration" and quantity.unit:
        told = _cue("duration", said) and not _cue("not_duration", close)
        return ("duration", quantity.unit) if told else None
    if quantity.kind == "rate" and _is_normal(text, begin, quantity):
        return None
    if off:
        return "rate", "%"
    if quantity.kind == "rate":
        of = re.match(r"\s*of\s", text[quantity.end : end])
        noun = _noun_after(text, quantity.end, end) if of else None
        told = _cue("rate", around) and (in_impact or _cue("impact", said))
        return ("rate", f"% of {noun[1]}" if noun else "%") if told else None
    noun = _noun_after(text, quantity.end, end) or _noun_before(text, begin, quantity.start)
    if noun is None or not (in_impact or _cue("impact", said)):
        return None
    return noun


def _spans(placed: Placed, people: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the spans that may state impact: sentences, or the telling cells of a table row."""
    start, end = spoken(placed.line, people)
    text = placed.line.text
    if not placed.cells:
        return sentences(text, start, min(end, start + 6000))
    kinds = [column_kind(cell.header) for cell in placed.cells]
    told = [c for c, kind in zip(placed.cells, kinds, strict=True) if kind in {"text", None}]
    counts = [c for c in told if re.match(r"[^\w]*\d", text[c.start : c.end])]
    if told and (len(told) == len(placed.cells) or len(counts) in range(1, len(told))):
        return [(told[0].start, told[-1].end)]
    return [(cell.start, cell.end) for cell in told]


def _figures(placed: Placed, people: tuple[str, ...]) -> Iterator[ImpactFigure]:
    line, text = placed.line, placed.line.text
    if placed.section in {"actions", "aside", "tests"} or placed.fenced:
        return
    counted: tuple[Measure, str] | None = None
    for begin, stop in _spans(placed, people):
        found = tuple(islice(quantities(text, begin, stop), _MOST))
        off = _off_normal(text, begin, found)
        for quantity in found:
            if any(m.start < quantity.end and quantity.start < m.end for m in line.mentions):
                continue
            lead = text[max(begin, quantity.start - 12) : quantity.start].lower()
            if _WHOLE.search(text, max(begin, quantity.start - 30), quantity.start):
                continue
            year = quantity.unit is None and 1990 <= quantity.value <= 2100 and "in " in lead
            if year or re.search(r"(?:#|\bv|\bno\.?|\bsev-?|\bstep|\bversion|\bp|\bid)\s?$", lead):
                continue
            read = _read(
                text,
                begin,
                stop,
                quantity,
                in_impact=placed.section == "impact",
                off_normal=off,
            )
            if read is None and counted and _OF_THOSE.match(text, quantity.end, stop):
                read = counted
            if read is None:
                continue
            counted = read if quantity.kind == "count" else counted
            told = clip(roles(plain(text[begin:stop].replace("|", " ")), people))
            if cause_asserted(told) or blame_in(told):
                told = plain(text[quantity.start : _phrase_end(text, quantity.end, stop)])
            yield ImpactFigure(read[0], quantity.value, read[1], told, (line.id,))


def _phrase_end(text: str, at: int, stop: int) -> int:
    """Return the end of the noun phrase after a number, for a figure cut out of its sentence."""
    found = re.compile(r"(?:\s+[^\W\d_][\w'’-]*){0,3}").match(text, at, stop)
    return found.end() if found else at


def figures(incident: Incident, notes: Sequence[Placed]) -> tuple[ImpactFigure, ...]:
    """Return each impact figure of the notes once, with every line that tells it."""
    told: dict[tuple[Measure, float, str], ImpactFigure] = {}
    for placed in notes:
        for figure in _figures(placed, incident.people):
            key = (figure.measure, figure.value, figure.unit)
            first = told.get(key)
            if first is None:
                told[key] = figure
            elif figure.evidence[0] not in first.evidence:
                told[key] = replace(first, evidence=(*first.evidence, *figure.evidence))
    return tuple(f for f in told.values() if tokens(f.text))
