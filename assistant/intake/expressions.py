"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from functools import cached_property


class Expression:
    """A regular expression of a rule that few texts call for: compiling takes longer than most."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the expression, compiled; raises re.error where it is none."""
        return re.compile(self.source)
