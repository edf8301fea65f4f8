"""Chats copied out under names as directories turn them: the family name first."""

from __future__ import annotations

from assistant.incident import Incident
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor

CHAT = """\
Friday 13 March 2026

Sampleton, Ines   5:52 PM
the picker is off on the autumn catalogue

Placeholder, Niall   5:58 PM
have a nice weekend
"""


def read(text: str) -> Incident:
    item = Input("paste.txt", "note", data=text.encode())
    return read_incident(Collected((item,)), day=None, zone=None, stage=lambda _: None)


def test_a_turned_name_over_a_message_is_hidden_and_speaks() -> None:
    found = read(CHAT)
    shown = "\n".join(line.text for line in found.evidence)
    assert not any(name in shown for name in ("Sampleton", "Ines", "Placeholder", "Niall"))
    assert len(found.people) == 2


def test_the_message_is_told_at_the_time_over_it() -> None:
    times = [m.moment.at for line in read(CHAT).evidence for m in line.mentions if m.moment]
    assert [at.strftime("%d %H:%M") for at in times if at.hour] == ["13 17:52", "13 17:58"]


def test_a_name_that_opens_with_a_dotted_capital_i_does_not_end_the_reading() -> None:
    people = gather(["Owner: \u0130lker Demir", "Anna Berg: ok"])
    assert Redactor(people).line("Anna Berg rolled back") == "Responder B rolled back"


def test_a_name_with_a_dotted_capital_i_is_hidden_and_one_that_looks_like_it_is_not() -> None:
    redactor = Redactor(gather(["Owner: \u0130lker Demir", "Owner: \u0130sa Tepe"]))
    assert [
        redactor.line(line)
        for line in (
            "Owner: \u0130lker Demir",
            "we asked \u0130LKER, then \u0130lker Demir, twice",
            "\u0130sa wrote the ISA Guidance",
        )
    ] == [
        "Owner: Responder A",
        "we asked Responder A, then Responder A, twice",
        "Responder B wrote the ISA Guidance",
    ]


def test_a_surname_in_capitals_with_a_dotted_i_is_hidden_beside_the_plain_one() -> None:
    redactor = Redactor(gather(["Owner: Ayla Demir"]))
    assert redactor.line("Demir is DEM\u0130R") == "Responder A is Responder A"


def test_a_name_with_a_sharp_s_is_hidden_in_full_however_it_is_written() -> None:
    redactor = Redactor(gather(["18:12 Wiebke Janßen: moin"]))
    for line in ("Wiebke Janßen: moin", "Janßen agreed", "JANSSEN agreed", "wjanßen pushed"):
        assert redactor.line(line).startswith("Responder A"), line
        assert "nß" not in redactor.line(line)
