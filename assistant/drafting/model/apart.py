"""A wire whose calls are made by a process of its own, started while the inputs are still read."""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from assistant.drafting.model import faults
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.launch import end, launch
from assistant.drafting.model.shapes import schema_of
from assistant.drafting.model.wire import Form, Reply
from assistant.drafting.schema import ModelOutput

_ENDED = "the process that speaks to the model has ended"


class Apart:
    """A process that speaks to one endpoint; it ends with `close`, or with this process."""

    def __init__(self, endpoint: Endpoint, process: subprocess.Popen[bytes] | None = None) -> None:
        """Take the process that was launched for the endpoint, or launch one."""
        self._endpoint = endpoint
        self._process = process if process is not None else launch(endpoint)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Mapping[str, Any]]] = {}
        self._ended = False
        self._writing = threading.Lock()

    def name(self) -> str:
        """Return the model as it was configured."""
        return self._endpoint.model

    async def send(
        self, request: Request, *, shape: type[ModelOutput], form: Form, seconds: float
    ) -> Reply:
        """Return the reply; raises a Fault."""
        loop = asyncio.get_running_loop()
        number = next(self._numbers)
        answer: asyncio.Future[Mapping[str, Any]] = loop.create_future()
        self._waiting[number] = answer
        if self._ended:
            self._hear_end()
        asked = {
            "id": number,
            "system": request.system,
            "user": request.user,
            "schema": schema_of(shape),
            "form": form,
            "seconds": seconds,
        }
        try:
            await asyncio.to_thread(self._write, asked)
            told = await answer
        except asyncio.CancelledError:
            self._write({"cancel": number})
            raise
        finally:
            self._waiting.pop(number, None)
        return _read(told, seconds)

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear replies in a thread and hand them to the loop, until the process ends."""

        def hear() -> None:
            assert self._process.stdout is not None
            for line in self._process.stdout:
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    loop.call_soon_threadsafe(self._hear, line)
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._hear_end)

        threading.Thread(target=hear, daemon=True).start()

    def close(self) -> None:
        """End the process."""
        end(self._process)

    def _write(self, told: Mapping[str, object]) -> None:
        assert self._process.stdin is not None
        # A process that has ended is heard of where its output ends.
        with self._writing, suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(told).encode() + b"\n")
            self._process.stdin.flush()

    def _hear(self, line: bytes) -> None:
        told = json.loads(line)
        answer = self._waiting.get(told["id"])
        if answer is not None and not answer.done():
            answer.set_result(told)

    def _hear_end(self) -> None:
        self._ended = True
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(faults.Unreachable(_ENDED))


@asynccontextmanager
async def attached(apart: Apart) -> AsyncIterator[Apart]:
    """Yield a started process as a wire of this loop, and end it afterwards."""
    apart.listen(asyncio.get_running_loop())
    try:
        yield apart
    finally:
        await asyncio.to_thread(apart.close)


def _read(told: Mapping[str, Any], seconds: float) -> Reply:
    if "late" in told:
        raise faults.TimedOut(f"no whole answer within {seconds:.3g} s")
    if "fault" in told:
        fault = told["fault"]
        raise getattr(faults, fault["kind"])(fault["reason"], after=fault["after"])
    said = told["reply"]
    return Reply(said["text"], said["arguments"], said["ended"], Usage(**said["usage"]))
