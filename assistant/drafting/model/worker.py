"""The process that speaks to a model: requests come in on standard input, replies go out.

LangChain and the client under it take a second of processor time to import. In a process of its own
that second passes beside the reading of the inputs, and what a server sends can neither stop the
draft nor fill its memory. Lines are JSON; the first names the endpoint (see `apart.py`).
"""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.drafting.model.base import Request
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.faults import Fault
from assistant.drafting.model.langchain import LangChainWire, opened

_GARBAGE = 200_000


def main() -> None:
    """Serve until standard input ends."""
    # The terminal's interrupt is for the process that drafts; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What the imports make is there to stay: looking through it for cycles again and again is a
    # tenth of the time that they take.
    gc.set_threshold(_GARBAGE, 20, 20)
    first = sys.stdin.buffer.readline()
    if not first:
        return
    endpoint = Endpoint(**json.loads(first))
    if endpoint.model.startswith("openai:"):
        # Where it is installed, the OpenAI client imports a second HTTP client beside its own,
        # which is not used here and takes as long as a tenth of all the rest. None in the table of
        # modules is Python's own way to tell that one is not there; its type leaves that out.
        sys.modules["aiohttp"] = None  # type: ignore[assignment]
    asyncio.run(_serve(endpoint))


async def _serve(endpoint: Endpoint) -> None:
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[bytes] = asyncio.Queue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    threading.Thread(target=listen, daemon=True).start()
    async with opened(endpoint) as wire, asyncio.TaskGroup() as group:
        wire.warm()
        tasks: dict[int, asyncio.Task[None]] = {}
        while line := await lines.get():
            asked = json.loads(line)
            if "cancel" not in asked:
                tasks[asked["id"]] = group.create_task(_answer(wire, asked))
            elif asked["cancel"] in tasks:
                tasks.pop(asked["cancel"]).cancel()
        for task in tasks.values():
            task.cancel()


async def _answer(wire: LangChainWire, asked: Mapping[str, Any]) -> None:
    request = Request(asked["system"], asked["user"])
    try:
        async with asyncio.timeout(asked["seconds"]):
            reply = await wire.ask(request, schema=asked["schema"], form=asked["form"])
    except TimeoutError:
        _say({"id": asked["id"], "late": True})
    except Fault as fault:
        told = {"kind": type(fault).__name__, "reason": fault.reason, "after": fault.after}
        _say({"id": asked["id"], "fault": told})
    else:
        _say({"id": asked["id"], "reply": asdict(reply)})


def _say(told: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
