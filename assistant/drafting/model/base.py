"""The seam to a language model: two methods, and only for types that a model may fill."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from assistant.drafting.schema import ModelOutput

OutputT = TypeVar("OutputT", bound="ModelOutput")
OutputT_co = TypeVar("OutputT_co", bound="ModelOutput", covariant=True)


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: its instructions, and the material, which is never instructions.

    `fence` is the random mark that encloses the material, so that no line of it can end it.
    """

    system: str
    user: str
    fence: str = ""

    def digest(self) -> str:
        """Return a hash of what is asked, the same whatever the fence is."""
        told = f"{self.system}\0{self.user}"
        if self.fence:
            told = told.replace(self.fence, "fence")
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more calls as the endpoint counted them, or as estimated here."""

    input_tokens: int = 0
    output_tokens: int = 0
    calls: int = 0
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        """Return both together; estimated where a part is."""
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.calls + other.calls,
            self.estimated or other.estimated,
        )

    @property
    def tokens(self) -> int:
        """Return the tokens in both directions."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Answer(Generic[OutputT_co]):
    """What a model answered, with what that took; a remembered answer took no call."""

    output: OutputT_co
    usage: Usage = field(default_factory=Usage)


class ChatModel(Protocol):
    """A language model as drafting sees it."""

    def name(self) -> str:
        """Return the name under which the draft's provenance records the model."""
        ...

    async def ask(
        self, request: Request, *, output: type[OutputT], seconds: float
    ) -> Answer[OutputT]:
        """Return the answer as `output`, within `seconds` from start to last byte.

        Raises a `Fault` of `assistant.drafting.model.faults`, which says in words what went wrong.
        """
        ...
