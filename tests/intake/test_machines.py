"""Names that belong to machines: a given name is an assistant's only where two signs say so."""

from __future__ import annotations

import pytest

from assistant.intake.redaction.machines import Machines
from tests.intake.test_passing import masked


def known(name: str, *lines: str, components: tuple[str, ...] = ()) -> bool:
    return Machines.of(lines, components).has(name)


@pytest.mark.parametrize(
    "lines",
    [
        ("Nora, our assistant, quoted old prices", "Nora answered with 9 EUR"),
        ("Nora's prompt was changed", "Nora deletes orders"),
        ("the Nora prompt is at v3", "we switched off Nora"),
        ("nora-prompt and nora-kb were deployed", "Nora is slow"),
        ("nora-kb was rebuilt", "Nora replies late"),
        ("Nora hallucinated a price",),
        ("Nora answered 12 shops",),
    ],
)
def test_a_given_name_that_the_lines_use_like_a_machine_twice_is_one(
    lines: tuple[str, ...],
) -> None:
    assert known("nora", *lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("Nora quoted old prices",),
        ("Nora is the on-call", "Nora rolled it back"),
        ("asked Nora, no answer",),
        ("Nora rang me", "Nora thinks the list is old"),
        ("nora-kb was rebuilt",),
        ("fix/nora-kb and fix/nora-prompt merged", "Nora reviewed both"),
        ("Nora is the shop assistant",),
        ("Nora v3 is up",),
    ],
)
def test_a_given_name_with_one_sign_or_none_is_a_person_s(lines: tuple[str, ...]) -> None:
    assert not known("nora", *lines)


@pytest.mark.parametrize(
    "line",
    [
        "Zorbel answered late",
        "zorbel-kb was rebuilt",
        "the Zorbel agent was off",
        "we switched off Zorbel",
        "Zorbel's prompt was changed",
    ],
)
def test_a_word_that_is_no_given_name_needs_one_sign(line: str) -> None:
    assert known("zorbel", line)


@pytest.mark.parametrize("line", ["Zorbel rang me", "asked Zorbel", "zorbel said so"])
def test_what_people_do_is_no_sign_of_a_machine(line: str) -> None:
    assert not known("zorbel", line)


def test_the_name_of_a_component_is_a_sign() -> None:
    assert known("zorbel", components=("zorbel-kb",))
    assert known("zorbel", components=("zorbel kb.log",))
    assert not known("nora", components=("nora-kb",))
    assert known("nora", "Nora answered late", components=("nora-kb",))
    assert known("nora", 'our voice concierge "Nora"', components=("nora",))
    assert not known("nora", "told Nora", components=("nora",))


@pytest.mark.parametrize("name", ["claude", "cloudflare", "snowflake"])
def test_a_known_maker_or_product_is_a_machine_without_a_sign(name: str) -> None:
    assert known(name)


def test_an_assistant_with_a_given_name_keeps_it_and_a_person_does_not() -> None:
    lines = ["Nora, our assistant, quoted old prices", "Nora answered with 9 EUR", "asked Tamsyn"]
    assert masked(*lines) == [*lines[:2], "asked Responder A"]


def test_a_person_of_that_name_is_hidden_where_nothing_says_machine() -> None:
    assert masked("Nora quoted old prices", "asked Nora, no answer") == [
        "Responder A quoted old prices",
        "asked Responder A, no answer",
    ]


def test_a_given_name_is_a_machines_where_releases_and_logs_bear_it_not_where_one_does() -> None:
    assert known("hector", "41  superseded  hector-3.8.1", "42  deployed  hector-3.9.0")
    assert not known("hector", "branch hector-3.8 was merged")
    assert not known("hector", "asked hector-3 times")
    found = Machines.of(["hector-3.8.1 is out", "Hector told a price"])
    assert not found.has("hector")
    found.take_programs(["Nov 03 15:09:58 quote-1 hector[881]: quote made"])
    assert found.has("hector")
