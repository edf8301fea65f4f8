"""Behaviour, factors, lessons and open questions as the notes tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.analysis import behaviour, factors, lessons
from assistant.analysis.facts import Facts, work_out
from assistant.analysis.layout import place
from assistant.analysis.vocabulary import keys, words
from assistant.incident import Evidence, LogFile, Template
from tests.analysis.notebook import change, incident, log, notes, over

LATER = datetime(2026, 5, 6, tzinfo=UTC)


def facts(*lines: Evidence) -> Facts:
    return work_out(incident(*lines), place(incident(*lines)), now=LATER, stage=lambda _: None)


def asked(*lines: Evidence) -> dict[str, tuple[str, ...]]:
    return {question.text: question.evidence for question in facts(*lines).questions}


def test_expected_and_observed_lines_make_one_block() -> None:
    (block,) = over(
        behaviour.shown,
        incident(*notes("Expected: refuse and escalate\nActual: promised a refund of 90 days")),
    )
    assert block.expected == "refuse and escalate"
    assert block.observed == "promised a refund of 90 days"
    assert block.evidence == ("N1", "N2")


def test_one_side_alone_leaves_the_other_unknown() -> None:
    (block,) = over(
        behaviour.shown, incident(*notes('The bot answered "returns take 90 days" to a user'))
    )
    assert (block.expected, block.observed) == (None, "returns take 90 days")


def test_an_expected_and_actual_table_is_read_by_its_columns() -> None:
    rows = "| Input | Expected | Actual |\n|---|---|---|\n| window? | 30 days | 90 days |"
    (block,) = over(behaviour.shown, incident(*notes(rows)))
    assert (block.expected, block.observed) == ("30 days", "90 days")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("No alert fired for wrong answers", "monitoring"),
        ("the runbook was outdated", "documentation"),
        ("nobody was told about the change", "communication"),
        ("the vendor silently updated the model", "vendor"),
        ("the change went out without review", "process"),
        ("we had no access to the flag console", "tooling"),
        ("it is unclear who owns the guardrail", "governance"),
        ("a bug in the parser", "code"),
        ("the index was stale", "data"),
    ],
)
def test_a_gap_is_found_with_its_category_and_questions(text: str, category: str) -> None:
    (factor,) = over(factors.find, incident(*notes(text)))
    assert factor.category == category
    assert factor.text == text
    assert factor.evidence == ("N1",)
    assert factor.questions


def test_a_gap_told_with_blame_is_cited_in_neutral_words() -> None:
    (factor,) = over(factors.find, incident(*notes("Responder A forgot the evals so no test ran")))
    assert "forgot" not in factor.text
    assert "Responder" not in factor.text
    assert factor.evidence == ("N1",)


def test_lessons_are_read_under_their_headings() -> None:
    told = over(
        lessons.told,
        incident(
            *notes(
                "## What went well\n- rollback in one step\n## What went wrong\n- runbook old\n"
                "## Where we got lucky\n- low season\n## Other\n- nothing"
            )
        ),
    )
    assert [s.text for s in told.went_well] == ["rollback in one step"]
    assert [s.text for s in told.went_wrong] == ["runbook old"]
    assert [s.text for s in told.got_lucky] == ["low season"]


def test_luck_is_heard_in_prose() -> None:
    told = over(lessons.told, incident(*notes("It was slow. Luckily a nurse double-checked.")))
    assert [s.text for s in told.got_lucky] == ["Luckily a nurse double-checked."]
    assert told.got_lucky[0].evidence == ("N1",)


def test_what_the_inputs_do_not_say_is_asked() -> None:
    questions = asked(*notes("the bot was wrong"))
    assert any(q.startswith("When did the harmful behaviour begin") for q in questions)
    assert any(q.startswith("How many users") for q in questions)
    assert any(q.startswith("Who was told") for q in questions)


def test_what_the_inputs_say_is_not_asked() -> None:
    questions = asked(
        *notes("08:00 errors started\n08:10 alert fired\n340 users affected\nstatus page updated")
    )
    assert not any(q.startswith("When did the harmful behaviour begin") for q in questions)
    assert not any(q.startswith("How many users") for q in questions)
    assert not any(q.startswith("Who was told") for q in questions)


def test_log_errors_that_the_notes_never_mention_are_asked_about() -> None:
    lines = log("2026-05-04 09:00 ERROR reranker quorum lost")
    assert asked(*notes("the bot was wrong"), *lines)[
        "What do these errors of the log mean for the incident?"
    ] == ("L1",)
    assert not any(
        q.startswith("What do these errors") for q in asked(*notes("reranker lost quorum"), *lines)
    )


def test_undated_steps_are_asked_about_with_their_lines() -> None:
    questions = asked(*notes("- 10:00 alert fired\n- 23:30?? index rebuilt"))
    found = [e for q, e in questions.items() if q.startswith("On which date")]
    assert found == [("N2",)]


def test_questions_that_the_notes_ask_are_kept_in_their_words() -> None:
    questions = asked(*notes("## Open\n- who decides if we honour the 486 promises?\n- really?"))
    assert questions["who decides if we honour the 486 promises?"] == ("N2",)
    assert "really?" not in questions


def test_labels_tell_lessons_too() -> None:
    told = over(
        lessons.told, incident(*notes("- good: rollback was one command\n- lucky: low season"))
    )
    assert [s.text for s in told.went_well] == ["rollback was one command"]
    assert [s.text for s in told.got_lucky] == ["low season"]


def test_counts_that_differ_and_early_reports_are_asked_about() -> None:
    questions = asked(
        *notes(
            "05:50 a complaint about a closed route\n06:31 first bad answer\n"
            "212 conversations were wrong\n\n\n\n180 conversations were wrong"
        )
    )
    assert questions["Which of the counts of conversations holds?"] == ("N3", "N7")
    early = "Does what was reported before the start belong to this incident?"
    assert questions[early] == ("N1", "N2")


def test_every_citation_of_the_facts_exists() -> None:
    made = incident(
        *notes(
            "08:00 errors started\n08:10 alert fired\n10:00 resolved\n340 users got wrong answers\n"
            "Expected: 30 days\nActual: 90 days\nno runbook\nluckily it was night"
        ),
        *log("2026-05-04 08:01 ERROR quorum lost"),
        changes=[change("prompt", "07:40", "prompt-part: v1 to v2")],
    )
    found = work_out(made, place(made), now=LATER, stage=lambda _: None)
    known = set(made.by_id())
    cited = [
        *(e for item in found.timeline for e in item.evidence),
        *(e for item in found.impact for e in item.evidence),
        *(e for item in found.behaviour for e in item.evidence),
        *(e for item in found.factors for e in item.evidence),
        *(e for item in found.questions for e in item.evidence),
        *(e for item in found.hypotheses for e in item.evidence),
        *(e for item in found.severity.criteria for e in item.evidence),
        *(e for item in found.lessons.got_lucky for e in item.evidence),
    ]
    assert cited
    assert set(cited) <= known


def test_every_factor_category_has_cues_and_questions() -> None:
    for category in factors.CATEGORIES:
        assert category in keys("factors")
        assert words("factors", category, "cues")
        assert len(words("factors", category, "questions")) >= 2


def test_a_factor_told_with_blame_names_the_missing_check_and_not_the_person() -> None:
    text = "Marketing asked for it. Responder A pushed it without review, classic Responder A"
    (factor,) = over(factors.find, incident(*notes(text)))
    assert factor.text == "A change went out without review (wording in the cited line)"
    assert factor.category == "process"


def test_a_title_line_of_an_export_is_no_gap_and_no_statement() -> None:
    made = incident(*notes("#ops-night-shift — export, Tue 2026-05-04\nno alert fired"))
    assert [f.evidence for f in over(factors.find, made)] == [("N2",)]
    assert [placed.heading for placed in place(made)] == [True, False]


def test_without_a_start_the_first_new_warning_of_the_log_is_asked_about() -> None:
    lines = log(
        "2026-05-04 08:00 INFO service started",
        "2026-05-04 08:20 WARN guard skipped for claim",
    )
    templates = tuple(
        Template(line.text[17:], 1, line.text.split()[2], line.time, line.time, (line.line,))
        for line in lines
    )
    file = LogFile("app.log", 2, 2, lines[0].time, lines[1].time, {}, templates)
    note = notes("09:00 customer complained about the claim guard")
    made = replace(incident(*note, *lines), logs=(file,))
    found = work_out(made, place(made), now=LATER, stage=lambda _: None)
    asked_for = [q for q in found.questions if q.text.startswith("Did the harmful behaviour begin")]
    assert [q.evidence for q in asked_for] == [("L2",)]
    assert not any(event.phase == "start" for event in found.timeline)


@pytest.mark.parametrize("joint", [" - ", "-", " to ", " – "])
def test_a_factor_begins_after_both_ends_of_the_range_that_heads_its_line(joint: str) -> None:
    text = f"09:30{joint}10:00 we had no test for the cache key"
    (factor,) = over(factors.find, incident(*notes(text)))
    assert factor.text == "we had no test for the cache key"


def test_a_second_time_that_is_no_end_of_a_range_stays_in_a_factor() -> None:
    text = "09:30 at 10:00 we had no test for the cache key"
    (factor,) = over(factors.find, incident(*notes(text)))
    assert "10:00" in factor.text


@pytest.mark.parametrize(
    ("said", "side", "texts"),
    [
        ("nice: the flag worked from the phone", "went_well", ["the flag worked from the phone"]),
        ("- done well: rr-6 was kept warm", "went_well", ["rr-6 was kept warm"]),
        ("what went right: the gate. it was put in last winter", "went_well",
         ["the gate. it was put in last winter"]),
        ("minus: no way to stop it at night", "went_wrong", ["no way to stop it at night"]),
        ("what went badly: - no test of it; - the page is old", "went_wrong",
         ["no test of it", "the page is old"]),
        ("lucky that the window opens at five", "got_lucky", ["the window opens at five"]),
        ("good: quick. lucky: the frost came late", "got_lucky", ["the frost came late"]),
        ("good: one switch and lucky: the batch had not run", "went_well", ["one switch"]),
    ],
)  # fmt: skip
def test_a_lesson_stands_without_its_label(said: str, side: str, texts: list[str]) -> None:
    told = over(lessons.told, incident(*notes(said)))
    assert [s.text for s in getattr(told, side)] == texts


def test_what_lacked_went_wrong_too_and_cites_its_line() -> None:
    (lesson,) = facts(
        *notes("09:00 paged\nnothing watches the share of refusals")
    ).lessons.went_wrong
    assert (lesson.text, lesson.evidence) == ("nothing watches the share of refusals", ("N2",))


@pytest.mark.parametrize(
    "said",
    [
        "holiday week, three of us in the office",
        "fix is not over - in test until Monday",
        "the page says: \"no alert on this device is needed for the test\"",
        "no new alarm, all good",
        "has anybody told the households?",
    ],
)  # fmt: skip
def test_a_harmless_line_is_no_gap(said: str) -> None:
    assert over(factors.find, incident(*notes(said))) == ()


def test_a_why_that_takes_a_gap_for_granted_tells_it() -> None:
    (factor,) = over(factors.find, incident(*notes("why is there no test of empty rows?")))
    assert factor.category == "process"


def test_gaps_are_at_most_ten_and_few_of_one_category() -> None:
    said = "\n".join(f"no alert on part {number} of the {number}th kind" for number in range(20))
    assert 1 <= len(over(factors.find, incident(*notes(said)))) <= 4
