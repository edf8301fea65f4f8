"""Contact data: a number left for somebody is no step."""

from __future__ import annotations

import pytest

from assistant.analysis import timeline
from assistant.analysis.contacts import without_contacts
from tests.analysis.notebook import incident, notes, over


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("my cell [phone]", ""),
        ("on it. my cell, [phone]", "on it."),
        ("call with the vendor. Their line: [phone]", "call with the vendor."),
        ("rolled back the prompt", "rolled back the prompt"),
        ("key [secret] was in the prompt", "key [secret] was in the prompt"),
    ],
)
def test_parts_that_are_contact_data_alone_are_dropped(text: str, left: str) -> None:
    assert without_contacts(text) == left


def test_a_message_that_only_leaves_a_number_is_no_step() -> None:
    events = over(timeline.build, incident(*notes("09:10 alert fired\n09:12 my cell [phone]")))
    assert [event.text for event in events] == ["alert fired"]
