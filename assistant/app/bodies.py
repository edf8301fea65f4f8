"""How large a request may be: counted before anything is parsed."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOAD_PATH = "/gradio_api/upload"
FILE_LIMIT = 512 * 1000 * 1000
UPLOAD_LIMIT = 2 * FILE_LIMIT
TEXT_LIMIT = 48 * 1000 * 1000


class TooLarge(Exception):
    """The body went over its limit while it was being received."""


class BodyLimit:
    """Answers 413 to a body over its limit, stated or counted, without reading it whole."""

    def __init__(self, app: ASGIApp, *, upload: int = UPLOAD_LIMIT, text: int = TEXT_LIMIT) -> None:
        self._app = app
        self._upload = upload
        self._text = text

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload if scope["path"].rstrip("/") == UPLOAD_PATH else self._text
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdecimal() or int(stated) > limit:
            await _refuse(limit, scope, receive, send)
            return
        counted = 0
        answered = False

        async def counting() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > limit:
                raise TooLarge
            return message

        async def noting(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, counting, noting)
        except TooLarge:
            if not answered:
                await _refuse(limit, scope, receive, send)


async def _refuse(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    message = (
        f"That is more than this page takes at once ({limit // 1_000_000} MB). "
        "Draft from the command line, which reads logs of any size: postmortem draft FILE..."
    )
    # Of a failed upload gradio shows the answer as it stands; of all else, the field `detail`.
    uploading = scope["path"].rstrip("/") == UPLOAD_PATH
    answer = PlainTextResponse if uploading else JSONResponse
    content = message if uploading else {"detail": message}
    await answer(content, 413, {"Connection": "close"})(scope, receive, send)
