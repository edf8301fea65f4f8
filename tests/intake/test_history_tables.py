"""Tables of releases, images, migrations, runs and registries are histories, and told as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.intake.history.history import looks_like, read
from assistant.intake.kinds import detect

_FORMS = Path(__file__).parent / "fixtures" / "pasted"
_Told = tuple[str, str | None, str | None, str | None, str | None]


def _told(text: str, name: str) -> list[_Told]:
    changes = read(name, text, prefix="H", zone=None, redact=lambda line: line).changes
    return [
        (
            change.kind,
            change.component,
            change.before,
            change.after,
            change.time.at.strftime("%Y-%m-%d %H:%M") if change.time else None,
        )
        for change in changes
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "ghreleases.txt",
            [
                ("code", None, "v4.2.1", "v4.3.0", "2025-12-02 11:38"),
                ("code", None, None, "v4.2.1", "2025-11-20 09:10"),
            ],
        ),
        (
            "imagetags.txt",
            [
                ("code", None, "2.0.9", "2.1.0", "2025-12-02 11:02"),
                ("code", None, None, "2.0.9", "2025-11-21 08:00"),
            ],
        ),
        (
            "argohistory.txt",
            [
                ("code", "answer-bot", None, "main (a1b2c3d)", "2025-12-02 11:20"),
                ("code", "answer-bot", "main (a1b2c3d)", "main (d4e5f6a)", "2025-12-02 14:01"),
            ],
        ),
        (
            "flyway.txt",
            [
                ("data", None, None, "41", "2025-11-20 10:00"),
                ("data", None, None, "42", "2025-12-02 11:05"),
            ],
        ),
        ("ghruns.txt", [("code", "answer-bot", None, "v3.2.0", "2025-12-02 11:20")]),
        (
            "modelprint.txt",
            [
                ("model", "credit-scorer", None, "17", "2025-08-06 08:00"),
                ("model", "credit-scorer", "17", "18", "2025-08-12 08:00"),
            ],
        ),
        (
            "modeltable.txt",
            [
                ("model", "intent-clf", None, "v11", "2026-01-20 09:00"),
                ("model", "intent-clf", "v11", "v12", "2026-02-10 11:31"),
            ],
        ),
        (
            "prompttexts.csv",
            [
                (
                    "prompt",
                    "loan-system",
                    "Never state a decision.",
                    "Be positive and warm.",
                    "2025-11-20 12:31",
                )
            ],
        ),
        (
            "prompttexts2.csv",
            [
                (
                    "prompt",
                    "loan-system",
                    "Never state a decision.",
                    "Be positive, and warm.",
                    "2025-11-20 12:31",
                )
            ],
        ),
        (
            "compare.txt",
            [
                ("guardrail", "toxicity threshold", "0.7", "0.95", "2025-12-01 00:00"),
                ("index", None, None, None, "2025-12-02 00:00"),
            ],
        ),
    ],
)
def test_every_row_that_changed_something_is_a_change(name: str, wanted: list[_Told]) -> None:
    text = (_FORMS / name).read_text(encoding="utf-8")
    assert detect("pasted.txt", text) == "history"
    assert _told(text, name) == wanted


def test_a_print_of_python_keeps_its_lines_as_they_are() -> None:
    text = (_FORMS / "modelprint.txt").read_text(encoding="utf-8")
    evidence = read("m.txt", text, prefix="H", zone=None, redact=lambda line: line).evidence
    assert [line.text for line in evidence] == text.splitlines()


def test_who_made_a_version_is_no_part_of_what_is_told_where_the_gaps_were_lost() -> None:
    text = (_FORMS / "modeltable.txt").read_text(encoding="utf-8")
    changes = read("m.txt", text, prefix="H", zone=None, redact=lambda line: line).changes
    told = " ".join(f"{c.text} {c.component} {c.before} {c.after}" for c in changes)
    assert "kim-example" not in told
    assert "pat-ipsum" not in told


def test_a_row_without_gaps_that_no_date_tells_apart_is_no_row() -> None:
    text = (
        "Name  Version  Aliases  Created  Created by\n"
        "intent-clf v12 latest yesterday kim-example\n"
        "intent-clf  v11  latest  2026-01-20 09:00:00  pat-ipsum\n"
    )
    assert [told[3] for told in _told(text, "m.txt")] == ["v11"]


@pytest.mark.parametrize(
    "text",
    [
        "question,v1,v2\nWhat is a refund?,fine answer,worse answer\n",
        "Title  Type  Page\nHarbour  Report  12\nPier  Report  14\n",
        "{'error': 'timeout', 'count': 3}\n{'error': 'timeout', 'count': 4}\n",
        "Notes on the page\n12:05 compared the branches\nCommits on Dec 1, 2025\n12:10 found it\n",
        "Commits on the main branch were fine\nNothing else moved\n",
    ],
)
def test_what_only_looks_alike_is_no_history(text: str) -> None:
    assert not looks_like(text, "notes.txt")


def test_titles_that_open_as_the_furniture_of_a_page_does_are_told() -> None:
    titles = ["Split the chunks", "History of a chat is cut at 8", "Older prompts restored"]
    text = "Comparing changes\nCommits on Dec 1, 2025\n" + "".join(
        f"{title}\n@kim-example\nkim-example committed 3 days ago\n" for title in titles
    )
    changes = read("page.txt", text, prefix="H", zone=None, redact=lambda line: line).changes
    assert [change.text for change in changes] == titles
