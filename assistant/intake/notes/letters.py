"""Letters: by whose clock the words of a mail are told, and by whose clock its reader's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from assistant.intake.clock.letter import Letter
from assistant.intake.clock.told import Line
from assistant.intake.notes import mail
from assistant.intake.notes.passages import Passage


@dataclass(frozen=True, slots=True)
class _Sent:
    """A mail whose header states when it was sent (naive), by which clock, and by whom."""

    source: str
    message: int | None
    who: str | None
    at: datetime
    zone: tzinfo | None


def of_texts(
    passages: Mapping[str, Sequence[Passage]], lines: Mapping[str, Sequence[Line]]
) -> dict[str, tuple[Letter | None, ...]]:
    """Return for each line of each text the letter that it is the body of, None where of none.

    The texts are one correspondence: "your time" is the clock of the mail that is answered, the
    last one that somebody else sent before.
    """
    sent = [one for name, found in passages.items() for one in _sent(name, found, lines[name])]
    post = _Post(sent)
    letters = {(one.source, one.message): post.letter(one) for one in sent}
    return {
        name: tuple(None if p.header else letters.get((name, p.message)) for p in found)
        for name, found in passages.items()
    }


class _Post:
    """The mails of one correspondence, by who sent them and by when."""

    def __init__(self, sent: Sequence[_Sent]) -> None:
        self._zones: dict[str, set[tzinfo]] = {}
        timed: list[tuple[datetime, tzinfo, str | None]] = []
        # Of several sent at one time the first one told counts: it comes last here.
        for one in reversed(sent):
            if one.zone is None:
                continue
            timed.append((one.at.replace(tzinfo=one.zone), one.zone, one.who))
            if one.who:
                self._zones.setdefault(one.who, set()).add(one.zone)
        self._timed = sorted(timed, key=lambda told: told[0])
        self._times = [told[0] for told in self._timed]
        # For each mail the last one before it that somebody else sent.
        self._other: list[int | None] = []
        for at, (_, _, who) in enumerate(self._timed):
            alone = at > 0 and self._timed[at - 1][2] == who
            self._other.append(self._other[at - 1] if alone else at - 1 if at else None)

    def letter(self, one: _Sent) -> Letter:
        """Return the mail's clock, and the clock of the last one that somebody else sent before."""
        own = self._zones.get(one.who, set()) if one.who else set()
        zone = one.zone or (next(iter(own)) if len(own) == 1 else None)
        if one.zone is None:
            return Letter(one.at, zone)
        before = bisect_left(self._times, one.at.replace(tzinfo=one.zone))
        at = before - 1 if before else None
        if at is not None and self._timed[at][2] == one.who:
            at = self._other[at]
        return Letter(one.at, zone, None if at is None else self._timed[at][1])


def _sent(name: str, passages: Sequence[Passage], lines: Sequence[Line]) -> Iterator[_Sent]:
    who: dict[int | None, str | None] = {}
    for passage, line in zip(passages, lines, strict=True):
        if not passage.header or passage.message is None:
            continue
        if passage.who:
            who[passage.message] = passage.who
        if mail.dates(passage.text):
            yield from (
                _Sent(name, passage.message, who.get(passage.message), at, zone)
                for at, zone in _stamps(line)
            )


def _stamps(line: Line) -> Iterator[tuple[datetime, tzinfo | None]]:
    """Yield the times of a header that have a whole date, each with its zone or None."""
    for told in line.told:
        day, clock = told.date, told.clock
        if day is None or clock is None or day.wrong is not None:
            continue
        if day.year is not None and day.month is not None and day.day is not None:
            yield datetime.combine(date(day.year, day.month, day.day), clock.at), clock.zone
