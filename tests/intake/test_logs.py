"""Logs are read as a stream, counted whole, and only the lines that matter are kept."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import MalformedInput, UnreadableInput
from assistant.intake.colours import uncoloured
from assistant.intake.item import Input
from assistant.intake.logs import logs
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor


def _same(text: str) -> str:
    return text


def _read(
    content: str | bytes, *, zone: str | None = "UTC", redact: Callable[[str], str] = _same
) -> logs.LogReading:
    data = content.encode() if isinstance(content, str) else content
    return logs.read(Input("app.log", "log", data=data), prefix="L", zone=zone, redact=redact)


def _stamped(second: int) -> str:
    at = datetime(2026, 6, 11, 8, 0, tzinfo=UTC) + timedelta(seconds=second)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_first_last_levels_and_lines_are_counted() -> None:
    reading = _read(
        "2026-06-11T08:00:00Z INFO start\n\n[2026-06-11 08:00:05,250] ERROR boom\n"
        "2026-06-11T08:01:00Z WARNING slow\nTraceback (most recent call last):\n"
    )
    assert reading.file.lines == 5
    assert reading.file.first is not None
    assert reading.file.last is not None
    assert reading.file.first.at == datetime(2026, 6, 11, 8, 0, tzinfo=UTC)
    assert reading.file.last.at == datetime(2026, 6, 11, 8, 1, tzinfo=UTC)
    assert dict(reading.file.levels) == {"INFO": 1, "WARN": 1, "ERROR": 1}


def test_the_hash_and_the_size_are_of_the_raw_bytes() -> None:
    data = b"2026-06-11T08:00:00Z INFO caf\xe9\r\nlast line without an end"
    reading = _read(data)
    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert reading.file.bytes == len(data)
    assert reading.file.lines == 2


def test_lines_that_differ_in_their_variable_parts_share_a_template() -> None:
    lines = [
        f'{_stamped(n)} INFO [gw] id={n * 7919:06x} took {n}ms from 10.0.0.{n} q="word {n}"'
        for n in range(50)
    ]
    (template,) = _read("\n".join(lines)).file.templates
    assert template.count == 50
    assert template.level == "INFO"
    assert template.lines[0] == 1
    assert template.lines[-1] == 50


def test_json_lines_are_grouped_by_their_message_and_timed_by_their_time_key() -> None:
    rows = [
        {"ts": _stamped(n), "level": "error" if n == 3 else "info", "msg": f"served {n}", "n": n}
        for n in range(6)
    ]
    reading = _read("\n".join(json.dumps(row) for row in rows))
    assert dict(reading.file.levels) == {"INFO": 5, "ERROR": 1}
    assert {t.template for t in reading.file.templates} == {"served <*>"}
    error = next(e for e in reading.evidence if e.line == 4)
    (mention,) = error.mentions
    assert error.text[mention.start : mention.end] == _stamped(3)
    assert mention.moment is not None
    assert mention.moment.at == datetime(2026, 6, 11, 8, 0, 3, tzinfo=UTC)


def test_epoch_times_and_numbered_levels_of_json_lines_are_understood() -> None:
    reading = _read('{"time": 1781164800123, "level": 50, "msg": "boom"}\n')
    assert dict(reading.file.levels) == {"ERROR": 1}
    assert reading.file.first is not None
    assert reading.file.first.at == datetime(2026, 6, 11, 8, 0, 0, 123000, tzinfo=UTC)


def test_a_time_without_a_zone_takes_the_given_zone_and_says_so() -> None:
    (line,) = _read("2026-06-11 08:00:00 INFO x", zone="Europe/Berlin").evidence
    assert line.time is not None
    assert line.time.inferred
    assert line.time.at.utcoffset() == timedelta(hours=2)


def test_trouble_deploys_and_version_switches_in_a_long_log_are_kept_by_true_line_number() -> None:
    lines = [f"{_stamped(n)} INFO served id={n} model=alpha-1 took={n % 90}ms" for n in range(3000)]
    lines[700] = f"{_stamped(700)} INFO deploy: ranker 1.2.0 -> 1.3.0"
    for n in range(1000, 3000):
        lines[n] = lines[n].replace("alpha-1", "alpha-2")
    lines[1500] = f"{_stamped(1500)} CRITICAL queue lost"
    reading = _read("\n".join(lines))
    kept = {line.line: line.text for line in reading.evidence}
    assert {1, 701, 1001, 1501, 3000} <= set(kept)
    assert len(kept) <= 60
    assert all(kept[n] == lines[n - 1] for n in kept)


@given(st.lists(st.sampled_from(["INFO a", "ERROR b {n}", "WARN c {n} d", "FATAL {n}", "x"])))
def test_every_severe_template_is_shown_by_its_first_line(kinds: list[str]) -> None:
    lines = [f"{_stamped(n)} {kind.format(n=n)}" for n, kind in enumerate(kinds)]
    kept = {line.line for line in _read("\n".join(lines)).evidence}
    for kind in ("ERROR b {n}", "WARN c {n} d", "FATAL {n}"):
        if kind in kinds:
            assert kinds.index(kind) + 1 in kept


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_kept_line_is_the_line_of_its_number(text: str) -> None:
    data = text.encode("utf-8", "replace")
    reading = _read(data)
    lines = uncoloured(data.decode().removeprefix("\ufeff")).split("\n")
    assert reading.file.lines == len(lines) - (not lines[-1])
    assert sum(t.count for t in reading.file.templates) <= reading.file.lines
    for line in reading.evidence:
        assert line.text == lines[line.line - 1].removesuffix("\r")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    packed = data.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd"))
    try:
        assert _read(data).file.bytes == len(data)
    except MalformedInput:
        assert packed, "only an archive that cannot be unpacked is refused"


def test_bad_utf8_is_replaced_and_told() -> None:
    reading = _read(b"2026-06-11T08:00:00Z ERROR caf\x81\n")
    assert "caf\ufffd" in reading.evidence[0].text
    assert [f.level for f in reading.findings] == ["warning"]
    assert "not UTF-8" in reading.findings[0].message


def test_lines_of_windows_1252_are_read_as_such_and_damaged_utf8_is_not() -> None:
    reading = _read(b"2026-06-11T08:00:00Z ERROR caf\xe9 ferm\xe9\n")
    assert reading.evidence[0].text.endswith("café fermé")
    assert "Windows-1252" in reading.findings[0].message
    damaged = _read("2026-06-11T08:00:00Z ERROR café ".encode() + b"\xe9 x\n")
    assert damaged.evidence[0].text.endswith("café \ufffd x")


def test_utf16_logs_are_read() -> None:
    reading = _read("2026-06-11T08:00:00Z ERROR boom\r\n".encode("utf-16"))
    assert reading.evidence[0].text == "2026-06-11T08:00:00Z ERROR boom"


@pytest.mark.parametrize("opening", ["", "{", "[" * 30, '{"msg": "'])
def test_a_line_of_five_megabytes_neither_hangs_nor_is_kept_whole(opening: str) -> None:
    started = time.perf_counter()
    reading = _read(
        f"2026-06-11T08:00:00Z INFO a\n{opening}{'x1 [' * 1_250_000}\n2026-06-11T08:00:01Z INFO z\n"
    )
    assert time.perf_counter() - started < 5
    assert reading.file.lines == 3
    assert max(len(line.text) for line in reading.evidence) < 2_100
    assert any("line 2" in finding.message for finding in reading.findings)
    assert {line.line for line in reading.evidence} >= {1, 3}


def test_only_kept_lines_are_redacted_and_stamps_refer_to_the_redacted_text() -> None:
    seen: list[str] = []

    def redact(text: str) -> str:
        seen.append(text)
        return text.replace("secret-token", "[x]")

    lines = [f"secret-token {_stamped(n)} INFO served {n}" for n in range(500)]
    reading = _read("\n".join(lines), redact=redact)
    assert len(seen) < 10
    assert len(set(seen)) == len(seen)
    for line in reading.evidence:
        (mention,) = line.mentions
        assert line.text[mention.start : mention.end] == _stamped(line.line - 1)
    assert not any("secret-token" in t.template for t in reading.file.templates)


def test_a_private_key_in_a_log_is_counted_but_never_kept() -> None:
    block = [
        "-----BEGIN RSA PRIVATE KEY-----",
        "MIIBOgIBAAJBAKj34GkxFhD9",
        "-----END RSA PRIVATE KEY-----",
    ]
    lines = [f"{_stamped(0)} ERROR a", *block, f"{_stamped(1)} ERROR b"]
    reading = _read("\n".join(lines), redact=Redactor(gather([])).line)
    told = [e.text for e in reading.evidence] + [t.template for t in reading.file.templates]
    assert not any("MIIB" in text for text in told)
    assert {"L1", "L5"} <= {e.id for e in reading.evidence}


def test_more_kinds_of_lines_than_fit_end_in_a_bucket_of_their_level() -> None:
    words = ["".join(chr(103 + (n // 20**k) % 20) for k in range(4)) for n in range(3 * 2_300)]
    lines = (" ".join(words[n : n + 3]) for n in range(0, len(words), 3))
    reading = _read("\n".join(f"{_stamped(0)} ERROR {line}" for line in lines))
    assert len(reading.file.templates) == 2_001
    assert sum(t.count for t in reading.file.templates) == 2_300
    assert dict(reading.file.levels) == {"ERROR": 2_300}
    assert any("2,000 kinds" in finding.message for finding in reading.findings)


def test_a_log_of_many_megabytes_is_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "big.log"
    lines = [f"{_stamped(n)} INFO [gw] id={n:06x} took={n % 90}ms\n" for n in range(20_000)]
    path.write_text("".join(lines) * 5, encoding="utf-8")
    started = time.perf_counter()
    reading = logs.read(Input("big.log", "log", path=path), prefix="L2-", zone=None, redact=_same)
    assert reading.file.lines == 100_000
    assert reading.evidence[-1].id == "L2-100000"
    assert time.perf_counter() - started < 10


def test_a_vanished_log_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"gone\.log"):
        logs.read(
            Input("gone.log", "log", path=tmp_path / "gone.log"),
            prefix="L",
            zone=None,
            redact=_same,
        )


@settings(max_examples=50)
@given(
    st.integers(1, 9),
    st.lists(st.text("ab1 \u00e9\u20ac", max_size=6), min_size=1, max_size=30),
)
def test_where_the_chunks_end_makes_no_difference(end: int, words: list[str]) -> None:
    # Lines around the chunk size of the stream: cut letters and lines are put together again.
    filler = "x" * 99 + "\n"
    text = filler * ((1 << 20) // 100 - 1) + "y" * (70 + end) + "\n" + "\n".join(words)
    lines = text.split("\n")
    reading = _read(text)
    assert reading.file.lines == len(lines) - (not lines[-1])
    for line in reading.evidence:
        assert line.text == lines[line.line - 1]


def test_the_level_that_opens_the_message_of_a_program_is_the_lines_level() -> None:
    reading = _read(
        "Nov 03 15:09:58 quote-1 hector[881]: INFO quote made\n"
        "Nov 03 15:11:31 quote-1 hector[902]: WARN price below floor\n"
        "Nov 03 15:11:32 quote-1 sshd[9]: error: maximum exceeded\n"
    )
    assert dict(reading.file.levels) == {"INFO": 1, "WARN": 1}
