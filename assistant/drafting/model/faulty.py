"""What an exception of a client means, as a fault in words that hold nothing of the material."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from assistant.drafting.model.faults import (
    Fault,
    Overloaded,
    Refused,
    TimedOut,
    TooLong,
    Unreachable,
    Unsupported,
    Unusable,
)
from assistant.drafting.model.transport import TooLarge
from assistant.drafting.model.wire import Form

_WHY = {
    401: "the key was not accepted",
    402: "the account has no credit left",
    403: "the key may not use this model",
    404: "no such model or address",
    413: "the request is too large",
}
_LATER = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_WINDOW = ("context_length", "context window", "maximum context", "prompt is too long")
_QUOTA = ("insufficient_quota", "billing")
_DEEP = 12  # exceptions of a chain that are looked at


def fault_of(error: Exception, *, form: Form) -> Fault:
    """Return the fault that an exception stands for; `form` is how the structure was asked for."""
    if isinstance(error, Fault):
        return error
    chain = _chain(error)
    names = " ".join(type(one).__name__.casefold() for one in chain)
    if any(isinstance(one, TooLarge) for one in chain):
        return Unusable(next(str(one) for one in chain if isinstance(one, TooLarge)))
    status = next((s for one in chain if (s := _status(one)) is not None), None)
    if status is not None and status >= 300:
        return _of_status(status, chain, form)
    if "lengthfinishreason" in names:
        return Unusable("the answer was cut off at the limit of its length")
    if "contentfilter" in names or "refusal" in names:
        return Unusable("the model declined to answer")
    if "timeout" in names:
        return TimedOut("no whole answer within the deadline")
    if "connect" in names or "protocolerror" in names or "readerror" in names:
        how = (
            "the connection broke" if "read" in names or "protocol" in names else "nothing answers"
        )
        return Unreachable(f"{how} at the model's address")
    if isinstance(error, NotImplementedError):
        return Unsupported("the provider does not know this way of asking")
    return Unusable("the answer could not be read: it is no chat completion")


def _of_status(status: int, chain: tuple[BaseException, ...], form: Form) -> Fault:
    said = " ".join(f"{one} {_code(one)}" for one in chain).casefold()
    if any(mark in said for mark in _WINDOW):
        return TooLong("the request does not fit the model's window")
    if status == 429 and any(mark in said for mark in _QUOTA):
        return Refused("HTTP 429: the account has no credit left")
    if status in _LATER:
        why = "it is asked too often" if status == 429 else "the endpoint failed"
        return Overloaded(f"HTTP {status}: {why}", after=_after(chain))
    if 300 <= status < 400:
        return Refused(f"HTTP {status}: it points elsewhere, and no other address is followed")
    if status in {400, 415, 422, 501} and form != "text":
        return Unsupported(f"HTTP {status}: it refused a request that asks for {form}")
    return Refused(f"HTTP {status}: {_WHY.get(status, 'the request was turned down')}")


def _chain(error: BaseException) -> tuple[BaseException, ...]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and len(found) < _DEEP:
        found.append(at)
        at = at.__cause__ or at.__context__
    return tuple(found)


def _status(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int):
            return status
    return None


def _code(error: BaseException) -> str:
    """Return the code and the body that a client keeps of an error, as text."""
    return f"{getattr(error, 'code', '')} {getattr(error, 'body', '')}"


def _after(chain: tuple[BaseException, ...]) -> float | None:
    """Return the seconds of a Retry-After header, told as seconds or as a date."""
    for one in chain:
        headers = getattr(getattr(one, "response", None), "headers", None)
        stated = headers.get("retry-after") if headers is not None else None
        if not stated:
            continue
        try:
            return max(0.0, float(stated))
        except ValueError:
            pass
        try:
            return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            return None
    return None
