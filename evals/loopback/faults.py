"""Faults: handlers that answer as broken, busy or stubborn servers do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from threading import Lock

from evals.loopback import honest
from evals.loopback.answers import (
    Answer,
    Completion,
    Handler,
    Raw,
    Status,
    body_of,
    error,
    filled,
    head,
    on_the_wire,
    tool_of,
)
from evals.loopback.call import Call
from evals.loopback.prompts import in_words

PROSE = (
    "I looked at the material that you sent. It describes a service whose answers were not what "
    "people expected for a while, and the steps that were taken afterwards. Tell me if you would "
    "like it as a table, and which of the sections matter to you most."
)
REFUSAL = "I'm sorry, but I cannot help with that."
PAGE = "<!doctype html><html><head><title>Welcome</title></head><body>It works!</body></html>"
ELSEWHERE = "http://127.0.0.1:9/v1/chat/completions"
HUGE = 50_000_000  # bytes of content
_PIECE = 65_536
_WORDS = "and the next request was answered in the same way as the one before it "


def _text(call: Call) -> str:
    return json.dumps(honest.answer(call), ensure_ascii=False)


def _structured(call: Call) -> bool:
    return "response_format" in call.asked() or tool_of(call) is not None


def answered(call: Call) -> Answer:
    """Return the honest filling."""
    return filled(call, honest.answer(call))


def no_response_format() -> Handler:
    """Return a server that knows neither response_format nor tools, and says so."""

    def handle(call: Call) -> Answer:
        if not _structured(call):
            return answered(call)
        field = "tools" if tool_of(call) is not None else "response_format"
        return error(400, f"Unrecognized request argument: {field}", "invalid_request_error")

    return handle


def tools_ignored() -> Handler:
    """Return a server that lets response_format and tools pass, and then writes prose."""
    return lambda call: (
        Completion(PROSE) if _structured(call) or in_words(call) is None else answered(call)
    )


def busy(*, first: int = 1, after: str = "1") -> Handler:
    """Return a server that has no room for its first calls and says when to come again."""
    lock, seen = Lock(), 0

    def handle(call: Call) -> Answer:
        nonlocal seen
        with lock:
            seen += 1
            turned_away = seen <= first
        if not turned_away:
            return answered(call)
        return error(429, "Rate limit reached, try again", "rate_limit_exceeded", retry_after=after)

    return handle


def always(status: int, message: str, kind: str) -> Callable[[], Handler]:
    """Return a server that answers every call with this error."""
    return lambda: lambda call: error(status, message, kind)


def said(content: str | None, *, refusal: str | None = None) -> Callable[[], Handler]:
    """Return a server whose every message holds this content."""
    return lambda: lambda call: Completion(content, refusal=refusal)


def around(before: str, after: str) -> Callable[[], Handler]:
    """Return a server that writes the honest filling as text, with words around it."""
    return lambda: lambda call: Completion(f"{before}{_text(call)}{after}")


def hang() -> Handler:
    """Return a server that reads the call and never answers."""
    return lambda call: Raw(lambda: iter(()), then="hang")


def drip(pause: float = 1.0) -> Handler:
    """Return a server that sends an honest answer, byte by byte, with a pause after each."""

    def handle(call: Call) -> Answer:
        whole = b"".join(on_the_wire(call, answered(call)).pieces())
        return Raw(lambda: (bytes((byte,)) for byte in whole), pause=pause)

    return handle


def disconnect() -> Handler:
    """Return a server that closes the connection in the middle of the body."""

    def handle(call: Call) -> Answer:
        whole = b"".join(on_the_wire(call, answered(call)).pieces())
        start = whole.index(b"\r\n\r\n") + 4
        return Raw(lambda: iter((whole[: (start + len(whole)) // 2],)), then="close")

    return handle


def truncated() -> Handler:
    """Return a server that runs out of tokens in the middle of the filling."""

    def handle(call: Call) -> Answer:
        cut, tool = _text(call), tool_of(call)
        cut = cut[: max(1, len(cut) * 3 // 5)]
        if tool is None:
            return Completion(cut, finish_reason="length")
        return Completion(None, tool=tool, arguments=cut, finish_reason="length")

    return handle


def wrong_schema() -> Handler:
    """Return a server that fills another shape than the one it was asked for."""
    return lambda call: filled(call, {"answer": "It went well.", "confidence": 0.9, "items": []})


def huge(size: int = HUGE) -> Handler:
    """Return a server that sends so much content that nobody should keep it."""

    def handle(call: Call) -> Answer:
        mark = "HUGE"
        whole = json.dumps(body_of(call, Completion(mark))).encode()
        before, _, after = whole.partition(mark.encode())
        piece = (_WORDS * (_PIECE // len(_WORDS))).encode()

        def pieces() -> Iterator[bytes]:
            yield head(200, len(before) + size + len(after)) + before
            for sent in range(0, size, len(piece)):
                yield piece[: size - sent]
            yield after

        return Raw(pieces)

    return handle


def bad_utf8() -> Handler:
    """Return a server whose JSON holds bytes that are no UTF-8."""

    def handle(call: Call) -> Answer:
        body = json.dumps(body_of(call, Completion("caf@ at noon"))).encode()
        return Status(200, body.replace(b"caf@", b"caf\xe9\xff\xc3("))

    return handle


def not_json() -> Handler:
    """Return a server that answers with a web page."""
    return lambda call: Status(200, PAGE.encode(), {"Content-Type": "text/html; charset=utf-8"})


def redirect(to: str = ELSEWHERE) -> Handler:
    """Return a server that sends the call, with all it holds, to another port."""
    return lambda call: Status(307, b"", {"Location": to})


FAULTS: Mapping[str, Callable[[], Handler]] = {
    "400-response-format": no_response_format,
    "401": always(401, "Incorrect API key provided", "invalid_api_key"),
    "404": always(404, "The model does not exist", "model_not_found"),
    "429-retry-after": busy,
    "429-forever": always(429, "You exceeded your current quota", "insufficient_quota"),
    "500": always(500, "The server had an error", "server_error"),
    "503": always(503, "The engine is overloaded", "overloaded"),
    "hang": hang,
    "drip": drip,
    "disconnect": disconnect,
    "truncated": truncated,
    "prose": said(PROSE),
    "fenced": around("Here is what I found:\n\n```json\n", "\n```\n\nLet me know what is missing."),
    "think": around(
        "<think>\nFirst I read {all} the lines. The user wants JSON.\n</think>\n\n", ""
    ),
    "empty": said(""),
    "null": said(None),
    "refusal": said(None, refusal=REFUSAL),
    "wrong-schema": wrong_schema,
    "huge": huge,
    "bad-utf8": bad_utf8,
    "tools-ignored": tools_ignored,
    "not-json": not_json,
    "redirect": redirect,
}
