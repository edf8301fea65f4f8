"""Mails of alarms: what fired and when, without the points, the settings and the delivery."""

from __future__ import annotations

from assistant.intake.notes import alarmmail
from assistant.intake.notes.passages import of_text

ALARM = (
    'You are receiving this email because your Amazon CloudWatch Alarm "reject-rate-low" in the '
    "Europe (Ireland) region has entered the {state} state, because "
    '"Threshold Crossed: 2 out of the last 2 datapoints [0.02 (12/09/26 05:50:00), 0.01 '
    '(12/09/26 05:45:00)] were less than the threshold (0.2)." at '
    '"Saturday 12 September, 2026 05:55:41 UTC".'
)


def told(*lines: str) -> list[str]:
    return [p.text for p in alarmmail.clean(of_text(lines).passages) if p.text]


def test_an_alarm_is_told_with_its_time_and_without_its_points() -> None:
    assert told(ALARM.format(state="ALARM")) == [
        "[Saturday 12 September, 2026 05:55:41 UTC] CloudWatch: triggered: reject-rate-low: "
        "Threshold Crossed: 2 out of the last 2 datapoints were less than the threshold (0.2)."
    ]


def test_an_alarm_that_is_over_is_told_as_resolved() -> None:
    assert "CloudWatch: resolved: reject-rate-low" in told(ALARM.format(state="OK"))[0]


def test_the_settings_below_an_alarm_are_left_out_and_its_description_stays() -> None:
    assert told(
        ALARM.format(state="ALARM"),
        "Alarm Details:",
        "- Name:                       reject-rate-low",
        "- Description:                rejects are suspiciously few",
        "- Timestamp:                  Saturday 12 September, 2026 05:55:41 UTC",
        "State Change Actions:",
        "- ALARM: [arn:aws:sns:eu-west-1:000000000000:qa]",
        "We saw it at 06:10.",
    )[1:] == ["- Description:                rejects are suspiciously few", "We saw it at 06:10."]


def test_lines_like_its_settings_stay_in_notes_without_an_alarm() -> None:
    lines = ("- Timestamp: 05:55", "Threshold:", "- OK: all of them")
    assert told(*lines) == list(lines)


def test_a_line_of_the_delivery_of_an_alert_is_left_out() -> None:
    assert told(
        "Canary low",
        "Observed 58s before this notification was delivered, at 2026-09-30 04:57:05 +0000 UTC",
    ) == ["Canary low"]
