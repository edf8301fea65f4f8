"""What the app lets in and what it tells the browser to keep to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
)

# The page needs these and nothing else: no API documentation, no monitoring, no run history, no
# proxying, and no fetching of files by path (which would serve one person's upload to another).
ROUTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("GET", re.compile(r"/")),
    ("GET", re.compile(r"/config/?")),
    ("GET", re.compile(r"/(style\.css|theme\.css|favicon\.ico|manifest\.json|robots\.txt)")),
    ("GET", re.compile(r"/(assets|static|svelte)/[^?#]*")),
    ("GET", re.compile(r"/downloads/[A-Za-z0-9_-]{1,64}/[A-Za-z0-9._-]{1,100}")),
    ("GET", re.compile(r"/gradio_api/(theme\.css|startup-events|upload_progress|queue/data)")),
    ("GET", re.compile(r"/gradio_api/heartbeat/[A-Za-z0-9]{1,64}")),
    ("POST", re.compile(r"/gradio_api/(upload|run/predict|queue/join|cancel|reset)/?")),
)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that a request may call this server by; a rebound foreign name is not among them.

    `any_address` lets every literal IP address pass: a rebinding attack needs a name.
    """

    names: frozenset[str] = LOOPBACK_NAMES
    any_address: bool = False

    def admit(self, host: str) -> bool:
        """Return whether a Host header names this server."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.names or (self.any_address and _is_address(name))


def hosts_for(host: str) -> Hosts:
    """Return the names that a server listening on `host` goes by."""
    if is_every_address(host):
        return Hosts(LOOPBACK_NAMES | {socket.gethostname().lower()}, any_address=True)
    return Hosts(LOOPBACK_NAMES | {host.lower()})


def is_every_address(host: str) -> bool:
    """Return whether a server listening on `host` listens on every address of its machine."""
    return not host or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server listening on `host`."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


class Gate:
    """Refuses requests by a foreign name, from a foreign page, or for what the page never asks."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with the reason in plain text."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, method: str, path: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if not self._hosts.admit(host):
            return PlainTextResponse("This app is not served under that name.", 421)
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return PlainTextResponse("Requests from other pages are refused.", 403)
        asked = "GET" if method == "HEAD" else method
        if not any(asked == verb and route.fullmatch(path) for verb, route in ROUTES):
            return PlainTextResponse("There is nothing here.", 404)
        return None


class SafeHeaders:
    """Adds the headers that keep the page to this server and out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith(("/assets/", "/static/")):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
