from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor


def masked(*lines: str) -> list[str]:
    """Return the lines with the people named in them under their pseudonyms."""
    redactor = Redactor(gather(lines))
    return [redactor.line(line) for line in lines]


def test_a_name_in_a_column_of_its_own_is_hidden_in_all_lines() -> None:
    assert masked(
        "7:52am Tamsin  kitchen rang",
        "7:53am Tamsin  two trays went up",
        "8:11am Tamsin stopped the printer",
    ) == [
        "7:52am Responder A  kitchen rang",
        "7:53am Responder A  two trays went up",
        "8:11am Responder A stopped the printer",
    ]


def test_a_word_in_a_column_of_its_own_is_nobody() -> None:
    lines = ["07:52 Started  mapper", "07:53 Started  printer", "07:54 Warning  mapper"]
    assert masked(*lines) == lines


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[14:02] maya: seeing errors", "[14:02] Responder A: seeing errors"),
        ("[09:04] Robin Sample: ack", "[09:04] Responder A: ack"),
        ("maya.chen  2:05 PM", "Responder A  2:05 PM"),
        ("**Maya:** agreed", "**Responder A:** agreed"),
        ("Maya Chen (SRE): on it", "Responder A (SRE): on it"),
        ("14:02 <maya> ping", "14:02 <Responder A> ping"),
        ("10:03 maya – rolled back", "10:03 Responder A – rolled back"),
        ("20/11/2026, 14:02 - Maya Chen: ok", "20/11/2026, 14:02 - Responder A: ok"),
        ("2026-11-20 14:04 | maya.c | ok", "2026-11-20 14:04 | Responder A | ok"),
        ("paging @kestrel now", "paging Responder A now"),
        ("Author: Maya Chen <maya.chen@acme.io>", "Author: Responder A <[email]>"),
        ("On call: tomasz", "On call: Responder A"),
        ("IC: Maya Chen", "IC: Responder A"),
        ("Attendees: Maya Chen, Bea Lindqvist", "Attendees: Responder A, Responder B"),
        ("Reported by Oleksandr Kovalenko at noon", "Reported by Responder A at noon"),
        ("  approved_by: t.hargreaves", "  approved_by: Responder A"),
        ("— Jean-Luc", "— Responder A"),
        ("Mrs Whitfield called twice", "Responder A called twice"),
        ("so Priya Raman restarted it", "so Responder A restarted it"),
        ('{"user": "maya.chen", "text": "hi"}', '{"user": "Responder A", "text": "hi"}'),
        ("Dana Whitfield (customer): hello", "Customer 1 (customer): hello"),
    ],
)
def test_a_name_in_a_usual_form_gets_a_pseudonym(line: str, shown: str) -> None:
    assert masked(line) == [shown]


@pytest.mark.parametrize(
    "line",
    [
        "Impact: 1,204 users",
        "Timeline:",
        "Error: timeout",
        "[14:06] grafana: alert firing",
        "[14:06] deploybot: deployed v2",
        "14:09 UTC rollback: started",
        "@here @channel @oncall @ml-platform look",
        "Customer: where is my refund?",
        "User: hello",
        "Owner: Payments team",
        "Reported by Datadog on Monday",
        "Grace period ended; Mark the ticket; Hope this helps. Will do in May.",
        "Claude and Gemini in the Paris region with Traefik v2",
        "17/06/09 20:10:41 INFO storage.BlockManager: Found block rdd_2_0",
        "deployed_by: argocd",
        "min_confidence: 0.72",
        "npm install @org/pkg",
        "Reported by Customer Support, owner to be named",
    ],
)
def test_systems_sections_and_roles_are_not_people(line: str) -> None:
    assert masked(line) == [line]
    assert gather([line]).pseudonyms == ()


def test_names_in_other_scripts_are_names() -> None:
    assert masked("[14:02] 王芳: 看到错误", "[14:03] Иван: смотрю, 王芳说") == [
        "[14:02] Responder A: 看到错误",
        "[14:03] Responder B: смотрю, Responder A说",
    ]


def test_all_the_forms_of_one_name_share_a_pseudonym() -> None:
    assert masked(
        "IC: Maya Chen",
        "[14:02] maya: looking",
        "maya.chen@acme.io pushed it, mchen confirmed, Maya's fix, Chen too",
        "branch fix/maya_chen-timeout by @maya",
    ) == [
        "IC: Responder A",
        "[14:02] Responder A: looking",
        "[email] pushed it, Responder A confirmed, Responder A's fix, Responder A too",
        "branch fix/Responder A-timeout by Responder A",
    ]


def test_a_first_name_that_two_people_share_is_not_given_to_either() -> None:
    shown = masked("Author: Maya Chen <a@b.io>", "Author: Maya Ortiz <c@d.io>", "[14:02] maya: hi")
    assert shown[2] == "[14:02] Responder C: hi"


def test_a_name_that_is_a_word_too_is_hidden_only_where_a_name_stands() -> None:
    assert masked("[14:07] will: mark it", "Will this work? ask Will; it will. Will's plan") == [
        "[14:07] Responder A: mark it",
        "Will this work? ask Responder A; it will. Responder A's plan",
    ]


def test_words_of_a_heading_do_not_become_surnames() -> None:
    shown = masked("[14:02] maya: roll it back", "Maya Rolls Back Index", "then roll back")
    assert shown[2] == "then roll back"


def test_pseudonyms_follow_the_first_appearance_and_go_on_after_z() -> None:
    lines = [f"[10:{n:02}] zq{chr(97 + n % 26)}{chr(97 + n // 26)}o: hi" for n in range(28)]
    pseudonyms = gather(lines).pseudonyms
    assert pseudonyms[:2] == ("Responder A", "Responder B")
    assert pseudonyms[25:] == ("Responder Z", "Responder AA", "Responder AB")


def test_a_pseudonym_that_stands_in_the_input_is_not_given_to_another() -> None:
    assert masked("Responder A saw it", "[14:02] maya: yes") == [
        "Responder A saw it",
        "[14:02] Responder B: yes",
    ]


def test_the_key_is_not_shown_with_the_people() -> None:
    assert "chen" not in repr(gather(["IC: Maya Chen"])).lower()


def test_the_result_does_not_depend_on_the_run() -> None:
    lines = ["[14:02] maya: hi", "[14:03] Tomasz Nowak: hi", "cc @tomasz @priya.r"]
    assert masked(*lines) == masked(*lines)
    assert gather(lines) == gather(iter(lines))


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_can_be_gathered_and_masked(lines: list[str]) -> None:
    people = gather(lines)
    for line in lines:
        for start, end, pseudonym in people.find(line):
            assert 0 <= start < end <= len(line)
            assert pseudonym in people.pseudonyms


@pytest.mark.parametrize("unit", ["a", "Maya ", "@a", "A.", "**", "by Maya ", "é", "a_", "<a>"])
def test_a_very_long_line_is_read_in_reasonable_time(unit: str) -> None:
    line = unit * (200_000 // len(unit))
    started = time.perf_counter()
    list(gather([line, "[14:02] maya: hi"]).find(line))
    assert time.perf_counter() - started < 5
