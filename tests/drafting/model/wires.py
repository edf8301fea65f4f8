"""A request, an answer, a clock that nobody waits for, and calls from outside of a loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.wire import Form, Reply, Wire
from assistant.drafting.schema import CitedSentence, ModelOutput, SummaryOutput

T = TypeVar("T")

TOOK = Usage(7, 3, 1)
REQUEST = Request("Write what the lines say.", "[N1] 09:12 the error rate rose", "0f0f")
FILLING = SummaryOutput(
    sentences=(CitedSentence(text="The error rate rose at 09:12.", evidence=("N1",)),)
)


@dataclass
class Clock:
    """A clock that moves when it is told to, or when somebody sleeps by it."""

    now: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once, and keep how long."""
        self.pauses.append(seconds)
        self.now += seconds


def replied(output: ModelOutput = FILLING, *, usage: Usage = TOOK) -> Reply:
    """Return a reply whose text is the filling."""
    return Reply(output.model_dump_json(), usage=usage)


def waited(coroutine: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns, run in a loop of its own."""
    return asyncio.run(coroutine)


def sent(
    wire: Wire,
    request: Request = REQUEST,
    *,
    form: Form = "json_schema",
    shape: type[ModelOutput] = SummaryOutput,
    seconds: float = 60.0,
) -> Reply:
    """Return the reply of a wire to one request."""
    return waited(wire.send(request, shape=shape, form=form, seconds=seconds))


def endpoint(url: str | None, *, key: str | None = "sk-quiet", seconds: float = 60.0) -> Endpoint:
    """Return an OpenAI-compatible endpoint at an address."""
    return Endpoint("openai:loopback", url, key, seconds, longest=900)


def nobody() -> str:
    """Return an address on this machine at which nothing listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}/v1"
