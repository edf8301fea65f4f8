"""A guard against hangs: processor seconds of this process, whatever else the machine does."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType


class Hangs(AssertionError):
    """The work took more processor time than an input of its size may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Run the body; raise Hangs in the main thread once it used that many processor seconds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hangs(f"not done after {seconds} processor seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Caught:
    """Holds what its body raised as a value, so that a crash can be recorded: `error`."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Caught:
        """Return itself, empty."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep an error and go on; let an interruption pass."""
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None
