"""Where a model is, as a person configured it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is: "provider:model" as LangChain names it, and what its answers may be.

    `url` and `key` are those of an OpenAI-compatible server; None leaves the provider's own.
    `longest` is the most tokens of an answer.
    """

    model: str
    url: str | None
    key: str | None = field(repr=False)
    seconds: float
    longest: int
