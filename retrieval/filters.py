"""Which past incidents a search may return."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Filters:
    """Dates as ISO text, both ends included; None lets everything pass."""

    since: str | None = None
    until: str | None = None
    client: str | None = None
    system: str | None = None
    severity: str | None = None
    failure_mode: str | None = None

    def where(self, table: sa.Table) -> list[sa.ColumnElement[bool]]:
        """Return the conditions on the table of records; none where all may pass.

        A record without a date does not pass a filter on dates: it is not known to lie within.
        """
        found: list[sa.ColumnElement[bool]] = []
        if self.since:
            found.append(table.c["date"] >= self.since)
        if self.until:
            # "2026-03-31T10:00" and "2026-03-31" both lie on the last day.
            found.append(table.c["date"] < f"{self.until}~")
        for name in ("client", "system", "severity"):
            wanted = getattr(self, name)
            if wanted:
                found.append(sa.func.lower(table.c[name]) == wanted.lower())
        if self.failure_mode:
            found.append(
                table.c["failure_modes"].contains(f"|{self.failure_mode}|", autoescape=True)
            )
        return found
