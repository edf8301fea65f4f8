"""Lock: asking a model for a human decision does not type-check."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

SNIPPET = """
from assistant.drafting.model.base import ChatModel, Request
from assistant.drafting.schema import SummaryOutput
from assistant.review.decisions import RootCause

async def fine(model: ChatModel) -> SummaryOutput:
    return (await model.ask(Request("", ""), output=SummaryOutput, seconds=1.0)).output

async def refused(model: ChatModel) -> RootCause:
    return (await model.ask(Request("", ""), output=RootCause, seconds=1.0)).output
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the type checker says of the snippet; slow, hence once."""
    folder = tmp_path_factory.mktemp("seam")
    (folder / "snippet.py").write_text(SNIPPET, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    cache = root / ".mypy_cache" / "seam"
    out, err, _ = api.run(
        ["--strict", "--config-file=", "--follow-imports=silent", f"--cache-dir={cache}",
         "--no-error-summary", str(folder / "snippet.py")]
    )  # fmt: skip
    return out + err


def test_the_type_checker_refuses_a_human_decision_at_the_model_seam(report: str) -> None:
    assert '"RootCause"' in report
    assert "type-var" in report or "type variable" in report.lower() or "cannot be" in report


def test_the_type_checker_accepts_a_model_output_there(report: str) -> None:
    lines = [line for line in report.splitlines() if "error" in line]
    assert lines
    assert all(":10:" in line for line in lines)
