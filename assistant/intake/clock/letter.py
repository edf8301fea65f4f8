"""The letter that a line is the body of: when it was sent, and by whose clocks it tells times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail sent `at` (a naive time by its sender's clock).

    `zone` is the clock of its sender and `yours` that of who it answers; None where not known.
    """

    at: datetime
    zone: tzinfo | None = None
    yours: tzinfo | None = None
