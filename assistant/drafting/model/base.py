"""The seam to a language model: two methods, and only for types that a model may fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from assistant.drafting.schema import ModelOutput

OutputT = TypeVar("OutputT", bound=ModelOutput)


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: its instructions, and the material, which is never instructions."""

    system: str
    user: str


class ChatModel(Protocol):
    """A language model as drafting sees it."""

    def name(self) -> str:
        """Return the name under which the draft's provenance records the model."""
        ...

    def ask(self, request: Request, *, output: type[OutputT], seconds: float) -> OutputT:
        """Return the answer as `output`, within a deadline in seconds from start to last byte."""
        ...
