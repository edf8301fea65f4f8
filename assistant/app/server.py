"""The web app as a server: put together, bound to its address, run until it is stopped."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import time
import webbrowser
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assistant.app import drafter as drafters
from assistant.app.bodies import FILE_LIMIT, BodyLimit
from assistant.app.drafter import Drafter
from assistant.app.security import (
    Gate,
    Hosts,
    SafeHeaders,
    hosts_for,
    is_every_address,
    is_loopback,
)
from assistant.app.sessions import SessionCookie, owner_of
from assistant.app.shelf import Shelf
from assistant.errors import SettingsError

GONE = (
    "This file is not here: it was made for another browser, or its page was closed, or an hour "
    "has passed. Draft again to get a new one."
)
STOP_SECONDS = 2
# No pages about the app's own interface, and no telemetry to wherever the environment points.
QUIET: Mapping[str, Any] = MappingProxyType(
    {
        "docs_url": None,
        "redoc_url": None,
        "openapi_url": None,
        "telemetry": {"auto_configure": False},
    }
)


class Server(uvicorn.Server):
    """A server that lets open pages go when it stops, so that it stops at once and in silence."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams that gradio holds open for its pages, then shut down."""
        for route in getattr(self.config.app, "routes", ()):
            stop = getattr(getattr(route, "app", None), "stop_event", None)
            if stop is not None:
                stop.set()
        await super().shutdown(sockets)


def serve(
    host: str,
    port: int,
    *,
    open_browser: bool,
    drafter: Drafter | None = None,
    model: str | None = None,
) -> None:
    """Run the app until it is interrupted; raise SettingsError where it cannot listen there.

    `model` is where the drafter may send redacted text, in words; None where it sends nothing.
    """
    listening = _listen(host, port)
    shown = f"http://{_in_url(host)}:{listening.getsockname()[1]}/"
    _say("Starting the page ...")
    app = create_app(drafter=drafter, host=host, model=model)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        ws="none",
    )
    _say(f"The page is at {shown} (stop it with Ctrl+C).")
    if is_loopback(host):
        leaves = "nothing leaves this machine" if model is None else f"it drafts with {model}"
        _say(f"Only this machine can reach it, and {leaves}.")
    else:
        _say(
            f"Warning: it listens on {host}, so others on the network can reach it, without a "
            "password and without encryption. Leave --host out to keep it to this machine."
        )
    if open_browser:
        webbrowser.open(shown)
    with listening, suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])


def create_app(
    *, drafter: Drafter | None = None, host: str = "127.0.0.1", model: str | None = None
) -> FastAPI:
    """Return the app as served on `host`; `drafter` is the offline pipeline unless given.

    `model` is where the drafter may send redacted text, in words; None where it sends nothing.
    """
    folder = _private_folder()
    import gradio as gr

    from assistant.app import layout, panels
    from assistant.app.handlers import Desk
    from assistant.app.samples import samples
    from assistant.app.theme import stylesheet, theme
    from assistant.app.uploads import Uploads

    shelf = Shelf(time.monotonic)
    desk = Desk(drafter or drafters.drafted, shelf, Uploads(folder), time.perf_counter)
    bundled = samples()
    privacy = panels.privacy(shared=not is_loopback(host), model=model)
    page = layout.build(desk, bundled, privacy=privacy, model=model)
    app = FastAPI(lifespan=_removing(folder), **QUIET)
    _serve_downloads(app, shelf)
    _serve_style(app, stylesheet())
    gr.mount_gradio_app(
        app,
        page,
        "/",
        server_name=host,
        footer_links=[],
        run_history=False,
        app_kwargs=dict(QUIET),
        allowed_paths=[str(sample.inputs) for sample in bundled],
        show_error=True,
        max_file_size=FILE_LIMIT,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        head='<link rel="stylesheet" href="style.css">',
    )
    _guard(app, hosts_for(host))
    return app


def _guard(app: FastAPI, hosts: Hosts) -> None:
    """Put the guards in front of the app; the last one added is the first to be asked."""
    app.add_middleware(SessionCookie)
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate, hosts=hosts)
    app.add_middleware(SafeHeaders)


def _serve_downloads(app: FastAPI, shelf: Shelf) -> None:
    @app.get("/downloads/{token}/{name}")
    def download(token: str, name: str, request: Request) -> Response:
        owner = owner_of(request.cookies)
        file = shelf.fetch(token, name, owner=owner) if owner else None
        if file is None:
            return PlainTextResponse(GONE, 404)
        return Response(
            file.content,
            media_type=file.media_type,
            headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
        )


def _serve_style(app: FastAPI, text: str) -> None:
    # Handed to gradio, the sheet would be rewritten and lose what its rewriting does not know.
    @app.get("/style.css")
    def style() -> Response:
        return Response(text, media_type="text/css")


def _private_folder() -> Path:
    """Return a new folder, readable by this user alone, where gradio is to keep uploads."""
    folder = Path(tempfile.mkdtemp(prefix="postmortem-app-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    return folder


def _removing(folder: Path) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    return lifespan


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address, before anything slow is loaded."""
    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(
            f"The page cannot listen on {host}, port {port} ({reason}). "
            "Choose another port with --port, or stop what is using it."
        ) from error


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _in_url(host: str) -> str:
    name = "127.0.0.1" if is_every_address(host) else host
    return f"[{name}]" if ":" in name else name
