"""The ladder: from the strictest form to plain text, one repair, and one deadline for it all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from assistant.drafting.model import faults
from assistant.drafting.model.base import Answer, Request, Usage
from assistant.drafting.model.ladder import Ladder
from assistant.drafting.model.scripted import Replies
from assistant.drafting.model.shapes import shape_of
from assistant.drafting.model.wire import FORMS, Form, Reply, Wire
from assistant.drafting.schema import ModelOutput, SummaryOutput
from tests.drafting.model.wires import FILLING, REQUEST, Clock, replied, waited

PROSE = Reply("I looked at the lines.", usage=Usage(5, 2, 1))
WRONG = Reply('{"sentences": [], "verdict": "harmless words"}', usage=Usage(5, 2, 1))
UNKNOWN = faults.Unsupported("HTTP 400")


def in_words(request: Request, schema: str) -> Request:
    """Return the request with the schema in its instructions."""
    return Request(f"{request.system} Schema: {schema}", request.user)


def repairing(request: Request, answer: str, reasons: str) -> Request:
    """Return the request with the answer and what it lacks."""
    return Request(request.system, f"{request.user} Mend {answer} as {reasons}")


def ladder(wire: Wire, clock: Clock | None = None) -> Ladder:
    """Return a ladder over a wire."""
    return Ladder(wire, in_words=in_words, repairing=repairing, clock=clock or Clock())


def asked(
    wire: Wire, *, clock: Clock | None = None, seconds: float = 60.0
) -> Answer[SummaryOutput]:
    """Return the answer of a fresh ladder over a wire."""
    made = ladder(wire, clock)
    return waited(made.ask(REQUEST, output=SummaryOutput, seconds=seconds))


@dataclass
class Slow:
    """A wire on which every call takes a while, by the tests' clock."""

    wire: Wire
    clock: Clock
    takes: float
    given: list[float] = field(default_factory=list)

    def name(self) -> str:
        """Return the name of the model behind it."""
        return self.wire.name()

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply after the while, or raise."""
        self.given.append(seconds)
        self.clock.now += self.takes
        return await self.wire.send(request, shape=shape, form=form, seconds=seconds)


class Silent:
    """A wire on which nothing is ever heard."""

    def name(self) -> str:
        """Return the name of no model."""
        return "silent"

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Wait for good."""
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")


def test_the_strictest_form_is_asked_first_and_its_answer_taken() -> None:
    wire = Replies([replied()])
    assert asked(wire) == Answer(FILLING, Usage(7, 3, 1))
    assert (wire.forms, wire.sent) == (["json_schema"], [REQUEST])


def test_a_form_that_the_endpoint_does_not_know_gives_way_to_the_next() -> None:
    wire = Replies([UNKNOWN, UNKNOWN, UNKNOWN, replied()])
    assert asked(wire).output == FILLING
    assert wire.forms == list(FORMS)


def test_the_form_that_worked_is_asked_first_the_next_time() -> None:
    wire = Replies([UNKNOWN, UNKNOWN, replied(), replied()])
    made = ladder(wire)

    async def twice() -> None:
        for _ in range(2):
            await made.ask(REQUEST, output=SummaryOutput, seconds=60)

    waited(twice())
    assert wire.forms == ["json_schema", "tool", "json_object", "json_object"]


def test_the_schema_stands_in_words_only_where_the_form_does_not_carry_it() -> None:
    wire = Replies([UNKNOWN, UNKNOWN, UNKNOWN, replied()])
    asked(wire)
    told = [shape_of(SummaryOutput) in request.system for request in wire.sent]
    assert told == [False, False, True, True]
    assert {request.user for request in wire.sent} == {REQUEST.user}


def test_an_answer_that_does_not_fill_the_schema_is_to_be_mended_once_in_the_same_form() -> None:
    wire = Replies([WRONG, replied()])
    assert asked(wire).output == FILLING
    assert wire.forms == ["json_schema", "json_schema"]
    assert wire.sent[1].user == f"{REQUEST.user} Mend {WRONG.text} as verdict: not asked for"


