from pathlib import Path

from assistant.intake.files import Collected, collect
from assistant.intake.item import Input
from assistant.intake.parts import split
from assistant.intake.reader import read_incident

FIXTURE = Path(__file__).parent / "fixtures" / "notes" / "mixed.txt"


def test_a_mixed_text_is_taken_apart_and_keeps_its_line_numbers() -> None:
    raw = FIXTURE.read_text().split("\n")
    found = read_incident(collect([FIXTURE]), day=None, zone=None, stage=lambda _: None)
    assert [source.kind for source in found.sources] == ["note", "log", "history"]
    kinds = {line.line: line.kind for line in found.evidence}
    assert (kinds[2], kinds[6], kinds[16], kinds[29]) == ("note", "log", "history", "note")
    for line in found.evidence:
        assert int(line.id[1:]) == line.line
        assert line.text[:8] == raw[line.line - 1][:8] or "Responder" in line.text
    (change,) = found.changes
    assert set(change.evidence) <= {line.id for line in found.evidence}
    assert found.logs[0].templates[0].lines[0] >= 4


def test_a_short_run_of_log_lines_stays_with_the_notes() -> None:
    text = "14:05 it broke\n" + "2026-05-04 14:01:00 ERROR timeout\n" * 4 + "14:31 fixed\n"
    assert split(Input("n", "note", data=text.encode()), text)[1] == ()


def test_a_timeline_with_full_stamps_is_no_log() -> None:
    text = "".join(f"2026-05-04 14:{m:02d}:10 rolled back shard {m}\n" for m in range(30))
    assert split(Input("n", "note", data=text.encode()), text)[1] == ()


def test_a_text_whose_kind_a_person_stated_stays_whole() -> None:
    inputs = collect([], notes=[FIXTURE])
    found = read_incident(inputs, day=None, zone=None, stage=lambda _: None)
    assert {line.kind for line in found.evidence} == {"note"}


def test_a_log_and_a_history_by_themselves_stay_whole() -> None:
    log = "".join(f"2026-05-04T09:{m:02d}:00Z ERROR timeout id={m}\n" for m in range(30))
    found = read_incident(
        Collected((Input("a.log", "log", data=log.encode()),)),
        day=None,
        zone=None,
        stage=lambda _: None,
    )
    assert [source.kind for source in found.sources] == ["log"]


def test_a_page_of_commits_among_notes_is_a_history_and_the_notes_around_it_stay() -> None:
    text = (
        "11:26 compared the releases:\n\nComparing changes\nbase: v1.30.0 ... compare: v1.31.0\n"
        " 3 commits  5 files changed  2 contributors\nCommits on Oct 7, 2026\n"
        "Lower the cutoff from 0.8 to 0.6\njt-quill committed yesterday\n"
        "Commits on Oct 8, 2026\nBump reranker to 2.1.0\nmrose committed 2 hours ago\n\n"
        "We went back to v1.30.0 then.\n11:52 complaint rate normal\n"
    )
    rest, (part,) = split(Input("n", "note", data=text.encode()), text)
    assert (part.item.kind, part.first) == ("history", 3)
    assert rest.split("\n")[12] == "We went back to v1.30.0 then."
    assert "Lower the cutoff" not in rest


def test_a_sentence_that_compares_changes_opens_no_page() -> None:
    text = "11:26 Comparing changes now\nComparing changes took an hour.\n11:52 normal\n" * 3
    assert split(Input("n", "note", data=text.encode()), text)[1] == ()
