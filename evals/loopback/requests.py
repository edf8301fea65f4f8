"""Reads HTTP/1.1 requests off a stream, those of a kept connection one after the other."""

from __future__ import annotations

import json
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from collections.abc import Callable, Mapping
from typing import Any

from evals.loopback.call import Call

LIMIT = 64 * 1024 * 1024  # bytes of a request's head, and of one chunk


async def read(reader: StreamReader, clock: Callable[[], float]) -> Call | None:
    """Return the next request; None where the other side has closed or speaks no HTTP."""
    try:
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in rest if line)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = await _body(reader, headers)
    except (IncompleteReadError, LimitOverrunError, ConnectionError, ValueError):
        return None
    return Call(method, path, headers, body, _json(body), clock())


async def _body(reader: StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    whole = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        whole += (await reader.readexactly(size + 2))[:-2]
    while await reader.readuntil(b"\r\n") != b"\r\n":
        continue
    return whole


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
