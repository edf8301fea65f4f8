"""A diff or plan over several files and settings tells each of them as a change of its own."""

from __future__ import annotations

import pytest

from assistant.incident import Change
from assistant.intake.history.history import read


def _changes(text: str, name: str = "history.txt") -> tuple[Change, ...]:
    return read(name, text, prefix="H", zone=None, redact=lambda line: line).changes


def _told(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(c.kind, c.component, c.before, c.after) for c in _changes(text)]


def _file(path: str, *lines: str) -> str:
    body = "".join(f"{line}\n" for line in lines)
    return f"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n@@ -1,9 +1,9 @@\n{body}"


_COMMIT = (
    "commit 5b1f0c7e2a94d83b6170e5f2c9a8d4467b30e1aa\nAuthor: Pat Ipsum <pat@example.com>\n"
    "Date:   2026-05-12 16:21:07 +0100\n\n    {subject}\n\n"
)
_PROMPT = _file("prompts/system.md", " # Answers", "-Never refund.", "+Refund where it calms.")
_MODEL = _file("config/llm.yaml", " llm:", "-model: lumen-4", "+model: lumen-5-mini")


def test_each_telling_file_of_a_commit_is_a_change_with_its_own_values_and_diff() -> None:
    changes = _changes(_COMMIT.format(subject="Calmer answers") + _PROMPT + _MODEL)
    assert [(c.kind, c.component, c.before, c.after, c.diff) for c in changes] == [
        ("prompt", "prompts/system.md", None, None, _PROMPT),
        ("model", "config/llm.yaml", "lumen-4", "lumen-5-mini", _MODEL),
    ]
    assert {c.text for c in changes} == {"Calmer answers"}
    assert len({c.time.at for c in changes if c.time}) == 1


def test_what_the_subject_says_was_replaced_is_told_of_the_file_that_shows_it() -> None:
    text = _COMMIT.format(subject="Move from lumen-4 to lumen-5-mini") + _PROMPT + _MODEL
    assert [c.after for c in _changes(text)] == [None, "lumen-5-mini"]


def test_a_program_beside_telling_files_is_a_change_and_a_readme_is_none() -> None:
    code = _file("src/app.py", "-retry(1)", "+retry(2)")
    text = _PROMPT + _MODEL + code + _file("README.md", "-a", "+b")
    changes = _changes(_COMMIT.format(subject="x") + text)
    assert [c.kind for c in changes] == ["prompt", "model", "code"]


def test_one_telling_file_beside_programs_stays_one_change_with_the_diff_whole() -> None:
    text = _PROMPT + _file("tests/test_app.py", "-a = 1", "+a = 2")
    (change,) = _changes(_COMMIT.format(subject="x") + text)
    assert (change.kind, change.diff) == ("prompt", text)


def test_a_first_import_of_many_files_is_one_change() -> None:
    text = _file("prompts/a.md", "+Be calm.") + _file("config/llm.yaml", "+model: lumen-4")
    assert len(_changes(_COMMIT.format(subject="First import") + text)) == 1


def test_many_files_of_one_commit_are_told_layer_by_layer() -> None:
    text = "".join(_file(f"prompts/p{n}.md", f"-Say {n}.", "+Say less.") for n in range(12))
    changes = _changes(_COMMIT.format(subject="Shorter") + text + _MODEL)
    assert [c.kind for c in changes] == ["prompt", "model"]


@pytest.mark.parametrize(
    ("path", "lines", "wanted"),
    [
        (
            "requirements.txt",
            ["-lorem==1.70.0", "+lorem==1.75.0", " ipsum==2", "-dolor==0.3.6", "+dolor==0.4.0"],
            [("code", "lorem", "1.70.0", "1.75.0"), ("code", "dolor", "0.3.6", "0.4.0")],
        ),
        (
            "package.json",
            ['-  "lorem": "^4.2.0",', '-  "ai": "^3.0.1",', '+  "lorem": "^4.5.0",',
             '+  "ai": "^3.2.0",', '+  "zod": "^3.1.0",'],
            [("code", "lorem", "^4.2.0", "^4.5.0"), ("code", "ai", "^3.0.1", "^3.2.0")],
        ),
        (
            "go.mod",
            ["-\texample.com/lorem v1.2.0", "-\texample.com/kit v0.9.1",
             "+\texample.com/lorem v1.3.0", "+\texample.com/kit v0.9.2"],
            [("code", "example.com/lorem", "v1.2.0", "v1.3.0"),
             ("code", "example.com/kit", "v0.9.1", "v0.9.2")],
        ),
        (
            "config/llm.yaml",
            ["-model: lumen-4", "-top_k: 8", "+model: lumen-5", "+top_k: 3"],
            [("model", "model", "lumen-4", "lumen-5"), ("index", "top_k", "8", "3")],
        ),
    ],
)  # fmt: skip
def test_every_pair_of_a_file_is_a_change_named_by_its_key(
    path: str, lines: list[str], wanted: list[tuple[str, str, str, str]]
) -> None:
    assert _told(_file(path, *lines)) == wanted


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("prompts/answer.md", ["-Tone: strict", "-Length: long", "+Tone: warm", "+Length: short"]),
        ("chart/Chart.yaml", ["-version: 1.2", "-appVersion: 3", "+version: 2", "+appVersion: 4"]),
        ("src/app.py", ["-a = 1", "-b = 2", "+a = 3", "+b = 4"]),
        ("config/names.yaml", [f"-k{n}: a" for n in range(20)] + [f"+k{n}: b" for n in range(20)]),
    ],
)  # fmt: skip
def test_prose_numbers_of_the_whole_variables_and_long_lists_are_no_pairs(
    path: str, lines: list[str]
) -> None:
    (change,) = _changes(_file(path, *lines))
    assert change.component == path


def test_each_value_that_a_plan_replaces_is_a_change_named_by_its_key() -> None:
    text = (
        "  # aws_lambda_function.bot will be updated in-place\n"
        '  ~ resource "aws_lambda_function" "bot" {\n'
        '      ~ source_code_hash = "aGk=" -> "eW8="\n'
        '      ~ last_modified = "2026-05-01" -> (known after apply)\n'
        '          ~ "LLM_MODEL"  = "lumen-4" -> "lumen-5"\n'
        '          ~ "PROMPT_REV" = "inv-14" -> "inv-15"\n    }\n'
    )
    assert _told(text) == [
        ("model", "LLM_MODEL", "lumen-4", "lumen-5"),
        ("prompt", "PROMPT_REV", "inv-14", "inv-15"),
    ]
