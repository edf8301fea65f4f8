"""Limits: nothing is sent that could pass one, however many ask at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from assistant.drafting.model import faults, tokens
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.budget import Budgeted, InMemory, Ledger, Limits, Prices
from assistant.drafting.model.ledger import DayFile
from assistant.drafting.model.scripted import Replies
from assistant.drafting.model.shapes import shape_of
from assistant.drafting.model.wire import Form, Reply, Wire
from assistant.drafting.schema import ModelOutput, SummaryOutput
from tests.drafting.model.wires import REQUEST, replied, sent, waited

DAY = date(2026, 3, 2)
FREE = Limits()
LONGEST = 900
ASKED = tokens.of(REQUEST) + tokens.estimate(shape_of(SummaryOutput))
CALL = Usage(10, 90, 1)


def budgeted(
    wire: Wire,
    *,
    draft: Ledger | None = None,
    day: Ledger | None = None,
    of_draft: Limits = FREE,
    of_day: Limits = FREE,
    prices: Prices | None = None,
) -> Budgeted:
    """Return a wire under limits; an answer may have 900 tokens."""
    return Budgeted(
        wire,
        draft=(draft or InMemory(), of_draft),
        day=(day or InMemory(), of_day),
        prices=prices,
        longest=LONGEST,
    )


def within(limits: Limits) -> Callable[[Usage], str | None]:
    """Return what names the limit that a usage passes."""
    return lambda usage: limits.passed(usage, None)


class Silent:
    """A wire on which nothing is heard, once it has been called."""

    def __init__(self) -> None:
        """Begin with nobody calling."""
        self.called = asyncio.Event()

    def name(self) -> str:
        """Return the name of no model."""
        return "silent"

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Wait for good."""
        self.called.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")


@pytest.mark.parametrize(
    ("limits", "within_it", "past_it", "named"),
    [
        (Limits(calls=2), Usage(9, 9, 2), Usage(0, 0, 3), "2 calls"),
        (Limits(tokens=1_500), Usage(1_000, 500, 9), Usage(1_000, 501, 1), "1,500 tokens"),
        (Limits(dollars=0.5), Usage(100_000, 200_000, 1), Usage(100_000, 200_001, 1), "$0.5"),
    ],
)
def test_a_limit_is_passed_by_the_first_unit_over_it(
    limits: Limits, within_it: Usage, past_it: Usage, named: str
) -> None:
    prices = Prices(1.0, 2.0)
    assert limits.passed(within_it, prices) is None
    assert limits.passed(past_it, prices) == named


def test_a_limit_in_dollars_allows_nothing_while_no_price_is_known() -> None:
    assert "no price is set" in (Limits(dollars=5.0).passed(Usage(1, 0, 1), None) or "")
    assert FREE.passed(Usage(10**12, 10**12, 10**12), None) is None


def test_a_call_that_could_pass_a_limit_with_its_longest_answer_is_not_sent() -> None:
    for most, fits in ((ASKED + LONGEST, True), (ASKED + LONGEST - 1, False)):
        wire = Replies([replied()])
        made = budgeted(wire, of_draft=Limits(tokens=most))
        if fits:
            assert sent(made) == replied()
            continue
        with pytest.raises(faults.OverBudget, match="the limit for one draft would be passed"):
            sent(made)
        assert wire.sent == []


def test_what_was_reserved_gives_way_to_what_was_taken() -> None:
    draft, day = InMemory(), InMemory()
    made = budgeted(Replies([replied(usage=Usage(70, 30, 1))]), draft=draft, day=day)
    sent(made)
    for ledger in (draft, day):
        total = ledger.total
        assert (total.input_tokens, total.output_tokens, total.calls) == (70, 30, 1)


def test_what_the_endpoint_counted_is_called_no_estimate() -> None:
    draft = InMemory()
    sent(budgeted(Replies([replied(usage=Usage(70, 30, 1))]), draft=draft))
    assert draft.total == Usage(70, 30, 1)


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (faults.Unreachable("nothing answers"), (0, 0, 1)),
        (faults.Overloaded("HTTP 429"), (0, 0, 1)),
        (faults.Refused("HTTP 401"), (0, 0, 1)),
        (faults.TimedOut("late"), (ASKED, 0, 1)),
        (faults.Unusable("broken"), (ASKED, 0, 1)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failed_call_is_counted_and_its_tokens_where_they_may_be_paid_for(
    fault: faults.Fault, taken: tuple[int, int, int]
) -> None:
    draft = InMemory()
    with pytest.raises(type(fault)):
        sent(budgeted(Replies([fault]), draft=draft))
    total = draft.total
    assert (total.input_tokens, total.output_tokens, total.calls) == taken


def test_a_call_that_is_given_up_counts_what_was_sent() -> None:
    draft, wire = InMemory(), Silent()
    made = budgeted(wire, draft=draft)

    async def given_up() -> None:
        call = asyncio.create_task(
            made.send(REQUEST, shape=SummaryOutput, form="text", seconds=60.0)
        )
        await wire.called.wait()
        call.cancel()
        with suppress(asyncio.CancelledError):
            await call

    waited(given_up())
    total = draft.total
    assert (total.input_tokens, total.output_tokens, total.calls) == (ASKED, 0, 1)


def test_a_call_that_the_day_does_not_allow_takes_nothing_of_the_draft() -> None:
    draft, wire = InMemory(), Replies([])
    with pytest.raises(faults.OverBudget, match=r"for a day would be passed \(0 calls\)"):
        sent(budgeted(wire, draft=draft, of_day=Limits(calls=0)))
    assert (draft.total.tokens, draft.total.calls) == (0, 0)


def test_sections_that_ask_at_once_do_not_pass_a_limit_together() -> None:
    wire = Replies([replied()] * 8)
    made = budgeted(wire, of_draft=Limits(tokens=3 * (ASKED + LONGEST)))

    async def all_at_once() -> list[Reply | BaseException]:
        calls = (made.send(REQUEST, shape=SummaryOutput, form="text", seconds=60) for _ in range(8))
        return await asyncio.gather(*calls, return_exceptions=True)

    found = waited(all_at_once())
    assert [type(one) for one in found].count(faults.OverBudget) == 5
    assert len(wire.sent) == 3


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_threads_that_reserve_at_once_never_pass_the_limit(kind: str, tmp_path: Path) -> None:
    ledger: Ledger = InMemory()
    if kind == "file":
        ledger = DayFile(tmp_path / "spent.json", today=lambda: DAY)
    allowed = within(Limits(calls=25))
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: ledger.reserve(CALL, allowed), range(60)))
    assert told.count(None) == 25
    assert set(told) == {None, "25 calls"}
