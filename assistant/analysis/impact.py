"""Impact figures: who and what was hit, how many, as the notes state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.counting import Aspect, aspect_of, counted_by
from assistant.analysis.layout import Placed, column_kind
from assistant.analysis.leads import Led, led
from assistant.analysis.normal import is_normal, off_normal
from assistant.analysis.nouns import Counted, Measure, behind, label_span, of_label, unnamed
from assistant.analysis.phrases import clip, plain, roles, sentences, spoken, tokens
from assistant.analysis.quantities import Quantity, quantities
from assistant.analysis.staging import in_staging
from assistant.analysis.vocabulary import number, phrases, words
from assistant.analysis.weighing import Surroundings, clause, exact, survey, weigh
from assistant.incident import Incident

_MOST = 40  # numbers of one sentence; what holds more is data, not a statement
_SHORT = 40  # characters from a number to the whole that it is of
_NEXT = 2  # lines from one line of a list to the next, with an empty one between
_SKIPPED = frozenset({"actions", "aside", "tests"})
# The whole that a share is of ("212 of 690 summaries") was not hit; nor is "those 52" a new count.
_WHOLE = re.compile(r"\W*(?:out\s+)?of\s+(?:(?:the|all|our|about|these|those)\s+)*", re.I)
_TOLD_BEFORE = re.compile(r"(?<!\bof )\b(?:those|these|the other)\s+$", re.I)
_WHOLE_OF_RATE = re.compile(
    r"\s?of\s(?:(?:the|all|our|about)\s){0,3}(?P<whole>\d[\d.,]{0,18}\d|\d)(?=\s[^\W\d_])"
)
_GOES_ON = re.compile(r"\s{0,9}[*_]{0,3}\s{0,9}(?:$|[,;)]|[^\W\d_])")
_ALONE = re.compile(r"\s{0,9}[*_]{0,3}\s{0,9}(?:$|[,;.)])")
_WORD_AHEAD = re.compile(r"([^\W\d_]+)\s+$")
_LEADERS = re.compile(r"[^\W\d_] ?\.{4,} ?\d")
_ID = re.compile(r"(?:#|\bv|\bno\.?|\bsev-?|\bstep|\bversion|\bp|\bid)\s?$")


@dataclass(frozen=True, slots=True)
class ImpactFigure:
    """One figure; `text` is the sentence that states it, verbatim from the cited line.

    `value` of a range ("120-150 users") is its upper end. `unit` is the counted noun, a currency
    code, "%" with what it is of, or a unit of time. `aspect` is what it speaks of besides a
    number, `counted_by` the words that say how it was come by; None where the notes do not say.
    """

    measure: Measure
    value: float
    unit: str
    text: str
    evidence: tuple[str, ...]
    aspect: Aspect | None = None
    counted_by: str | None = None


@dataclass(slots=True)
class _Reader:
    """Reads the note lines in order, keeping the noun counted last for counts without one."""

    people: tuple[str, ...]
    in_staging: bool
    last: Counted | None = None
    before: Led | None = None
    taken: bool = False
    stood: bool = True  # whether the number of the noun counted last was impact itself

    def _noun(self, around: Surroundings, quantity: Quantity, label: str | None) -> Counted | None:
        found = behind(around.text, quantity, around.end)
        if found is None and label is not None:
            found = of_label(label)
        if found is not None:
            return found
        if self.last is None:
            return unnamed(label) if label and tokens(label) else None
        if around.text[quantity.start : quantity.end].strip().lower() == "one":
            return None
        if label is None and not _goes_on(around, quantity):
            return None
        return replace(self.last, how="before")

    def weighed(
        self, led: Led, around: Surroundings, quantity: Quantity, *, follows: bool
    ) -> tuple[float, Counted | None]:
        """Return what speaks for a number to be impact, and the noun that it counts."""
        at = label_span(around.text, around.begin, quantity.start)
        label = plain(around.text[at[0] : at[1]]) if at else None
        score = weigh(around, quantity, at) + number("impact", "places", "follows") * follows
        section = led.placed.section or led.about
        if "impact" in {section, led.about}:
            score += number("impact", "places", "impact")
        elif section == "open":
            score += number("impact", "places", "open")
        noun = None
        if quantity.kind == "count":
            noun = self._noun(around, quantity, label)
            score += noun.weight if noun else 0.0
            counted = noun is None or noun.how != "before" or self.stood
            score += number("impact", "places", "exact") * (counted and exact(quantity.value))
            if noun is not None and noun.how == "before":
                score += number("impact", "places", "elliptical")
        else:
            score += number("impact", "places", quantity.kind)
        score += number("impact", "places", "labelled") if label is not None else 0.0
        if self.in_staging:
            score -= staging_weight(around)
        return score, noun

    def read(self, led: Led) -> Iterator[ImpactFigure]:
        """Yield the figures of one line."""
        placed = led.placed
        if placed.section in _SKIPPED or led.about in _SKIPPED or placed.fenced:
            return
        if self.before is None or not _of_one_list(self.before, led):
            self.last = None
        self.before = led
        for begin, stop in _spans(placed, self.people):
            yield from self._sentence(led, begin, stop)

    def _sentence(self, led: Led, begin: int, stop: int) -> Iterator[ImpactFigure]:
        line, text = led.placed.line, led.placed.line.text
        found = tuple(islice(quantities(text, begin, stop), _MOST))
        if not found or phrases("impact", "cues", "denied").found(text[begin:stop]):
            return
        around = survey(text, begin, stop)
        off = off_normal(text, begin, found)
        follows, beside = text[:begin].rstrip().endswith(";") and self.taken, None
        self.taken = False
        for part, quantity in zip((None, *found), found, strict=False):
            if any(m.start < quantity.end and quantity.start < m.end for m in line.mentions):
                continue
            if _no_count(text, begin, quantity):
                continue
            score, noun = self.weighed(led, around, quantity, follows=follows)
            if noun is not None and noun.how != "before":
                self.last, self.stood = noun, False
            of = text[part.end if part else begin : quantity.start]
            if (
                len(of) <= _SHORT
                and _WHOLE.fullmatch(of)
                and not (part and part.kind == "rate" and noun is None)
            ):
                self.stood = True
                continue
            if quantity.kind == "count" and (noun is None or _year(text, quantity, noun)):
                continue
            if noun is not None and noun.how == "before" and beside is not None:
                noun = beside
            taken = score >= number("impact", "least") or (off and quantity.kind == "rate")
            if quantity.kind == "rate" and is_normal(text, begin, quantity):
                taken = False
            if not taken or _negated(around, quantity):
                continue
            follows, beside, self.taken, self.stood = True, None, True, True
            if quantity.kind == "money":
                beside = Counted("money", quantity.unit or "", 0.0, "before")
            yield self._figure(led, (begin, stop), quantity, noun)

    def _figure(
        self, led: Led, span: tuple[int, int], quantity: Quantity, noun: Counted | None
    ) -> ImpactFigure:
        line, text = led.placed.line, led.placed.line.text
        told = clip(roles(plain(text[span[0] : span[1]].replace("|", " ")), self.people))
        if cause_asserted(told) or blame_in(told):
            told = plain(text[quantity.start : _phrase_end(text, quantity.end, span[1])])
        method, by_lead = counted_by(text[span[0] : span[1]]), None
        if method is None and led.lead is not None and led.about == "impact":
            by_lead = counted_by(led.lead.line.text)
        measure, unit = _measure(text, span[1], quantity, noun)
        return ImpactFigure(
            measure,
            quantity.value,
            unit,
            told,
            (line.id, led.lead.line.id) if by_lead and led.lead else (line.id,),
            aspect_of(text[span[0] : span[1]]),
            roles(how, self.people) if (how := method or by_lead) else None,
        )


def _goes_on(around: Surroundings, quantity: Quantity) -> bool:
    """Return whether a number without a noun may count what was counted before it."""
    text = around.text
    if not _GOES_ON.match(text, quantity.end, around.end):
        return False
    ahead = _WORD_AHEAD.search(text, max(around.begin, quantity.start - 24), quantity.start)
    alone = _ALONE.match(text, quantity.end, around.end) is not None
    word = ahead[1].lower() if ahead else ""
    listed = "ends" if alone else "dated"
    return word not in words("impact", "nouns", "words", listed)


def _of_one_list(one: Led, other: Led) -> bool:
    """Return whether a line goes on where the one before it left off: one list, one message."""
    alike = one.lead is other.lead and one.placed.line.source == other.placed.line.source
    apart = other.placed.line.line - one.placed.line.line
    return alike and apart <= _NEXT and not (other.stamped and other.lead is None)


def staging_weight(around: Surroundings) -> float:
    """Return the weight that the words of a staging system took, to be given back."""
    return number("impact", "signals", "staging", "weight") if "staging" in around.hits else 0.0


def _measure(text: str, stop: int, quantity: Quantity, noun: Counted | None) -> tuple[Measure, str]:
    """Return the measure and the unit of a figure, of a rate with what it is of."""
    if noun is not None:
        return noun.measure, noun.unit
    if quantity.kind == "rate":
        of = re.compile(r"\s*of\s").match(text, quantity.end, stop)
        whole = _WHOLE_OF_RATE.match(text, quantity.end, stop)
        named = behind(text, replace(quantity, value=2.0), stop) if of else None
        parts = ["% of" if named else "%", whole["whole"] if whole and named else ""]
        return "rate", " ".join(p for p in (*parts, named.unit if named else "") if p)
    return ("money" if quantity.kind == "money" else "duration"), quantity.unit or ""


def _no_count(text: str, begin: int, quantity: Quantity) -> bool:
    """Return whether a number counts nothing: zero, an id, a version, a year, told before."""
    lead = text[max(begin, quantity.start - 12) : quantity.start].lower()
    if quantity.value <= 0 or re.match(r"0\d", text[quantity.start : quantity.end]):
        return True
    if _ID.search(lead) or _TOLD_BEFORE.search(lead):
        return True
    if quantity.kind != "count":
        return False
    return quantity.value != int(quantity.value)


def _year(text: str, quantity: Quantity, noun: Counted) -> bool:
    """Return whether a bare number of four digits is a year ("in 2026 customers", "2024 polls")."""
    bare = text[quantity.start : quantity.end].isdigit() and 1990 <= quantity.value <= 2100
    ahead = _WORD_AHEAD.search(text, max(0, quantity.start - 24), quantity.start)
    dated = ahead is not None and ahead[1].lower() in words("impact", "nouns", "words", "ends")
    return bare and (dated or noun.measure == "other" or noun.how == "before")


def _negated(around: Surroundings, quantity: Quantity) -> bool:
    """Return whether a negation stands in the quantity's clause, or is a whole clause."""
    start, stop = clause(around, quantity)
    listed = phrases("impact", "cues", "negated")
    if listed.found(around.text[start:stop]):
        return True
    edges = [around.begin, *(x for pair in around.breaks for x in pair), around.end]
    parts = zip(edges[::2], edges[1::2], strict=True)
    return any(listed.whole(around.text[a:b].strip(" .!")) for a, b in parts)


