"""A wire over LangChain: the only module that imports it, and the OpenAI client underneath."""

from __future__ import annotations

import json
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.drafting.model import tokens
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.faulty import fault_of
from assistant.drafting.model.shapes import schema_of
from assistant.drafting.model.wire import Form, Reply
from assistant.drafting.schema import ModelOutput
from assistant.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

Method = Literal["json_schema", "function_calling", "json_mode"]
_METHODS: Mapping[Form, Method] = {
    "json_schema": "json_schema",
    "tool": "function_calling",
    "json_object": "json_mode",
}
Ended = Literal["stop", "length", "refusal", "other"]
_ENDS: Mapping[str, Ended] = {
    "stop": "stop",
    "tool_calls": "stop",
    "end_turn": "stop",
    "tool_use": "stop",
    "length": "length",
    "max_tokens": "length",
    "content_filter": "refusal",
    "refusal": "refusal",
}
MOST_BYTES = 4_000_000  # of an answer; a section is a few thousand


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is: "provider:model" as LangChain names it, and what its answers may be.

    `url` and `key` are those of an OpenAI-compatible server; None leaves the provider's own.
    """

    model: str
    url: str | None
    key: str | None
    seconds: float
    longest: int


def warm() -> None:
    """Import what a call needs, which takes most of a second: worth starting beside other work."""
    import langchain_openai  # noqa: F401


@asynccontextmanager
async def opened(endpoint: Endpoint) -> AsyncIterator[LangChainWire]:
    """Yield the wire to an endpoint and close its connections afterwards.

    Raises SettingsError where the provider's package is missing or its settings are.
    """
    provider, _, model = endpoint.model.partition(":")
    # What LangChain warns of is handled here, or is no concern of who drafts.
    warnings.filterwarnings("ignore", module=r"langchain.*")
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    if provider != "openai":
        yield LangChainWire(_made(provider, model, endpoint, {}), endpoint)
        return
    from assistant.drafting.model.transport import client

    async with client(most_bytes=MOST_BYTES) as http:
        options = {"http_async_client": http, "use_responses_api": False, "api_key": endpoint.key}
        yield LangChainWire(_made(provider, model, endpoint, options), endpoint)


def _made(
    provider: str, model: str, endpoint: Endpoint, options: Mapping[str, object]
) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    limits: dict[str, Any] = {"max_tokens": endpoint.longest}
    if endpoint.url is not None:
        # Servers that copy the protocol know the older name of this limit.
        limits = {"base_url": endpoint.url, "extra_body": {"max_tokens": endpoint.longest}}
    if provider in {"ollama", "google_genai", "google_vertexai"}:
        limits = {}
    else:
        limits |= {"max_retries": 0, "timeout": endpoint.seconds}
    limits |= {key: value for key, value in options.items() if value is not None}
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **limits)
    except ImportError as error:
        raise SettingsError(
            f"The model {endpoint.model!r} needs a package that is not installed: {error}"
        ) from error
    except Exception as error:
        first = next(iter(str(error).splitlines()), type(error).__name__)
        raise SettingsError(f"The model {endpoint.model!r} cannot be used: {first}") from error
    return made


class LangChainWire:
    """One chat model of LangChain, asked for structures the way that LangChain asks for them."""

    def __init__(self, chat: BaseChatModel, endpoint: Endpoint) -> None:
        """Speak to `chat`."""
        self._chat = chat
        self._endpoint = endpoint

    def name(self) -> str:
        """Return the model as it was configured."""
        return self._endpoint.model

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply; raises a Fault. Nothing is sent to a tracing service."""
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        messages = [SystemMessage(request.system), HumanMessage(request.user)]
        try:
            with tracing_context(enabled=False):
                if form == "text":
                    message = await self._chat.ainvoke(messages)
                else:
                    structured = self._chat.with_structured_output(
                        schema_of(shape),
                        method=_METHODS[form],
                        include_raw=True,
                        **self._strict(form),
                    )
                    held: Any = await structured.ainvoke(messages)
                    message = held["raw"]
        except Exception as error:
            raise fault_of(error, form=form) from error
        return _reply(message, request)

    def _strict(self, form: Form) -> dict[str, bool]:
        """Return what makes a schema binding, where the provider knows that."""
        known = self._endpoint.model.startswith("openai:") and form == "json_schema"
        return {"strict": True} if known else {}


def _reply(message: AIMessage, request: Request) -> Reply:
    text = str(message.text)
    arguments = next((json.dumps(call["args"]) for call in message.tool_calls), None)
    if arguments is None and message.invalid_tool_calls:
        arguments = str(message.invalid_tool_calls[0]["args"] or "")
    meta = message.response_metadata
    ended: Ended = _ENDS.get(
        str(meta.get("finish_reason") or meta.get("stop_reason") or "stop"), "other"
    )
    if message.additional_kwargs.get("refusal"):
        ended = "refusal"
    return Reply(text, arguments, ended, _usage(message, request, text + (arguments or "")))


def _usage(message: AIMessage, request: Request, said: str) -> Usage:
    """Return the tokens as the endpoint counted them; estimated where it does not tell."""
    told: Mapping[str, Any] = message.usage_metadata or {}
    counts = (told.get("input_tokens"), told.get("output_tokens"))
    if all(isinstance(count, int) and 0 <= count < 10**9 for count in counts) and any(counts):
        return Usage(int(counts[0] or 0), int(counts[1] or 0), 1)
    return Usage(tokens.of(request), tokens.estimate(said), 1, estimated=True)
