"""A fault: an input that a target does not survive, and what happens."""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import dataclass
from pathlib import Path

from evals.fuzz import targets
from evals.fuzz.guard import Caught, within

LONGEST = 2.0
_ROOT = Path(__file__).resolve().parents[2]
_OURS = ("assistant", "retrieval", "evals/fuzz/targets.py")


@dataclass(frozen=True, slots=True)
class Fault:
    """`what` is the error with its innermost place of ours, in one line."""

    target: str
    what: str
    data: bytes

    @property
    def name(self) -> str:
        """Return a file name that is the same for the same kind of fault."""
        return f"{self.target}-{hashlib.sha256(self.what.encode()).hexdigest()[:12]}"

    def keep(self, folder: Path) -> None:
        """Write the input and what happens, unless a smaller input of this fault is there."""
        place = folder / f"{self.name}.input"
        if place.exists() and place.stat().st_size <= len(self.data):
            return
        place.write_bytes(self.data)
        (folder / f"{self.name}.txt").write_text(f"{self.what}\n", encoding="utf-8")


def attempt(target: str, data: bytes) -> Fault | None:
    """Return the fault of a target on these bytes, None where it ends as it should."""
    with Caught() as caught, within(LONGEST):
        targets.run(target, data)
    if caught.error is None:
        return None
    return Fault(target, _told(caught.error), data)


def _told(error: Exception) -> str:
    places = [
        f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_ROOT)
        and str(Path(frame.filename).relative_to(_ROOT)).startswith(_OURS)
    ]
    return f"{type(error).__name__} at {places[-1] if places else 'an unknown place'}"
