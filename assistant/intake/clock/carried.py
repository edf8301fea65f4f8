"""What a line of a text inherits from the lines above it: the day, the zone, the times before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from assistant.incident import Mention, Moment, Reference
from assistant.intake.clock import zones
from assistant.intake.clock.dateorder import likely_order
from assistant.intake.clock.datespan import Order, order_of
from assistant.intake.clock.letter import Letter
from assistant.intake.clock.told import Line


class Carried(NamedTuple):
    """What a line inherits: the day and zone of times that state none, and how dates are written.

    `near` is a day of the incident, from which a missing year is taken. The `_told` flags are True
    where the text itself said so above, False where it is the incident's reference. `last` is the
    time told before, `now` when the line was written, `origin` the T of "T+15m"; each may be
    unknown. `message` tells that the line is the body of a message whose time stands above it,
    and `yours` is the clock of who a mail is written to. `beside` is a second label that the text
    gave its zone, `base` what "+10 min" counts from where no T is known. `assumed` tells that
    nothing proves the order of day and month, `likely` why one was taken, and `listed` is the day
    of the last line that opened with a weekday.

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
    likely: str | None = None
    listed: date | None = None

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

    def after_line(self, line: Line, found: Sequence[Mention]) -> tuple[Carried, Moment | None]:
        """Return what the lines below one with times inherit, and its first time of a clock."""
        clocks: list[Moment] = []
        base = self.base
        for told, mention in zip(line.told, found, strict=True):
            moment = mention.moment
            if moment is not None:
                if moment.precision != "day":
                    clocks.append(moment)
                if told.clock is not None and told.stretch is None:
                    base = moment
        opening = found[0].moment
        timed = clocks[0] if line.opens and clocks and clocks[0] is opening else None
        last = self.last
        if clocks:
            last = clocks[0]
            if len(clocks) > 1:
                # "1:25p reverted the push of 11:30"
                last = max(clocks, key=lambda one: one.at) if timed else clocks[-1]
        now, message = timed or self.now, timed is not None and line.only_head
        listed = self.listed
        if line.opens and line.told[0].weekday is not None and opening is not None:
            listed = opening.at.date()
        moved = base is not self.base or last is not self.last or now is not self.now
        if moved or message is not self.message or listed is not self.listed:
            return (
                self._replace(base=base, last=last, now=now, message=message, listed=listed),
                clocks[0] if clocks else None,
            )
        return self, clocks[0] if clocks else None


def carried_from(reference: Reference, *, order: Order | None = None) -> Carried:
    """Return what the first line of a text inherits from the incident's reference."""
    zone = zones.resolve(reference.zone) if reference.zone else None
    return Carried(day=reference.day, zone=zone, near=reference.day, order=order)


def carried_above(reference: Reference, lines: Sequence[Line]) -> Carried:
    """Return what the first line of a text inherits, with how the whole text writes dates."""
    anchors = [reference.day] if reference.day else []
    dates = [told.date for line in lines for told in line.told if told.date]
    proven = order_of(dates)
    likely = likely_order(lines) if proven is None else None
    why = likely.why if likely and likely.why in reference.day_why else None
    carried = carried_from(reference, order=order_of(dates, anchors))
    return carried._replace(assumed=proven is None, likely=why)
