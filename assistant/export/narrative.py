"""Sections that tell what happened: summary, timeline, impact, behaviour, lessons."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.analysis.behaviour import Behaviour
from assistant.analysis.impact import ImpactFigure
from assistant.analysis.timeline import TimelineEvent
from assistant.drafting.draft import Draft
from assistant.export.blocks import (
    Block,
    Bullets,
    Card,
    Cite,
    Line,
    Paragraph,
    Step,
    Steps,
    Table,
    Text,
    Tile,
    Tiles,
)
from assistant.export.times import Clock, duration
from assistant.incident import Statement
from assistant.intake.clock.linetimes import read_line

PHASES: dict[str, str] = {
    "change": "Change",
    "start": "Start",
    "detected": "Detected",
    "acknowledged": "Acknowledged",
    "mitigated": "Mitigated",
    "resolved": "Resolved",
    "event": "",
}
STATUS = {"evidenced": "", "inferred": "inferred", "unknown": "not known"}


def cited(text: str, evidence: tuple[str, ...], *, mark: str = "") -> Line:
    """Return a line of words, a quiet mark where there is one, and the ids that it rests on."""
    line: Line = (Text(text),)
    if mark:
        line += (Text(mark, "quiet"),)
    return (*line, Cite(evidence)) if evidence else line


_SIDES = {
    "attribution_behaviour": "What the model did",
    "attribution_system": "What the system allowed",
    "attribution_operators": "What operators did",
}


def attribution(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return what the model did, what the system allowed and what operators did, where told."""
    told = {section.key: section.statements for section in draft.sections}
    blocks: list[Block] = []
    for key, label in _SIDES.items():
        if told.get(key):
            blocks.append(Paragraph((Text(f"{label}.", "strong"),)))
            blocks.append(Bullets(tuple(statement(one) for one in told[key])))
    return tuple(blocks)


def statement(told: Statement) -> Line:
    """Return a statement with its status visible where it is not evidenced."""
    return cited(told.text, told.evidence, mark=STATUS[told.status])


def summary(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the summary as one paragraph, each statement with its own citations."""
    if not draft.summary:
        return ()
    first, *others = (statement(told) for told in draft.summary)
    return (Paragraph(sum(((Text(" "), *told) for told in others), first)),)


def durations(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return how long each phase took from the start."""
    spans = (
        ("Start to detection", draft.durations.to_detect_s),
        ("Start to acknowledgement", draft.durations.to_acknowledge_s),
        ("Start to mitigation", draft.durations.to_mitigate_s),
        ("Start to resolution", draft.durations.to_resolve_s),
    )
    if all(span is None for _, span in spans):
        words = "How long each phase took is not known: the inputs do not tell it from the start."
        return (Paragraph((Text(words),), "quiet"),)
    return (Tiles(tuple(Tile(name, duration(s), s is not None) for name, s in spans)),)


def timeline(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the durations, the one note about zone and dates, and every step in order."""
    if not draft.timeline:
        return ()
    assumed = any(event.inferred and event.time for event in draft.timeline)
    words = f"Times are {clock.label}"
    if len(clock.dates) == 1:
        words += f" on {clock.dates[0]} unless a date is given"
    words += "."
    if assumed:
        words += " ≈ marks a time whose date or zone was worked out, not stated in its line."
    lines = {line.id: line.text for line in draft.evidence}
    partly = [event for event in draft.timeline if event.time is None and _clock_told(event, lines)]
    if len(partly) == len(draft.timeline):
        words = (
            "The inputs tell no day, so their clock times are as written and no duration is "
            "counted. Given the date of the incident, they are placed."
        )
    steps = tuple(
        Step(
            ("≈ " if event.inferred and event.time else "")
            + (clock.at(event.time, event.precision) or _clock_told(event, lines)),
            PHASES[event.phase],
            cited(event.text, event.evidence),
        )
        for event in draft.timeline
    )
    return (*durations(draft, clock), Paragraph((Text(words),), "quiet"), Steps(steps))


def _clock_told(event: TimelineEvent, lines: Mapping[str, str]) -> str:
    """Return the clock time as its line writes it of a step whose day is not known, or ""."""
    for name in event.evidence if event.time is None else ():
        text = lines.get(name, "")
        for told in read_line(text).told:
            if told.clock is not None:
                return text[told.start : told.end]
    return ""


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,g}"


def impact(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the impact figures as the inputs state them."""
    rows = tuple(
        (
            (Text(figure.measure.capitalize()),),
            (Text(_amount(figure.value, figure.unit), "strong"),),
            cited(figure.text, figure.evidence),
            (Text(_basis(figure), "quiet"),),
        )
        for figure in draft.impact
    )
    if not rows:
        return ()
    if not any(figure.counted_by or figure.aspect for figure in draft.impact):
        return (Table(("Measure", "Figure", "As stated"), tuple(row[:3] for row in rows)),)
    return (Table(("Measure", "Figure", "As stated", "How counted"), rows),)


def _basis(figure: ImpactFigure) -> str:
    """Return how a figure was counted and what else it touches, in the words of the notes."""
    touched = f"touches {figure.aspect}" if figure.aspect else ""
    return "; ".join(part for part in (figure.counted_by or "", touched) if part)


def _amount(value: float, unit: str) -> str:
    amount = _figure(value)
    if unit in {"$", "€", "£", "¥"}:
        return f"{unit}{amount}"
    return f"{amount}{unit}" if unit == "%" else f"{amount} {unit}".strip()


def _told(shown: Behaviour) -> str:
    """Return how a block is headed: where both sides stand below, they are not told twice."""
    both = shown.expected is not None and shown.observed is not None
    return "Expected against observed" if both else shown.text


def behaviour(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return expected against observed behaviour, one card each."""
    unknown: Line = (Text("not stated in the inputs", "quiet"),)
    return tuple(
        Card(
            cited(_told(shown), shown.evidence),
            (
                *((("Asked", (Text(shown.asked),)),) if shown.asked else ()),
                ("Expected", (Text(shown.expected),) if shown.expected else unknown),
                ("Observed", (Text(shown.observed),) if shown.observed else unknown),
                *((("Trace", (Text(shown.trace, "code"),)),) if shown.trace else ()),
                *((("Settings", (Text(", ".join(shown.settings)),)),) if shown.settings else ()),
                *((("Which inputs", (Text(shown.scope),)),) if shown.scope else ()),
            ),
        )
        for shown in draft.behaviour
    )


def fairness(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return the shares by group side by side, with what they were before where that is told."""
    rows = tuple(
        (
            (Text(one.group, "strong"),),
            (Text(f"{_figure(one.before)} {one.unit}" if one.before is not None else "not told"),),
            (Text(f"{_figure(one.value)} {one.unit}", "strong"),),
            cited(one.text, one.evidence),
        )
        for one in draft.fairness
    )
    return (Table(("Group", "Before", "During", "As stated"), rows),) if rows else ()


def _bullets(told: tuple[Statement, ...]) -> tuple[Block, ...]:
    return (Bullets(tuple(statement(one) for one in told)),) if told else ()


def went_well(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return what went well, as the inputs tell it."""
    return _bullets(draft.went_well)


def went_wrong(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return what went wrong, as the inputs tell it."""
    return _bullets(draft.went_wrong)


def got_lucky(draft: Draft, clock: Clock) -> tuple[Block, ...]:
    """Return where luck helped, as the inputs tell it."""
    return _bullets(draft.got_lucky)
