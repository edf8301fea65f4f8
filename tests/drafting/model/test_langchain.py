"""The wire to a model: what goes over it in each form, and what is never sent, followed or read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.drafting.model import faults, tokens
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.langchain import opened
from assistant.drafting.model.shapes import shape_of
from assistant.drafting.model.wire import FORMS, Form, Reply
from assistant.drafting.schema import OUTPUTS, ModelOutput, SummaryOutput
from evals.loopback import faults as faulty
from evals.loopback.answers import Answer, Completion, Handler, Status, body_of, filled
from evals.loopback.call import Call
from evals.loopback.faults import FAULTS
from evals.loopback.server import Server
from tests.drafting.model.wires import FILLING, REQUEST, endpoint, waited

pytestmark = pytest.mark.network

ROOT = Path(__file__).resolve().parents[3]
KEY = "sk-quiet-7f3a"
# Asks over our wire, waits until every trace is sent, then asks LangChain without our wire.
TRACED = """
import asyncio, sys
from langchain_core.tracers.langchain import wait_for_all_tracers
from assistant.drafting.model.base import Request
from assistant.drafting.model.endpoint import Endpoint
from assistant.drafting.model.langchain import opened
from assistant.drafting.schema import SummaryOutput

where = Endpoint("openai:loopback", sys.argv[1], "sk-quiet", 60.0, 900)

async def ask():
    async with opened(where) as wire:
        for form in ("json_schema", "text"):
            request = Request("Write.", "Material.")
            await wire.send(request, shape=SummaryOutput, form=form, seconds=60)

asyncio.run(ask())
wait_for_all_tracers()
print("asked", flush=True)
sys.stdin.readline()
from langchain.chat_models import init_chat_model

init_chat_model("openai:loopback", base_url=sys.argv[1], api_key="sk-quiet").invoke("Material.")
wait_for_all_tracers()
"""


def fill(call: Call) -> Answer:
    """Fill whatever is asked for with the tests' filling."""
    return filled(call, FILLING.model_dump(mode="json"))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Serve the tests' filling."""
    with Server(fill) as held:
        yield held


async def _asked(where: Endpoint, request: Request, form: Form, shape: type[ModelOutput]) -> Reply:
    async with opened(where) as wire:
        return await wire.send(request, shape=shape, form=form, seconds=60.0)


def asked(
    url: str,
    form: Form = "json_schema",
    *,
    request: Request = REQUEST,
    shape: type[ModelOutput] = SummaryOutput,
) -> Reply:
    """Return the reply of the server at an address."""
    return waited(_asked(endpoint(url, key=KEY), request, form, shape))


def _bare(schema: object) -> object:
    """Return a schema without names and descriptions of the whole, and without an order in it."""
    if isinstance(schema, list):
        return sorted((_bare(one) for one in schema), key=repr)
    if not isinstance(schema, dict):
        return schema
    return {k: _bare(v) for k, v in schema.items() if k not in {"title", "description"}}


def refused(handler: Handler, form: Form = "text") -> faults.Fault:
    """Return the fault that a server's answer is told as."""
    with Server(handler) as held, pytest.raises(faults.Fault) as raised:
        asked(held.url, form)
    return raised.value


@pytest.mark.parametrize("form", FORMS)
def test_every_form_brings_the_filling_back(server: Server, form: Form) -> None:
    reply = asked(server.url, form)
    assert SummaryOutput.model_validate_json(reply.arguments or reply.text) == FILLING
    assert (reply.arguments is not None) == (form == "tool")
    assert reply.ended == "stop"


@pytest.mark.parametrize("form", FORMS)
def test_instructions_material_and_limits_go_as_they_are_in_every_form(
    server: Server, form: Form
) -> None:
    asked(server.url, form)
    call = server.calls[-1]
    sent = call.asked()
    assert (call.method, call.path) == ("POST", "/v1/chat/completions")
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert call.texts("system") == (REQUEST.system,)
    assert call.texts("user") == (REQUEST.user,)
    assert (sent["model"], sent["max_tokens"]) == ("loopback", 900)
    assert not sent.get("stream")


@pytest.mark.parametrize("shape", OUTPUTS.values(), ids=lambda shape: shape.__name__)
def test_a_schema_is_sent_whole_and_binding(server: Server, shape: type[ModelOutput]) -> None:
    asked(server.url, "json_schema", shape=shape)
    sent = server.calls[-1].asked()
    held = sent["response_format"]["json_schema"]
    assert sent["response_format"]["type"] == "json_schema"
    assert (held["name"], held["strict"]) == (shape.__name__, True)
    meant = json.loads(shape_of(shape))
    assert _bare(held["schema"]) == _bare(meant)
    assert "tools" not in sent


