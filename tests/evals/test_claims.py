"""The sentences by which the rules on meaning are judged, and how they are counted."""

from __future__ import annotations

from collections import Counter

from evals.claims.claims import Claim
from evals.claims.kinds import APART_KINDS, DEVELOPED_KINDS, Kind, counted, pairs


def _told(name: str) -> Counter[str]:
    return Counter(claim.style for claim in pairs(name) if claim.kind == "flipped")


def test_each_kind_of_flip_is_developed_on_and_set_apart() -> None:
    developed, apart = _told(DEVELOPED_KINDS), _told(APART_KINDS)
    assert set(developed) == set(apart)
    assert min(developed.values()) >= 10
    assert min(apart.values()) >= 12


def test_no_sentence_and_no_line_is_in_both_sets() -> None:
    sets = [
        {part for claim in pairs(name) for part in (claim.text, *claim.lines)}
        for name in (DEVELOPED_KINDS, APART_KINDS)
    ]
    assert sets[0].isdisjoint(sets[1])


def test_what_stands_is_counted_by_kind_and_in_all() -> None:
    claims = [
        Claim("a", ("x",), "honest", "one"),
        Claim("b", ("x",), "flipped", "one"),
        Claim("c", ("y",), "honest", "other"),
        Claim("d", ("y",), "flipped", "other"),
    ]
    found = counted(claims, lambda claim: claim.text in "acd")
    assert found == (Kind("one", 1, 1, 0), Kind("other", 1, 1, 1), Kind("all kinds", 2, 2, 1))
