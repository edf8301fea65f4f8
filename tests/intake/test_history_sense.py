"""What became of the items of a changelog is told with them, and what took whose place."""

from __future__ import annotations

import pytest

from assistant.intake.history import replaced
from assistant.intake.history.history import read


def _texts(text: str) -> list[str]:
    reading = read("CHANGELOG.md", text, prefix="H", zone=None, redact=lambda line: line)
    return [change.text for change in reading.changes]


@pytest.mark.parametrize(
    "headings",
    [
        ("### Added", "### Removed"),
        ("**Added**", "**Removed**"),
        ("Added:", "Removed:"),
        ("### Features", "### 🗑 Removed"),
    ],
)
def test_what_stands_under_removed_is_told_as_removed(headings: tuple[str, str]) -> None:
    brought, gone = headings
    text = (
        f"# Changelog\n\n## [3.4.0] - 2025-12-01\n\n{gone}\n\n- Human approval before a refund\n\n"
        f"{brought}\n\n- Refunds by chat\n\n## [3.3.0] - 2025-11-01\n\n- First release\n"
    )
    told, *others = _texts(text)
    assert told.endswith("Removed: Human approval before a refund")
    assert others == ["Refunds by chat", "First release"]


def test_the_heading_that_turns_the_sense_round_is_cited() -> None:
    text = "## 3.4.0 - 2025-12-01\n\n### Deprecated\n\n- The old search\n"
    (change,) = read("CHANGELOG.md", text, prefix="H", zone=None, redact=str).changes
    assert change.text == "Deprecated: The old search"
    assert "H3" in change.evidence


def test_an_item_that_says_itself_what_became_of_it_is_told_as_it_stands() -> None:
    text = "## 3.4.0 - 2025-12-01\n\n### Removed\n\n- Remove the human approval\n"
    assert _texts(text) == ["Remove the human approval"]


def test_a_paragraph_that_no_list_follows_stays_a_paragraph() -> None:
    text = "## 3.4.0 - 2025-12-01\n\n**Calmer answers**\n\nNothing else moved.\n"
    assert "**Calmer answers**" in " ".join(_texts(text))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("index kb-v4 replaces kb-v3", ("kb-v3", "kb-v4")),
        ("index `kb-v4` supersedes `kb-v3`.", ("kb-v3", "kb-v4")),
        ("kb-v3 was replaced by kb-v4", ("kb-v3", "kb-v4")),
        ("Replace the model lumen-4 with lumen-5", ("lumen-4", "lumen-5")),
        ("Bump model lumen-4 to lumen-5", ("lumen-4", "lumen-5")),
        ("A warmer prompt replaces the old one", None),
        ("Raise the threshold to 0.80", None),
        ("Move step 3 to the end", None),
        ("Moved the call of 9:30 to 10:30", None),
        ("Update 3 tests, moved to 4", None),
    ],
)
def test_a_sentence_says_what_took_the_place_of_what(
    text: str, pair: tuple[str, str] | None
) -> None:
    told = replaced.told(text)
    assert (told and (told.before, told.after)) == pair
