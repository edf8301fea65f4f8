"""Lines that differ in their digits alone are read once; no rule may know a single digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.intake.alike import alike, by_shape, shapes_of
from assistant.intake.clock import hours
from assistant.intake.expressions import Expression
from assistant.intake.redaction import (
    cues,
    customers,
    fields,
    hostile,
    initials,
    labels,
    machines,
    passing,
    speakers,
    standing,
)
from assistant.intake.redaction.cues import Talk
from assistant.intake.redaction.machines import Machines

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
    for module in (customers, initials, labels, machines, passing, speakers, standing):
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                yield f"{module.__name__}.{name}", pattern
    for rules in (customers._rules(), machines._rules(), passing._rules(), standing._rules()):
        for name in rules.__slots__:
            for pattern in _patterns(getattr(rules, name)):
                yield name, pattern
    yield "fields", speakers._fields().pattern
    yield "inline", speakers._inline().pattern
    yield "deeds", initials._deeds().pattern
    for found in (fields._field(), fields._nested(), fields._holder(), fields._home()):
        yield "fields", found.pattern
    yield "said", fields._said().pattern
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
    lines = ["<maya7> ack", "<maya8> ack"]
    found = dict(speakers.of_lines(lines, shapes_of(lines)))
    assert [found[number][0].name for number in (0, 1)] == ["maya7", "maya8"]


def test_a_machine_told_in_lines_that_differ_in_digits_is_counted_by_line() -> None:
    lines = [f"Anna v{number} is out" for number in (1, 2)]
    assert Machines.of(lines).has("anna") == Machines.of([lines[0], lines[0]]).has("anna")
    assert not Machines.of(lines[:1]).has("anna")


def test_lines_turned_together_are_as_each_for_itself() -> None:
    for lines in ([], [""], ["a1", "", "b 22"], ["two\nin one 3", "4"]):
        assert shapes_of(lines) == [alike(line) for line in lines]


def test_a_shape_is_looked_at_once_and_tells_all_its_lines() -> None:
    looked: list[str] = []

    def words(shape: str) -> list[str]:
        looked.append(shape)
        return shape.split()

    found = list(by_shape(shapes_of(["at 1", "", "at 2"]), words))
    assert found == [(0, "at"), (0, "0"), (2, "at"), (2, "0")]
    assert looked == ["at 0", ""]
