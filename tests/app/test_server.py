"""The running app, asked over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

from assistant.app.bodies import TEXT_LIMIT
from assistant.app.security import HEADERS
from assistant.app.server import serve
from assistant.app.sessions import COOKIE
from assistant.errors import SettingsError

pytestmark = pytest.mark.network
JSON = "application/json"


def ask(url: str, body: str | None = None, **headers: str) -> tuple[int, Message, str]:
    """Return the status, the headers and the text of an answer."""
    data = None if body is None else body.encode()
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode("utf-8", "replace")


def test_the_page_comes_with_its_headers_and_a_session(address: str) -> None:
    status, headers, _ = ask(address)
    assert status == 200
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value]
    cookie = headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_every_browser_gets_a_session_of_its_own_and_keeps_it(address: str) -> None:
    first, second = (ask(address)[1]["Set-Cookie"].partition(";")[0] for _ in range(2))
    assert first != second
    assert ask(address, Cookie=first)[1]["Set-Cookie"] is None
    assert ask(address, Cookie=f"{COOKIE}=guessed")[1]["Set-Cookie"] is not None


def test_the_page_names_no_outside_font_script_or_style(address: str) -> None:
    for path in ("", "theme.css", "style.css"):
        text = ask(address + path)[2]
        assert "fonts.googleapis" not in text
        assert "fonts.gstatic" not in text
        assert "cdnjs" not in text


def test_gradio_keeps_no_history_and_sends_no_analytics(address: str) -> None:
    config = json.loads(ask(f"{address}config")[2])
    assert config.get("run_history") is not True
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []


@pytest.mark.parametrize(
    "path",
    ["monitoring", "gradio_api/info", "docs", "openapi.json", "gradio_api/runs", "gradio_api/mcp"],
)
def test_what_the_page_does_not_need_is_closed(address: str, path: str) -> None:
    assert ask(address + path)[0] == 404


def test_drafting_past_the_queue_is_refused(address: str) -> None:
    config = json.loads(ask(f"{address}config")[2])
    press = next(one["id"] for one in config["dependencies"] if len(one["inputs"]) == 3)
    body = json.dumps({"data": ["notes", None, False], "fn_index": press, "session_hash": "a"})
    status, _, text = ask(f"{address}gradio_api/run/predict", body, **{"Content-Type": JSON})
    assert status >= 400
    assert "Draft ready" not in text


def test_a_body_over_the_limit_is_refused_before_it_is_read(address: str) -> None:
    url = f"{address}gradio_api/queue/join"
    host, port = address.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        path = url[len(address) - 1 :]
        length = TEXT_LIMIT + 1
        head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {length}\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 413")


def test_a_rebound_name_is_refused(address: str) -> None:
    assert ask(address, Host="evil.example")[0] == 421


def test_a_guessed_download_is_not_there(address: str) -> None:
    cookie = ask(address)[1]["Set-Cookie"].partition(";")[0]
    status, _, text = ask(f"{address}downloads/{'A' * 43}/postmortem-x.md", Cookie=cookie)
    assert status == 404
    assert "Draft again" in text


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} .*--port"):
            serve("127.0.0.1", port, open_browser=False)


def test_it_stops_at_once_and_in_silence_with_a_page_open_and_leaves_no_files() -> None:
    command = "from assistant.app.server import serve; serve('127.0.0.1', 0, open_browser=False)"
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, "-c", command],
            env={**os.environ, "TMPDIR": folder},
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(3)]
        address = said[1].split()[4]
        with urllib.request.urlopen(f"{address}gradio_api/heartbeat/page", timeout=30) as page:
            assert page.readline().startswith(b"data")
            assert len(list(Path(folder).iterdir())) == 1
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=15) == 0
        assert process.stderr.read() == ""
        assert list(Path(folder).iterdir()) == []
    assert "nothing leaves this machine" in said[2]
