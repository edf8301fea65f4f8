"""Exported chats of messengers: who wrote what and when, without what the app puts there."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.incident import Incident
from assistant.intake.files import collect
from assistant.intake.notes import messenger
from assistant.intake.notes.passages import of_text
from assistant.intake.reader import read_incident

FIXTURES = Path(__file__).parent / "fixtures"


def cleaned(*lines: str) -> list[str]:
    return [one.text for one in messenger.clean(of_text(lines).passages, shapes=lines)]


def told(name: str) -> Incident:
    return read_incident(collect([FIXTURES / name]), day=None, zone="UTC", stage=lambda _: None)


def test_messages_keep_their_words_their_writer_and_their_time() -> None:
    assert cleaned(
        "[03/11/26, 21:58:11] ~ Rosalind: anybody else getting weird quotes?",
        "03/11/2026, 22:04 - Tomasz Pilch: all prices are off",
        "03.11.26, 22:05 - +420 601 234 567: reverted <This message was edited>",
    ) == [
        "[2026-11-03, 21:58:11] Rosalind: anybody else getting weird quotes?",
        "[2026-11-03, 22:04] Tomasz Pilch: all prices are off",
        "[03.11.26, 22:05] reverted",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "03/11/2026, 21:55 - Messages and calls are end-to-end encrypted. Tap to learn more.",
        '03/11/2026, 21:56 - Tomasz Pilch created group "Prices"',
        "03/11/2026, 21:56 - Tomasz Pilch added you",
        "03/11/2026, 22:00 - Rosalind: <Media omitted>",
        "\u200e[03/11/26, 22:00:30] Rosalind: \u200eimage omitted",
        "03/11/2026, 22:04 - Tomasz Pilch: This message was deleted",
    ],
)
def test_what_the_app_wrote_is_left_out(line: str) -> None:
    pair = ("[03/11/26, 21:58] Ada: the bot is off", "[03/11/26, 21:59] Ben: looking")
    assert cleaned(*pair, line)[2] == ""


def test_a_line_that_goes_on_below_its_message_stays() -> None:
    lines = ("[03/11/26, 21:58] Ada: two things", "the bot is off", "[03/11/26, 21:59] Ben: ok")
    assert cleaned(*lines)[1] == "the bot is off"


def test_a_text_with_less_than_two_messages_stays_as_it_is() -> None:
    lines = ("[03/11/26, 21:58] ~ Ada: two things", "Ben added a note", "image omitted")
    assert cleaned(*lines) == list(lines)


def test_an_export_is_read_with_its_writers_hidden_and_its_times_known() -> None:
    found = told("messenger.txt")
    assert found.people == ("Responder A", "Responder B", "Responder C")
    texts = [line.text for line in found.evidence]
    assert not any("omitted" in text or "~ " in text or "encrypted" in text for text in texts)
    assert [line.speaker for line in found.evidence][:2] == ["Responder A", "Responder B"]
    assert all(line.time is not None for line in found.evidence)


def test_a_date_stays_where_nothing_tells_the_order_of_its_numbers() -> None:
    lines = ("[9/3/26, 2:14:09 PM] Ada: the bot is off", "[9/3/26, 2:16:55 PM] Ben: looking")
    assert cleaned(*lines) == list(lines)


def test_a_chat_with_the_month_first_keeps_its_dates() -> None:
    lines = ("[09/03/26, 14:14] Ada: the bot is off", "[09/13/26, 14:16] Ben: on again")
    assert cleaned(*lines) == list(lines)


def test_the_language_of_a_chat_tells_that_the_day_stands_first() -> None:
    assert cleaned(
        "8/5/26, 18:06 - Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "8/5/26, 18:06 - Ada: el bot da citas en domingo",
        "8/5/26, 18:07 - Ada: <Multimedia omitido>",
        "8/5/26, 18:25 - Ben: vuelta a v13",
    ) == [
        "",
        "[2026-05-08, 18:06] Ada: el bot da citas en domingo",
        "",
        "[2026-05-08, 18:25] Ben: vuelta a v13",
    ]
