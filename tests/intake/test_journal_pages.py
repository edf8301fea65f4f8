"""Copied issue pages: what they repeat around a comment is no part of what it says."""

from __future__ import annotations

from assistant.intake.notes import journal
from assistant.intake.notes.passages import of_text

COMMENT = (
    "rolf-d",
    "rolf-d commented on Nov 12, 2026",
    "rolf-d",
    "on Nov 12, 2026",
    "Contributor",
)


def told(*lines: str) -> list[str]:
    return [p.text for p in journal.mark(of_text(lines).passages) if p.text]


def test_a_page_s_repetition_of_who_wrote_a_comment_is_left_out() -> None:
    assert told(*COMMENT, "Rolled the prompt back.") == [
        "rolf-d commented on Nov 12, 2026",
        "Rolled the prompt back.",
    ]


def test_a_bot_s_comment_keeps_its_words() -> None:
    lines = [line.replace("rolf-d", "release-bot") for line in COMMENT]
    lines.insert(3, "bot")
    assert told(*lines, "Released in v4.12.1") == [
        "release-bot commented on Nov 12, 2026",
        "Released in v4.12.1",
    ]


def test_words_that_follow_a_comment_s_head_stay_though_they_name_a_day() -> None:
    text = "on Nov 12, 2026 we rolled the prompt back"
    assert told("rolf-d commented on Nov 12, 2026", text)[-1] == text


def test_the_fields_that_were_set_in_a_ticket_are_nobody_s_words() -> None:
    assert told(
        "2026-11-05 08:10:00 - Rui Matos (Work notes)",
        "Flag restored.",
        "2026-11-05 08:02:15 - System (Field changes)",
        "Impact: 1 - High",
        "Incident state: New",
        "",
        "System Administrator",
        "Field changes•2026-11-05 08:02:15",
        "Priority",
        "1 - Critical",
        "",
        "Rui Matos",
        "Work notes•2026-11-05 11:20:41",
        "Closed.",
    ) == [
        "2026-11-05 08:10:00 - Rui Matos (Work notes)",
        "Flag restored.",
        "Rui Matos",
        "Work notes•2026-11-05 11:20:41",
        "Closed.",
    ]


def test_words_about_field_changes_stay() -> None:
    lines = ("We looked at the field changes (again) at 10:02", "and found nothing")
    assert told(*lines) == list(lines)
