"""The HTTP client of an endpoint: no redirects, no answer over a limit, nothing kept open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2


_TELLING = "x-stainless-"
_NEEDED = "x-stainless-raw-response"  # by which the client knows its own calls again


class TooLarge(Exception):
    """An answer is over the limit."""


@asynccontextmanager
async def client(*, most_bytes: int) -> AsyncIterator[httpx2.AsyncClient]:
    """Yield a client which stops reading an answer at `most_bytes`.

    It follows no redirect: what is sent goes to the address that a person configured. It asks for
    answers without compression, so that the limit holds for what is unpacked as well. The headers
    in which the OpenAI client tells of this machine are left out.
    """
    import httpx2

    class Bounded(httpx2.AsyncByteStream):
        """The body of an answer, up to a limit."""

        def __init__(self, inner: httpx2.AsyncByteStream) -> None:
            """Read from the stream underneath."""
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            """Yield the chunks; raises TooLarge at the limit."""
            left = most_bytes
            async for chunk in self._inner:
                left -= len(chunk)
                if left < 0:
                    raise TooLarge(f"the answer is over {most_bytes / 1e6:g} MB")
                yield chunk

        async def aclose(self) -> None:
            """Close the stream underneath."""
            await self._inner.aclose()

    async def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise TooLarge("the answer is compressed, which was not asked for")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = Bounded(response.stream)

    async def plain(request: httpx2.Request) -> None:
        for name in [n for n in request.headers if n.lower().startswith(_TELLING)]:
            if name.lower() != _NEEDED:
                del request.headers[name]

    made = httpx2.AsyncClient(
        follow_redirects=False,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"request": [plain], "response": [bound]},
    )
    async with made as http:
        yield http
