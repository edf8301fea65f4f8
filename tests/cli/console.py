"""Runs the console script in a process of its own, as a user's shell would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = "from assistant.cli.main import run; run()"


def postmortem(
    *arguments: str | Path,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Return what one command printed and its exit status."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("POSTMORTEM_")}
    return subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=folder or ROOT,
        env={**clean, "PYTHONPATH": str(ROOT), **(environment or {})},
        timeout=120,
    )
