"""Recordings: what went over the wire once is played again, in the same order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.drafting.model import faults
from assistant.drafting.model.base import Request, Usage
from assistant.drafting.model.recorded import Recorded, Recording
from assistant.drafting.model.scripted import Replies
from assistant.drafting.model.wire import Form, Reply
from assistant.drafting.schema import LessonsOutput, ModelOutput, SummaryOutput
from tests.drafting.model.wires import REQUEST, replied, sent

ONE = replied()
OTHER = Reply("Übrig: 誤り", '{"a": 1}', "length", Usage(1, 2, 1, estimated=True))


def recording(path: Path, *said: Reply | faults.Fault) -> Recording:
    """Return a wire that says what is listed and writes it down."""
    return Recording(Replies(said), path)


def test_what_is_recorded_is_played_again_in_the_same_order(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    made = recording(path, ONE, OTHER)
    heard = [sent(made) for _ in range(2)]
    played = Recorded(path)
    assert [sent(played) for _ in range(2)] == heard == [ONE, OTHER]
    assert played.name() == made.name()


def test_another_fence_plays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    sent(recording(path, ONE), Request("Write.", "= 0f0f =\n[N1] it rose\n= 0f0f =", "0f0f"))
    asked = Request("Write.", "= a9c4 =\n[N1] it rose\n= a9c4 =", "a9c4")
    assert sent(Recorded(path), asked) == ONE


@pytest.mark.parametrize(
    ("request_", "form", "shape"),
    [
        (Request(REQUEST.system, REQUEST.user + ".", REQUEST.fence), "tool", SummaryOutput),
        (Request(REQUEST.system + ".", REQUEST.user, REQUEST.fence), "tool", SummaryOutput),
        (REQUEST, "text", SummaryOutput),
        (REQUEST, "tool", LessonsOutput),
    ],
    ids=["material", "instructions", "form", "type"],
)
def test_what_was_not_asked_then_has_no_reply(
    tmp_path: Path, request_: Request, form: Form, shape: type[ModelOutput]
) -> None:
    path = tmp_path / "calls.jsonl"
    sent(recording(path, ONE), form="tool")
    with pytest.raises(faults.Unusable, match="holds no reply to this request"):
        sent(Recorded(path), request_, form=form, shape=shape)


def test_each_reply_is_played_once(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    sent(recording(path, ONE))
    played = Recorded(path)
    sent(played)
    with pytest.raises(faults.Unusable):
        sent(played)


def test_a_fault_is_raised_and_not_written_down(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    with pytest.raises(faults.Refused):
        sent(recording(path, faults.Refused("HTTP 401")))
    assert not path.exists()


def test_a_recording_is_added_to_and_tells_what_was_sent(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    sent(recording(path, ONE))
    sent(recording(path, OTHER), form="text")
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert [entry["form"] for entry in entries] == ["json_schema", "text"]
    assert {(entry["system"], entry["user"]) for entry in entries} == {
        (REQUEST.system, REQUEST.user)
    }


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\u2029"])
def test_a_reply_with_any_sign_in_it_is_played_again(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "calls.jsonl"
    said = Reply(f"one{sign}other")
    sent(recording(path, said))
    assert sent(Recorded(path)) == said


@pytest.mark.parametrize("held", ["no json", '{"model": "a"'])
def test_a_file_that_is_no_recording_is_refused(tmp_path: Path, held: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(ValueError, match=":"):
        Recorded(path)
    with pytest.raises(OSError, match="nowhere"):
        Recorded(tmp_path / "nowhere")


@pytest.mark.parametrize("held", ["{}", "[]", '{"reply": 1}'])
def test_json_that_is_no_recording_is_refused_as_well(tmp_path: Path, held: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(ValueError, match="recording"):
        Recorded(path)
