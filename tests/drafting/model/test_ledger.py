"""The file of a day: shared by processes, empty in the morning, strict where it is not kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.drafting.model.base import Usage
from assistant.drafting.model.budget import Limits
from assistant.drafting.model.ledger import DayFile

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 3, 2)
FREE = Limits()
CALL = Usage(10, 90, 1)
# Reserves a call again and again and says how often it was let.
GREEDY = """
import sys
from datetime import date
from pathlib import Path
from assistant.drafting.model.base import Usage
from assistant.drafting.model.budget import Limits
from assistant.drafting.model.ledger import DayFile

ledger = DayFile(Path(sys.argv[1]), today=lambda: date(2026, 3, 2))
limits = Limits(tokens=2_500)
tries = [ledger.reserve(Usage(10, 90, 1), lambda u: limits.passed(u, None)) for _ in range(20)]
print(tries.count(None))
"""


def day_file(folder: Path, *, on: Callable[[], date] = lambda: DAY) -> DayFile:
    """Return the ledger of a day in a folder."""
    return DayFile(folder / "spent.json", today=on)


def within(limits: Limits) -> Callable[[Usage], str | None]:
    """Return what names the limit that a usage passes."""
    return lambda usage: limits.passed(usage, None)


def kept(folder: Path) -> Usage:
    """Return what the file of a day holds."""
    held = json.loads((folder / "spent.json").read_text(encoding="utf-8"))
    return Usage(**held["taken"])


def test_processes_that_reserve_at_once_never_pass_the_limit(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GREEDY, str(tmp_path / "spent.json")]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)
    ]
    let = [int(process.communicate()[0]) for process in running]
    assert sum(let) == 25
    assert kept(tmp_path).tokens == 2_500


def test_a_reservation_in_the_day_file_is_given_back(tmp_path: Path) -> None:
    ledger, allowed = day_file(tmp_path), within(Limits(tokens=150))
    assert ledger.reserve(CALL, allowed) is None
    assert ledger.reserve(CALL, allowed) == "150 tokens"
    ledger.settle(CALL, Usage(10, 5, 1))
    assert ledger.reserve(CALL, allowed) is None
    assert kept(tmp_path) == Usage(20, 95, 2)


def test_a_new_day_begins_at_nothing(tmp_path: Path) -> None:
    today = [DAY]
    ledger, allowed = day_file(tmp_path, on=lambda: today[0]), within(Limits(calls=1))
    assert ledger.reserve(CALL, allowed) is None
    assert ledger.reserve(CALL, allowed) == "1 calls"
    today[0] = date(2026, 3, 3)
    assert ledger.reserve(CALL, allowed) is None
    assert kept(tmp_path) == CALL


def test_a_call_over_midnight_opens_no_room_in_the_day_that_follows(tmp_path: Path) -> None:
    today = [DAY]
    ledger = day_file(tmp_path, on=lambda: today[0])
    ledger.reserve(CALL, within(Limits(calls=9)))
    today[0] = date(2026, 3, 3)
    ledger.settle(CALL, Usage(10, 5, 1))
    assert kept(tmp_path).output_tokens >= 0


def test_a_process_without_a_limit_takes_nothing_off_what_others_counted(tmp_path: Path) -> None:
    limited, free = day_file(tmp_path), day_file(tmp_path)
    limited.reserve(CALL, within(Limits(tokens=1_000)))
    free.reserve(CALL, within(FREE))
    free.settle(CALL, Usage(10, 5, 1))
    assert kept(tmp_path).tokens >= CALL.tokens


def test_without_a_limit_no_file_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    ledger = day_file(folder)
    assert ledger.reserve(CALL, within(FREE)) is None
    ledger.settle(CALL, CALL)
    assert not folder.exists()


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"\x00\xff\xfe",
        b"[]",
        b"null",
        b'{"day": "2026-03-02"}',
        b'{"day": "2026-03-02", "taken": []}',
        b'{"day": "2026-03-02", "taken": {"cost": 3}}',
        b'{"day": "2026-03-02", "taken": {"calls"',
    ],
)
def test_a_damaged_file_is_begun_again_and_the_limit_holds_from_there(
    tmp_path: Path, held: bytes
) -> None:
    (tmp_path / "spent.json").write_bytes(held)
    ledger, allowed = day_file(tmp_path), within(Limits(calls=1))
    assert [ledger.reserve(CALL, allowed) for _ in range(2)] == [None, "1 calls"]
    assert kept(tmp_path) == CALL


def test_a_file_whose_counts_are_no_numbers_is_begun_again(tmp_path: Path) -> None:
    held = {"day": DAY.isoformat(), "taken": {"calls": "many"}}
    (tmp_path / "spent.json").write_text(json.dumps(held), encoding="utf-8")
    assert day_file(tmp_path).reserve(CALL, within(Limits(calls=1))) is None


@pytest.mark.parametrize("kind", ["a file in the place of the folder", "a folder of its name"])
def test_where_no_file_can_be_kept_a_limit_allows_nothing(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "data"
    if kind.startswith("a file"):
        folder.write_text("", encoding="utf-8")
    else:
        (folder / "spent.json").mkdir(parents=True)
    ledger = day_file(folder)
    told = ledger.reserve(CALL, within(Limits(calls=9)))
    assert told == f"the day's count cannot be kept in {folder}"
    ledger.settle(CALL, CALL)
    assert ledger.reserve(CALL, within(FREE)) is None


def test_no_part_of_a_file_is_left_behind(tmp_path: Path) -> None:
    ledger = day_file(tmp_path)
    for _ in range(3):
        ledger.reserve(CALL, within(Limits(calls=9)))
        ledger.settle(CALL, CALL)
    left = {path.name for path in tmp_path.iterdir()} - {"spent.json.lock"}
    assert left == {"spent.json"}
