"""Models that say what they were told to say: for tests, and for trying prompts without a model."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.drafting.model.base import Answer, OutputT, Request, Usage
from assistant.drafting.model.faults import Fault
from assistant.drafting.model.wire import Form, Reply
from assistant.drafting.schema import ModelOutput

Said = ModelOutput | Fault | Callable[[Request], ModelOutput]


class Scripted:
    """A model with its answers handed in by type; it fails a test where they run out."""

    def __init__(self, said: Mapping[type[ModelOutput], Sequence[Said]]) -> None:
        """Answer each type with what is listed for it, in order."""
        self._left = {kind: list(answers) for kind, answers in said.items()}
        self.asked: list[Request] = []

    def name(self) -> str:
        """Return the name of this model."""
        return "scripted:answers"

    async def ask(
        self, request: Request, *, output: type[OutputT], seconds: float
    ) -> Answer[OutputT]:
        """Return the next answer for the type; raises it where it is a fault."""
        self.asked.append(request)
        await asyncio.sleep(0)
        left = self._left.get(output)
        if not left:
            raise LookupError(f"No scripted answer is left for {output.__name__}.")
        said = left.pop(0)
        if isinstance(said, Fault):
            raise said
        answer = said if isinstance(said, ModelOutput) else said(request)
        if not isinstance(answer, output):
            raise LookupError(f"A {type(answer).__name__} is scripted for {output.__name__}.")
        return Answer(answer, Usage(1, 1, 1))


class Replies:
    """A wire with its replies handed in, in order; it fails a test where they run out."""

    def __init__(self, said: Iterable[Reply | Fault]) -> None:
        """Reply with what is listed, in order."""
        self._left = list(said)
        self.forms: list[Form] = []
        self.sent: list[Request] = []

    def name(self) -> str:
        """Return the name of this model."""
        return "scripted:replies"

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the next reply, or raise it where it is a fault."""
        self.forms.append(form)
        self.sent.append(request)
        await asyncio.sleep(0)
        if not self._left:
            raise LookupError("No scripted reply is left.")
        said = self._left.pop(0)
        if isinstance(said, Fault):
            raise said
        return said
