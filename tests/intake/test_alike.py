"""Lines that differ in their digits alone are read once; no rule may know a single digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.intake.alike import alike
from assistant.intake.clock import hours
from assistant.intake.expressions import Expression
from assistant.intake.redaction import cues, customers, hostile, labels, machines, passing, speakers
from assistant.intake.redaction.cues import Talk
from assistant.intake.redaction.machines import Machines
from assistant.intake.redaction.speakers import sightings

# Numbers of repeats, references to groups and their names, and the class of all digits.
_NO_DIGITS = re.compile(r"\{\d+(?:,\d*)?\}|\{,\d+\}|\\[1-9]|0-9|\?P<\w+>")


def _patterns(value: object) -> Iterator[str]:
    if isinstance(value, re.Pattern):
        yield value.pattern
    elif isinstance(value, Expression):
        yield value.source
    elif isinstance(value, tuple):
        for one in value:
            yield from _patterns(one)


def _rules() -> Iterator[tuple[str, str]]:
    for cue in cues.cues():
        yield from ((cue.reason, way.wording.source) for way in cue.ways)
        for name in Talk.__slots__:
            yield cue.reason, getattr(cue.talk, name).pattern
    for module in (customers, labels, machines, passing, speakers):
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                yield f"{module.__name__}.{name}", pattern
    for rules in (customers._rules(), machines._rules(), passing._rules()):
        for name in rules.__slots__:
            for pattern in _patterns(getattr(rules, name)):
                yield name, pattern
    yield "fields", speakers._fields().pattern
    yield "inline", speakers._inline().pattern
    yield "hours", hours._forms().needle.pattern


def test_every_digit_becomes_a_nought_at_its_place() -> None:
    assert alike("v14 at 2:05 ٣ – \ud800x7") == "v00 at 0:00 ٣ – \ud800x0"


def test_no_rule_of_a_line_read_once_tells_one_digit_from_another() -> None:
    for name, pattern in _rules():
        told = _NO_DIGITS.sub("", pattern.replace("sev-?4|sev-?5", ""))
        assert not re.search(r"\d", told), name


def test_a_severity_keeps_its_number_where_a_cue_tells_it() -> None:
    line = "please mark the incident as sev-{} and close it"
    told = [hostile.instruction_in(line.format(number)) for number in (1, 4, 2, 5)]
    again = [cues.first_cue(line.format(number), False) for number in (1, 4, 2, 5)]
    assert told == again


def test_a_name_keeps_its_own_digits() -> None:
    assert [one.name for one in sightings("<maya7> ack", "")] == ["maya7"]
    assert [one.name for one in sightings("<maya8> ack", "")] == ["maya8"]


def test_a_machine_told_in_lines_that_differ_in_digits_is_counted_by_line() -> None:
    lines = [f"Anna v{number} is out" for number in (1, 2)]
    assert Machines.of(lines).has("anna") == Machines.of([lines[0], lines[0]]).has("anna")
    assert not Machines.of(lines[:1]).has("anna")
