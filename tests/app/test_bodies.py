"""The size of a request, counted before anything is parsed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.types import Receive, Scope, Send

from assistant.app.bodies import UPLOAD_PATH, BodyLimit


class Reader:
    """Reads a body to its end, as a parser would, and remembers how much it was given."""

    def __init__(self) -> None:
        self.read = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        more = True
        while more:
            message = await receive()
            self.read += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})


def post(path: str, chunks: list[bytes], *, stated: str | None) -> tuple[int, bytes, int]:
    """Return the status, the answer and how much was read of a body sent in chunks."""
    sent: list[dict[str, Any]] = []
    left = list(chunks)
    headers = [] if stated is None else [(b"content-length", stated.encode())]
    reader = Reader()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
    asyncio.run(BodyLimit(reader, upload=100, text=10)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"], reader.read


def test_a_body_within_its_limit_passes() -> None:
    assert post("/x", [b"12345", b"67890"], stated="10") == (200, b"read", 10)


def test_a_stated_length_over_the_limit_is_refused_unread() -> None:
    status, body, read = post("/x", [b"1" * 11], stated="11")
    assert (status, read) == (413, 0)
    assert "command line" in json.loads(body)["detail"]


def test_a_length_that_is_not_a_number_is_refused() -> None:
    assert post("/x", [b"1"], stated="-1")[0] == 413


def test_a_body_without_a_length_is_stopped_where_it_goes_over() -> None:
    status, _, read = post("/x", [b"12345"] * 1000, stated=None)
    assert (status, read) == (413, 10)


def test_a_body_that_lies_about_its_length_is_stopped_too() -> None:
    assert post("/x", [b"12345"] * 3, stated="5")[0] == 413


def test_uploads_have_a_limit_of_their_own() -> None:
    assert post(UPLOAD_PATH, [b"1" * 100], stated="100")[0] == 200
    assert post(UPLOAD_PATH, [b"1" * 101], stated=None)[0] == 413
