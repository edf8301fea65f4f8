"""`postmortem library` and `similar`: past incidents in, and out again where they help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main
from retrieval.embeddings import MiniLM

SECRET = "ghp_" + "Z7Q2M4X9B1C6D8E3F5G7H9J1K3L5N7P9Q2R4"
STALE = {
    "id": "heron-stale-index",
    "title": "Withdrawn leaflets cited at Heron Ferries",
    "date": "2026-01-12",
    "summary": "The index job had failed for three weeks, so withdrawn leaflets were cited.",
    "failure_modes": ["stale-content"],
    "layers": ["data-pipeline"],
    "triggers": ["expiry-time"],
    "actions": [{"text": "Alert when the index is older than a day", "status": "done"}],
    "client": "Heron Ferries",
}
DOUBLE = {
    "id": "otter-double-booking",
    "title": "Double bookings at Otter Dental",
    "text": "A booking was tried again after a timeout and made twice. We compared both calls.",
}


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the embedder has been prepared."""
    folder = tmp_path_factory.mktemp("prepared")
    MiniLM(folder).embed(["prepare"])
    return folder


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    """Return a data folder of its own with the embedder prepared."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(models)
    return folder


def run(data: Path, *arguments: str) -> Result:
    """Return the result of a command on a data folder."""
    return CliRunner().invoke(main, [*arguments, "--data-dir", str(data)])


def lines(tmp_path: Path, *rows: object) -> Path:
    """Return a file of JSON lines; a text stands as it is."""
    path = tmp_path / "past.jsonl"
    texts = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def test_what_is_imported_is_exported_to_the_byte_and_bad_lines_are_named(
    data: Path, tmp_path: Path
) -> None:
    file = lines(tmp_path, STALE, "{bad", DOUBLE)
    result = run(data, "library", "import", str(file))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith("2 new.\n")
    assert "past.jsonl, line 2: it is not JSON" in result.stderr
    out = tmp_path / "out.jsonl"
    assert run(data, "library", "export", str(out)).exit_code == 0
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if line != "{bad"]
    assert out.read_text(encoding="utf-8").splitlines() == kept
    again = run(data, "library", "import", str(out))
    assert "2 known already" in again.stdout


def test_secrets_and_people_are_hidden_before_anything_is_kept(data: Path, tmp_path: Path) -> None:
    row = {**DOUBLE, "text": f"Mail to mira@mail.example said token {SECRET} was used."}
    result = run(data, "library", "import", str(lines(tmp_path, row)))
    assert "Hidden: 1 email, 1 secret" in result.stderr
    held = (data / "library" / "library.sqlite3").read_bytes()
    for hidden in (SECRET, "mira@mail.example"):
        assert hidden.encode() not in held
        assert hidden not in run(data, "library", "show", DOUBLE["id"]).stdout


def test_nothing_but_bad_lines_is_an_error_in_plain_words(data: Path, tmp_path: Path) -> None:
    result = run(data, "library", "import", str(lines(tmp_path, "[]", "{}")))
    assert result.exit_code == 1
    assert "Nothing in" in result.stderr
    assert "line 1: it is not a JSON object" in result.stderr


def test_a_folder_of_markdown_is_read_by_its_headings(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    (folder / "2026-02-03-pumps.md").write_text(
        "# Wrong pump manuals\n\n## Summary\n\nThe **index** was stale.\n\n## Action items\n\n"
        "- [x] Rebuild nightly\n- [ ] Alert on age\n- Tell the vendor (in progress)\n",
        encoding="utf-8",
    )
    (folder / "front.md").write_text(
        "---\nid: front-1\ntitle: Refund loop\ndate: 2026-03-01\nfailure_modes: [runaway-loop]\n"
        "team: payments\n---\nThe agent called itself.\n",
        encoding="utf-8",
    )
    (folder / "bad.md").write_text("---\n: [\n---\ntext\n", encoding="utf-8")
    result = run(data, "library", "import", str(folder))
    assert "2 new" in result.stdout
    assert "bad.md: its front matter is no YAML" in result.stderr
    shown = json.loads(run(data, "library", "show", "front-1", "--format", "json").stdout)
    assert (shown["failure_modes"], shown["team"], shown["date"]) == (
        ["runaway-loop"], "payments", "2026-03-01",
    )  # fmt: skip
    pumps = run(data, "library", "show", "2026-02-03-pumps", "--format", "json")
    record = json.loads(pumps.stdout)
    assert (record["title"], record["date"]) == ("Wrong pump manuals", "2026-02-03")
    assert record["summary"] == "The index was stale."
    assert [(a["text"], a["status"]) for a in record["actions"]] == [
        ("Rebuild nightly", "done"),
        ("Alert on age", "open"),
        ("Tell the vendor (in progress)", "open"),
    ]


def test_a_draft_of_this_product_can_be_imported(data: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(
        "2026-03-02 10:00 UTC the bot cites old leaflets\n10:20 index job found broken\n",
        encoding="utf-8",
    )
    draft = tmp_path / "draft.json"
    made = run(data, "draft", str(notes), "--format", "json", "-o", str(draft))
    assert made.exit_code == 0, made.stderr
    result = run(data, "library", "import", str(draft))
    assert "1 new" in result.stdout, result.stderr
    case = json.loads(draft.read_text(encoding="utf-8"))["case_id"]
    assert case in run(data, "library", "list").stdout


def test_an_unknown_id_and_a_missing_file_are_told_with_the_way_out(data: Path) -> None:
    for arguments in (("show", "nope"), ("remove", "nope")):
        result = run(data, "library", *arguments)
        assert result.exit_code == 1
        assert "postmortem library list names them" in result.stderr
    missing = run(data, "library", "import", "nowhere.jsonl")
    assert (missing.exit_code, missing.stderr) == (
        1, "nowhere.jsonl does not exist. Name a file of JSON lines or a folder.\n",
    )  # fmt: skip


def test_without_a_library_there_is_no_history(data: Path) -> None:
    result = run(data, "similar", "--text", "The bot cited old leaflets.", "--format", "json")
    answer = json.loads(result.stdout)
    assert answer["matches"] == []
    assert answer["recurrence"]["verdict"] == "no_history"
    assert "The library is empty" in result.stderr


def test_the_same_mechanism_in_other_words_is_found_with_what_became_of_the_action(
    data: Path, tmp_path: Path
) -> None:
    run(data, "library", "import", str(lines(tmp_path, STALE, DOUBLE)))
    text = (
        "Visitors were read opening hours that had been replaced weeks before. The token of the "
        "job that refreshes the knowledge base ran out in May, and it has brought in nothing since."
    )
    result = run(data, "similar", "--text", text, "--k", "1", "--format", "json")
    answer = json.loads(result.stdout)
    assert set(answer) == {"matches", "recurrence"}
    assert answer["recurrence"]["incident_id"] == STALE["id"]
    match = answer["matches"][0]
    assert set(match) == {
        "incident_id", "title", "score", "recurrence", "shared", "differs", "prior_actions",
        "what_they_checked",
    }  # fmt: skip
    assert match["prior_actions"] == STALE["actions"]
    assert "failure mode: stale content" in match["shared"]


def test_a_filter_keeps_others_out(data: Path, tmp_path: Path) -> None:
    run(data, "library", "import", str(lines(tmp_path, STALE, DOUBLE)))
    text = ("similar", "--text", "double bookings after a timeout", "--format", "json")
    found = json.loads(run(data, *text, "--client", "heron ferries").stdout)
    assert [one["incident_id"] for one in found["matches"]] == [STALE["id"]]


def test_many_queries_are_answered_in_order_and_bad_ones_named(data: Path, tmp_path: Path) -> None:
    run(data, "library", "import", str(lines(tmp_path, STALE, DOUBLE)))
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": "q2", "text": "booked twice after a timeout"}\n{"id": 3}\n'
        '{"id": "q1", "text": "withdrawn leaflets"}\n',
        encoding="utf-8",
    )
    result = run(data, "similar", "--batch", str(batch), "--format", "json", "--k", "1")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["q2", "q1"]
    assert list(rows[0]) == ["id", "matches", "recurrence"]
    assert rows[0]["matches"][0]["incident_id"] == DOUBLE["id"]
    assert "batch.jsonl, line 2: it needs an 'id' and a 'text'" in result.stderr


def test_the_starter_library_comes_with_its_vectors(data: Path) -> None:
    result = run(data, "library", "import", "--starter")
    assert result.stdout == "Imported 102 incidents of the starter library.\n"
    answer = run(
        data, "similar", "--text", "An airline chatbot promised a refund that is not given."
    )
    assert "air-canada" in answer.stdout


def test_a_draft_names_its_forerunner_and_what_they_checked(data: Path, tmp_path: Path) -> None:
    run(data, "library", "import", str(lines(tmp_path, STALE, DOUBLE)))
    notes = tmp_path / "notes.txt"
    notes.write_text(
        "2026-03-02 10:00 UTC agent made two bookings for one patient, again\n"
        "10:20 the call timed out, was tried again, and booked a second time\n"
        "10:30 no idempotency key, so nothing recognised it as the same call\n",
        encoding="utf-8",
    )
    made = run(data, "draft", str(notes), "--format", "json")
    draft = json.loads(made.stdout)
    assert draft["recurrence"]["verdict"] != "no_history"
    match = next(one for one in draft["similar"] if one["incident_id"] == DOUBLE["id"])
    assert match["what_they_checked"] == ["We compared both calls."]


def test_a_damaged_index_costs_a_finding_and_never_the_draft(data: Path, tmp_path: Path) -> None:
    run(data, "library", "import", str(lines(tmp_path, STALE, DOUBLE)))
    (data / "library" / "vectors" / "chroma.sqlite3").write_bytes(b"\xff" * 300_000)
    notes = tmp_path / "notes.txt"
    notes.write_text("2026-03-02 10:00 UTC the bot cites withdrawn leaflets\n", encoding="utf-8")
    made = run(data, "draft", str(notes), "--format", "json")
    assert made.exit_code == 0
    draft = json.loads(made.stdout)
    found = [check for check in draft["checks"] if check["rule"] == "retrieval"]
    assert "library reindex" in found[0]["message"]
    assert draft["similar"]
    assert run(data, "library", "reindex").stdout == "Indexed 2 past incidents.\n"
    assert "Searched by words" not in run(data, "similar", "--text", "old leaflets").stderr
