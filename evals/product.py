"""Runs the product's command line in a process of its own, as a user would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import PostmortemError

_START = "from assistant.cli.main import run; run()"


class CommandFailed(PostmortemError):
    """The command line ended with a status other than 0; the text is what it told."""


def command(*words: str) -> list[str]:
    """Return the words that start `postmortem` with these arguments in this interpreter."""
    return [sys.executable, "-c", _START, *words]


def answer(words: Sequence[str], *, seconds: float, folder: Path | None = None) -> str:
    """Return what the command prints; raises CommandFailed where it fails or takes longer."""
    try:
        done = subprocess.run(
            command(*words),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CommandFailed(f"postmortem {words[0]}: not done after {seconds:.0f} s") from late
    if done.returncode != 0:
        told = done.stderr.strip().splitlines()
        raise CommandFailed(
            f"postmortem {words[0]}: status {done.returncode}" + (f", {told[0]}" if told else "")
        )
    return done.stdout
