from datetime import UTC, date, datetime

from assistant.incident import Evidence, Mention, Moment, Reference
from assistant.intake.clock.doubts import findings
from assistant.intake.reference import ASSUMED

REFERENCE = Reference(date(2026, 5, 4), "UTC", "the notes say so (line 1)", "")
MOMENT = Moment(datetime(2026, 7, 4, 13, 5, tzinfo=UTC), "minute", True)


def line(number: int, note: str | None, *, hostile: bool = False) -> Evidence:
    mention = Mention(0, 5, MOMENT, note)
    return Evidence(
        f"N{number}", "notes.md", number, "note", "14:05 x", (mention,), hostile=hostile
    )


def test_one_doubt_is_told_once_with_all_its_lines() -> None:
    (found,) = findings([line(1, "a"), line(2, "a"), line(3, None)], reference=REFERENCE)
    assert (found.rule, found.level, found.evidence) == ("intake", "warning", ("N1", "N2"))
    assert "2 lines" in found.message


def test_what_is_quarantined_raises_no_doubt() -> None:
    assert findings([line(1, "a", hostile=True)], reference=REFERENCE) == ()


def test_a_file_name_with_another_date_is_told() -> None:
    (found,) = findings([], reference=REFERENCE, names=["2026-06-04-outage.md"])
    assert "2026-06-04" in found.message
    assert findings([], reference=REFERENCE, names=["2026-05-04-outage.md"]) == ()


def test_it_is_told_where_no_input_states_a_zone() -> None:
    unzoned = Reference(date(2026, 5, 4), "UTC", "", ASSUMED)
    (found,) = findings([line(1, None), line(2, None)], reference=unzoned)
    assert (found.rule, found.level, found.evidence) == ("intake", "info", ("N1", "N2"))
    assert "read as UTC" in found.message
    assert findings([], reference=unzoned) == ()
