"""What a sentence says took the place of what, and what it names, in whatever order it says so."""

from __future__ import annotations

import pytest

from assistant.intake.history import arrival, stating, subject


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Raise the reader's top_k from 6 to 20", ("6", "20", "top_k")),
        ("tools: raise lookup timeout from 5s to 30s", ("5s", "30s", "lookup timeout")),
        ("prompt(intake): v11 -> v12, shorter", ("v11", "v12", "intake")),
        ("Bump `aiorail` from 3.1 to 3.2", ("3.1", "3.2", "aiorail")),
        ("Raise context window in prompts from 8k to 32k", ("8k", "32k", "context window")),
        ("top_k was changed from 6 to 20", ("6", "20", "top_k")),
        ("Rebuild with chunk_size 400 (was 1200)", ("1200", "400", "chunk_size")),
        ("send 50% of all calls to kit-3 (was 10%)", ("10%", "50%", None)),
        ("timeout 8 s (was 2 s)", ("2 s", "8 s", None)),
        ("`rank.top_n` is now 4 instead of 10", ("10", "4", "rank.top_n")),
        ("MAX_WORDS 512 to 2048", ("512", "2048", "MAX_WORDS")),
        ("Filter pii-out switched from block to log", ("block", "log", "pii-out")),
        ("Modell von kit-4 auf kit-5 umgestellt", ("kit-4", "kit-5", None)),
        ("el modelo pasa de kit-4 a kit-5", ("kit-4", "kit-5", None)),
        ("Swap kit-small for kit-large", ("kit-small", "kit-large", None)),
        ("Answer model from kit-4 to kit-5", ("kit-4", "kit-5", None)),
    ],
)
def test_both_values_are_read_with_what_is_named(
    text: str, wanted: tuple[str, str, str | None]
) -> None:
    told = stating.told(text)
    assert told is not None
    assert (told.before, told.after, told.name) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "El mostrador abre de 9 a 17",
        "Moved the desk from Bergen to Oslo",
        "Release 2.3 (was delayed)",
        "Window from 10:00 to 12:00",
        "Read pages 3 to 5 again",
        "revert: raise top_k from 6 to 20",
        "Answers instead of questions",
        "the night of 3 → 4 Sept is read as a night",
    ],
)
def test_what_may_mean_something_else_tells_no_values(text: str) -> None:
    assert stating.told(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('Revert "Raise top_k from 6 to 20"', ("20", "6")),
        ('Reapply "Raise top_k from 6 to 20"', ("6", "20")),
        ('Revert "Revert "Raise top_k from 6 to 20""', ("6", "20")),
        ("revert: feat(rank): raise top_k from 6 to 20", ("20", "6")),
        ("revert: top_k back from 20 to 6", ("20", "6")),
    ],
)
def test_what_a_revert_quotes_is_turned_round(text: str, wanted: tuple[str, str]) -> None:
    told = stating.told(text)
    assert told is not None
    assert (told.before, told.after) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Promote route-classifier 2026.10.2 to production", ("route-classifier", "2026.10.2")),
        ("chore(deps): update dependency railkit to v1.5.0", ("railkit", "v1.5.0")),
        ("Set timeout to 30", ("timeout", "30")),
        ("Switched the critic to ``kit-3-32b``.", ("critic", "kit-3-32b")),
        ("Bump reranker to 2.1.0", (None, "2.1.0")),
        ("[dist] #1365 - Update dependency railkit to v4", ("railkit", "v4")),
        ("Fix the crash in 2.3", None),
        ("Move the meeting to 3 pm", None),
        ("Update README for v2", None),
        ('Revert "Set timeout to 30"', None),
        ("Set up 3 replicas", None),
    ],
)
def test_what_came_alone_is_read_where_it_is_named(
    text: str, wanted: tuple[str | None, str] | None
) -> None:
    told = arrival.told(text)
    assert (told and (told.name, told.after)) == wanted


def test_a_name_in_marks_behind_a_word_for_its_layer_is_the_part() -> None:
    assert subject.part_of("Guardrail `dose-limits`") == "dose-limits"
    assert subject.part_of("Removed: Tool `find_route`") == "find_route"
    assert subject.part_of("Crash in `find_route`") is None
    assert subject.part_of("Flag state updated for feature: strict_mode") == "strict_mode"