def test_after_the_one_repair_the_next_form_is_asked_afresh() -> None:
    wire = Replies([WRONG, WRONG, WRONG, replied()])
    assert asked(wire).output == FILLING
    assert wire.forms == ["json_schema", "json_schema", "tool", "json_object"]
    assert [r.user for r in wire.sent[2:]] == [REQUEST.user] * 2


def test_prose_is_not_mended_but_asked_for_in_another_form() -> None:
    wire = Replies([PROSE, PROSE, PROSE, replied()])
    assert asked(wire).output == FILLING
    assert wire.forms == list(FORMS)


def test_what_every_call_took_is_counted() -> None:
    assert asked(Replies([PROSE, WRONG, replied()])).usage == Usage(17, 7, 3)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (PROSE, "the answer held no JSON object"),
        (Reply(" \n"), "the answer was empty"),
        (Reply("", arguments=""), "the answer was empty"),
        (WRONG, "the answer did not fill the schema (verdict: not asked for)"),
    ],
)
def test_where_no_form_helps_the_last_answer_says_why(reply: Reply, why: str) -> None:
    wire = Replies([reply] * 5)
    with pytest.raises(faults.Unusable) as raised:
        asked(wire)
    assert raised.value.reason == why
    assert wire.forms[-1] == "text"


@pytest.mark.parametrize(("ended", "why"), [("length", "cut off"), ("refusal", "declined")])
def test_an_answer_that_would_end_the_same_is_not_asked_for_again(ended: str, why: str) -> None:
    reply = Reply("{", ended="length" if ended == "length" else "refusal")
    wire = Replies([reply])
    with pytest.raises(faults.Unusable, match=why):
        asked(wire)
    assert len(wire.sent) == 1


def test_a_whole_filling_is_taken_however_it_ended() -> None:
    reply = Reply(FILLING.model_dump_json(), ended="length")
    assert asked(Replies([reply])).output == FILLING


@pytest.mark.parametrize(
    "fault",
    [
        faults.Refused("no"),
        faults.Overloaded("later"),
        faults.Unreachable("nobody"),
        faults.TooLong("too long"),
        faults.OverBudget("the limit"),
        faults.TimedOut("late"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_every_other_fault_is_raised_at_once(fault: faults.Fault) -> None:
    wire = Replies([fault, replied()])
    with pytest.raises(type(fault)) as raised:
        asked(wire)
    assert raised.value is fault
    assert len(wire.sent) == 1


def test_where_no_form_is_known_the_endpoints_own_word_is_told() -> None:
    with pytest.raises(faults.Unsupported, match="HTTP 400"):
        asked(Replies([UNKNOWN] * 4))


def test_arguments_go_before_the_text_and_the_text_is_read_where_they_fill_nothing() -> None:
    text = FILLING.model_dump_json()
    assert asked(Replies([Reply("Here.", arguments=text)])).output == FILLING
    assert asked(Replies([Reply(text, arguments="{}")])).output == FILLING


def test_all_steps_share_one_deadline() -> None:
    clock = Clock()
    wire = Slow(Replies([UNKNOWN, WRONG, replied()]), clock, takes=4.0)
    asked(wire, clock=clock, seconds=20.0)
    assert wire.given == [20.0, 16.0, 12.0]


def test_no_further_form_is_asked_once_the_deadline_is_near() -> None:
    clock = Clock()
    wire = Slow(Replies([PROSE, PROSE, replied()]), clock, takes=5.0)
    with pytest.raises(faults.TimedOut, match=r"within 10 s \(the answer held no JSON"):
        asked(wire, clock=clock, seconds=10.0)
    assert len(wire.given) == 2


def test_a_wire_that_is_never_heard_of_is_left_at_the_deadline() -> None:
    with pytest.raises(faults.TimedOut, match=r"no whole answer within 0\.1 s"):
        asked(Silent(), seconds=0.1)
