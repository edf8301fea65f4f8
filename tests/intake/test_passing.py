"""Names that notes drop in passing, and capitalised words that are nobody's name."""

from __future__ import annotations

import pytest

from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor


def masked(*lines: str, systems: tuple[str, ...] = ()) -> list[str]:
    """Return the lines with the people named in them under their pseudonyms."""
    redactor = Redactor(gather(lines, systems=systems))
    return [redactor.line(line) for line in lines]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Vukan thinks the cache did it", "Responder A thinks the cache did it"),
        ("Teo's query gives fewer", "Responder A's query gives fewer"),
        ("Tamsyn in digital raised the limit", "Responder A in digital raised the limit"),
        ("asked Ximena, no answer", "asked Responder A, no answer"),
        ("on-call (Vukan) picks it up", "on-call (Responder A) picks it up"),
        ("Vukan (finance) has a list", "Responder A (finance) has a list"),
        ("Marta to write to the legal team", "Responder A to write to the legal team"),
        ("Zorbel takes over the box", "Responder A takes over the box"),
        ('Zorbel - "it was muted"', 'Responder A - "it was muted"'),
        ("the draft is reviewed by Zorbel", "the draft is reviewed by Responder A"),
        ("it was Zorbel who saw it", "it was Responder A who saw it"),
        ("wed: Bea counts 13 of them", "wed: Responder A counts 13 of them"),
        ("Platform on-call (Lee) has it", "Platform on-call (Responder A) has it"),
        ("asked Zorbel, Vukan and Teo", "asked Responder A, Responder B and Responder C"),
        ("Teo and Zorbel watched", "Responder A and Responder B watched"),
    ],
)
def test_a_name_is_hidden_where_only_a_person_fits(line: str, shown: str) -> None:
    assert masked(line) == [shown]


@pytest.mark.parametrize(
    "line",
    [
        "the leaflet in Latvian tells them to go to deck 2",
        "Porter answered 12 customers",
        "Lantern promised a refund",
        "asked Fastly for the logs",
        "Sales wants a number",
        "with Kafka down nothing came in",
        "Regulatory wants to know",
        "Almacorp says \"no changes on our side\"",
        "the Zorbel agent says it asked first",
        "Batch Nr. 14 failed",
    ],
)  # fmt: skip
def test_a_capital_alone_makes_no_person(line: str) -> None:
    assert masked(line) == [line]


def test_what_the_inputs_use_like_a_machine_keeps_its_name() -> None:
    lines = ["Zorbel says the price is 0.09", "reindex zorbel-kb done"]
    assert masked(*lines) == lines
    lines = ["Sanna thinks it is 0.09", "sanna-api restarted, sanna-kb not"]
    assert masked(*lines) == lines


def test_a_branch_that_bears_a_name_does_not_give_the_name_away() -> None:
    shown = masked("Sanna thinks so", "see fix/sanna-prod and sanna-api")
    assert shown[0] == "Responder A thinks so"


def test_a_word_is_a_machine_s_where_a_log_file_bears_it() -> None:
    assert masked("Zorbel says no", systems=("zorbel.2026-03",)) == ["Zorbel says no"]


def test_a_name_known_from_one_line_is_hidden_in_all_of_them() -> None:
    shown = masked("Zorbel thinks so", "diff by zorbel", "seen: Zorbel")
    assert shown == ["Responder A thinks so", "diff by Responder A", "seen: Responder A"]


def test_an_ordinary_word_is_a_name_where_it_is_signed_and_spoken_to() -> None:
    shown = masked(
        "I was called away - Mere", "why the limit? (Mere, please ask)", "a mere 3 of them"
    )
    assert shown == [
        "I was called away - Responder A",
        "why the limit? (Responder A, please ask)",
        "a mere 3 of them",
    ]


def test_a_column_of_names_is_hidden_below_its_heading() -> None:
    shown = masked("| Time | What | Who |", "|--|--|--|", "| 9:10 | Reset | Zorbel T. |")
    assert shown[2] == "| 9:10 | Reset | Responder A |"


def test_a_letter_stands_for_the_one_name_that_it_opens() -> None:
    shown = masked("Farid thinks so", "L: old", "F: too old", "F asks counsel", "F.")
    assert shown[1:] == [
        "L: old",
        "Responder A: too old",
        "Responder A asks counsel",
        "Responder A.",
    ]


def test_an_account_that_several_share_is_no_person() -> None:
    line = "Compras (shared account)  -  Jul 14, 2026, 2:05 PM"
    assert masked(line, "counted again") == [line, "counted again"]


def test_a_word_is_known_in_its_forms() -> None:
    assert all(map(is_word, ("stopped", "lanterns", "quietly")))
    assert not is_word("zorbel")


@pytest.mark.parametrize(
    "line",
    [
        "Subject: Claims triage bot - Zwischenstand",
        "Betreff: Chatbot - Nachtrag",
        "Rollback erledigt - Abschlussmeldung",
        "Seit 10:31 läuft wieder die alte Version",
    ],
)
def test_a_noun_behind_a_dash_or_ahead_of_a_time_signs_nothing(line: str) -> None:
    assert masked(line, "Seit 10:05 kommt alles doppelt") == [
        line, "Seit 10:05 kommt alles doppelt",
    ]  # fmt: skip


def test_a_bot_with_a_given_name_that_is_switched_off_keeps_it() -> None:
    lines = ('bot "Lotta" is off', "switched Lotta off for DE")
    assert masked(*lines) == list(lines)
