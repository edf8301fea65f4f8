"""Finished drafts waiting to be downloaded, each by the browser that it was made for."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from assistant.app.drafter import Rendered

KEPT_SECONDS = 3600.0
KEPT_PER_OWNER = 6
KEPT_IN_ALL = 200


@dataclass(frozen=True, slots=True)
class Ticket:
    """One draft's files: who may fetch them, the tab they belong to, and until when."""

    owner: str
    tab: str
    until: float
    files: tuple[Rendered, ...]


class Shelf:
    """Keeps the files of finished drafts in memory, for an hour or until their tab is closed."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tickets: dict[str, Ticket] = {}

    def put(self, files: tuple[Rendered, ...], *, owner: str, tab: str) -> str:
        """Return the unguessable token that `owner` fetches the files under."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._expire()
            mine = [key for key, held in self._tickets.items() if held.owner == owner]
            for key in mine[: max(0, len(mine) - KEPT_PER_OWNER + 1)]:
                del self._tickets[key]
            for key in list(self._tickets)[: max(0, len(self._tickets) - KEPT_IN_ALL + 1)]:
                del self._tickets[key]
            self._tickets[token] = Ticket(owner, tab, self._clock() + KEPT_SECONDS, files)
        return token

    def fetch(self, token: str, name: str, *, owner: str) -> Rendered | None:
        """Return the named file, or None where it is not there for this owner."""
        with self._lock:
            self._expire()
            ticket = self._tickets.get(token)
        if ticket is None or not secrets.compare_digest(ticket.owner.encode(), owner.encode()):
            return None
        return next((file for file in ticket.files if file.name == name), None)

    def clear(self, tab: str) -> None:
        """Drop everything that was kept for a tab."""
        with self._lock:
            for key in [key for key, held in self._tickets.items() if held.tab == tab]:
                del self._tickets[key]

    def _expire(self) -> None:
        now = self._clock()
        for key in [key for key, held in self._tickets.items() if held.until <= now]:
            del self._tickets[key]