def _spans(placed: Placed, people: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the spans that may state impact: sentences, or the telling cells of a table row."""
    start, end = spoken(placed.line, people)
    text = placed.line.text
    if not placed.cells and _LEADERS.search(text):
        return [(start, min(end, start + 6000))]
    if not placed.cells:
        return sentences(text, start, min(end, start + 6000))
    kinds = [column_kind(cell.header) for cell in placed.cells]
    told = [c for c, kind in zip(placed.cells, kinds, strict=True) if kind in {"text", None}]
    counts = [c for c in told if re.match(r"[^\w]*\d", text[c.start : c.end])]
    if told and (len(told) == len(placed.cells) or len(counts) in range(1, len(told))):
        return [(told[0].start, told[-1].end)]
    return [(cell.start, cell.end) for cell in told]


def _phrase_end(text: str, at: int, stop: int) -> int:
    """Return the end of the noun phrase after a number, for a figure cut out of its sentence."""
    found = re.compile(r"(?:\s+[^\W\d_][\w'’-]*){0,3}").match(text, at, stop)
    return found.end() if found else at


def figures(incident: Incident, notes: Sequence[Placed]) -> tuple[ImpactFigure, ...]:
    """Return each impact figure of the notes once, with every line that tells it."""
    told: dict[tuple[Measure, float, str], ImpactFigure] = {}
    reader = _Reader(incident.people, in_staging(notes))
    for line in led(notes):
        for figure in reader.read(line):
            key = (figure.measure, figure.value, figure.unit)
            first = told.get(key)
            if first is None:
                told[key] = figure
            elif figure.evidence[0] not in first.evidence:
                told[key] = replace(first, evidence=(*first.evidence, *figure.evidence))
    return tuple(f for f in told.values() if tokens(f.text))
