"""The lines of a log that matter: around the moments of changes and alerts, and at spikes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.intake.item import Input
from assistant.intake.logs import logs

_START = datetime(2026, 6, 11, 8, tzinfo=UTC)
_CHANGE = _START + timedelta(minutes=100)


def _log() -> list[str]:
    """Return a calm log in which, after a change, one kind ends, one begins and one spikes."""
    lines = []
    for minute in range(200):
        stamp = (_START + timedelta(minutes=minute)).isoformat()
        lines.append(f"{stamp} INFO served order {minute}")
        lines.append(f"{stamp} INFO answer cites passage {minute}")
        lines += [f"{stamp} INFO retry {n} of search" for n in range(30 if minute == 150 else 2)]
        if minute < 100:
            lines.append(f"{stamp} INFO moderation looked at {minute}")
        else:
            lines.append(f"{stamp} INFO fallback wrote {minute}")
    return lines


def _picked(moments: tuple[datetime, ...] = ()) -> list[str]:
    data = "\n".join(_log()).encode()
    reading = logs.read(
        Input("app.log", "log", data=data), prefix="L", zone=None, redact=str, moments=moments
    )
    lines = _log()
    assert all(line.text == lines[line.line - 1] for line in reading.evidence)
    return [line.text for line in reading.evidence]


def test_what_begins_and_what_ends_at_a_change_is_kept() -> None:
    picked = _picked((_CHANGE,))
    assert f"{_CHANGE.isoformat()} INFO fallback wrote 100" in picked
    before = (_CHANGE - timedelta(minutes=1)).isoformat()
    assert f"{before} INFO moderation looked at 99" in picked
    assert len(picked) <= 60


def test_without_a_known_change_an_ending_is_not_kept() -> None:
    assert not [text for text in _picked() if text.endswith("moderation looked at 99")]


def test_the_minute_of_a_spike_is_kept() -> None:
    peak = (_START + timedelta(minutes=150)).isoformat()
    assert f"{peak} INFO retry 0 of search" in _picked()
