"""A version history is told from notes, logs, chats, alerts and traces by what it holds."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.history.historyform import form_of, looks_like

_FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("path", sorted(_FIXTURES.glob("history_*")), ids=lambda path: path.name)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_form_is_known_by_its_content_alone(path: Path, ending: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert looks_like("\ufeff" + text.replace("\n", ending), "x")
    assert form_of("x", text) != "unknown"


@pytest.mark.parametrize(
    "path",
    sorted(p for p in _FIXTURES.glob("*") if p.is_file() and not p.name.startswith("history_")),
    ids=lambda path: path.name,
)
def test_what_is_no_history_is_not_taken_for_one(path: Path) -> None:
    assert not looks_like(path.read_text(encoding="utf-8", errors="replace"), path.name)


@pytest.mark.parametrize(
    "text",
    [
        "14:02 checkout alert fired\n14:05 Kim: looking\n14:20 rolled back to 2.3.0\n",
        "# Incident notes\n\n| Time | Event |\n|--|--|\n| 14:02 | alert |\n| 14:20 | undone |\n",
        "## 2026-05-04\n- 14:02 alert fired\n- 14:05 we looked at answers 2.3.1\n",
        "## War room 4.5.\n* 06:20 pager: p95 high\n* 06:40 switched to 0.8\n* 07:55 done\n",
        "# Incident 24.11.\n- bot quotes old prices\n- turned off\n",
        "2026-05-04 09:12:33 INFO a1b2c3d request done\n2026-05-04 09:12:34 INFO a1b2c3e done\n",
        "2026-05-04T09:12:33Z level=info version=2.3.1 msg=start\n",
        json.dumps({"ts": 1, "level": "info", "service": "api", "version": "2", "message": "m"}),
        json.dumps(
            [{"from": "kim@example.com", "to": "desk@example.com", "subject": "s", "date": 1}]
        ),
        json.dumps([{"user": "U1", "text": "deployed 2.3.1", "ts": "1777878753.000100"}]),
        "timestamp,level,service,message\n2026-05-04T09:12:33Z,ERROR,api,failed\n",
        "timestamp,service,version,latency_ms,status\n2026-05-04T09:12:33Z,api,2.3.1,120,200\n",
        "",
        "\n\n",
    ],
)
def test_notes_and_logs_that_name_versions_are_no_history(text: str) -> None:
    assert not looks_like(text, "x")


@given(st.text(max_size=400), st.sampled_from(["x", "CHANGELOG.md", "x.csv", "x.json"]))
def test_any_text_is_answered(text: str, name: str) -> None:
    assert looks_like(text, name) in (True, False)
    form_of(name, text)


_PIECES = (
    "a | b\n", "| a | b |\n|--|--|\n", "- x\n", "# 1.2.3\n", "abc1234 x\n", "a  b  c\n", "**",
    '"a",', "`", "a-", "[", "2026-05-04 ", "commit abc1234\n", "* | abc1234 x\n", "\t", " ",
    '{"a":1}\n', "@@ -1 +1 @@\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", _PIECES)
def test_a_megabyte_of_anything_is_looked_at_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.perf_counter()
    looks_like(text, "x")
    form_of("x", text)
    assert time.perf_counter() - started < 2
