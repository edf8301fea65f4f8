"""Mail threads: each mail tells its times by the clock of its own sender."""

from __future__ import annotations

from datetime import UTC

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident

FIRST = """\
From: Ines Roca <ines@example.org>
Date: Mon, 4 May 2026 10:52:08 +0200
Subject: odd answers

At 10:40 the bot answered in Dutch.
"""
ANSWER = """\
From: Niall Byrne <niall@example.org>
Date: Mon, 4 May 2026 10:19:33 +0100
Subject: RE: odd answers

{body}
"""


def read(text: str) -> Incident:
    item = Input("thread.txt", "note", data=text.encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def told(text: str, word: str) -> list[str]:
    """Return the times of the line with a word in it, in UTC."""
    line = next(line for line in read(text).evidence if word in line.text)
    return [
        "partial" if m.moment is None else m.moment.at.astimezone(UTC).strftime("%d %H:%M")
        for m in line.mentions
    ]


def thread(body: str) -> str:
    return f"{ANSWER.format(body=body)}\n{FIRST}"


def test_the_body_of_a_mail_is_told_by_its_senders_clock() -> None:
    text = thread("Switched it off at 11:20.")
    assert told(text, "Switched") == ["04 10:20"]
    assert told(text, "Dutch") == ["04 08:40"]


def test_one_instant_told_for_both_sides_is_one_time() -> None:
    assert told(thread("Off since 11:20 here so 12:20 for you."), "Off") == ["04 10:20"]
    assert told(thread("Off since 11:20, 12:20 your time."), "Off") == ["04 10:20"]


def test_your_time_is_the_clock_of_the_mail_that_is_answered() -> None:
    text = thread("Picked it up at quarter past eleven your time.")
    assert told(text, "Picked") == ["04 09:15"]


def test_your_time_without_a_mail_to_answer_stays_partial() -> None:
    text = ANSWER.format(body="Picked it up at 11:15 your time.\n")
    assert told(text, "Picked") == ["partial"]


def test_yesterday_and_ago_count_from_the_day_and_time_of_the_mail() -> None:
    assert told(thread("It began yesterday at 22:00."), "began") == ["03 21:00"]
    assert told(thread("It began half an hour ago."), "began") == ["04 08:49"]


def test_a_zone_that_the_text_states_for_all_stands_over_the_mails_own() -> None:
    text = f"All times in UTC.\n\n{thread('Switched it off at 11:20.')}"
    assert told(text, "Switched") == ["04 11:20"]


def test_a_day_to_come_in_a_mail_is_a_plan() -> None:
    assert told(thread("Grace takes over the box, by 27 May please."), "takes over") == []


QUOTED = """\
From: Ines Roca <ines@example.org>
To: support@example.org
Subject: FW: wrong statement
Date: Mon, 4 May 2026 18:22:05 +0200

Forwarding this. We turned the tool off at 18:20.

> From: client
> Sent: Mon, 4 May 2026 16:47 +0200
> I asked for my statement and got one of somebody else.

Update 19:30: six customers saw a wrong statement.
"""


def test_quoted_words_stand_under_the_time_of_their_header() -> None:
    lines = {line.text[:9]: line for line in read(QUOTED).evidence}
    quoted = lines["I asked f"]
    assert quoted.carried is not None
    assert quoted.carried.at.strftime("%H:%M") == "16:47"


def test_what_follows_a_quotation_belongs_to_the_mail_around_it() -> None:
    lines = {line.text[:9]: line for line in read(QUOTED).evidence}
    assert lines["Update 19"].speaker is None
    assert lines["Update 19"].carried is None


def test_a_line_that_only_says_when_words_came_in_heads_those_words() -> None:
    text = (
        "HD-4471 wrong hours\nReceived: Tue 13 Jan 2026 08:55 CET\n"
        "Caller says it is open on Sunday.\n"
        "\nNote by Agent K. on 13 Jan 2026 09:12 CET\nReproduced.\n"
    )
    carried = {line.text: line.carried for line in read(text).evidence if line.carried}
    assert {said: moment.at.strftime("%H:%M") for said, moment in carried.items()} == {
        "Caller says it is open on Sunday.": "08:55",
        "Reproduced.": "09:12",
    }
    form = "Received: Tue 13 Jan 2026 08:55 CET\nSeverity: 2\n"
    assert not any(line.carried for line in read(form).evidence)
