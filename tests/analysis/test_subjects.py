"""What a step that is only a label is about: the title of the ticket it stands in."""

from __future__ import annotations

import pytest

from assistant.analysis import timeline
from tests.analysis.notebook import incident, notes, over


def steps(text: str) -> list[str]:
    return [event.text for event in over(timeline.build, incident(*notes(text)))]


@pytest.mark.parametrize(
    "head", ["ORD-881\nBot sends wrong prices", "Bot sends wrong prices #1842\nClosed"]
)
def test_a_ticket_s_creation_is_told_with_its_title(head: str) -> None:
    assert steps(f"{head}\nCreated: 08:30\n09:12 rolled back")[0] == (
        "Created: Bot sends wrong prices"
    )


def test_notes_without_a_ticket_s_key_lend_no_title() -> None:
    text = "Bot sends wrong prices\nsecond line\nCreated: 08:30\n09:12 rolled back"
    assert "Created: second line" not in steps(text)


def test_steps_of_one_day_with_other_words_stay_apart() -> None:
    text = "Bot fails #1842\nClosed\n2026-05-04 opened\n2026-05-04 rolled the prompt back"
    assert "rolled the prompt back" in steps(text)


def test_a_subject_a_little_below_tells_what_was_opened() -> None:
    text = "Number: INC0098127\nOpened: 08:02\nState: Closed\nShort description: Bot gave doses"
    assert steps(text)[0] == "Opened: Bot gave doses"
