"""Hard limits on what a draft and a day may take, asked before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import Protocol

from assistant.drafting.model import tokens
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.faults import Fault, OverBudget
from assistant.drafting.model.shapes import shape_of
from assistant.drafting.model.wire import Form, Reply, Wire
from assistant.drafting.schema import ModelOutput


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens, as the person who pays them stated them."""

    input: float
    output: float

    def of(self, usage: Usage) -> float:
        """Return what the usage costs, in US dollars."""
        return (usage.input_tokens * self.input + usage.output_tokens * self.output) / 1e6


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that may be taken; None sets no limit. `dollars` needs known prices."""

    calls: int | None = None
    tokens: int | None = None
    dollars: float | None = None

    def passed(self, usage: Usage, prices: Prices | None) -> str | None:
        """Return which limit the usage passes, in words; None where it keeps to all."""
        if self.calls is not None and usage.calls > self.calls:
            return f"{self.calls} calls"
        if self.tokens is not None and usage.tokens > self.tokens:
            return f"{self.tokens:,} tokens"
        if self.dollars is not None:
            if prices is None:
                return f"${self.dollars:g}, while no price is set to count it by"
            if prices.of(usage) > self.dollars:
                return f"${self.dollars:g}"
        return None


class Ledger(Protocol):
    """What was taken today, shared by every process that keeps the same data."""

    def reserve(self, usage: Usage, allowed: Callable[[Usage], str | None]) -> str | None:
        """Add `usage` unless `allowed` names a limit that the sum passes; return that limit."""
        ...

    def settle(self, reserved: Usage, taken: Usage) -> None:
        """Put what was taken in the place of what had been reserved for it."""
        ...


class InMemory:
    """A ledger for one process, and for one draft."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self.total = Usage()
        self._lock = Lock()

    def reserve(self, usage: Usage, allowed: Callable[[Usage], str | None]) -> str | None:
        """Add `usage` unless a limit would be passed; return that limit."""
        with self._lock:
            passed = allowed(self.total + usage)
            if passed is None:
                self.total += replace(usage, estimated=False)
        return passed

    def settle(self, reserved: Usage, taken: Usage) -> None:
        """Put what was taken in the place of what had been reserved for it."""
        with self._lock:
            self.total = changed(self.total, reserved, taken)


def changed(total: Usage, reserved: Usage, taken: Usage) -> Usage:
    """Return a sum in which a reservation gave way to what was taken."""
    return replace(
        total,
        input_tokens=total.input_tokens - reserved.input_tokens + taken.input_tokens,
        output_tokens=total.output_tokens - reserved.output_tokens + taken.output_tokens,
        calls=total.calls - reserved.calls + taken.calls,
        estimated=total.estimated or taken.estimated,
    )


def _passed(limits: Limits, prices: Prices | None, usage: Usage) -> str | None:
    return limits.passed(usage, prices)


class Budgeted:
    """A wire that sends nothing which could pass a limit, the answer's longest form included."""

    def __init__(
        self,
        wire: Wire,
        *,
        draft: tuple[Ledger, Limits],
        day: tuple[Ledger, Limits],
        prices: Prices | None,
        longest: int,
    ) -> None:
        """Wrap a wire; `longest` is the most tokens that an answer may have."""
        self._wire = wire
        self._books = (("for one draft", *draft), ("for a day", *day))
        self._prices = prices
        self._longest = longest

    def name(self) -> str:
        """Return the name of the model behind the wire."""
        return self._wire.name()

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply; raises OverBudget before sending where a limit could be passed."""
        asked = tokens.of(request) + tokens.estimate(shape_of(shape))
        reserved = Usage(asked, self._longest, 1, estimated=True)
        kept: list[Ledger] = []
        for name, ledger, limits in self._books:
            passed = ledger.reserve(reserved, partial(_passed, limits, self._prices))
            if passed is not None:
                for other in kept:
                    other.settle(reserved, Usage())
                raise OverBudget(f"the limit {name} would be passed ({passed})")
            kept.append(ledger)
        # A call of which nothing is heard may be paid for all the same: what was sent is counted.
        taken = Usage(asked, 0, 1, estimated=True)
        try:
            reply = await self._wire.send(request, shape=shape, form=form, seconds=seconds)
            taken = reply.usage
        except Fault as fault:
            if not fault.charged:
                taken = Usage(calls=1)
            raise
        finally:
            for ledger in kept:
                ledger.settle(reserved, taken)
        return reply
