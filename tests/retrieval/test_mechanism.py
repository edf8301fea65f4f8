"""How an incident came about, as probabilities of the terms of a vocabulary."""

from __future__ import annotations

import pytest

from retrieval.mechanism import Mechanism, dump, likeliest, load
from retrieval.recurrence import likeness, policy


def test_others_are_looked_for_by_the_few_likeliest_terms() -> None:
    terms = (
        ("runaway-loop", 0.6),
        ("duplicate-action", 0.3),
        ("a", 0.05),
        ("b", 0.01),
        ("c", 0.01),
    )
    assert [name for name, _ in likeliest(terms)] == ["runaway-loop", "duplicate-action", "a"]
    assert likeliest(()) == ()


def test_what_is_kept_of_a_record_is_all_that_is_compared() -> None:
    terms = tuple((f"term-{n}", round(0.2 - n / 64, 3)) for n in range(12))
    kept = Mechanism(terms, terms[:3], (), known=True, read=True)
    assert load(dump(kept)) == kept


def test_two_vague_tellings_of_one_trigger_agree_by_their_unlikely_terms_too() -> None:
    sure = (("duplicate-action", 1.0),)
    layer = (("tool", 1.0),)
    here = (("traffic-load", 0.5), ("upstream-change", 0.3), ("code-deploy", 0.2))
    then = (("upstream-change", 0.5), ("traffic-load", 0.3), ("code-deploy", 0.2))
    whole = likeness(Mechanism(sure, layer, here), Mechanism(sure, layer, then), policy())
    cut = likeness(Mechanism(sure, layer, here[:1]), Mechanism(sure, layer, then[:1]), policy())
    assert whole > policy().recurrence
    assert cut < policy().possible


@pytest.mark.parametrize("names", [(), ("a",)])
def test_terms_below_the_least_are_not_looked_for(names: tuple[str, ...]) -> None:
    assert likeliest(tuple((name, 0.019) for name in names)) == ()
