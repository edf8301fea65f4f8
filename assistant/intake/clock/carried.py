"""What a line of a text inherits from the lines above it: the day, the zone, the times before."""

from __future__ import annotations

from datetime import UTC, date, tzinfo
from typing import NamedTuple

from assistant.incident import Moment, Reference
from assistant.intake.clock import zones
from assistant.intake.clock.datespan import Order
from assistant.intake.clock.letter import Letter


class Carried(NamedTuple):
    """What a line inherits: the day and zone of times that state none, and how dates are written.

    `near` is a day of the incident, from which a missing year is taken. The `_told` flags are True
    where the text itself said so above, False where it is the incident's reference. `last` is the
    time told before, `now` when the line was written, `origin` the T of "T+15m"; each may be
    unknown. `message` tells that the line is the body of a message whose time stands above it,
    and `yours` is the clock of who a mail is written to. `beside` is a second label that the text
    gave its zone, and `base` what "+10 min" counts from where no T is known. `assumed` tells that
    nothing proves the order of day and month.

    A tuple, because every line with a time makes a new one: that takes a third of the time.
    """

    day: date | None = None
    zone: tzinfo | None = None
    near: date | None = None
    order: Order | None = None
    day_told: bool = False
    zone_told: bool = False
    last: Moment | None = None
    now: Moment | None = None
    origin: Moment | None = None
    message: bool = False
    yours: tzinfo | None = None
    beside: tuple[tzinfo, str] | None = None
    base: Moment | None = None
    assumed: bool = False

    def within(self, zone: tzinfo, beside: str | None = None) -> Carried:
        """Return what is inherited where the text states a zone, with a second label beside it."""
        pair = (zone, beside) if beside else None
        return self._replace(zone=zone, zone_told=True, beside=pair)

    def by_letter(self, letter: Letter, *, zoned: bool, dated: bool) -> Carried:
        """Return what the body of a mail inherits: its sender's clock, from when it was sent on.

        `zoned` says that the mail's zone counts where it states one, `dated` that its day does.
        """
        found = self
        if zoned and letter.zone is not None:
            found = found._replace(zone=letter.zone, zone_told=True)
        now = Moment(letter.at.replace(tzinfo=letter.zone or found.zone or UTC))
        found = found._replace(yours=letter.yours, now=now, last=None)
        day = letter.at.date()
        return found._replace(day=day, near=day, day_told=True) if dated else found


def carried_from(reference: Reference, *, order: Order | None = None) -> Carried:
    """Return what the first line of a text inherits from the incident's reference."""
    zone = zones.resolve(reference.zone) if reference.zone else None
    return Carried(day=reference.day, zone=zone, near=reference.day, order=order)
