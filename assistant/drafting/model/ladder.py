"""From the strictest way of asking for a structure down to plain text, with one repair."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from assistant.drafting.model.base import Answer, OutputT, Request, Usage
from assistant.drafting.model.faults import Fault, TimedOut, Unsupported, Unusable
from assistant.drafting.model.parsing import NotFilled, filled
from assistant.drafting.model.shapes import shape_of
from assistant.drafting.model.wire import FORMS, Reply, Wire

_ENDED = {
    "length": "the answer was cut off at the limit of its length",
    "refusal": "the model declined to answer",
}
_LEAST = 0.05  # seconds that a further call needs at the least to be worth starting


class Ladder:
    """A model that answers in the types asked for, whichever way its endpoint knows.

    The form that worked is kept, so that an endpoint which refuses one is asked so only at first.
    """

    def __init__(
        self,
        wire: Wire,
        *,
        in_words: Callable[[Request, str], Request],
        repairing: Callable[[Request, str, str], Request],
        clock: Callable[[], float],
    ) -> None:
        """Ask over `wire`; `in_words` states a schema, `repairing` asks for a mended answer."""
        self._wire = wire
        self._in_words = in_words
        self._repairing = repairing
        self._clock = clock
        self._rung = 0

    def name(self) -> str:
        """Return the name of the model behind the wire."""
        return self._wire.name()

    async def ask(
        self, request: Request, *, output: type[OutputT], seconds: float
    ) -> Answer[OutputT]:
        """Return the answer; each step down and the one repair share the same deadline."""
        until = self._clock() + seconds
        spent = Usage()
        rung, mended, asked = self._rung, False, request
        fault: Fault = Unusable("no way of asking was left to try")
        while rung < len(FORMS):
            left = until - self._clock()
            if left < _LEAST:
                raise TimedOut(f"no usable answer within {seconds:g} s ({fault.reason})")
            form = FORMS[rung]
            put = (
                asked
                if form in {"json_schema", "tool"}
                else self._in_words(asked, shape_of(output))
            )
            try:
                async with asyncio.timeout(left):
                    reply = await self._wire.send(put, shape=output, form=form, seconds=left)
            except TimeoutError:
                raise TimedOut(f"no whole answer within {seconds:g} s") from None
            except Unsupported as unsupported:
                fault, rung = unsupported, rung + 1
                continue
            spent += reply.usage
            try:
                found = _read(reply, output)
            except NotFilled as miss:
                fault = Unusable(_why(reply, miss))
                if reply.ended in _ENDED:  # asked in another way it would end the same
                    raise fault from None
                if miss.reasons is not None and not mended:
                    mended, asked = True, self._repairing(request, _said(reply), miss.reasons)
                    continue
                rung, asked = rung + 1, request
                continue
            self._rung = max(self._rung, rung)
            return Answer(found, spent)
        raise fault


def _said(reply: Reply) -> str:
    return reply.arguments if reply.arguments is not None else reply.text


def _read(reply: Reply, output: type[OutputT]) -> OutputT:
    """Return the filling from the tool's arguments where one was called, else from the text."""
    if reply.arguments is not None:
        try:
            return filled(reply.arguments, output)
        except NotFilled:
            if not reply.text.strip():
                raise
    return filled(reply.text, output)


def _why(reply: Reply, miss: NotFilled) -> str:
    if reply.ended in _ENDED:
        return _ENDED[reply.ended]
    if not _said(reply).strip():
        return "the answer was empty"
    if miss.reasons is None:
        return "the answer held no JSON object"
    return f"the answer did not fill the schema ({miss.reasons})"
