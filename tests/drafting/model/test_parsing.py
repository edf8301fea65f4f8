"""Parsing: the filling is found in whatever a model puts around it, and nothing else is raised."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.model.parsing import NotFilled, filled
from assistant.drafting.schema import OUTPUTS, CitedSentence, ModelOutput, SummaryOutput
from tests.drafting.model.wires import FILLING

# Signs that a reader of JSON, of fences or of thoughts could trip over.
SIGNS = st.sampled_from(["{", "}", "[", "`", "```", "\n", '"', "\\", "a", "é", " ", "\u2028", "😀"])
WORDS = st.one_of(st.text(min_size=1, max_size=60), st.lists(SIGNS, min_size=1).map("".join))
FILLINGS = st.builds(
    SummaryOutput,
    sentences=st.lists(
        st.builds(
            CitedSentence,
            text=WORDS.map(lambda text: text[:600]),
            evidence=st.lists(st.sampled_from(["N1", "L2-17", "H3"]), min_size=1, max_size=3),
        ),
        max_size=4,
    ),
)
# What is said around it: braces and fences too, but no JSON object of its own.
TALK = st.text(alphabet="ab {}`\n.,é<", max_size=30)
LAYOUT = st.sampled_from([None, 2])


def put(filling: ModelOutput, layout: int | None, *, plain: bool = True) -> str:
    """Return a filling as JSON, as a model lays it out."""
    return json.dumps(filling.model_dump(mode="json"), indent=layout, ensure_ascii=plain)


@given(FILLINGS, LAYOUT, st.booleans(), st.sampled_from(["", " ", "\n\n", "\ufeff", "\t"]))
def test_any_bare_filling_is_read(
    filling: SummaryOutput, layout: int | None, plain: bool, space: str
) -> None:
    text = f"{space}{put(filling, layout, plain=plain)}{space}"
    assert filled(text, SummaryOutput) == filling


@given(FILLINGS, LAYOUT, st.sampled_from(["", "json", "JSON", "json5 "]), TALK, TALK)
def test_any_filling_survives_being_fenced(
    filling: SummaryOutput, layout: int | None, tag: str, before: str, after: str
) -> None:
    text = f"{before}\n```{tag}\n{put(filling, layout)}\n```\n{after}"
    assert filled(text, SummaryOutput) == filling


@given(FILLINGS, LAYOUT, st.sampled_from(["think", "Thinking", "reasoning"]), WORDS)
def test_any_filling_survives_being_thought_about(
    filling: SummaryOutput, layout: int | None, tag: str, thought: str
) -> None:
    other = '{"sentences": []}'
    text = f"<{tag}>{thought} {other}</{tag}>\n{put(filling, layout)}"
    assert filled(text, SummaryOutput) == filling


@given(FILLINGS, LAYOUT, TALK, TALK)
def test_any_filling_survives_being_talked_around(
    filling: SummaryOutput, layout: int | None, before: str, after: str
) -> None:
    assert filled(f"{before}{put(filling, layout)}{after}", SummaryOutput) == filling


@given(FILLINGS)
def test_another_object_before_it_is_passed_over(filling: SummaryOutput) -> None:
    text = f'My plan: {{"steps": ["read", "write"]}}. And now: {put(filling, None)}'
    assert filled(text, SummaryOutput) == filling


@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=()), max_size=80),
        st.lists(SIGNS | st.sampled_from(["<think>", "</think>", ":", "1", "\ud800"])).map("".join),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["sentences", "text", "evidence", "lessons", "a"]), inner
                )
            ),
            max_leaves=12,
        ).map(json.dumps),
    ),
    st.sampled_from(sorted(OUTPUTS)),
)
def test_whatever_is_said_nothing_is_raised_but_that_it_fills_nothing(text: str, kind: str) -> None:
    try:
        found = filled(text, OUTPUTS[kind])
    except NotFilled:
        return
    assert isinstance(found, OUTPUTS[kind])


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 50_000,
        "[" * 50_000,
        '{"a":' + "9" * 10_000 + "}",
        "```json\n" * 10_000,
        '{"sentences": [{"text": "\\ud800", "evidence": ["N1"]}]}',
        "<think>never ended " + "{" * 200,
        "",
    ],
    ids=["deep", "brackets", "long number", "fences", "half a sign", "unended thought", "nothing"],
)
def test_hostile_text_is_refused_like_any_other(text: str) -> None:
    with pytest.raises(NotFilled):
        filled(text, SummaryOutput)


@pytest.mark.parametrize("text", ["", "It went well.", "[1, 2]", "null", "a {b} c"])
def test_text_without_an_object_gives_no_reasons_to_mend_it_by(text: str) -> None:
    with pytest.raises(NotFilled) as raised:
        filled(text, SummaryOutput)
    assert raised.value.reasons is None


def test_reasons_name_places_and_not_the_words_that_stand_there() -> None:
    held = {"sentences": [{"text": "quince" * 200, "evidence": ["medlar"], "root_cause": "damson"}]}
    with pytest.raises(NotFilled) as raised:
        filled(json.dumps(held), SummaryOutput)
    reasons = raised.value.reasons or ""
    assert "sentences.0.text: string too long" in reasons
    assert "sentences.0.root_cause: not asked for" in reasons
    assert not [word for word in ("quince", "medlar", "damson") if word in reasons]


def test_of_many_faults_the_first_few_are_named_and_the_rest_counted() -> None:
    held = {"sentences": [{"text": "", "evidence": []}] * 5}
    with pytest.raises(NotFilled) as raised:
        filled(json.dumps(held), SummaryOutput)
    assert (raised.value.reasons or "").endswith("; and 6 more")


def test_the_nearest_of_several_objects_is_the_first() -> None:
    with pytest.raises(NotFilled, match="sentences: missing"):
        filled('Either {"sentence": 1} or {"sentences": 1}.', SummaryOutput)


def test_the_first_object_that_fills_the_schema_is_taken() -> None:
    text = f"{put(FILLING, None)} or, shorter: {put(SummaryOutput(sentences=()), None)}"
    assert filled(text, SummaryOutput) == FILLING
