"""What one release or commit lists is one step where it is told in the same words, else several."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysis import timeline
from tests.analysis.notebook import change, incident, over


def test_the_items_of_a_release_share_its_heading_and_are_steps_by_themselves() -> None:
    items = [
        replace(change("model", "07:40", "model: kit-4 to kit-5"), evidence=("H1", "H2")),
        replace(change("tool", "07:40", "Find routes twice"), evidence=("H1", "H3")),
    ]
    events = over(timeline.build, incident(changes=items))
    assert [event.text for event in events] == ["model: kit-4 to kit-5", "Find routes twice"]


def test_what_a_commit_changed_under_one_title_is_one_step() -> None:
    parts = [
        replace(change("model", "07:40", "Cheaper answers"), evidence=("H1", "H2")),
        replace(change("config", "07:40", "Cheaper answers"), evidence=("H1", "H3")),
    ]
    (event,) = over(timeline.build, incident(changes=parts))
    assert event.evidence == ("H1", "H2", "H3")
