"""The gate and the headers, in front of an app that answers everything."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from assistant.app.security import HEADERS, Gate, Hosts, SafeHeaders, hosts_for, is_loopback

HERE = "127.0.0.1:7860"


def answer(
    app: ASGIApp, path: str, *, method: str = "GET", host: str = HERE, **headers: str
) -> tuple[int, dict[str, str]]:
    """Return the status and the headers that `app` answers with."""
    sent: list[dict[str, Any]] = []
    named = [(b"host", host.encode())]
    named += [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": named, "scheme": "http"}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}


def gate(hosts: Hosts | None = None) -> Gate:
    """Return a gate in front of an app that says yes to everything."""
    return Gate(PlainTextResponse("yes"), hosts or Hosts())


@pytest.mark.parametrize("host", [HERE, "localhost:1", "[::1]:7860", "LOCALHOST", "127.0.0.1"])
def test_the_page_is_served_under_loopback_names(host: str) -> None:
    assert answer(gate(), "/", host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:7860", "", "[::1", "10.0.0.7:7860"],
)
def test_a_foreign_host_name_is_refused(host: str) -> None:
    assert answer(gate(), "/", host=host)[0] == 421


def test_a_server_on_every_address_answers_to_addresses_but_not_to_foreign_names() -> None:
    wide = gate(hosts_for("0.0.0.0"))
    assert answer(wide, "/", host="192.0.2.7:7860")[0] == 200
    assert answer(wide, "/", host="evil.example")[0] == 421


def test_a_server_on_a_name_answers_to_that_name() -> None:
    assert answer(gate(hosts_for("Drafts.Example")), "/", host="drafts.example:80")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"http://{HERE}0", "http://"])
def test_a_request_from_another_page_is_refused(origin: str) -> None:
    path = "/gradio_api/queue/join"
    assert answer(gate(), path, method="POST", origin=origin)[0] == 403
    assert answer(gate(), path, method="POST", origin=f"http://{HERE}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/openapi.json",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/runs",
        "/gradio_api/mcp",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://evil.example",
        "/gradio_api/deep_link",
        "/gradio_api/token",
        "/login",
    ],
)
def test_what_the_page_does_not_need_is_not_there(path: str) -> None:
    assert answer(gate(), path)[0] == 404


@pytest.mark.parametrize(
    "path", ["/gradio_api/run/press", "/gradio_api/api/press", "/gradio_api/call/press", "/"]
)
def test_handlers_cannot_be_called_around_the_queue(path: str) -> None:
    assert answer(gate(), path, method="POST")[0] == 404


def test_every_answer_carries_the_headers_even_a_refusal() -> None:
    guarded = SafeHeaders(gate())
    for host in (HERE, "evil.example"):
        _, headers = answer(guarded, "/", host=host)
        assert headers["cache-control"] == "no-store"
        for name, value in HEADERS.items():
            assert headers[name.lower()] == value


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "unsafe-eval" not in HEADERS["Content-Security-Policy"]
    assert not any("http" in sources or "*" in sources for sources in policy.values())


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.b", False)],
)
def test_loopback_is_told_from_the_network(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
