"""A wire that tries again after what passes: a broken connection, an overload, a failing server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from assistant.drafting.model.base import Request
from assistant.drafting.model.faults import Fault, Overloaded
from assistant.drafting.model.wire import Form, Reply, Wire
from assistant.drafting.schema import ModelOutput


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is tried in all, and the first and longest pause in seconds."""

    tries: int = 3
    first: float = 0.5
    longest: float = 8.0


class Retrying:
    """Tries again within the deadline; a wait that the endpoint asks for is kept to.

    Where the wait asked for is longer than what is left, it gives up at once instead of at the
    deadline. Pauses double, and `jitter` (0 to 1) spreads them so that sections do not come back
    all at once.
    """

    def __init__(
        self,
        wire: Wire,
        *,
        clock: Callable[[], float],
        jitter: Callable[[], float],
        patience: Patience = Patience(),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Wrap a wire; `clock` tells seconds."""
        self._wire = wire
        self._clock = clock
        self._jitter = jitter
        self._patience = patience
        self._sleep = sleep

    def name(self) -> str:
        """Return the name of the model behind the wire."""
        return self._wire.name()

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply of the first try that succeeds; raises the last fault."""
        until = self._clock() + seconds
        for tried in range(1, self._patience.tries + 1):
            left = until - self._clock()
            try:
                return await self._wire.send(request, shape=shape, form=form, seconds=left)
            except Fault as fault:
                pause = self._pause(fault, tried)
                if not fault.passing or tried == self._patience.tries:
                    raise
                if pause >= until - self._clock():
                    if fault.after is None:
                        raise
                    asked = f"it asked to wait {fault.after:g} s, longer than the deadline leaves"
                    raise Overloaded(f"{fault.reason}; {asked}", after=fault.after) from None
            await self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _pause(self, fault: Fault, tried: int) -> float:
        own: float = min(self._patience.first * 2.0 ** (tried - 1), self._patience.longest)
        spread = own * (0.5 + self._jitter() / 2)
        return spread if fault.after is None else fault.after + spread * 0.1
