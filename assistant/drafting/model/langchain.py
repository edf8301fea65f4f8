"""A wire over LangChain: the only module that imports it, and the OpenAI client underneath."""

from __future__ import annotations

import json
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from assistant.drafting.model import tokens
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.faults import Fault, Refused
from assistant.drafting.model.faulty import fault_of
from assistant.drafting.model.wire import Form, Reply

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

    from assistant.drafting.schema import ModelOutput

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
_ANY: dict[str, object] = {
    "title": "Any", "type": "object", "properties": {}, "additionalProperties": False,
}  # fmt: skip


@asynccontextmanager
async def opened(endpoint: Endpoint) -> AsyncIterator[LangChainWire]:
    """Yield the wire to an endpoint and close its connections afterwards."""
    # What LangChain warns of is handled here, or is no concern of who drafts.
    warnings.filterwarnings("ignore", module=r"langchain.*")
    warnings.filterwarnings(
        "ignore", message="Pydantic serializer warnings|Unrecognized structured output"
    )
    if not endpoint.model.startswith("openai:"):
        yield LangChainWire(endpoint, {})
        return
    from assistant.drafting.model.transport import client

    async with client(most_bytes=MOST_BYTES) as http:
        options = {"http_async_client": http, "use_responses_api": False, "api_key": endpoint.key}
        yield LangChainWire(endpoint, options)


def _made(endpoint: Endpoint, options: Mapping[str, object]) -> BaseChatModel:
    """Return the chat model; raises Refused where its package or its settings are missing."""
    provider, _, model = endpoint.model.partition(":")
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
        raise Refused(f"a package that it needs is not installed ({_first(error)})") from error
    except Exception as error:
        # Each provider's package raises types of its own for a missing key or a wrong name: here
        # they all mean that no call can be made, and the draft has its offline text.
        raise Refused(f"it cannot be used with these settings ({_first(error)})") from error
    return made


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(". ")


class LangChainWire:
    """One chat model of LangChain, asked for structures the way that LangChain asks for them."""

    def __init__(self, endpoint: Endpoint, options: Mapping[str, object]) -> None:
        """Speak to the model of `endpoint`, which is made when it is first asked."""
        self._endpoint = endpoint
        self._options = options
        self._made: BaseChatModel | None = None

    def name(self) -> str:
        """Return the model as it was configured."""
        return self._endpoint.model

    def warm(self) -> None:
        """Import and make what the first call needs, so that it leaves at once."""
        for name in ("langchain_core.messages", "langsmith"):
            import_module(name)
        with suppress(Fault):  # the first call tells it
            self._made = _made(self._endpoint, self._options)
            self._made.with_structured_output(
                _ANY, method=_METHODS["json_schema"], include_raw=True
            )

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply; raises a Fault. Nothing is sent to a tracing service."""
        from assistant.drafting.model.shapes import schema_of

        return await self.ask(request, schema=schema_of(shape), form=form)

    async def ask(self, request: Request, *, schema: dict[str, object], form: Form) -> Reply:
        """Return the reply to a request for what a JSON schema describes; raises a Fault."""
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        if self._made is None:
            self._made = _made(self._endpoint, self._options)
        messages = [SystemMessage(request.system), HumanMessage(request.user)]
        try:
            with tracing_context(enabled=False):
                if form == "text":
                    message = await self._made.ainvoke(messages)
                else:
                    structured = self._made.with_structured_output(
                        schema,
                        method=_METHODS[form],
                        include_raw=True,
                        **self._strict(form),
                    )
                    held: Any = await structured.ainvoke(messages)
                    message = held["raw"]
        except Exception as error:
            # LangChain, the provider's client and the HTTP client below raise unrelated types, some
            # plain ones while they parse an answer: whatever a server does, it becomes a Fault.
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
