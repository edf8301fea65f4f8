"""Trying again: after what passes, for as long as was asked, and never past the deadline."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.drafting.model import faults
from assistant.drafting.model.base import Request
from assistant.drafting.model.retrying import Patience, Retrying
from assistant.drafting.model.scripted import Replies
from assistant.drafting.model.wire import Form, Reply, Wire
from assistant.drafting.schema import ModelOutput
from tests.drafting.model.wires import FILLING, REQUEST, Clock, replied, sent

BUSY = faults.Overloaded("HTTP 503: the endpoint failed")
GONE = faults.Unreachable("the connection broke at the model's address")
USUAL = Patience()


def asked_to_wait(seconds: float) -> faults.Overloaded:
    """Return an overload whose endpoint said when to come again."""
    return faults.Overloaded("HTTP 429: it is asked too often", after=seconds)


def retrying(
    wire: Wire, clock: Clock, *, patience: Patience = USUAL, jitter: float = 1.0
) -> Retrying:
    """Return a wire that tries again by the tests' clock; pauses are whole at a jitter of one."""
    return Retrying(wire, clock=clock, jitter=lambda: jitter, patience=patience, sleep=clock.sleep)


class Deadlines:
    """A wire that keeps how many seconds each call was given, and replies by another."""

    def __init__(self, said: Iterable[Reply | faults.Fault], clock: Clock, takes: float) -> None:
        """Reply with what is listed; each call takes a while by the clock."""
        self._wire = Replies(said)
        self._clock = clock
        self._takes = takes
        self.given: list[float] = []

    def name(self) -> str:
        """Return the name of the model behind it."""
        return self._wire.name()

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the next reply after the while."""
        self.given.append(seconds)
        self._clock.now += self._takes
        return await self._wire.send(request, shape=shape, form=form, seconds=seconds)


def test_a_reply_comes_through_without_a_pause() -> None:
    clock, wire = Clock(), Replies([replied()])
    assert sent(retrying(wire, clock), form="tool") == replied()
    assert (clock.pauses, wire.forms, wire.sent) == ([], ["tool"], [REQUEST])


@pytest.mark.parametrize("fault", [BUSY, GONE], ids=["overloaded", "unreachable"])
def test_what_passes_is_tried_again_after_doubled_pauses(fault: faults.Fault) -> None:
    clock, wire = Clock(), Replies([fault, fault, replied()])
    assert sent(retrying(wire, clock)).text == FILLING.model_dump_json()
    assert clock.pauses == [0.5, 1.0]


def test_pauses_grow_up_to_the_longest() -> None:
    clock, patience = Clock(), Patience(tries=6, first=1.0, longest=5.0)
    sent(retrying(Replies([BUSY] * 5 + [replied()]), clock, patience=patience))
    assert clock.pauses == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_jitter_spreads_a_pause_over_its_upper_half() -> None:
    halves = []
    for jitter in (0.0, 0.5, 1.0):
        clock = Clock()
        sent(retrying(Replies([BUSY, replied()]), clock, jitter=jitter))
        halves += clock.pauses
    assert halves == [0.25, 0.375, 0.5]


def test_the_wait_that_the_endpoint_asks_for_is_kept_to() -> None:
    clock = Clock()
    sent(retrying(Replies([asked_to_wait(7.0), replied()]), clock))
    (pause,) = clock.pauses
    assert 7.0 <= pause <= 7.1


def test_a_wait_of_nothing_is_no_wait_without_end() -> None:
    clock = Clock()
    sent(retrying(Replies([asked_to_wait(0.0), replied()]), clock))
    assert len(clock.pauses) == 1


def test_a_wait_longer_than_the_deadline_leaves_is_given_up_at_once() -> None:
    clock, wire = Clock(), Replies([asked_to_wait(90.0), replied()])
    with pytest.raises(faults.Overloaded, match="asked to wait 90 s, longer than") as raised:
        sent(retrying(wire, clock), seconds=60.0)
    assert raised.value.after == 90.0
    assert (clock.pauses, len(wire.sent)) == ([], 1)


def test_an_endless_wait_is_given_up_at_once() -> None:
    clock = Clock()
    with pytest.raises(faults.Overloaded):
        sent(retrying(Replies([asked_to_wait(float("inf"))]), clock))
    assert clock.pauses == []


def test_a_pause_of_its_own_that_reaches_the_deadline_is_not_made() -> None:
    clock, wire = Clock(), Replies([BUSY, replied()])
    with pytest.raises(faults.Overloaded) as raised:
        sent(retrying(wire, clock), seconds=0.5)
    assert raised.value is BUSY
    assert (clock.pauses, len(wire.sent)) == ([], 1)


def test_the_last_fault_is_raised_once_the_tries_are_used_up() -> None:
    clock, wire = Clock(), Replies([BUSY, BUSY, GONE, replied()])
    with pytest.raises(faults.Unreachable) as raised:
        sent(retrying(wire, clock))
    assert raised.value is GONE
    assert (len(wire.sent), len(clock.pauses)) == (3, 2)


@pytest.mark.parametrize(
    "fault",
    [
        faults.Refused("the key was not accepted"),
        faults.Unsupported("HTTP 400"),
        faults.TimedOut("late"),
        faults.TooLong("too long"),
        faults.Unusable("no object"),
        faults.OverBudget("the limit"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_what_does_not_pass_is_not_tried_again(fault: faults.Fault) -> None:
    clock, wire = Clock(), Replies([fault, replied()])
    with pytest.raises(type(fault)):
        sent(retrying(wire, clock))
    assert (clock.pauses, len(wire.sent)) == ([], 1)


def test_each_try_is_given_what_is_left_of_the_deadline() -> None:
    clock = Clock()
    wire = Deadlines([BUSY, BUSY, replied()], clock, takes=4.0)
    sent(retrying(wire, clock), seconds=30.0)
    assert wire.given == [30.0, 25.5, 20.5]
