"""Past incidents like one: by words and by how they came about, in one order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retrieval.mechanism import Mechanism
from retrieval.ranking import Query
from retrieval.recall import recall
from retrieval.recurrence import policy
from tests.retrieval.library import library, lines, record

TEXT = "the pump assistant cites manuals that were withdrawn weeks before"
HERE = Mechanism(
    (("stale-content", 1.0),), (("retrieve", 1.0),), (("data-index-change", 1.0),), known=True
)
ELSEWHERE = replace(
    record("bread-prices", "Yesterday's loaves stood on the till. Nobody had loaded the new list."),
    failure_modes=("stale-content",),
    layers=("retrieve",),
    triggers=("data-index-change",),
)


def shown(folder: Path, k: int) -> tuple[list[str], str | None]:
    alike = [
        replace(
            record(f"pump-{n}", f"The pump assistant cites manual {n} that was withdrawn."),
            failure_modes=("jailbreak",),
            layers=("guardrail",),
            triggers=("attack",),
        )
        for n in range(30)
    ]
    with library(folder) as made:
        made.add(lines(*alike, ELSEWHERE))
        made.catch_up()
        found = recall(made, Query(TEXT, mechanism=HERE), k, rules=policy())
    return [match.record.id for match in found.matches], found.recurrence.incident_id


def test_what_came_about_alike_stands_among_what_shares_all_the_words(tmp_path: Path) -> None:
    ids, named = shown(tmp_path, 5)
    assert named == "bread-prices"
    assert "bread-prices" in ids
    assert sum(name.startswith("pump-") for name in ids) == 4


def test_the_incident_that_the_verdict_names_is_shown_however_few_are(tmp_path: Path) -> None:
    ids, named = shown(tmp_path, 1)
    assert ids == [named] == ["bread-prices"]
