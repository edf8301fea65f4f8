"""Which sentences turn round what their lines say, and which only say it in other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks import direction

RATE = "14:05 error rate of answer-svc rose from 2% to 9% after the prompt change"
FILTER = (
    "2026-01-19 guardrail: disable profanity filter on drafts",
    "2026-01-23 guardrail: re-enable profanity filter, threshold 0.85",
)
STEPS = (
    "09:12 Responder A: index rebuild finished",
    "09:40 Responder B: customers see withdrawn products in the search",
)
COUNTS = "index has 18,204 docs, catalogue export only 16,950"
TOKENS = "ERROR summarizer overflow tokens=33120 limit=32768 conv=7741"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The error rate of answer-svc fell after the prompt change.", [RATE]),
        ("The error rate rose from 9% to 2%.", [RATE]),
        ("The error rate went from 9% to 2%.", [RATE]),
        ("The error rate rose from 2% to 9% before the prompt change.", [RATE]),
        ("The error rate of answer-svc did not rise.", [RATE]),
        ("The profanity filter was enabled on 2026-01-19.", FILTER),
        ("The filter was enabled on 2026-01-19 and disabled on 2026-01-23.", FILTER),
        ("The index rebuild finished after customers saw withdrawn products.", STEPS),
        ("The index held 16,950 docs and the catalogue export 18,204.", [COUNTS]),
        ("Conversation 7741 had 32768 tokens against a limit of 33120.", [TOKENS]),
        ("The vectors were rebuilt.", ["the vectors were not rebuilt"]),
        ("The index was deleted.", ["nobody said the index was deleted"]),
        ("No customer was told.", ["both customers told 06-04"]),
        ("All customers were affected.", ["customers were affected"]),
        ("The fix was fully deployed.", ["fix deployed"]),
        ("Danish was detected as Norwegian.", ["norwegian detected as danish"]),
        ("It destroyed sandbox-2 instead of dev-2.", ["agent destroyed dev-2 not sandbox-2"]),
        ("Die Fehlerrate ist gefallen.", ["14:05 Die Fehlerrate ist gestiegen"]),
        ("Le filtre a été activé.", ["14:05 le filtre a été désactivé"]),
        ("El filtro fue activado.", ["14:05 el filtro fue desactivado"]),
    ],
)
def test_a_sentence_that_turns_its_lines_round_is_told(text: str, lines: list[str]) -> None:
    assert direction.broken_by(text, lines) is not None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The error rate of answer-svc climbed from 2% to 9%.", [RATE]),
        ("After the prompt change, the error rate increased.", [RATE]),
        ("The filter was turned off on 2026-01-19 and on again on 2026-01-23.", FILTER),
        ("A commit of 2026-01-23 switched the profanity filter back on.", FILTER),
        ("After the index rebuild, customers saw withdrawn products.", STEPS),
        ("Customers saw withdrawn products after the index rebuild had finished.", STEPS),
        ("The catalogue export had 16,950 docs, and the index 18,204.", [COUNTS]),
        ("The overflow was at 33120 tokens with a limit of 32768.", [TOKENS]),
        ("Nobody had rebuilt the vectors.", ["the vectors were not rebuilt"]),
        ("The check did not pass.", ["check failed"]),
        ("The threshold was lowered from 0.8 to 0.5.", ["threshold set to 0.5, was 0.8"]),
        ("The allergen field had no entry.", ["allergen field empty"]),
        ("Die Fehlerrate ist gestiegen.", ["14:05 Fehlerrate gestiegen"]),
    ],
)
def test_a_sentence_in_other_words_stands(text: str, lines: list[str]) -> None:
    assert direction.broken_by(text, lines) is None


def test_why_is_said_in_words() -> None:
    why = direction.broken_by("The error rate of answer-svc fell.", [RATE])
    assert why == "it says 'fell', and the cited lines say the opposite"


WORDS = st.sampled_from(
    [
        *RATE.split(),
        *TOKENS.split(),
        "not",
        "no",
        "all",
        "before",
        "->",
        "0",
        "rose",
        "fell",
        "=",
        ",",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=30), st.lists(st.text(max_size=60), max_size=3))
def test_the_own_words_of_a_line_always_stand(words: list[str], others: list[str]) -> None:
    line = " ".join(words)
    assert direction.broken_by(line, [*others, line]) is None


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_can_be_judged(text: str, lines: list[str]) -> None:
    assert direction.broken_by(text, lines) == direction.broken_by(text, lines)
