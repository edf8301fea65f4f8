"""Mails that a reply quotes: each was written at the time that the line above it tells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.analysis import noted, timeline
from assistant.analysis.layout import place
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from tests.analysis.notebook import incident, notes, over

_MAIL = """From: Priyanka Raut <p.raut@nimbusfreight.example>
To: platform-oncall@nimbusfreight.example
Date: Wed, 18 Nov 2026 10:02:11 +0530
Subject: Re: Re: customs codes wrong

confirmed, we switched the provider alias from "large" to "latest" on Monday around 11 am.
Reverted just now (10:00).

On Wed, 18 Nov 2026 at 09:31, Declan Moss <declan@nimbusfreight.example> wrote:
> The broker says 37 consignments have been held at the border.
>
> On Tue, 17 Nov 2026 at 18:20, Broker Desk <desk@tidewaybrokers.example> wrote:
>> Since yesterday noon we see codes which are not valid for the goods described.
"""


def _told(folder: Path) -> dict[str, tuple[str, str]]:
    (folder / "mail.txt").write_text(_MAIL, encoding="utf-8")
    incident = read_incident(
        collect([folder]), day=date(2026, 11, 18), zone=None, stage=lambda _: None
    )
    events = over(timeline.build, incident)
    return {
        event.time.strftime("%d %H:%M"): (event.phase, event.text)
        for event in events
        if event.time is not None
    }


def test_what_a_quoted_mail_says_is_told_at_its_own_time(tmp_path: Path) -> None:
    told = _told(tmp_path)
    assert told["18 09:31"][1].startswith("The broker says 37 consignments")
    assert told["18 10:00"][0] == "mitigated"


def test_a_named_time_behind_a_day_is_that_time(tmp_path: Path) -> None:
    assert _told(tmp_path)["16 12:00"][0] == "start"


def test_a_confirmed_change_is_a_change_and_no_response(tmp_path: Path) -> None:
    assert _told(tmp_path)["16 11:00"][0] == "change"


def test_the_subject_of_a_mail_is_no_question_and_a_zone_no_step() -> None:
    subject = place(incident(*notes("Subject: codes wrong?")))
    assert not [one for one in noted.questions(subject, ()) if one.why == "The notes ask it."]
    told = over(timeline.build, incident(*notes("2026-11-15 times AEST\n09:05 paged")))
    assert [event.text for event in told] == ["paged"]
