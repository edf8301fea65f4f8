"""Where a model is, as a person configured it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.settings import Settings


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


def place_of(settings: Settings) -> str | None:
    """Return in words where a configured model is, None where none is configured."""
    if settings.model is None:
        return None
    judge = settings.writer.judge
    names = settings.model if judge is None else f"{settings.model} and {judge}"
    url = settings.writer.url if "openai:" in names else None
    return f"{names} at {url}" if url is not None else names


def endpoint_of(settings: Settings, model: str) -> Endpoint:
    """Return where a model is, by its configured name."""
    writer = settings.writer
    openai = model.startswith("openai:")
    # A server of one's own asks for no key, while the client insists on some.
    key = writer.key or ("none" if writer.url is not None else None)
    return Endpoint(
        model=model,
        url=writer.url if openai else None,
        key=key if openai else None,
        seconds=settings.timeout_seconds,
        longest=writer.answer,
    )
