"""The seam below: one call over the network, with one way of asking for a structure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from assistant.drafting.model.base import Request, Usage

if TYPE_CHECKING:
    from assistant.drafting.schema import ModelOutput

# From the strictest to the loosest; "text" is asked for in words alone.
Form = Literal["json_schema", "tool", "json_object", "text"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, the arguments of a tool if one was called, and why it ended."""

    text: str
    arguments: str | None = None
    ended: Literal["stop", "length", "refusal", "other"] = "stop"
    usage: Usage = field(default_factory=Usage)


class Wire(Protocol):
    """One endpoint that answers one prompt at a time."""

    def name(self) -> str:
        """Return the model's name as it was configured."""
        ...

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply, within `seconds` from start to last byte; raises a `Fault`."""
        ...
