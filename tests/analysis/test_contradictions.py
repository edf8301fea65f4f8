"""Contradictions: what the inputs cannot all mean, cited and never settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.analysis import impact, timeline
from assistant.analysis.assertions import blame_in, cause_asserted, owner_or_due_in
from assistant.analysis.changes import what_moved
from assistant.analysis.clashes import contradictions, denials
from assistant.analysis.clashes.clash import Contradiction
from assistant.analysis.durations import start_of
from assistant.analysis.layout import place
from assistant.incident import Change, Incident, TraceCall
from tests.analysis.notebook import change, incident, notes

ONSET = "09:20 the bot began quoting old prices"
RUN = "08:30 the bot began quoting old prices\n08:40 alert fired\n10:30 resolved\n"
DEPLOYED = change("prompt", "09:00", "prompt-part: v1 to v2")


def within(made: Incident) -> tuple[Contradiction, ...]:
    """Return the contradictions of an incident, as the facts of a draft are worked out."""
    placed = place(made)
    events = timeline.build(made, placed)
    return contradictions.find(
        made,
        placed,
        events=events,
        changes=what_moved(made, start=start_of(events)),
        figures=impact.figures(made, placed),
    )


def found(text: str, *changes: Change) -> tuple[Contradiction, ...]:
    return within(incident(*notes(text), changes=changes))


def kinds(text: str, *changes: Change) -> list[str]:
    return [one.kind for one in found(text, *changes)]


# Times.


def test_a_report_told_for_a_time_before_the_start_is_set_against_it() -> None:
    (one,) = found("08:10 a customer complained\n08:30 first wrong price in an answer\n08:40 alert")
    assert one.text == (
        "A report is told for 08:10, but the behaviour is said to have begun at 08:30."
    )
    assert one.evidence == ("N1", "N2")


def test_a_report_before_the_change_that_came_ahead_of_the_start_cites_the_change_too() -> None:
    (one,) = found(
        "08:10 a customer complained\n08:20 deployed prompt v2\n"
        "08:30 first wrong price in an answer\n08:40 alert fired"
    )
    assert "after a change at 08:20 (deployed prompt v2)" in one.text
    assert one.evidence == ("N1", "N3", "N2")


@pytest.mark.parametrize(
    "report",
    [
        "08:50 a customer complained",
        "2026-04-19 08:10 a customer complained",
        "08:10 shift handed over",
    ],
)
def test_a_report_after_the_start_or_weeks_before_it_is_no_contradiction(report: str) -> None:
    assert found(f"08:30 first wrong price in an answer\n08:55 alert fired\n{report}") == ()


def test_one_phase_labelled_with_two_times_is_a_contradiction() -> None:
    (one,) = found("Detected: 09:14\n10:00 rolled back\n- Detected: 09:41")
    assert one.text == "Two lines give the time at which it was detected: 09:14 and 09:41."
    assert one.evidence == ("N1", "N3")


@pytest.mark.parametrize(
    "text",
    [
        "Detected: 09:14\n10:00 rolled back\n- Detected: 09:15",
        "Detected: 09:14\n10:00 rolled back\n- Detected: 09:14",
        "Detected: 09:14\n10:00 rolled back\n- Mitigated: 09:41",
        "Detected: 09:14\n- it was not detected by the monitor till 09:41",
    ],
)
def test_a_minute_another_phase_or_running_words_are_no_second_time(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("told", ["08:20", "11:40"])
def test_a_change_told_for_another_time_than_that_of_the_history_is_a_contradiction(
    told: str,
) -> None:
    (one,) = found(f"{told} deployed prompt v2\n11:50 alert fired", DEPLOYED)
    assert one.text == (
        f"The notes tell a change for {told} (deployed prompt v2); the history records it for "
        "2026-05-04 09:00 UTC."
    )
    assert one.evidence == ("N1", "H1")


@pytest.mark.parametrize(
    "line",
    [
        "09:00 deployed prompt v2",
        "09:01 deployed prompt v2",
        "09:40 deployed prompt v2",
        "08:20 deployed prompt v3",
        "08:20 we are going to deploy prompt v2",
        "08:20 v2 is not deployed yet",
        "10:00 v2 rolled back, all clear",
    ],
)
def test_a_deployment_that_follows_its_commit_or_another_version_is_none(line: str) -> None:
    assert found(f"{line}\n11:50 alert fired", DEPLOYED) == ()


@pytest.mark.parametrize(
    "line",
    [
        "the provider says 09:40 but our log says 09:58",
        "the page says 09:40, which is before the deploy at 09:58",
        "10:02 the alert says 09:40, our log says 09:58 - which is it?",
    ],
)
def test_two_times_that_their_own_line_sets_against_each_other_are_a_contradiction(
    line: str,
) -> None:
    one = found(line)[0]
    assert (one.kind, one.evidence) == ("time", ("N1",))
    assert "09:40 and 09:58" in one.text


@pytest.mark.parametrize(
    "line",
    [
        "10:02 alert fired; 10:05 acknowledged; 10:40 rollback finished",
        "the provider was slow from 09:40 to 09:58",
        "we deployed at 09:40 and saw the alert at 09:58",
        "the provider says 09:40 but our log is empty",
    ],
)
def test_times_that_nobody_sets_against_each_other_are_none(line: str) -> None:
    assert found(line) == ()


@pytest.mark.parametrize("stated", ["45 minutes", "4 hours"])
def test_a_stated_duration_that_no_two_phases_bear_out_is_a_contradiction(stated: str) -> None:
    (one,) = found(f"{RUN}The outage lasted {stated}")
    assert f"state a duration of {stated}" in one.text
    assert "from 08:30 to 10:30 the timeline gives 2 h 0 min" in one.text
    assert one.evidence == ("N4", "N1", "N3")


@pytest.mark.parametrize("stated", ["2 hours", "about 2 hours", "110 minutes", "10 minutes"])
def test_a_stated_duration_that_some_two_phases_bear_out_is_none(stated: str) -> None:
    assert found(f"{RUN}The outage lasted {stated}") == ()


def test_without_a_start_no_stated_duration_is_held_against_the_timeline() -> None:
    assert found("08:40 alert fired\n10:30 resolved\nThe outage lasted 9 hours") == ()


# Counts.


def test_a_recount_that_differs_is_a_contradiction_of_both_lines() -> None:
    (one,) = found("212 customers got a wrong price\n\n\n\nfinance counted 198 customers")
    assert one.text == "Two counts of customers differ: 212 and 198."
    assert (one.kind, one.evidence) == ("count", ("N1", "N5"))


def test_two_counts_that_one_line_sets_against_each_other_are_a_contradiction() -> None:
    (one,) = found("support says 212 wrong prices, I have 198")
    assert one.text == "Two counts in one line differ: 212 and 198."
    assert one.evidence == ("N1",)


@pytest.mark.parametrize(
    "line",
    [
        "the p95 says 198 ms, not what we have",
        "finance counted 212 customers",
        "finance counted 900 customers",
        "finance counted 198 of the 212",
        "198 pallets stood in the hall",
        "## Action items\n- somebody counted 198 customers",
    ],
)
def test_a_unit_the_same_count_a_far_one_or_another_thing_is_no_recount(line: str) -> None:
    assert found(f"212 customers got a wrong price\n\n\n\n{line}") == ()


def test_milliseconds_are_no_recount_of_a_figure_beside_them() -> None:
    assert found("41 customers got a wrong price\nthe p95 says 38 ms") == ()


@pytest.mark.parametrize("line", ["212 wrong prices, of which 198 were mailed", "212 and 198"])
def test_two_counts_in_a_line_without_words_against_each_other_are_none(line: str) -> None:
    assert found(line) == ()


def test_a_share_that_does_not_follow_from_its_counts_is_a_contradiction() -> None:
    (one,) = found("3 of 10 answers (50%) were wrong")
    assert "3 of 10 is 30.0 %, and the line says 50 %" in one.text
    assert one.evidence == ("N1",)


@pytest.mark.parametrize(
    "line",
    [
        "3 of 10 answers (30%) were wrong",
        "1 of 3 answers (about 33%) were wrong",
        "3 of 10 answers were wrong. 50% of the shops rang",
        "3 of 0 answers (50%) were wrong",
    ],
)
def test_a_share_that_follows_or_is_of_something_else_is_none(line: str) -> None:
    assert found(line) == ()


# Denials.


@pytest.mark.parametrize(
    ("line", "layer"),
    [
        ("nothing changed on our side", "prompt"),
        ("the model has not changed", "model"),
        ("no change to the index", "index"),
        ("no deploy today", "code"),
    ],
)
def test_a_denial_of_change_is_set_against_the_change_of_the_history(line: str, layer: str) -> None:
    moved = replace(DEPLOYED, kind=layer)
    (one,) = found(f"{line}\n{ONSET}", moved)
    assert one.text == (
        "The notes say that nothing changed here; the history records a "
        f"{layer} change of prompt-part on 2026-05-04 09:00 UTC."
    )
    assert (one.kind, one.evidence) == ("denial", ("N1", "H1"))


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("the model has not changed", DEPLOYED),
        ("nothing changed on our side", change("prompt", "09:30", "after the start")),
        ("nothing changed on our side", change("prompt", None, "without a time")),
        ("rolled back, no change after that", DEPLOYED),
        ("the customer changed the order", DEPLOYED),
    ],
)
def test_a_denial_of_another_layer_or_before_a_later_change_is_none(
    line: str, moved: Change
) -> None:
    assert found(f"{line}\n{ONSET}", moved) == ()


@pytest.mark.parametrize(
    ("denial", "count", "told"),
    [
        ("no customers affected", "212 customers got a wrong price", "212 customers"),
        ("no financial impact", "refunds of 1,200 EUR were paid", "1,200 EUR"),
    ],
)
def test_a_denied_effect_that_is_counted_is_a_contradiction(
    denial: str, count: str, told: str
) -> None:
    (one,) = found(f"{denial}\n{count}")
    assert one.text == f'One line says "{denial}"; another counts {told}.'
    assert one.evidence == ("N1", "N2")


@pytest.mark.parametrize(
    "text",
    [
        "no customers affected\n0 customers got a wrong price",
        "no customers affected\nrefunds of 1,200 EUR were paid",
        "no customers affected",
    ],
)
def test_a_denied_effect_of_which_nothing_is_counted_is_none(text: str) -> None:
    assert found(text) == ()


def call(asked: str | None, answered: str | None, evidence: str | None) -> TraceCall:
    return TraceCall(
        source="trace.jsonl", line=1, trace_id="t1", span_id="s1", name="chat", time=None,
        requested=asked, served=answered, temperature=None, top_p=None, max_tokens=None,
        seed=None, input_tokens=None, output_tokens=None, finish=None, prompt=None, error=None,
        failed=False, evidence=evidence,
    )  # fmt: skip


def traced(*calls: TraceCall) -> list[Contradiction]:
    return list(denials.served(replace(incident(), calls=calls)))


def test_a_call_that_another_model_answered_is_a_contradiction_of_its_lines() -> None:
    (one,) = traced(*(call("shelf-3", "shelf-2", name) for name in ("L1", "L4")))
    assert one.text == "The trace asks for shelf-3 and was answered by shelf-2 in 2 calls."
    assert (one.kind, one.evidence) == ("version", ("L1", "L4"))


@pytest.mark.parametrize(
    ("asked", "answered", "line"),
    [
        ("shelf-3", "shelf-3", "L1"),
        ("acme/Shelf-3", "shelf-3", "L1"),
        (None, "shelf-3", "L1"),
        ("shelf-3", None, "L1"),
        ("shelf-3", "shelf-2", None),
    ],
)
def test_the_same_model_an_unknown_one_or_an_uncited_call_is_none(
    asked: str | None, answered: str | None, line: str | None
) -> None:
    assert traced(call(asked, answered, line)) == []


# What the notes set against each other.


def test_two_versions_of_which_a_line_denies_one_are_a_contradiction() -> None:
    (one,) = found("the vendor runs ranker 4.2.1, not 4.1.0")
    assert one.text.startswith("The notes give two versions, 4.1.0 and 4.2.1: ")
    assert (one.kind, one.evidence) == ("version", ("N1",))


def test_two_disputed_versions_of_one_thing_are_a_contradiction_of_both_lines() -> None:
    (one,) = found("ranker-4.2 answers\nthe dashboard says ranker-4.1")
    assert one.text == "The notes name two versions of ranker: 4.2 and 4.1."
    assert one.evidence == ("N1", "N2")


@pytest.mark.parametrize(
    "text",
    [
        "ranker-4.2 answers\nranker-4.1 was switched off in spring",
        "ranker-4.2 answers\nthe dashboard says ranker-4.2",
        "ranker-4.2 answers\nthe dashboard says shelver-4.1",
        "the sheet says ranker-4.2 came after ranker-4.1",
    ],
)
def test_versions_that_nobody_disputes_are_none(text: str) -> None:
    assert found(text) == ()


def test_versions_between_which_the_history_moved_are_none() -> None:
    moved = Change(
        "model", "ranker", "ranker-4.1", "ranker-4.2", DEPLOYED.time, None, "ranker", ("H1",)
    )
    text = "ranker-4.2 answers\nthe dashboard says ranker-4.1"
    assert kinds(text) == ["version"]
    assert kinds(text, moved) == []


def test_what_stands_under_a_heading_of_things_that_do_not_fit_is_told() -> None:
    text = "## What doesn't fit\n- the caller rang ahead of us\n## Other\n- the caller rang again"
    (one,) = found(text)
    assert one.text == "The notes set things against each other: the caller rang ahead of us"
    assert (one.kind, one.evidence) == ("told", ("N2",))


def test_a_line_that_goes_on_from_the_one_before_is_told_with_it() -> None:
    (one,) = found("the sheet holds 40 rows\nbut the report has 52, which is right")
    assert "the sheet holds 40 rows / but the report has 52" in one.text
    assert one.evidence == ("N1", "N2")


@pytest.mark.parametrize("line", ["wow !! it works", "fixed 3 of them, great!!"])
def test_a_loud_line_is_told_only_where_it_wonders_at_a_number(line: str) -> None:
    assert found(line) == ()
    assert kinds("the report has 300!! rows") == ["told"]


@pytest.mark.parametrize(
    "text",
    [
        "## Action items\n- the report has 52 rows, which does not match the sheet",
        "```\nthe report has 52 rows, which does not match the sheet\n```",
    ],
)
def test_actions_and_code_are_not_set_against_anything(text: str) -> None:
    assert kinds("the report has 52 rows, which does not match the sheet") == ["told"]
    assert found(text) == ()


# Of all of them.


def test_a_contradiction_that_rests_on_the_lines_of_another_is_told_once() -> None:
    text = "support says 212 wrong prices, I have 198 - which is it?"
    assert kinds(text) == ["count"]


def test_no_more_than_twelve_are_told() -> None:
    lines = [f"{n} of 100 answers (99%) were wrong in shop {n}" for n in range(10, 40)]
    assert len(found("\n".join(lines))) == 12


def test_a_line_that_blames_is_not_repeated() -> None:
    text = "Responder A forgot 52 of them, which does not match the 40 in the sheet"
    assert found(text) == ()


_PARTS = st.sampled_from(
    [
        "the sheet has 40 rows", "the report says 52", "does not match", "which is it?", "09:40",
        "but our log says 09:58", "Detected: 09:14", "Detected: 10:20", "no customers affected",
        "212 customers got a wrong price", "finance counted 198 customers", "3 of 10 answers (50%)",
        "Responder A forgot the filter", "owner: Responder B", "due by Friday", "root cause: v2",
        "caused by v2", "nothing changed on our side", "ranker-4.2 answers", "not 4.1.0",
        "the dashboard says ranker-4.1", "08:30 first wrong price", "08:10 a customer complained",
        "The outage lasted 9 hours", "10:30 resolved", "08:20 deployed prompt v2",
        "## Discrepancies",
    ]
)  # fmt: skip
_LINES = st.lists(st.lists(_PARTS, min_size=1, max_size=3).map(", ".join), min_size=1, max_size=9)


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_a_contradiction_cites_what_is_there_and_names_nobody_to_blame(
    lines: Sequence[str],
) -> None:
    made = incident(*notes("\n".join(lines)), changes=[DEPLOYED])
    known = set(made.by_id())
    for one in within(made):
        assert one.evidence
        assert set(one.evidence) <= known
        assert blame_in(one.text) is None
        assert owner_or_due_in(one.text) is None
        assert cause_asserted(one.text) is None
        assert not any(person in one.text for person in made.people)
