"""The same fact told twice is kept once, in its fuller words, with all its lines."""

from __future__ import annotations

from assistant.drafting.retelling import once
from assistant.incident import Statement


def test_a_fact_in_two_cuts_is_told_once_in_the_fuller_one() -> None:
    short = Statement("Refund promises at 31%, normally 12%.", ("N1",), "evidenced")
    full = Statement("Refund promises at 31% since ~8:15, normally 12%.", ("N4",), "evidenced")
    assert once([short, full]) == (Statement(full.text, ("N1", "N4"), "evidenced"),)


def test_counts_that_differ_are_both_told() -> None:
    one = Statement("The bot misled 212 users.", ("N1",), "evidenced")
    other = Statement("The bot misled 180 users.", ("N2",), "evidenced")
    assert once([one, other]) == (one, other)