def test_a_tool_is_sent_with_the_schema_as_what_it_takes(server: Server) -> None:
    asked(server.url, "tool")
    sent = server.calls[-1].asked()
    (tool,) = sent["tools"]
    assert tool["function"]["name"] == "SummaryOutput"
    meant = json.loads(shape_of(SummaryOutput))
    assert tool["function"]["parameters"]["properties"] == meant["properties"]
    assert sent["tool_choice"]["function"]["name"] == "SummaryOutput"
    assert "response_format" not in sent


def test_the_looser_forms_send_no_schema(server: Server) -> None:
    for form in ("json_object", "text"):
        asked(server.url, form)
    plain, text = (call.asked() for call in server.calls[-2:])
    assert plain["response_format"] == {"type": "json_object"}
    assert "response_format" not in text
    assert not {"tools", "tool_choice"} & (plain.keys() | text.keys())


def test_the_key_is_in_its_header_and_nowhere_else(server: Server) -> None:
    asked(server.url)
    call = server.calls[-1]
    assert call.headers["authorization"] == f"Bearer {KEY}"
    others = {name: held for name, held in call.headers.items() if name != "authorization"}
    assert KEY not in f"{others} {call.path} {call.body!r}"
    assert KEY not in repr(endpoint(server.url, key=KEY))


def test_an_answer_without_compression_is_asked_for(server: Server) -> None:
    asked(server.url)
    assert server.calls[-1].headers["accept-encoding"] == "identity"


def test_a_redirect_is_not_followed_and_the_other_server_hears_nothing() -> None:
    with Server(fill) as other:
        fault = refused(faulty.redirect(f"{other.url}/chat/completions"))
        assert other.calls == ()
    assert isinstance(fault, faults.Refused)
    assert "no other address is followed" in fault.reason


def test_an_answer_over_four_megabytes_is_not_read() -> None:
    fault = refused(faulty.huge())
    assert isinstance(fault, faults.Unusable)
    assert fault.reason == "the answer is over 4 MB"


def test_an_answer_just_under_the_limit_is_read() -> None:
    with Server(lambda call: Completion("a" * 3_900_000)) as held:
        assert len(asked(held.url, "text").text) == 3_900_000


def test_a_compressed_answer_is_refused_before_it_is_unpacked() -> None:
    def packed(call: Call) -> Answer:
        body = gzip.compress(json.dumps(body_of(call, Completion("fine"))).encode())
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        return Status(200, body, headers)

    fault = refused(packed)
    assert isinstance(fault, faults.Unusable)
    assert "compressed" in fault.reason


def test_usage_is_what_the_server_counted(server: Server) -> None:
    reply = asked(server.url, "text")
    letters = len(REQUEST.system) + len(REQUEST.user)
    assert reply.usage == Usage(-(-letters // 4), -(-len(reply.text) // 4), 1)


@pytest.mark.parametrize(
    "told", [None, {}, {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}]
)
def test_usage_is_estimated_where_the_server_does_not_count(told: dict[str, int] | None) -> None:
    def uncounted(call: Call) -> Answer:
        body = {**body_of(call, Completion("fine, thanks")), "usage": told}
        return Status(200, json.dumps(body).encode())

    with Server(uncounted) as held:
        usage = asked(held.url, "text").usage
    assert usage == Usage(tokens.of(REQUEST), tokens.estimate("fine, thanks"), 1, estimated=True)


@pytest.mark.parametrize("form", FORMS)
def test_a_refusal_is_told_as_one_in_every_form(form: Form) -> None:
    with Server(FAULTS["refusal"]()) as held:
        try:
            ended = asked(held.url, form).ended
        except faults.Unusable as fault:
            ended = "refusal" if "declined" in fault.reason else "other"
    assert ended == "refusal"


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_that_was_cut_off_is_told_as_one_in_every_form(form: Form) -> None:
    with Server(FAULTS["truncated"]()) as held:
        try:
            ended = asked(held.url, form).ended
        except faults.Unusable as fault:
            ended = "length" if "cut off" in fault.reason else "other"
    assert ended == "length"


def test_a_model_of_an_unknown_provider_is_refused_in_words() -> None:
    where = Endpoint("nowhere:model", None, None, 60.0, 900)
    with pytest.raises(faults.Refused) as raised:
        waited(_asked(where, REQUEST, "text", SummaryOutput))
    assert "\n" not in raised.value.reason


def test_no_tracing_service_hears_of_a_draft_though_the_environment_asks_for_it() -> None:
    with Server(fill) as model, Server(fill) as service:
        told = {
            "LANGSMITH_TRACING": "true",
            "LANGSMITH_ENDPOINT": service.url.removesuffix("/v1"),
            "LANGSMITH_API_KEY": "ls-invented",
        }
        child = subprocess.Popen(
            [sys.executable, "-c", TRACED, model.url],
            env={**os.environ, **told},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "asked\n"
        assert [call.path for call in service.calls] == []
        child.communicate("go on\n")
        assert child.returncode == 0
        assert len(model.calls) == 3
        assert any("/runs" in call.path for call in service.calls)
