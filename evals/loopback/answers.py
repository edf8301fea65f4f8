"""Answers: what a handler returns for a call, and the bytes that the server sends for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal

from evals.loopback.call import Call

JSON: Mapping[str, str] = {"Content-Type": "application/json"}
_CHARACTERS = 4  # that count as one token


@dataclass(frozen=True, slots=True)
class Completion:
    """A well-formed completion: of a text, or of the arguments of the tool that was asked for."""

    content: str | None
    tool: str | None = None
    arguments: str = ""
    refusal: str | None = None
    finish_reason: str = "stop"


@dataclass(frozen=True, slots=True)
class Status:
    """A whole HTTP answer of any status."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they go over the wire, `pause` seconds after each piece, and what comes `then`."""

    pieces: Callable[[], Iterator[bytes]]
    pause: float = 0.0
    then: Literal["keep", "close", "hang"] = "keep"


Answer = Completion | Status | Raw
Handler = Callable[[Call], Answer]


def tool_of(call: Call) -> str | None:
    """Return the name of the function that the call asks to be filled; None where it asks none."""
    tools = call.asked().get("tools")
    if not isinstance(tools, list) or not tools or call.asked().get("tool_choice") == "none":
        return None
    function = tools[0].get("function") if isinstance(tools[0], dict) else None
    return str(function.get("name", "")) if isinstance(function, dict) else None


def filled(call: Call, value: object) -> Completion:
    """Return the value in the way that the call asks for: as a tool's arguments, or as the text."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    tool = tool_of(call)
    if tool is None:
        return Completion(text)
    return Completion(None, tool=tool, arguments=text, finish_reason="tool_calls")


def error(status: int, message: str, kind: str, **headers: str) -> Status:
    """Return an error as such servers word it; `retry_after="1"` is the header Retry-After."""
    said = {"error": {"message": message, "type": kind, "param": None, "code": kind}}
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Status(status, json.dumps(said).encode(), {**JSON, **named})


def tokens(*texts: str) -> int:
    """Return the characters of all the texts over four, rounded up."""
    return -(-sum(len(text) for text in texts) // _CHARACTERS)


def usage(call: Call, completion: Completion) -> dict[str, int]:
    """Return the tokens of all messages, of the reply, and of both."""
    asked = tokens(*call.texts())
    said = tokens(completion.content or "", completion.arguments, completion.refusal or "")
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def body_of(call: Call, completion: Completion) -> dict[str, Any]:
    """Return a completion as the JSON object of a reply."""
    mark = hashlib.sha256(call.body).hexdigest()[:24]
    message: dict[str, Any] = {
        "role": "assistant",
        "content": completion.content,
        "refusal": completion.refusal,
    }
    if completion.tool is not None:
        function = {"name": completion.tool, "arguments": completion.arguments}
        message["tool_calls"] = [{"id": f"call_{mark}", "type": "function", "function": function}]
    choice = {
        "index": 0,
        "message": message,
        "logprobs": None,
        "finish_reason": completion.finish_reason,
    }
    return {
        "id": f"chatcmpl-{mark}",
        "object": "chat.completion",
        "created": 1_780_000_000,
        "model": str(call.asked().get("model", "loopback")),
        "choices": [choice],
        "usage": usage(call, completion),
    }


def head(
    status: int, length: int, headers: Mapping[str, str] = JSON, *, keep: bool = True
) -> bytes:
    """Return a status line and the headers, with the body's length and what becomes of the line."""
    phrase = HTTPStatus(status).phrase
    fields = {
        **headers,
        "Content-Length": str(length),
        "Connection": "keep-alive" if keep else "close",
    }
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{k}: {v}" for k, v in fields.items())]
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1")


def on_the_wire(call: Call, answer: Answer, *, keep: bool = True) -> Raw:
    """Return the bytes of an answer; those of a raw one are its own."""
    if isinstance(answer, Raw):
        return answer
    if isinstance(answer, Completion):
        answer = Status(200, json.dumps(body_of(call, answer), ensure_ascii=False).encode())
    whole = head(answer.status, len(answer.body), answer.headers, keep=keep) + answer.body
    return Raw(lambda: iter((whole,)), then="keep" if keep else "close")
