"""The title and the opening: what the incident is, not what the text is."""

from __future__ import annotations

import pytest

from assistant.drafting import spans
from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from tests.drafting.incidents import NOW, made

PEOPLE = ("Responder A", "Responder B", "Responder C")


def drafted(*lines: str, people: tuple[str, ...] = ()) -> Draft:
    return draft_incident(made(lines, people=people), now=NOW, stage=lambda name: None)


@pytest.mark.parametrize("mark", ["Re: Re: ", "Fwd: ", "AW: WG: ", "RE[2]: Fw: ", ""])
def test_a_subject_is_the_title_without_the_marks_of_replies(mark: str) -> None:
    draft = drafted(f"Subject: {mark}chat assistant quotes old prices", "09:12 alert fired")
    assert draft.title == "Chat assistant quotes old prices"


def test_a_word_that_only_begins_like_a_mark_stays() -> None:
    draft = drafted("Subject: Refund bot: old prices quoted", "09:12 alert fired")
    assert draft.title == "Refund bot: old prices quoted"


ABOUT = (
    "short recap as promised (all times CEST).",
    "pasting what I have so far",
    "see the notes below, times in UTC",
)


@pytest.mark.parametrize("text", ABOUT)
def test_a_sentence_about_the_text_opens_neither_summary_nor_title(text: str) -> None:
    draft = drafted(text, "The assistant quoted old prices to callers.")
    assert draft.summary[0].text == "The assistant quoted old prices to callers."
    assert draft.title == "The assistant quoted old prices to callers"


@pytest.mark.parametrize(
    "text",
    [
        "Recap: the assistant quoted old prices",
        "as promised, the bot sent all notes to another tenant",
        "the summary was wrong for every ticket",
        "it sent an email to all of them",
    ],
)
def test_a_sentence_that_tells_something_is_not_about_the_text(text: str) -> None:
    assert not spans.about_itself(text)


def test_a_tickets_first_line_is_the_title_without_its_key() -> None:
    draft = drafted("PIER-3307   Berth bot sold one berth twice", "09:12 alert fired")
    assert draft.title == "Berth bot sold one berth twice"


def test_a_heading_of_a_part_further_down_is_no_title() -> None:
    draft = drafted(
        *("The assistant quoted old prices to callers.", "", "one", "two", "three", "four", "five"),
        "## Who was hit",
    )
    assert draft.title == "The assistant quoted old prices to callers"


def test_a_heading_that_says_nothing_of_the_incident_leaves_the_title_to_what_happened() -> None:
    draft = drafted(
        "# postmortem-ish notes, WIP",
        "**when**: 4 Sept 2026",
        "**what**: the buying agent ordered seed twice",
        "23:50 run starts",
    )
    assert draft.title == "The buying agent ordered seed twice"


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        (
            "has anyone else got the bot telling parents that dinners are free?",
            "I have had nine calls since eight",
            "The bot telling parents that dinners are free",
        ),
        (
            "I am at my desk now",
            "the bot tells parents (ca. 40 so far) that dinners are free. help",
            "The bot tells parents (ca. 40 so far) that dinners are free",
        ),
    ],
)
def test_a_chat_is_titled_by_what_it_reports_not_by_what_a_writer_did(
    first: str, second: str, title: str
) -> None:
    lines = (
        f"09:02 Responder A: {first}",
        f"09:05 Responder B: {second}",
        "09:40 Responder C: taken out, all right now",
    )
    assert drafted(*lines, people=PEOPLE).title == title


def test_who_is_called_upon_is_no_part_of_a_title() -> None:
    draft = drafted("# @channel the bot quotes old prices", "09:12 alert fired")
    assert draft.title == "The bot quotes old prices"


def test_a_first_line_with_the_date_below_it_is_the_title_of_notes_kept_by_the_clock() -> None:
    draft = drafted(
        "Sorting line puts apples into class B", "2026-11-04", "06:20 reported", "07:10 off"
    )
    assert draft.title == "Sorting line puts apples into class B"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("FAQ bot outage, 4 May 2026 (UTC)", "10:00 calls fail", "10:58 fine"), "FAQ bot outage"),
        (("LLM box down 4 May 2026, all UTC", "12:06 it died", "12:31 ok"), "LLM box down"),
        (
            ("4 May 2026", "16:12 assistant invents contract numbers", "16:31 rollback started"),
            "Assistant invents contract numbers",
        ),
        (
            (
                *(
                    "| Field | Value |",
                    "|---|---|",
                    "| Title | Agent quotes the numbers of others |",
                ),
                "_Describe what happened._",
            ),
            "Agent quotes the numbers of others",
        ),
        (
            ("Titel der Störung: Sprachbot versteht keine Ziffern", "Behoben am: 4 May 2026"),
            "Sprachbot versteht keine Ziffern",
        ),
        (("heads up, the bot quotes old prices", "thanks"), "The bot quotes old prices"),
    ],
)
def test_a_title_is_what_is_reported_without_its_day_its_zone_or_a_templates_hint(
    lines: tuple[str, ...], title: str
) -> None:
    assert drafted(*lines).title == title


def test_the_head_of_a_form_in_capitals_is_no_statement() -> None:
    assert not spans.stands_alone("NIGHT → DAY HAND-OVER Hotel Example, voice concierge")
    assert spans.stands_alone("The LLM gateway returned 502 to all API users")


@pytest.mark.parametrize(
    "line",
    [
        "Subject: Alertmanager: triggered: recall of the index is low",
        "Subject: [#5521] recall of the index is low",
        "Incident: recall of the index is low 09:41–13:20",
    ],
)
def test_what_a_tool_puts_ahead_of_a_title_and_the_hours_behind_it_are_left_out(line: str) -> None:
    assert drafted(line, "09:41 alert fired").title == "Recall of the index is low"
