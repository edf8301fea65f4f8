"""The pace of reading and drafting: processor seconds that one dense file takes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.drafting.pipeline import draft_incident
from assistant.errors import PostmortemError
from assistant.intake.files import collect
from assistant.intake.reader import read_incident
from evals.fuzz.dense import DENSE
from evals.fuzz.fault import LONGEST
from evals.fuzz.guard import Hangs, within
from evals.fuzz.targets import NOW

# What takes this long is stopped: by then it is known to be slow.
STOPPED = 15 * LONGEST


@dataclass(frozen=True, slots=True)
class Pace:
    """Processor seconds of reading and of drafting; None where that did not come about.

    What was stopped counts as `STOPPED` seconds.
    """

    kind: str
    reading: float | None
    drafting: float | None

    @property
    def slow(self) -> bool:
        """Return whether either took longer than an input of this size may."""
        return any(one is not None and one > LONGEST for one in (self.reading, self.drafting))


def _silent(stage: str) -> None:
    """Take note of nothing."""


def measured(kind: str, *, size: int) -> Pace:
    """Return the pace of a dense file; one that is refused with advice counts as read."""
    dense = DENSE[kind]
    with TemporaryDirectory() as folder:
        path = Path(folder) / dense.file
        path.write_text(dense.text(size), encoding="utf-8")
        begun = time.process_time()
        try:
            with within(STOPPED):
                incident = read_incident(collect([path]), day=None, zone=None, stage=_silent)
        except Hangs:
            return Pace(kind, STOPPED, None)
        except PostmortemError:
            return Pace(kind, time.process_time() - begun, None)
    read = time.process_time()
    try:
        with within(STOPPED):
            draft_incident(incident, now=NOW, stage=_silent)
    except Hangs:
        return Pace(kind, read - begun, STOPPED)
    return Pace(kind, read - begun, time.process_time() - read)
