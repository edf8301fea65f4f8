"""Letters: by whose clock the words of a mail are told, and by whose clock its reader's."""

from __future__ import annotations

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
    letters = {(one.source, one.message): _letter(one, sent) for one in sent}
    return {
        name: tuple(None if p.header else letters.get((name, p.message)) for p in found)
        for name, found in passages.items()
    }


def _letter(one: _Sent, sent: Sequence[_Sent]) -> Letter:
    own = {other.zone for other in sent if other.who and other.who == one.who and other.zone}
    zone = one.zone or (own.pop() if len(own) == 1 else None)
    if one.zone is None:
        return Letter(one.at, zone)
    at = one.at.replace(tzinfo=one.zone)
    earlier = [
        (other.at.replace(tzinfo=other.zone), other.zone)
        for other in sent
        if other.zone is not None and other.who != one.who
    ]
    answered = max((e for e in earlier if e[0] < at), key=lambda e: e[0], default=None)
    return Letter(one.at, zone, None if answered is None else answered[1])


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
