"""Drafts with `postmortem draft` in a process of its own, its model behind a loopback server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.product import command

_LONGEST = 300.0  # seconds until a process is given up
_OURS = ("POSTMORTEM_", "OPENAI_", "LANGCHAIN_", "LANGSMITH_")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process came to: exit status (None: it did not end), seconds, and what it printed."""

    status: int | None
    seconds: float
    printed: str
    said: str

    def draft(self) -> Any:
        """Return what was printed as JSON; None where that is none."""
        try:
            return json.loads(self.printed)
        except ValueError:
            return None


def drafted(inputs: Path, url: str, *, seconds: float = 60.0, data: Path | None = None) -> Ran:
    """Return a draft by command line; `seconds` is the model's timeout.

    The data folder is an empty one, or `data`. No answer is taken from an earlier run, and nothing
    of the surrounding environment that configures a model is handed on.
    """
    with TemporaryDirectory() as empty:
        return ran(
            command("draft", str(inputs), "--format", "json"),
            POSTMORTEM_DATA_DIR=str(data or empty),
            POSTMORTEM_MODEL="openai:loopback",
            POSTMORTEM_MODEL_CACHE="off",
            POSTMORTEM_TIMEOUT=f"{seconds:g}",
            OPENAI_BASE_URL=url,
        )


def ran(words: Sequence[str], **settings: str) -> Ran:
    """Return what a command comes to with these settings and no others of a model."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
    started = time.perf_counter()
    try:
        done = subprocess.run(
            words, capture_output=True, timeout=_LONGEST, env={**kept, **settings}, check=False
        )
    except subprocess.TimeoutExpired as late:
        return Ran(None, time.perf_counter() - started, "", str(late))
    seconds = time.perf_counter() - started
    printed, said = (out.decode("utf-8", "replace") for out in (done.stdout, done.stderr))
    return Ran(done.returncode, seconds, printed, said)


def module(name: str, *words: str) -> list[str]:
    """Return the words that run a module in this interpreter."""
    return [sys.executable, "-m", name, *words]
