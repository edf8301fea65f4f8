"""Remembered answers: the same question is asked once, and what differs is asked anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.drafting.model.base import ChatModel, Request, Usage
from assistant.drafting.model.caching import Caching, Folder, Nowhere
from assistant.drafting.model.ladder import Ladder
from assistant.drafting.model.scripted import Replies, Scripted
from assistant.drafting.schema import CitedSentence, LessonsOutput, ModelOutput, SummaryOutput
from tests.drafting.model.wires import FILLING, Clock, replied, waited

OTHER = SummaryOutput(sentences=())
ADDRESS = "http://127.0.0.1:1/v1"


def question(text: str = "the error rate rose", *, fence: str = "0f0f") -> Request:
    """Return a request whose material stands between fences."""
    return Request("Write.", f"= BEGIN {fence} =\n[N1] {text}\n= END {fence} =", fence)


def remembering(folder: Path, model: ChatModel, *, endpoint: str = ADDRESS) -> Caching:
    """Return a model that keeps its answers in a folder."""
    return Caching(model, Folder(folder), endpoint=endpoint)


def never() -> Scripted:
    """Return a model that fails a test where it is asked."""
    return Scripted({})


def answered(model: Caching, request: Request) -> SummaryOutput:
    """Return the summary that a model answers with."""
    return waited(model.ask(request, output=SummaryOutput, seconds=1.0)).output


def kept(folder: Path, request: Request, output: ModelOutput = FILLING) -> None:
    """Keep an answer as a draft does of which every sentence stood."""
    remembering(folder, never()).keep(request, output)


def test_what_is_kept_is_not_asked_again_and_takes_nothing(tmp_path: Path) -> None:
    kept(tmp_path, question())
    answer = waited(
        remembering(tmp_path, never()).ask(question(), output=SummaryOutput, seconds=1.0)
    )
    assert (answer.output, answer.usage) == (FILLING, Usage())


def test_an_answer_is_not_kept_until_it_is_said_to_be_worth_it(tmp_path: Path) -> None:
    model = Scripted({SummaryOutput: [FILLING, OTHER]})
    made = remembering(tmp_path, model)
    assert answered(made, question()) == FILLING
    assert answered(made, question()) == OTHER
    made.keep(question(), FILLING)
    assert answered(made, question()) == FILLING


def test_the_fence_makes_no_difference(tmp_path: Path) -> None:
    kept(tmp_path, question(fence="0f0f"))
    assert answered(remembering(tmp_path, never()), question(fence="a9c4")) == FILLING


def test_one_sign_of_the_material_makes_a_difference(tmp_path: Path) -> None:
    kept(tmp_path, question("the error rate rose"))
    asked = remembering(tmp_path, Scripted({SummaryOutput: [OTHER]}))
    assert answered(asked, question("the error rate rose.")) == OTHER


def test_the_instructions_make_a_difference(tmp_path: Path) -> None:
    kept(tmp_path, question())
    asked = Request("Write briefly.", question().user, question().fence)
    assert answered(remembering(tmp_path, Scripted({SummaryOutput: [OTHER]})), asked) == OTHER


def test_instructions_and_material_are_not_mixed_up(tmp_path: Path) -> None:
    kept(tmp_path, Request("ab", "c"))
    assert answered(
        remembering(tmp_path, Scripted({SummaryOutput: [OTHER]})), Request("a", "bc")
    ) == (OTHER)


def test_the_endpoint_makes_a_difference(tmp_path: Path) -> None:
    kept(tmp_path, question())
    elsewhere = remembering(
        tmp_path, Scripted({SummaryOutput: [OTHER]}), endpoint="http://127.0.0.1:2/v1"
    )
    assert answered(elsewhere, question()) == OTHER


def test_the_model_makes_a_difference(tmp_path: Path) -> None:
    kept(tmp_path, question())
    other = Ladder(
        Replies([replied(OTHER)]),
        in_words=lambda request, schema: request,
        repairing=lambda request, answer, reasons: request,
        clock=Clock(),
    )
    assert other.name() != never().name()
    assert answered(remembering(tmp_path, other), question()) == OTHER


def test_the_schema_makes_a_difference(tmp_path: Path) -> None:
    kept(tmp_path, question(), LessonsOutput(lessons=()))
    asked = remembering(tmp_path, Scripted({SummaryOutput: [OTHER]}))
    assert answered(asked, question()) == OTHER


def test_a_schema_that_changed_under_the_same_name_makes_a_difference(tmp_path: Path) -> None:
    class Older(ModelOutput):
        """A summary in one paragraph."""

        sentences: tuple[CitedSentence, ...]

    Older.__name__ = SummaryOutput.__name__
    kept(tmp_path, question(), Older(sentences=FILLING.sentences))
    asked = remembering(tmp_path, Scripted({SummaryOutput: [OTHER]}))
    assert answered(asked, question()) == OTHER


@pytest.mark.parametrize(
    "held",
    [b"", b"{", b"[]", b'{"sentences": [{"text": "cut'[:20], b'{"lessons": []}', b"\xff\xfe\x00"],
)
def test_a_damaged_entry_is_asked_again_and_made_good(tmp_path: Path, held: bytes) -> None:
    kept(tmp_path, question())
    (entry,) = tmp_path.glob("*.json")
    entry.write_bytes(held)
    made = remembering(tmp_path, Scripted({SummaryOutput: [OTHER]}))
    assert answered(made, question()) == OTHER
    made.keep(question(), FILLING)
    assert answered(made, question()) == FILLING


def test_the_oldest_answers_go_first(tmp_path: Path) -> None:
    folder = Folder(tmp_path, most=3)
    for number in range(5):
        folder.put(f"key{number}", "{}")
        os.utime(tmp_path / f"key{number}.json", (1000 + number, 1000 + number))
    assert [folder.get(f"key{number}") for number in range(5)] == [None, None, "{}", "{}", "{}"]


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    made = remembering(taken, Scripted({SummaryOutput: [FILLING, OTHER]}))
    assert answered(made, question()) == FILLING
    made.keep(question(), FILLING)
    assert answered(made, question()) == OTHER
    assert taken.read_text(encoding="utf-8") == ""


def test_an_entry_that_cannot_be_written_costs_nothing_and_leaves_no_part(tmp_path: Path) -> None:
    kept(tmp_path, question())
    (entry,) = tmp_path.glob("*.json")
    entry.unlink()
    entry.mkdir()
    made = remembering(tmp_path, Scripted({SummaryOutput: [OTHER]}))
    made.keep(question(), FILLING)
    assert answered(made, question()) == OTHER
    assert [path.name for path in tmp_path.iterdir()] == [entry.name]


def test_the_folder_is_for_its_owner_alone_and_made_when_first_needed(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    made = remembering(folder, Scripted({SummaryOutput: [OTHER]}))
    answered(made, question())
    assert not folder.exists()
    made.keep(question(), FILLING)
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0


def test_nowhere_keeps_nothing() -> None:
    model = Scripted({SummaryOutput: [FILLING, OTHER]})
    made = Caching(model, Nowhere(), endpoint=ADDRESS)
    made.keep(question(), FILLING)
    assert [answered(made, question()) for _ in range(2)] == [FILLING, OTHER]


def test_an_answer_in_any_script_is_kept_as_it_was(tmp_path: Path) -> None:
    said = SummaryOutput(
        sentences=(CitedSentence(text="Fehlerquote stieg — 誤り率 ↑ 😀", evidence=("N1",)),)
    )
    kept(tmp_path, question(), said)
    assert answered(remembering(tmp_path, never()), question()) == said
