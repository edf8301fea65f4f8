"""A digest of a log is the same however the log is cut, and it is what each line says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.intake.logs import digest as digests
from assistant.intake.logs import slowpath
from assistant.intake.logs.digest import combine, empty, merge
from tests.intake.digests import digest_of, lines_of

_START = datetime(2025, 12, 31, 23, 40, tzinfo=UTC)
_MESSAGES = (
    "INFO shop.cart: order {n} placed by user add{n}",
    "WARN store: slow query took {n} ms on table bad",
    "WARN store: slow query took {n} ms on table add",
    "ERROR root user {n} failed login",
    "ERROR user root {n} failed login",
    "INFO model=orchid-{d} answered in {n} ms",
    "fatal: dead",
    "added",
)
_STAMPS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S,250", "%b %d %H:%M:%S host", "%H:%M:%S", "")


@st.composite
def logs(draw: st.DrawFn) -> list[bytes]:
    """Return the lines of a log of several layouts, its times running on over New Year."""
    at = _START
    lines = []
    for _ in range(draw(st.integers(0, 25))):
        at += timedelta(seconds=draw(st.integers(0, 9_000)))
        stamp = draw(st.sampled_from(_STAMPS))
        message = draw(st.sampled_from(_MESSAGES)).format(
            n=draw(st.integers(0, 99_999)), d=draw(st.integers(1, 3))
        )
        lines.append(f"{at.strftime(stamp)} {message}\n".lstrip().encode())
    return lines


@given(logs(), st.data())
def test_the_digest_of_two_parts_is_the_digest_of_the_whole(
    lines: list[bytes], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(lines)))
    parts = [digest_of(b"".join(part)) for part in (lines[:cut], lines[cut:])]
    assert merge(*parts) == digest_of(b"".join(lines))


@given(logs(), st.data())
def test_merging_does_not_depend_on_which_parts_are_merged_first(
    lines: list[bytes], data: st.DataObject
) -> None:
    one, two = sorted(data.draw(st.lists(st.integers(0, len(lines)), min_size=2, max_size=2)))
    a, b, c = (digest_of(b"".join(part)) for part in (lines[:one], lines[one:two], lines[two:]))
    assert merge(merge(a, b), c) == merge(a, merge(b, c)) == combine([a, b, c])
    assert merge(empty(), a) == a == merge(a, empty())


@given(logs(), st.sampled_from([128, 200, 1_000]), st.sampled_from([1, 2]))
def test_neither_the_size_of_the_chunks_nor_the_workers_make_a_difference(
    lines: list[bytes], size: int, workers: int
) -> None:
    data = b"".join(lines)
    assert digest_of(data, size=size, workers=workers) == digest_of(data)


@given(logs())
def test_each_line_counts_under_what_the_slow_path_says_of_it(lines: list[bytes]) -> None:
    found, each = lines_of(b"".join(lines), size=400)
    assert len(each.rows) == found.lines == len(lines)
    for line, row in zip(lines, each.rows.tolist(), strict=True):
        level, words = slowpath.row_of(line.decode().rstrip("\n"))
        assert (found.rows[row].level, found.rows[row].words) == (level, words)


def test_counts_by_minute_add_up_to_the_lines() -> None:
    found = digest_of(b"2026-06-11T08:00:00Z INFO a\n\nnothing\n" * 500)
    assert found.lines == 1_500
    assert int(found.cells.n.sum()) == 1_500


def test_minutes_are_put_together_where_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [
        f"{(_START + timedelta(minutes=n)).isoformat()} INFO served {n}\n".encode()
        for n in range(500)
    ]
    monkeypatch.setattr(digests, "CELLS", 60)
    whole = digest_of(b"".join(lines))
    assert whole.resolution == 10
    assert len(whole.cells) <= 60
    assert int(whole.cells.n.sum()) == 500
    halves = [digest_of(b"".join(part)) for part in (lines[:333], lines[333:])]
    assert merge(*halves) == whole


def test_kinds_beyond_the_most_are_counted_by_their_first_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digests, "ROWS", 20)
    letters = "ghijklmnop"
    lines = [
        f"2026-06-11T08:00:00Z INFO went wrong {letters[n // 10] * 4} {letters[n % 10] * 4}\n"
        for n in range(100)
    ]
    found = digest_of("".join(lines).encode())
    assert found.folded == 80
    assert len(found.rows) == 21
    assert int(found.cells.n.sum()) == 100


def test_a_line_longer_than_the_buffer_is_one_line() -> None:
    data = b"2026-06-11T08:00:00Z INFO a\nERROR " + b"x y " * 5_000 + b"\nINFO b\n"
    for size in (256, 1_024, 30_000):
        found, each = lines_of(data, size=size)
        assert found.lines == 3
        levels = [found.rows[row].level for row in each.rows]
        assert levels == ["INFO", "ERROR", "INFO"]


@settings(max_examples=60)
@given(st.binary(max_size=600))
def test_any_bytes_have_a_digest_of_all_their_lines(data: bytes) -> None:
    if data[:2] in (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\x28\xb5\x2f\xfd":
        return
    if data.count(b"\0") > 1:
        return
    found = digest_of(data)
    text = data.removeprefix(b"\xef\xbb\xbf")
    assert found.lines == text.count(b"\n") + (bool(text) and not text.endswith(b"\n"))
    assert int(found.cells.n.sum()) == found.lines


def test_many_ids_made_of_letters_make_few_rows() -> None:
    words = ["".join(chr(103 + (n * 7919 // 17**k) % 17) for k in range(8)) for n in range(3_000)]
    lines = [f"2026-06-11T08:00:00Z INFO session {word} opened for host here\n" for word in words]
    found = digest_of("".join(lines).encode())
    assert len(found.rows) < 300
