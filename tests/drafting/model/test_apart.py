"""The process that speaks to a model: what comes back from it, and that it is never waited for."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from assistant.drafting.model import faults
from assistant.drafting.model.apart import Apart, attached
from assistant.drafting.model.base import Request
from assistant.drafting.model.wire import FORMS, Form, Reply, Wire
from assistant.drafting.schema import LessonsOutput, SummaryOutput
from evals.loopback.answers import Answer, Completion, error, filled
from evals.loopback.call import Call
from evals.loopback.faults import FAULTS
from evals.loopback.server import Server
from tests.drafting.model.wires import FILLING, REQUEST, endpoint, nobody, waited

pytestmark = pytest.mark.network

PATIENCE = 40.0  # seconds after which a test that hangs has failed


def fill(call: Call) -> Answer:
    """Fill whatever is asked for, or do what the material asks for."""
    said = " ".join(call.texts("user"))
    if "busy" in said:
        return error(429, "Rate limit reached", "rate_limit_exceeded", retry_after="9")
    if "never" in said:
        return FAULTS["hang"]()(call)
    if "echo" in said:
        return Completion(said)
    return filled(call, FILLING.model_dump(mode="json"))


async def ask(
    wire: Wire, said: str = REQUEST.user, *, form: Form = "text", seconds: float = 60.0
) -> Reply:
    """Return the reply to one request of a summary."""
    request = Request(REQUEST.system, said)
    return await wire.send(request, shape=SummaryOutput, form=form, seconds=seconds)


@asynccontextmanager
async def hung_up() -> AsyncIterator[tuple[str, asyncio.Event, asyncio.Event]]:
    """Yield an address that never answers, when it is called, and when the caller hangs up."""
    called, left = asyncio.Event(), asyncio.Event()

    async def hear(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        called.set()
        while await reader.read(65_536):
            pass
        left.set()
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", called, left


@asynccontextmanager
async def slow() -> AsyncIterator[tuple[Apart, asyncio.Event, asyncio.Event]]:
    """Yield a process whose server never answers, when it is called, and when it hangs up."""
    async with (
        asyncio.timeout(PATIENCE),
        hung_up() as (url, called, left),
        attached(Apart(endpoint(url, seconds=600.0))) as wire,
    ):
        yield wire, called, left


def apart(url: str, asked: Callable[[Apart], Awaitable[None]]) -> None:
    """Ask over a process of its own, which has ended when this returns."""

    async def attach() -> None:
        async with asyncio.timeout(PATIENCE), attached(Apart(endpoint(url))) as wire:
            await asked(wire)

    waited(attach())


def test_replies_and_faults_come_back_as_if_the_call_were_made_here() -> None:
    async def asked(wire: Apart) -> None:
        assert wire.name() == "openai:loopback"
        replies = await asyncio.gather(*(ask(wire, form=form) for form in FORMS))
        for reply in replies:
            said = reply.arguments or reply.text
            assert SummaryOutput.model_validate_json(said) == FILLING
            assert reply.usage.calls == 1
            assert not reply.usage.estimated
        assert [reply.arguments is not None for reply in replies] == [False, True, False, False]
        with pytest.raises(faults.Overloaded) as raised:
            await ask(wire, "busy")
        assert (raised.value.reason, raised.value.after) == (
            "HTTP 429: it is asked too often",
            9.0,
        )

    with Server(fill) as server:
        apart(server.url, asked)
        assert server.calls[0].headers["authorization"] == "Bearer sk-quiet"


def test_any_signs_of_the_material_go_there_and_back_and_every_type_is_known_there() -> None:
    said = 'echo é 誤り 😀 \u2028 \x85 \\ " \r\n\t {}'

    async def asked(wire: Apart) -> None:
        assert (await ask(wire, said)).text == said
        await wire.send(REQUEST, shape=LessonsOutput, form="json_schema", seconds=60.0)

    with Server(fill) as server:
        apart(server.url, asked)
        assert server.calls[0].texts("user") == (said,)
        held = server.calls[1].asked()["response_format"]["json_schema"]
    assert held["name"] == "LessonsOutput"


def test_a_call_that_passes_its_deadline_is_told_as_late_and_the_next_one_is_answered() -> None:
    async def asked(wire: Apart) -> None:
        await ask(wire)
        with pytest.raises(faults.TimedOut, match=r"no whole answer within 0\.2 s"):
            await ask(wire, "never", seconds=0.2)
        await ask(wire)

    with Server(fill) as server:
        apart(server.url, asked)


def test_a_call_that_is_given_up_is_given_up_on_the_network_too() -> None:
    async def given_up() -> None:
        async with slow() as (wire, called, left):
            call = asyncio.create_task(ask(wire))
            await called.wait()
            assert not left.is_set()
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            await left.wait()

    waited(given_up())


def test_calls_beside_one_that_is_given_up_are_answered() -> None:
    async def asked(wire: Apart) -> None:
        call = asyncio.create_task(ask(wire, "never"))
        await ask(wire)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await ask(wire)

    with Server(fill) as server:
        apart(server.url, asked)


def test_a_process_that_ends_in_the_middle_is_heard_of_at_once_and_by_all_that_come_after() -> None:
    async def ended() -> None:
        async with slow() as (wire, called, left):
            calls = [asyncio.create_task(ask(wire, seconds=600.0)) for _ in range(3)]
            await called.wait()
            await asyncio.to_thread(wire.close)
            for call in (*calls, ask(wire, seconds=600.0)):
                with pytest.raises(faults.Unreachable, match="has ended"):
                    await call
            await left.wait()

    waited(ended())


def test_a_process_that_was_never_asked_ends_as_well() -> None:
    process = Apart(endpoint(nobody()))
    process.close()
    process.close()
