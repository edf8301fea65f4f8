"""A drafter that says what it was told to say: for trying the page without the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.app.drafter import Drafted, Handed


@dataclass(frozen=True, slots=True)
class Scripted:
    """Tells `stages` one by one, then returns or raises `outcome`; `between` runs after each."""

    outcome: Drafted | Exception | Callable[[Handed], Drafted]
    stages: tuple[str, ...] = ("Reading the notes", "Writing the draft")
    between: Callable[[str], None] = lambda _stage: None

    def __call__(self, handed: Handed, *, stage: Callable[[str], None]) -> Drafted:
        """Return the scripted draft, or raise the scripted error."""
        for text in self.stages:
            stage(text)
            self.between(text)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome if isinstance(self.outcome, Drafted) else self.outcome(handed)
