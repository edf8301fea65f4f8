"""A chat handed on by somebody: its first line, its clocks, its numbered places."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import draft_incident
from assistant.intake.clock.times import find_clocks
from assistant.intake.files import collect
from assistant.intake.reader import read_incident

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CHAT = """fwd from the kiln desk, sorry for the order
10 Nov 2026
07:50 Ines: shop floor says the firing assistant ran glaze 4 at the wrong heat. that's fragile stuff
08.20 Teo (platform): looking. the recipe export came in the nightly load at 02:10
08:41 Teo: fixed
two other orders went out: kiln 7 (fine) and kiln 22 (stopped by hand)
"""


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """Return the draft of the chat."""
    path = tmp_path_factory.mktemp("paste") / "paste.txt"
    path.write_text(CHAT, encoding="utf-8")
    found = read_incident(collect([Path(path)]), day=None, zone=None, stage=lambda _: None, now=NOW)
    return draft_incident(found, now=NOW, stage=lambda _: None)


def test_the_line_that_hands_it_on_is_neither_title_nor_summary(draft: Draft) -> None:
    assert "sorry" not in draft.title.lower()
    assert not any("sorry for the order" in one.text for one in draft.summary)


def test_a_chat_without_a_heading_is_titled_by_what_was_noticed(draft: Draft) -> None:
    assert draft.title == "Shop floor says the firing assistant ran glaze 4 at the wrong heat"


def test_a_sentence_that_points_back_does_not_stand_alone(draft: Draft) -> None:
    assert not any(one.text.lower().startswith("that's") for one in draft.summary)


def test_a_dotted_clock_before_who_speaks_is_a_time_among_colons(draft: Draft) -> None:
    told = [event.time.strftime("%H:%M") for event in draft.timeline if event.time]
    assert told == ["02:10", "07:50", "08:20", "08:41"]
    assert find_clocks("08.20 looking into 14.50 of it") == []
    assert find_clocks("3.10 Scope: what it covers") == []


def test_a_place_with_a_number_is_no_count(draft: Draft) -> None:
    assert not {7.0, 22.0} & {figure.value for figure in draft.impact}
