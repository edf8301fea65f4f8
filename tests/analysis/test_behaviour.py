"""Expected and observed behaviour: which words tell a side, what was asked, and around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.analysis import behaviour, timeline
from assistant.analysis.assertions import blame_in, cause_asserted
from assistant.analysis.behaviour import Behaviour
from assistant.analysis.layout import place
from assistant.incident import TraceCall
from tests.analysis.notebook import incident, log, notes, over

PAIR = "Expected: 30 days\nObserved: 90 days"


def blocks(text: str) -> tuple[Behaviour, ...]:
    return over(behaviour.shown, incident(*notes(text)))


def sides(text: str) -> list[tuple[str | None, str | None]]:
    return [(block.expected, block.observed) for block in blocks(text)]


@pytest.mark.parametrize(
    "text",
    [
        PAIR,
        "Expected: 30 days. Observed: 90 days.",
        'Should be: "30 days"\nGot: "90 days"',
        "**Expected** (policy): 30 days\n**Actual**: 90 days",
        "what it wrote: 90 days\nwhat it should have said: 30 days",
        "| Asked | Expected | Got |\n|---|---|---|\n| window? | 30 days | 90 days |",
        "| Expected | 30 days |\n| Observed | 90 days |",
        'it answered "90 days" instead of "30 days"',
        'the bot replied "90 days" instead of "30 days"',
        'the bot replied "90 days", it should have said "30 days"',
    ],
)
def test_both_sides_are_read_however_they_are_set_against_each_other(text: str) -> None:
    assert sides(text) == [("30 days", "90 days")]


def test_each_row_of_a_table_is_a_block_of_its_own() -> None:
    head = "| Asked | Expected | Got |\n|---|---|---|\n"
    found = blocks(f"{head}| window? | 30 days | 90 days |\n| size? | 4 | 6 |")
    assert [(b.asked, b.expected, b.observed, b.evidence) for b in found] == [
        ("window?", "30 days", "90 days", ("N3",)),
        ("size?", "4", "6", ("N4",)),
    ]


@pytest.mark.parametrize(
    "line",
    [
        'a customer said "returns take 90 days"',
        'we said "returns take 90 days" on the status page',
        'the vendor replied "returns take 90 days"',
        'the bot said "no"',
        'turned off the ranker, it answered with "please call the desk"',
        "the expected delay was small and the observed one too",
        "nothing was quoted here",
    ],
)
def test_what_people_say_a_bare_word_or_the_fix_is_no_observed_answer(line: str) -> None:
    assert blocks(line) == ()


@pytest.mark.parametrize("section", ["Action items", "Test plan", "References"])
def test_what_stands_under_actions_tests_or_references_is_no_behaviour(section: str) -> None:
    assert blocks(f"## {section}\n{PAIR}") == ()
    assert len(blocks(f"## Notes\n{PAIR}")) == 1


def test_sides_told_far_apart_are_two_blocks() -> None:
    gap = "the shop was shut\n" * 5
    assert sides(f"Expected: 30 days\n{gap}Observed: 90 days") == [
        ("30 days", None),
        (None, "90 days"),
    ]


def test_what_was_asked_alone_is_no_block() -> None:
    assert blocks("Asked: how long is a return?") == ()


def test_quotes_in_passing_are_left_out_where_a_pair_is_told() -> None:
    passing = 'the bot wrote "old price of nine"'
    assert sides(passing) == [(None, "old price of nine")]
    assert sides(f"{passing}\nlater on\nand on\nand on\nand on\nand on\n{PAIR}") == [
        ("30 days", "90 days")
    ]


def test_no_more_than_three_quotes_in_passing_are_told() -> None:
    lines = [f'the bot wrote "old price of {n}"' for n in range(6)]
    assert len(blocks("\n".join(lines))) == 3


@pytest.mark.parametrize(
    "observed", ["Responder A forgot the filter", "the ranker failed because of v2"]
)
def test_a_side_that_blames_or_asserts_a_cause_is_left_out(observed: str) -> None:
    assert blocks(f"Expected: refuse\nObserved: {observed}") == ()


def test_without_a_quote_the_start_tells_what_was_observed() -> None:
    made = incident(*notes("08:30 the bot began quoting old prices\n08:40 alert fired"))
    placed = place(made)
    (block,) = behaviour.shown(made, placed, timeline.build(made, placed))
    assert (block.expected, block.observed) == (None, "the bot began quoting old prices")
    assert block.evidence == ("N1",)


def test_a_start_whose_words_are_withheld_tells_nothing() -> None:
    made = incident(*notes("08:30 the bot began quoting wrong prices caused by v2"))
    placed = place(made)
    events = timeline.build(made, placed)
    told = tuple(replace(event, text=timeline.CAUSE_WITHHELD) for event in events)
    assert behaviour.shown(made, placed, events)
    assert behaviour.shown(made, placed, told) == ()


# What is told around a block.


def test_what_was_asked_is_told_with_both_sides() -> None:
    (block,) = blocks(f"Asked: how long is a return?\n{PAIR}")
    assert block.asked == "how long is a return?"
    assert block.evidence == ("N1", "N2", "N3")


@pytest.mark.parametrize(
    ("line", "trace"),
    [
        ("trace 7f3a-22c", "7f3a-22c"),
        ("conversation id: c-8812", "c-8812"),
        ("see request #req_5521", "req_5521"),
        ("the request was slow", None),
        ("40 requests, 12% of all", None),
        ("the run of 38 ms was fine", None),
    ],
)
def test_the_id_behind_a_noun_for_an_exchange_is_its_trace(line: str, trace: str | None) -> None:
    (block,) = blocks(f"{PAIR}\n{line}")
    assert block.trace == trace
    assert ("N3" in block.evidence) is (trace is not None)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("temperature 0.2, seed=7", ("temperature 0.2", "seed=7")),
        ("model shelf-ranker-3.1", ("model shelf-ranker-3.1",)),
        ("top_p: 0.9", ("top_p: 0.9",)),
        ("k=12", ("k=12",)),
        ("k 12", ()),
        ("the temperature in the hall was fine", ()),
        ("the model shelf-ranker was fine", ()),
    ],
)
def test_settings_are_told_as_the_line_gives_them(line: str, told: tuple[str, ...]) -> None:
    (block,) = blocks(f"{PAIR}\n{line}")
    assert block.settings == told
    assert ("N3" in block.evidence) is bool(told)


def test_settings_told_elsewhere_hold_where_none_stand_near() -> None:
    far = "the shop was shut\n" * 6
    (block,) = blocks(f"{PAIR}\n{far}temperature=0.4 in production")
    assert block.settings == ("temperature=0.4",)
    assert "N9" in block.evidence
    (block,) = blocks(f"{PAIR}\ntemperature=0.1 here\n{far}temperature=0.4 in production")
    assert block.settings == ("temperature=0.1",)
    assert "N10" not in block.evidence


@pytest.mark.parametrize("line", ["only for orders of the north shop", "2 out of 10 tries"])
def test_the_reach_that_is_told_near_a_block_is_its_scope(line: str) -> None:
    (block,) = blocks(f"{PAIR}\n{line}")
    assert (block.scope, block.evidence) == (line, ("N1", "N2", "N3"))


@pytest.mark.parametrize("line", ["the north shop rang", "```\nonly for orders of the shop\n```"])
def test_a_line_that_tells_no_reach_is_no_scope(line: str) -> None:
    (block,) = blocks(f"{PAIR}\n{line}")
    assert (block.scope, block.evidence) == (None, ("N1", "N2"))


def test_what_stands_in_another_file_is_not_told_of_a_block() -> None:
    other = notes("trace 7f3a-22c only for orders", source="other.md", prefix="N2-")
    (block,) = over(behaviour.shown, incident(*notes(PAIR), *other))
    assert (block.trace, block.scope, block.evidence) == (None, None, ("N1", "N2"))


def call(trace: str, evidence: str | None) -> TraceCall:
    return TraceCall(
        source="app.log", line=1, trace_id=trace, span_id="s1", name="chat", time=None,
        requested="shelf-3", served="shelf-2", temperature=0.2, top_p=None, max_tokens=256.0,
        seed=None, input_tokens=None, output_tokens=None, finish=None, prompt=None, error=None,
        failed=False, evidence=evidence,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("trace", "evidence", "told"),
    [
        ("7f3a-22c", "L1", ("model shelf-2", "temperature 0.2", "max_tokens 256")),
        ("other-1", "L1", ()),
        ("7f3a-22c", None, ()),
    ],
)
def test_the_settings_of_a_call_are_those_of_the_trace_that_is_named(
    trace: str, evidence: str | None, told: tuple[str, ...]
) -> None:
    made = incident(*notes(f"{PAIR}\ntrace 7f3a-22c"), *log("2026-05-04 09:14 INFO call"))
    made = replace(made, calls=(call(trace, evidence),))
    (block,) = over(behaviour.shown, made)
    assert block.settings == told
    assert ("L1" in block.evidence) is bool(told)


_PARTS = st.sampled_from(
    [
        "Expected: 30 days", "Observed: 90 days", "Asked: how long?",
        'the bot said "90 days or so"',
        'instead of "30 days"', "trace 7f3a-22c", "temperature 0.2", "only for", "| Got | 6 |",
        "Responder A forgot it", "caused by v2", "should have answered", "## Action items", "```",
        "it wrote: 90 days", "Customer 1 rang", "09:30",
    ]
)  # fmt: skip
_LINES = st.lists(st.lists(_PARTS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=9)


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_a_block_cites_the_lines_that_hold_its_words_and_puts_blame_on_nobody(
    lines: Sequence[str],
) -> None:
    made = incident(*notes("\n".join(lines)))
    by_id = made.by_id()
    for block in over(behaviour.shown, made):
        assert block.evidence
        assert set(block.evidence) <= set(by_id)
        cited = " ".join(by_id[name].text for name in block.evidence)
        assert block.trace is None or block.trace in cited
        assert all(told.removeprefix("model ") in cited for told in block.settings)
        for side in (block.expected, block.observed):
            assert side is None or (blame_in(side) is None and cause_asserted(side) is None)
            assert side is None or not any(person in side for person in made.people)


def test_a_word_that_also_names_a_setting_is_none_where_its_number_counts_something() -> None:
    assert blocks(PAIR + "\nordered rye seed 7 times")[0].settings == ()
    assert blocks(PAIR + "\nrun with seed 7, temperature 0.2")[0].settings == (
        "seed 7",
        "temperature 0.2",
    )


def test_what_a_further_sentence_quotes_stands_in_the_place_of_nothing() -> None:
    far = 'said "leaflet page 3". One file instead of four. The heading "Scotland" is far above.'
    assert all(block.expected is None for block in blocks(far))
    assert sides('It said "90 days" instead of "30 days".') == [("30 days", "90 days")]


def test_a_figure_of_now_beside_the_usual_one_is_a_pair() -> None:
    told = "Normally about 4 % of those are low, now it's 71 %."
    assert sides(told) == [("Normally about 4 % of those are low", "now it's 71 %")]
    assert not sides("Normally we deploy on Tuesdays, now it is daily.")
