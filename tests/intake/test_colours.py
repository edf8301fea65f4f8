"""Colours of a terminal are no part of what a log or a note says, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.logmarks import message
from assistant.incident import Kind
from assistant.intake.colours import are_in_letters, uncoloured, uncoloured_bytes
from assistant.intake.files import Collected
from assistant.intake.item import Input
from assistant.intake.reader import read_incident
from tests.analysis.notebook import log
from tests.intake.digests import digest_of

PLAIN = "2026-05-04T09:12:33Z [error    ] policy check failed rule=expiry window=[5m]\n"
COLOURED = (
    "\x1b[2m2026-05-04T09:12:33Z\x1b[0m [\x1b[31m\x1b[1merror    \x1b[0m] \x1b[1mpolicy check "
    "failed\x1b[0m \x1b[38;5;208mrule\x1b[0m=\x1b[35mexpiry\x1b[m window=[5m]\n"
)


@pytest.mark.parametrize("escape", ["\x1b", "\\u001b", "\\x1b", "\\033", "#033", "^[", ""])
def test_a_coloured_line_reads_as_the_plain_one(escape: str) -> None:
    written = COLOURED.replace("\x1b", escape)
    assert uncoloured(written) == PLAIN
    assert digest_of(written.encode()).rows == digest_of(PLAIN.encode()).rows


def test_links_titles_and_moves_of_the_cursor_are_taken_out() -> None:
    text = (
        "\x1b]0;build\x07\x1b]8;;https://x.example\x1b\\run 12\x1b]8;;\x1b\\\x1b[2K\x1b[1A\x1b(B ok"
    )
    assert uncoloured(text) == "run 12 ok"


@pytest.mark.parametrize("text", ["sum(rate(errors[5m]))", "array[0m]", "list[m]", "a[31m] = 2"])
def test_brackets_of_others_stay_where_no_colours_are_told(text: str) -> None:
    assert uncoloured(text) == text.replace("[0m", "")


@pytest.mark.parametrize("kind", ["log", "note"])
def test_a_coloured_log_and_a_coloured_paste_tell_their_times_and_levels(kind: Kind) -> None:
    item = Input("shell", kind, data=COLOURED.encode())
    found = read_incident(Collected((item,)), day=None, zone="UTC", stage=lambda _: None)
    (line,) = found.evidence
    assert line.time is not None
    assert "\x1b" not in line.text
    assert "[error" in line.text


def test_a_line_that_docker_wrapped_says_what_the_program_wrote() -> None:
    wrapped = (
        '{"log":"\\u001b[2m2026-05-04 09:14:00\\u001b[0m [\\u001b[31merror\\u001b[0m] policy check '
        'failed\\n","stream":"stdout","time":"2026-05-04T09:14:00Z"}'
    )
    row = digest_of(wrapped.encode() + b"\n").rows[0]
    assert (row.level, row.words) == ("error", ("policy", "check", "failed"))
    (line,) = log(uncoloured(wrapped))
    assert message(line, ()).endswith("policy check failed")
    nested = '{"log":"{\\"level\\":\\"error\\",\\"msg\\":\\"tool \\\\\\"x\\\\\\" failed\\"}\\n"}'
    (line,) = log("2026-05-04 09:14 " + nested)
    assert message(line, ()) == 'tool "x" failed'


@given(st.lists(st.sampled_from(["\x1b[", "[0m", "31;", "1m", "a", "]", "\n", "\\u001b[", "é"])))
def test_a_text_without_colours_stays_and_no_line_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = uncoloured(text)
    assert found.count("\n") == text.count("\n")
    if "\x1b" not in text and "[0m" not in text:
        assert found == text
    raw = text.encode()
    plain = uncoloured_bytes(raw, in_letters=are_in_letters(raw)).decode()
    assert plain == found
