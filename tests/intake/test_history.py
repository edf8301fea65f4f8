"""Change lists in YAML and JSON are read entry by entry, as written, and never at any price."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import MalformedInput
from assistant.intake.history.history import HistoryReading, read
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor


def _read(text: str, name: str = "history.yaml", *, zone: str | None = None) -> HistoryReading:
    return read(name, text, prefix="H", zone=zone, redact=lambda line: line)


_ENTRY = """\
# board export
changes:
  - kind: embeddings
    name: routes
    from: 1.10
    to: 1.20
    deployed_at: 2026-04-18T06:05:12+02:00
    summary: Nightly build
    patch: |
      --- a/index/mapping.json
      +++ b/index/mapping.json
      @@ -1 +1 @@
      -  "status": 1
      +  "status": 2
"""


def test_an_entry_is_read_by_the_synonyms_of_its_keys() -> None:
    reading = _read(_ENTRY)
    (change,) = reading.changes
    assert (change.kind, change.component, change.text) == ("index", "routes", "Nightly build")
    assert (change.before, change.after) == ("1.10", "1.20")
    assert change.time is not None
    assert change.time.at == datetime(2026, 4, 18, 4, 5, 12, tzinfo=UTC)
    assert change.diff == (
        "--- a/index/mapping.json\n+++ b/index/mapping.json\n@@ -1 +1 @@\n"
        '-  "status": 1\n+  "status": 2\n'
    )
    assert {"H3", "H4", "H5", "H6", "H7", "H8"} <= set(change.evidence)
    assert "H1" not in change.evidence
    assert [line.text for line in reading.evidence] == _ENTRY.split("\n")[:-1]
    (timed,) = [line for line in reading.evidence if line.mentions]
    assert timed.line == 7


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("v.json", '[{"before": 1.10, "after": 2, "text": "x"}]'),
        ("v.json", '{"releases": [{"old": "1.10", "new": "2"}]}'),
        ("v", '[\n {"previous": 1.10, "version": 2}\n]'),
        ("v.yaml", "- {before: 1.10, after: 2}\n"),
        ("v.yaml", "releases:\n- previous_version: 1.10\n  version: 2\n"),
        ("v.yaml", "changes:\n  - model: {from: 1.10, to: 2}\n"),
        ("v.yaml", "base: &base\n  before: 1.10\nchanges:\n  - <<: *base\n    after: 2\n"),
        ("v.jsonl", '{"before": 1.10, "after": 2}\n'),
    ],
)
def test_versions_stay_as_written_in_every_shape_of_list(name: str, text: str) -> None:
    (change,) = _read(text, name).changes
    assert (change.before, change.after) == ("1.10", "2")


def test_a_list_grouped_by_layer_takes_the_layer_of_its_group() -> None:
    text = (
        "prompts:\n- {date: 2026-01-02, note: calmer}\nmodels:\n- {date: 2026-01-03, note: swap}\n"
    )
    changes = _read(text).changes
    assert [change.kind for change in changes] == ["prompt", "model"]
    assert changes[0].time is not None
    assert changes[0].time.precision == "day"


def test_every_entry_counts_whatever_it_is() -> None:
    changes = _read('["model swapped", {"text": "b"}, null, 3, {}, ["c"]]', "h.json").changes
    assert len(changes) == 6
    assert all(change.text and change.evidence for change in changes)


def test_a_diff_tells_layer_component_and_values_where_the_entry_does_not() -> None:
    text = (
        "- when: 2026-01-02T10:00:00Z\n  diff: |\n    --- a/config/llm.yaml\n"
        "    +++ b/config/llm.yaml\n    @@ -1 +1 @@\n    -model: alpha-1\n    +model: alpha-2\n"
    )
    reading = _read(text)
    (change,) = reading.changes
    assert (change.kind, change.component) == ("model", "config/llm.yaml")
    assert (change.before, change.after) == ("alpha-1", "alpha-2")
    cited = " ".join(e.text for e in reading.evidence if e.id in change.evidence)
    assert all(told in cited for told in ("config/llm.yaml", "alpha-1", "alpha-2"))


def test_a_time_without_a_zone_is_inferred_and_an_unreadable_one_is_told() -> None:
    text = "- {text: a, time: 2026-01-02 10:00}\n- {text: b, time: around noon}\n"
    reading = _read(text, zone="Europe/Berlin")
    first, second = reading.changes
    assert first.time is not None
    assert first.time.inferred
    assert first.time.at == datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
    assert second.time is None
    assert [f.where for f in reading.findings] == ["history.yaml, line 2"]


def test_a_key_given_twice_is_told() -> None:
    reading = _read('[{"after": "v1", "after": "v2", "text": "x"}]', "h.json")
    assert reading.changes[0].after == "v2"
    assert "twice" in reading.findings[0].message


_WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30)
_LINES = st.lists(st.text("ab -+@#:'\"\\\t\u00e9{}[]", max_size=20), min_size=1, max_size=6)
_ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["prompt", "model", "code", "vendor"]),
            "component": _WORDS.filter(lambda word: word.strip()),
            "before": st.one_of(st.none(), st.sampled_from(["1.10", "v2", "0x1F", "yes", "null"])),
            "diff": _LINES.map("\n".join).filter(lambda diff: diff.strip()),
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150)
@given(
    _ENTRIES,
    st.sampled_from(["json", "json-ascii", "json-flat", "yaml", "yaml-blocks", "yaml-flow"]),
    st.sampled_from([None, "changes", "releases"]),
)
def test_any_list_is_read_back_one_to_one_with_verbatim_diffs(
    entries: list[dict[str, str | None]], form: str, key: str | None
) -> None:
    content = {key: entries} if key else entries
    if form.startswith("json"):
        name = "h.json"
        indent = None if form == "json-flat" else 2
        text = json.dumps(content, ensure_ascii=form == "json-ascii", indent=indent)
    else:
        name = "h.yaml"
        style = "|" if form == "yaml-blocks" else None
        flow = form == "yaml-flow"
        text = yaml.safe_dump(
            content, allow_unicode=True, default_style=style, default_flow_style=flow
        )
    reading = _read(text, name)
    assert [
        {"kind": c.kind, "component": c.component, "before": c.before, "diff": c.diff}
        for c in reading.changes
    ] == entries
    known = {line.id for line in reading.evidence}
    for change in reading.changes:
        assert change.evidence
        assert set(change.evidence) <= known


_FRAGMENTS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["commit 1234567", "diff --git a/x b/x", "--- a/x", "+++ b/x", "@@ -1 +1 @@",
             "changes:", "- text: a", "  diff: |", "{", "}", "[", "]", '"', ": ", ", ", "&a", "*a",
             "<<: *a", "!!x",
             "\t", "    ", "-- ", "Date: ", "2026-01-02", "null", "\\u", "\\ud800",
             "-", "? "]
        ),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=300)
@given(
    _FRAGMENTS,
    st.sampled_from(["", "\n"]),
    st.sampled_from(["h.txt", "h.yaml", "h.json", "h.diff", ""]),
)
def test_any_text_is_read_or_refused_in_words(parts: list[str], glue: str, name: str) -> None:
    text = glue.join(parts)
    refused = ""
    try:
        reading = _read(text, name)
    except MalformedInput as error:
        refused = str(error)
    if refused:
        assert "line " in refused
        assert len(refused) < 1_000
        return
    known = {line.id for line in reading.evidence}
    assert len(known) == len(reading.evidence)
    for change in reading.changes:
        assert set(change.evidence) <= known
        assert change.text


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("h.yaml", "changes:\n  - text: a: b: c\n", "line 2"),
        ("h.yaml", "changes:\n\t- text: a\n", "line 2, column 1"),
        ("h.yaml", "changes:\n  - text: !!python/object/apply:os.system [x]\n", "line 2"),
        ("h.yaml", "- text: &a x\n- text: &a y\n", "line 2"),
        ("h.yaml", "- &a [*a]\n", "line 1"),
        ("h.yaml", "- text: *nowhere\n", "line 1"),
        ("h.yaml", "- text: a\x01b\n", "line 1, column 10"),
        ("h.yaml", "[" * 100_000, "64 levels"),
        ("h.yaml", "- " * 100_000, "64 levels"),
        ("h.yaml", '- text: "' + "x" * 1_000_000, "line 1"),
        ("h.json", '{"changes": [{"text": "a",}]}', "line 1, column 27"),
        ("h.json", '[\n{"text": "a"\n', "line 3"),
        ("h.json", '[{"text": "a}]', "line 1"),
        ("h.json", "[" * 1_000_000, "64 levels"),
        ("h.json", '[{"text": soon}]', "line 1, column 11"),
    ],
)
def test_what_cannot_be_parsed_is_refused_by_place_and_at_once(
    name: str, text: str, where: str
) -> None:
    started = time.perf_counter()
    with pytest.raises(MalformedInput, match=where) as caught:
        _read(text, name)
    assert name in str(caught.value)
    assert "python object" not in str(caught.value)
    assert time.perf_counter() - started < 3


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    rows = ["a0: &a0 [x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    started = time.perf_counter()
    with pytest.raises(MalformedInput, match="aliases"):
        _read("\n".join(rows))
    assert time.perf_counter() - started < 3


_SECRET = "sk-ant-api03-" + "Zq7" * 31 + "AA"  # invented


@pytest.mark.parametrize("form", ["json", "json-flat", "yaml-block", "yaml-quoted", "diff", "git"])
def test_secrets_are_hidden_in_evidence_and_in_diffs(form: str) -> None:
    diff = (
        f"--- a/x.env\n+++ b/x.env\n@@ -1,2 +1,2 @@\n-{_SECRET}\n+kim@example.com\n"
        "-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAKj34GkxFhD9\n-----END RSA PRIVATE KEY-----\n"
    )
    entry = {"text": "rotate", "diff": diff}
    body = "".join(f"    {line}\n" for line in diff.splitlines())
    text = {
        "json": json.dumps([entry], indent=1),
        "json-flat": json.dumps([entry]),
        "yaml-block": f"- text: rotate\n  diff: |\n{body}",
        "yaml-quoted": yaml.safe_dump([entry], default_style='"'),
        "diff": diff,
        "git": f"commit 1234567\nDate: 2026-01-02\n\n    rotate\n\n{diff}",
    }[form]
    name = {"j": "h.json", "y": "h.yaml"}.get(form[0], "h.txt")
    redactor = Redactor(gather([]))
    reading = read(name, text, prefix="H", zone=None, redact=redactor.line)
    (change,) = reading.changes
    told = "\n".join([change.diff or "", change.text, *(e.text for e in reading.evidence)])
    assert "Zq7" not in told
    assert "kim@example" not in told
    assert "MIIB" not in told
    assert (change.diff or "").startswith("--- a/x.env\n+++ b/x.env\n@@ -1,2 +1,2 @@\n-")
    if form != "yaml-quoted":
        assert redactor.counts.get("email") == 1


def test_escaped_letters_are_shown_as_the_letters_they_mean() -> None:
    reading = _read(
        '[{"text": "Caf\\u00e9 \\ud83d\\ude00 \\u0022q\\u0022", "after": "v\\u0032"}]', "h.json"
    )
    (change,) = reading.changes
    assert change.text == 'Café 😀 "q"'
    assert change.after == "v2"
    assert "Café" in reading.evidence[0].text


def test_what_is_no_history_keeps_its_lines_and_is_told() -> None:
    reading = _read("We shipped it.\nThen it broke.\n", "story.txt")
    assert reading.changes == ()
    assert [line.id for line in reading.evidence] == ["H1", "H2"]
    assert "No entry" in reading.findings[0].message
