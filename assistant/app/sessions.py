"""Which browser is asking: an unguessable cookie, set with the first page."""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "postmortem_session"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")


def owner_of(cookies: dict[str, str]) -> str | None:
    """Return the session that the cookies name, or None where they name none."""
    value = cookies.get(COOKIE, "")
    return value if WELL_FORMED.fullmatch(value) else None


class SessionCookie:
    """Gives every browser that asks for the page a session of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; set the cookie on a page asked for without one."""
        if scope["type"] != "http" or scope["path"] != "/" or _has_session(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = "; Secure" if scope["scheme"] == "https" else ""
                MutableHeaders(scope=message).append(
                    "set-cookie",
                    f"{COOKIE}={secrets.token_urlsafe(32)}; Path=/; HttpOnly; SameSite=Strict"
                    + secure,
                )
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _has_session(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"cookie" and owner_of(cookie_parser(value.decode("latin-1"))):
            return True
    return False
