"""A server on 127.0.0.1 that speaks the chat-completions protocol, in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from asyncio import AbstractEventLoop, StreamReader, StreamWriter, Task
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from types import TracebackType

from evals.loopback import requests
from evals.loopback.answers import Answer, Handler, Raw, Status, error, on_the_wire
from evals.loopback.call import Call

MODEL = "loopback"
_AT_ONCE = 64  # handlers that run at the same time
_CHAT = "/v1/chat/completions"
_MODELS = "/v1/models"


class Server:
    """Answers with a handler, which may block: each call has a thread of its own while it runs.

    What a handler raises is answered with a 500 and raised again when the server is closed.
    """

    def __init__(self, handler: Handler, *, latency: float = 0.0) -> None:
        self._handler = handler
        self._latency = latency
        self._calls: list[Call] = []
        self._tasks: set[Task[None]] = set()
        self._loop: AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._ready = threading.Event()
        self._port = 0
        self._now = 0
        self._most = 0
        self._raised: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, name="loopback", daemon=True)
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="loopback-handler")
        self._started = time.monotonic()

    @property
    def url(self) -> str:
        """Return the base address that a client is given."""
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def calls(self) -> tuple[Call, ...]:
        """Return every request so far, in the order in which their last bytes arrived."""
        return tuple(self._calls)

    @property
    def most_at_once(self) -> int:
        """Return how many requests were waiting for their answer at the same time, at most."""
        return self._most

    def __enter__(self) -> Server:
        """Return itself, listening."""
        self._thread.start()
        self._ready.wait()
        if self._raised:
            self._close()
            raise self._raised[0]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection, whatever it waits for; raise what a handler raised."""
        self._close()
        if raised is None and self._raised:
            raise self._raised[0]

    def _close(self) -> None:
        loop, stop = self._loop, self._stop
        if loop is not None and stop is not None:
            with suppress(RuntimeError):  # the loop has ended already
                loop.call_soon_threadsafe(stop.set)
        self._thread.join()
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as fault:
            self._raised.append(fault)
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        listening = await asyncio.start_server(
            self._connected, "127.0.0.1", 0, limit=requests.LIMIT, backlog=256
        )
        self._port = int(listening.sockets[0].getsockname()[1])
        self._ready.set()
        await self._stop.wait()
        listening.close()
        await asyncio.sleep(0)  # a connection that was just taken sees that there is no more
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await listening.wait_closed()

    async def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or self._stop is None or self._stop.is_set():
            writer.transport.abort()
            return
        self._tasks.add(task)
        try:
            while (call := await requests.read(reader, self._clock)) is not None:
                self._calls.append(call)
                with self._counted():
                    kept = await self._answered(call, reader, writer)
                if not kept:
                    break
        except (asyncio.CancelledError, ConnectionError):
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(asyncio.CancelledError, ConnectionError):
                await writer.wait_closed()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._now += 1
        self._most = max(self._most, self._now)
        try:
            yield
        finally:
            self._now -= 1

    async def _answered(self, call: Call, reader: StreamReader, writer: StreamWriter) -> bool:
        """Send the answer; return whether the connection is kept."""
        keep = call.headers.get("connection", "").lower() != "close"
        raw = on_the_wire(call, await self._answer(call), keep=keep)
        await asyncio.sleep(self._latency)
        await _send(raw, writer)
        if raw.then == "hang":
            await reader.read()
        return keep and raw.then == "keep"

    async def _answer(self, call: Call) -> Answer:
        path = call.path.partition("?")[0]
        if (call.method, path) == ("GET", _MODELS):
            return _models()
        if path != _CHAT:
            return error(404, f"{call.method} {path} is not served here", "not_found_error")
        if call.method != "POST":
            return error(405, f"{path} takes POST", "invalid_request_error", allow="POST")
        if not isinstance(call.json, dict):
            return error(400, "The body is no JSON object", "invalid_request_error")
        if call.asked().get("stream"):
            return error(400, "Streaming is not spoken here", "invalid_request_error")
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._workers, self._handler, call)
        except Exception as fault:  # noqa: BLE001 - raised again at the end
            self._raised.append(fault)
            return error(500, f"The handler raised {type(fault).__name__}", "server_error")

    def _clock(self) -> float:
        return time.monotonic() - self._started


async def _send(raw: Raw, writer: StreamWriter) -> None:
    for piece in raw.pieces():
        writer.write(piece)
        await writer.drain()
        if raw.pause:
            await asyncio.sleep(raw.pause)


def _models() -> Status:
    listed = [{"id": MODEL, "object": "model", "created": 1_780_000_000, "owned_by": "loopback"}]
    return Status(200, json.dumps({"object": "list", "data": listed}).encode())
