"""Chats saved from calls and messengers: told from logs, and read by who wrote what when."""

from __future__ import annotations

import pytest

from assistant.intake.kinds import detect
from assistant.intake.notes import messenger
from assistant.intake.notes.passages import of_text

CALL = (
    "10:02:11 From Hanne Lindahl to Everyone:",
    "\tfraud model scores everything 0.0",
    "10:04:30 From Omar Sand (SRE) to Everyone:",
    '\tReplying to "fraud model ..."',
    "\tfeature store export is empty",
    "\tsince the 09:50 deploy",
    "10:05:02 From Hanne Lindahl to Everyone:",
    '\tReacted to "feature store export..." with 👍',
)


def cleaned(*lines: str) -> list[str]:
    return [one.text for one in messenger.clean(of_text(lines).passages, shapes=lines)]


def test_a_saved_call_chat_is_told_as_messages_with_who_and_when() -> None:
    assert [text for text in cleaned(*CALL) if text] == [
        "[10:02:11] Hanne Lindahl: fraud model scores everything 0.0",
        "[10:04:30] Omar Sand: feature store export is empty",
        "since the 09:50 deploy",
    ]


def test_the_older_form_of_a_call_chat_has_the_words_on_the_same_line() -> None:
    assert cleaned(
        "10:02:11\t From Hanne Lindahl : scores are 0.0",
        "10:04:30\t From  Omar Sand  to  Everyone : rolled back",
    ) == ["[10:02:11] Hanne Lindahl: scores are 0.0", "[10:04:30] Omar Sand: rolled back"]


def test_the_further_lines_of_a_message_belong_to_who_wrote_it() -> None:
    found = messenger.clean(of_text(CALL).passages, shapes=CALL)
    assert [(p.message, p.who) for p in found if p.text][1:] == [(2, "Omar Sand"), (2, "Omar Sand")]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(CALL),
        "10:02:11\t From Hanne Lindahl : scores are 0.0\n10:04:30\t From Omar Sand : rolled back\n",
        "[18/11/2025, 22:15:40] ~ Joe P: wrong prices\n[18/11/2025, 22:17:03] ~ Mina: on it\n",
        "[18/11/2025, 22:15:40] ~\u202fJoe P: wrong\n[18/11/2025, 22:17:03] ~\u202fMina: ok\n",
        "[18.11.25, 22:15:40] +44 7700 900123: wrong prices\n[18.11.25, 22:17:03] Mina: on it\n",
    ],
)
def test_a_saved_chat_is_a_note_and_no_log(text: str) -> None:
    assert detect("chat.txt", text) == "note"


@pytest.mark.parametrize(
    "text",
    [
        "10:02:11 From cache to model: 12 ms\n10:02:12 From cache to model: 14 ms\n",
        "10:02:11 INFO start\n10:02:12 From broker to worker:\n10:02:13 From broker to worker:\n",
        "[2025-11-18 22:15:40] ~ flush: 3 rows\n" + "[2025-11-18 22:15:41] 12 rows kept\n" * 8,
    ],
)
def test_lines_of_a_program_stay_a_log(text: str) -> None:
    assert detect("app.txt", text) == "log"


def test_what_the_app_says_in_the_name_of_the_group_is_left_out() -> None:
    told = "\u200e[18/11/2025, 22:10] Shop: \u200eMessages and calls are end-to-end encrypted."
    pair = ("[18/11/2025, 22:15:40] ~ Joe P: wrong prices", "[18/11/2025, 22:17:03] Mina: on it")
    assert cleaned(told, *pair)[0] == ""
