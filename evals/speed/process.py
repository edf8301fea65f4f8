"""A process watched from outside: how long it took and the most memory that it held."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from assistant.errors import PostmortemError

_PAUSE = 0.02
_HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


class RunFailed(PostmortemError):
    """The process ended with a status other than 0; the text is what it told."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall and processor seconds, and the peak of resident bytes of all of it."""

    seconds: float
    processor: float
    peak: int


def run(words: Sequence[str]) -> Run:
    """Return the run of a command and its children; raises RunFailed where its status is not 0."""
    with TemporaryFile() as told:
        begun = time.perf_counter()
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=told)
        peak = 0
        while True:
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            if done:
                break
            peak = max(peak, _resident(child.pid))
            time.sleep(_PAUSE)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        last = told.read().decode(errors="replace").strip().splitlines()[:1]
    if child.returncode != 0:
        raise RunFailed(f"status {child.returncode}" + (f", {last[0]}" if last else ""))
    # Without /proc there is what the system kept: Linux counts in kilobytes, macOS in bytes.
    kept = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak or kept)


def _resident(parent: int) -> int:
    """Return the resident bytes of a process and its descendants, each at its highest so far."""
    total = 0
    waiting = [parent]
    while waiting:
        folder = Path("/proc") / str(waiting.pop())
        try:
            told = (folder / "status").read_text(encoding="utf-8", errors="replace")
            children = [(task / "children").read_text() for task in (folder / "task").iterdir()]
        except OSError:
            continue
        found = _HIGHEST.search(told)
        total += int(found[1]) * 1024 if found is not None else 0
        waiting += [int(one) for text in children for one in text.split()]
    return total
