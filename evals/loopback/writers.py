"""Handlers that write: an honest one, and one that lies and keeps what it lied."""

from __future__ import annotations

from random import Random
from threading import Lock

from evals.loopback import honest, lies
from evals.loopback.answers import Answer, Handler, filled
from evals.loopback.call import Call
from evals.loopback.lie import Lie


def honestly(seed: int = 0) -> Handler:
    """Return the honest writer."""

    def handle(call: Call) -> Answer:
        return filled(call, honest.answer(call, seed=seed))

    return handle


class Liar:
    """A handler that lies in one mode, the same for the same evidence and seed.

    `known` is all that is known of the incident, where a call holds a part of it only.
    """

    def __init__(
        self, mode: str, seed: int = 0, *, secret: str | None = None, known: str = ""
    ) -> None:
        self._mode = mode
        self._seed = seed
        self._secret = secret
        self._known = known
        self._lies: list[Lie] = []
        self._lock = Lock()

    @property
    def lies(self) -> tuple[Lie, ...]:
        """Return every lie so far."""
        return tuple(self._lies)

    def __call__(self, call: Call) -> Answer:
        """Return the honest filling with lies in it."""
        filling = honest.answer(call, seed=self._seed)
        random = Random(f"{self._mode} {self._seed} {filling!r}")
        said, told = lies.corrupted(
            filling, call, self._mode, random, secret=self._secret, known=self._known
        )
        with self._lock:
            self._lies.extend(told)
        return filled(call, said)
