"""Impact figures: who and what was hit, how many, as the notes state it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.barred import counts_nothing, is_everything, is_whole, only_points
from assistant.analysis.clockheads import clock_heads, opens_with_clock
from assistant.analysis.columns import column_label, row_label, standing, telling_spans
from assistant.analysis.counting import Aspect, aspect_of, counted_by
from assistant.analysis.joined import (
    coordinated,
    gained,
    goes_on,
    is_bare,
    item_mark,
    measured,
    nearest,
)
from assistant.analysis.layout import Placed
from assistant.analysis.leads import Led, led
from assistant.analysis.normal import against_normal, is_normal, off_normal
from assistant.analysis.nouns import (
    Counted,
    Measure,
    actor,
    behind,
    counts,
    label_span,
    of_label,
    part_named,
    unnamed,
)
from assistant.analysis.phrases import clip, plain, roles, tokens
from assistant.analysis.quantities import Quantity, quantities
from assistant.analysis.staging import in_staging, near_miss
from assistant.analysis.units import measure_of, phrase_end
from assistant.analysis.vocabulary import number, phrases
from assistant.analysis.weighing import Surroundings, clause, exact, stands_in_clause, survey, weigh
from assistant.incident import Incident

_MOST = 40  # numbers of one sentence; what holds more is data, not a statement
_SUM = 50  # the least of a sum that goes on from another without its currency
_NEXT = 2  # lines from one line of a list to the next, with an empty one between
# Signals of a number that was no impact itself, while what was hit is counted in its noun.
_OF_ALL = frozenset({"hypothetical", "progress"})
_SKIPPED = frozenset({"actions", "aside", "tests"})


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
    tried: bool = False  # whether it was a sample that somebody tried
    listed: bool = False  # whether the line goes on with the list of the line before
    item: str | None = None  # the mark of the items that figures stood in
    told: list[tuple[float, Counted]] = field(default_factory=list)  # the counts of this source
    near_miss: bool = False
    clocks: frozenset[str] = frozenset()  # lines that open with the digits of a clock
    units: set[str] = field(default_factory=set)  # what the figures of this source counted

    def _noun(self, around: Surroundings, quantity: Quantity, label: str | None) -> Counted | None:
        found = behind(around.text, quantity, around.end)
        if found is None and label is not None:
            found = of_label(label)
        if found is not None:
            return found
        if self.last is None and "source" in around.hits and (near := nearest(self.told, quantity)):
            return replace(near, how="before")
        if self.last is None:
            named = unnamed(label) if label and tokens(label) and not counts(label) else None
            return named or actor(around.text, around.begin, quantity)
        if around.text[quantity.start : quantity.end].strip().lower() == "one":
            return None
        if label is None and not goes_on(around.text, around.begin, quantity, around.end):
            return None
        return replace(self.last, how="before")

    def weighed(
        self, led: Led, around: Surroundings, quantity: Quantity
    ) -> tuple[float, Counted | None]:
        """Return what speaks for a number to be impact, and the noun that it counts."""
        label, at = column_label(led.placed, quantity), row_label(led.placed, quantity)
        if label is None:
            at = at or label_span(around.text, around.begin, quantity.start)
            label = plain(around.text[at[0] : at[1]]) if at else None
        score = weigh(around, quantity, at)
        section = led.placed.section or led.about
        if "impact" in {section, led.about}:
            score += number("impact", "places", "impact")
        elif section == "open":
            score += number("impact", "places", "open")
        noun = None
        if quantity.kind == "count":
            noun = self._noun(around, quantity, label)
            score += self._counted(around, quantity, noun)
            if noun is not None and is_everything(label, noun, frozenset(self.units)):
                score += number("impact", "places", "sunk")
        else:
            score += number("impact", "places", quantity.kind)
            score += number("impact", "places", "exact") * measured(quantity)
        score += number("impact", "places", "labelled") if label is not None else 0.0
        if self.in_staging:
            score -= weight_of(around, "staging")
        return score, noun

    def _counted(self, around: Surroundings, quantity: Quantity, noun: Counted | None) -> float:
        """Return what the noun of a count weighs, and how the count is told."""
        score = noun.weight if noun else 0.0
        counted = noun is None or noun.how != "before" or self.stood or "source" in around.hits
        score += number("impact", "places", "exact") * (counted and exact(quantity.value))
        if noun is None:
            return score
        if noun.how == "before":
            score += number("impact", "places", "elliptical")
            score += number("impact", "places", "sunk") * self.tried
        elif noun.unit in self.units and part_named(around.text, quantity, around.end):
            score += number("impact", "signals", "back", "weight")
        # What an evaluation got wrong is the extent of an incident that reached nobody else.
        wrong = self.near_miss and stands_in_clause(around, quantity, "harm")
        if wrong and noun.weight == number("impact", "nouns", "tests", "weight"):
            score -= noun.weight + weight_of(around, "quality")
        return score

    def read(self, led: Led) -> Iterator[ImpactFigure]:
        """Yield the figures of one line."""
        placed = led.placed
        if placed.section in _SKIPPED or led.about in _SKIPPED or placed.fenced:
            return
        self.listed = self.before is not None and _of_one_list(self.before, led)
        if not self.listed:
            self.last, self.item = None, None
        if self.before is None or self.before.placed.line.source != placed.line.source:
            self.units.clear()
            self.told.clear()
        self.before = led
        spans = telling_spans(placed, self.people)
        for before, (begin, stop) in zip((None, *spans), spans, strict=False):
            bare = before and not placed.cells and is_bare(placed.line.text, begin, stop)
            yield from self._sentence(led, begin, stop, before[0] if before and bare else begin)

    def _sentence(self, led: Led, begin: int, stop: int, since: int) -> Iterator[ImpactFigure]:
        """Yield the figures of a sentence; a bare number is weighed with the one before it."""
        line, text = led.placed.line, led.placed.line.text
        found = tuple(islice(quantities(text, begin, stop), _MOST))
        if not found or phrases("impact", "cues", "denied").found(text[begin:stop]):
            return
        around = survey(text, since, stop, begin)
        off = {kind: off_normal(text, begin, stop, found, kind) for kind in ("rate", "duration")}
        follows, beside = text[:begin].rstrip().endswith(";") and self.taken, None
        self.taken, sunk = False, False
        for part, quantity in zip((None, *found), found, strict=False):
            if any(m.start < quantity.end and quantity.start < m.end for m in line.mentions):
                continue
            if counts_nothing(text, begin, quantity):
                continue
            if line.id in self.clocks and opens_with_clock(text, quantity.start):
                continue
            score, noun = self.weighed(led, around, quantity)
            if noun is not None and noun.how != "before":
                self.last, self.stood = noun, not _OF_ALL.isdisjoint(around.hits)
                self.tried = score < number("impact", "least") and any(
                    stands_in_clause(around, quantity, name) for name in ("trial", "quality")
                )
            if is_whole(text, part, quantity, begin) and not (
                part and part.kind == "rate" and noun is None
            ):
                self.stood = True
                continue
            if quantity.kind == "count" and (noun is None or only_points(text, quantity, noun)):
                continue
            stands = standing(led.placed, quantity, found)
            if stands in {"usual", "unchanged", "whole"}:
                continue
            gap = text[part.end : quantity.start] if part else ""
            score += gained(
                text,
                quantity,
                found,
                gap,
                follows=follows,
                since_before=since < begin,
                named=noun is not None and noun.how == "behind",
                against=against_normal(text, begin, quantity, found),
            )
            score += number("impact", "places", "sunk") * (sunk and coordinated(gap))
            mark = item_mark(text, quantity)
            listed = self.listed and mark is not None and mark == self.item
            score += number("impact", "places", "listed") * listed
            if noun is not None and noun.how == "before" and beside is not None:
                noun = beside
                if noun.measure == "money" and quantity.value < _SUM:
                    continue  # "EUR 11,340 in total, 2 already paid": two of something
            sunk = (
                score < number("impact", "least")
                and (noun is None or noun.weight > 0)
                and weigh(around, quantity, None) < 0
            )
            taken = score >= number("impact", "least") or off.get(quantity.kind, False)
            if is_normal(text, begin, quantity, found):
                taken = False
            if not (taken or stands == "changed") or _negated(around, quantity):
                continue
            follows, beside, self.taken, self.stood = True, None, True, True
            if quantity.kind == "money":
                beside = Counted("money", quantity.unit or "", 0.0, "before")
            elif noun is not None:
                self.told.append((quantity.value, noun))
                self.units.add(noun.unit)
            self.item = item_mark(text, quantity) or self.item
            yield self._figure(led, (begin, stop), quantity, noun)

    def _figure(
        self, led: Led, span: tuple[int, int], quantity: Quantity, noun: Counted | None
    ) -> ImpactFigure:
        line, text = led.placed.line, led.placed.line.text
        told = clip(roles(plain(text[span[0] : span[1]].replace("|", " ")), self.people))
        if cause_asserted(told) or blame_in(told):
            told = plain(text[quantity.start : phrase_end(text, quantity.end, span[1])])
        method, by_lead = counted_by(text[span[0] : span[1]]), None
        if method is None and led.lead is not None and led.about == "impact":
            by_lead = counted_by(led.lead.line.text)
        measure, unit = measure_of(text, span[1], quantity, noun)
        return ImpactFigure(
            measure,
            quantity.value,
            unit,
            told,
            (line.id, led.lead.line.id) if by_lead and led.lead else (line.id,),
            aspect_of(text[span[0] : span[1]]),
            roles(how, self.people) if (how := method or by_lead) else None,
        )


def _of_one_list(one: Led, other: Led) -> bool:
    """Return whether a line goes on where the one before it left off: one list, one message."""
    one_lead = one.lead is other.lead and one.placed.line.source == other.placed.line.source
    apart = other.placed.line.line - one.placed.line.line
    return one_lead and apart <= _NEXT and not (other.stamped and other.lead is None)


def weight_of(around: Surroundings, name: str) -> float:
    """Return the weight that a signal of the whole sentence took, to be given back."""
    return number("impact", "signals", name, "weight") if name in around.hits else 0.0


def _negated(around: Surroundings, quantity: Quantity) -> bool:
    """Return whether a negation stands in the quantity's clause, or is a whole clause."""
    start, stop = clause(around, quantity)
    listed = phrases("impact", "cues", "negated")
    if listed.found(around.text[start:stop]):
        return True
    edges = [around.begin, *(x for pair in around.breaks for x in pair), around.end]
    parts = zip(edges[::2], edges[1::2], strict=True)
    return any(listed.whole(around.text[a:b].strip(" .!")) for a, b in parts)


def figures(incident: Incident, notes: Sequence[Placed]) -> tuple[ImpactFigure, ...]:
    """Return each impact figure of the notes once, with every line that tells it."""
    told: dict[tuple[Measure, float, str], ImpactFigure] = {}
    reader = _Reader(incident.people, in_staging(notes), near_miss=near_miss(notes))
    reader.clocks = clock_heads(notes)
    for line in led(notes):
        for figure in reader.read(line):
            key = (figure.measure, figure.value, figure.unit)
            first = told.get(key)
            if first is None:
                told[key] = figure
            elif figure.evidence[0] not in first.evidence:
                told[key] = replace(first, evidence=(*first.evidence, *figure.evidence))
    return tuple(f for f in told.values() if tokens(f.text))
