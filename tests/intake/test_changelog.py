"""Changelogs give one change for every item, with the version and date that it stands under."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.incident import Change
from assistant.intake.history.history import read
from assistant.intake.kinds import detect

_FIXTURES = Path(__file__).parent / "fixtures"


def _changes(text: str, name: str = "CHANGELOG.md") -> tuple[Change, ...]:
    return read(name, text, prefix="H", zone=None, redact=lambda line: line).changes


def test_every_item_of_a_kept_changelog_is_a_change_of_its_release() -> None:
    text = (_FIXTURES / "history_keepachangelog.md").read_text(encoding="utf-8")
    told = [(c.kind, c.before, c.after, c.time and c.time.at.date()) for c in _changes(text)]
    assert told == [
        ("code", None, None, None),
        ("model", "lumen-4-0211", "lumen-4-0502", date(2026, 5, 4)),
        ("index", "800", "400", date(2026, 5, 4)),
        ("prompt", None, "1.4.0", date(2026, 5, 4)),
        ("code", None, "1.3.2", date(2026, 4, 20)),
        ("code", None, "1.3.1", date(2026, 4, 11)),
        ("code", None, "1.3.0", date(2026, 4, 2)),
    ]


def test_an_item_keeps_its_diff_whole_and_cites_the_heading_of_its_release() -> None:
    text = (_FIXTURES / "history_keepachangelog.md").read_text(encoding="utf-8")
    change = _changes(text)[3]
    assert change.component == "prompts/refund.md"
    assert change.diff == (
        "--- a/prompts/refund.md\n+++ b/prompts/refund.md\n@@ -1,2 +1,2 @@\n"
        " You answer customers of Lorem Ferries.\n-Be strict.\n+Be calm.\n"
    )
    assert "H8" in change.evidence


def test_a_debian_changelog_takes_its_dates_from_the_signatures() -> None:
    text = (_FIXTURES / "history_debian_changelog.txt").read_text(encoding="utf-8")
    changes = _changes(text, "changelog")
    assert [(c.component, c.after) for c in changes] == [
        ("harbour-api", "2.3.1-1"),
        ("harbour-api", "2.3.1-1"),
        ("harbour-api", "2.3.0-1"),
    ]
    assert changes[0].time is not None
    assert changes[0].time.at == datetime(2026, 5, 4, 7, 12, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    "heading",
    [
        "## [1.4.0] - 2026-05-04",
        "## 1.4.0 (2026-05-04)",
        "# [1.4.0](https://example.com/compare/v1.3.9...v1.4.0) (2026-05-04)",
        "## v1.4.0 / 2026-05-04",
        "## Version 1.4.0, released on 4 May 2026",
        "## 2026-05-04 - 1.4.0",
        "1.4.0 (2026-05-04)\n------------------",
        "1.4.0 - 4. Mai 2026",
        "**1.4.0** (May 4, 2026)",
        "## harbour-api 1.4.0 (2026-05-04)",
        "## harbour-api@1.4.0 - 2026-05-04",
    ],
)
def test_a_release_is_known_however_its_heading_is_written(heading: str) -> None:
    text = f"# Changelog\n\n{heading}\n\n* Calmer tone\n* Faster\n"
    assert [
        (c.text, (c.after or "").strip("v"), c.time and c.time.at.date()) for c in _changes(text)
    ] == [
        ("Calmer tone", "1.4.0", date(2026, 5, 4)),
        ("Faster", "1.4.0", date(2026, 5, 4)),
    ]


def test_items_with_a_clock_of_their_own_are_timed_by_it() -> None:
    text = "# Deploy log\n\n## 2026-05-04\n\n- 09:12 UTC: answers 2.3.1\n- 14:05 UTC: rolled back\n"
    assert [(c.text, c.time and c.time.at.hour) for c in _changes(text)] == [
        ("answers 2.3.1", 9),
        ("rolled back", 14),
    ]


_ITEM = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12).map(lambda w: f"Say {w}")


@settings(max_examples=80)
@given(
    st.lists(
        st.tuples(
            st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)),
            st.dates(date(2024, 1, 1), date(2026, 12, 31)),
            st.lists(_ITEM, min_size=1, max_size=4),
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["-", "*", "+", "1."]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_changelog_is_read_back_item_by_item(
    releases: list[tuple[tuple[int, int, int], date, list[str]]], mark: str, ending: str
) -> None:
    lines = ["# Changelog", ""]
    wanted = []
    for numbers, day, items in releases:
        version = ".".join(map(str, numbers))
        lines += [f"## [{version}] - {day}", "", "### Changed", *(f"{mark} {i}" for i in items), ""]
        wanted += [(item, version, day) for item in items]
    changes = _changes(ending.join(lines))
    assert [(c.text, c.after, c.time and c.time.at.date()) for c in changes] == wanted


def test_an_item_under_reverts_is_told_turned_round() -> None:
    text = "## 2.1.0 - 2026-05-04\n\n### Reverts\n\n- top_k from 6 to 20\n- `limit`: 5 -> 9\n"
    assert [(c.before, c.after) for c in _changes(text)] == [("20", "6"), ("9", "5")]


def test_a_heading_that_says_what_is_new_tells_no_layer() -> None:
    text = (
        "## 2.1.0 - 2026-05-04\n\n### Features\n\n- Greet in Dutch\n\n### Data\n\n- Greet twice\n"
    )
    assert [c.kind for c in _changes(text)] == ["code", "data"]


def test_what_an_item_names_comes_before_what_was_released() -> None:
    text = (
        "desk (3.4.1-1) unstable; urgency=medium\n\n  * Raise lookup timeout from 4s to 6s.\n"
        "  * Greet in Dutch.\n\n -- Mei <mei@desk.example>  Tue, 10 Feb 2026 15:12:44 +0100\n"
    )
    assert [c.component for c in _changes(text, "changelog")] == ["lookup timeout", "desk"]


def test_links_to_issues_and_commits_are_no_words_of_an_item() -> None:
    item = (
        "* **desk:** greet ([#31](https://forge.example/i/31)) ([a1b2c3d](https://forge.example/c))"
    )
    (change,) = _changes(f"## [2.1.0](https://forge.example) (2026-05-04)\n\n{item}\n")
    assert change.text == "greet"


def test_dated_items_under_a_title_of_changes_are_a_changelog() -> None:
    text = (
        "## Feature store changes, October\n\n- 2026-10-27 09:30 UTC `basket_value` v3 -> v4\n"
        "- 2026-10-21 `is_business` removed\n"
    )
    assert detect("features.md", text) == "history"
    first, second = _changes(text, "features.md")
    assert (first.component, first.before, first.after) == ("basket_value", "v3", "v4")
    assert second.time is not None
    assert second.time.precision == "day"
    assert detect("notes.md", text.replace("changes", "trouble")) == "note"
