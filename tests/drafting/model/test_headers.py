"""What the headers of a request tell: the key, and nothing of this machine."""

from __future__ import annotations

import asyncio

from assistant.drafting.model.base import Request
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.langchain import opened
from assistant.drafting.schema import LessonsOutput
from evals.loopback.server import Server
from evals.loopback.writers import honestly


def test_the_client_tells_nothing_of_the_machine_it_runs_on() -> None:
    async def ask(url: str) -> None:
        endpoint = Endpoint("openai:loopback", url, "key", 10.0, 200)
        async with opened(endpoint) as wire:
            request = Request("Answer.", "Nothing.")
            await wire.send(request, shape=LessonsOutput, form="json_schema", seconds=10.0)

    with Server(honestly()) as server:
        asyncio.run(ask(server.url))
        names = [name.lower() for name in server.calls[0].headers]
    assert "authorization" in names
    told = {"os", "arch", "runtime", "runtime-version", "package-version", "lang"}
    assert not told & {name.removeprefix("x-stainless-") for name in names}
