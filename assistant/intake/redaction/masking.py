"""Masks texts for reading: invisible characters out, then everything that must be hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from assistant.intake.redaction.hostile import hidden_instruction, strip_invisible
from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor


class Masking:
    """Gives each source a redactor of its own, so that a key left open ends with its file."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._redactors: list[Redactor] = []
        self._hiding: set[str] = set()

    def redactor(self) -> Callable[[str], str]:
        """Return a function that masks the lines of one source, one after another."""
        redactor = Redactor(self._people)
        self._redactors.append(redactor)

        def mask(text: str) -> str:
            seen, hidden = strip_invisible(text)
            told = redactor.line(seen)
            if hidden and hidden_instruction(text) is not None:
                self._hiding.add(told)
            return told

        return mask

    def lines(self, texts: Iterable[str]) -> list[str]:
        """Return the lines of one source, masked."""
        mask = self.redactor()
        return [mask(text) for text in texts]

    def hides(self, text: str) -> bool:
        """Return whether a masked line held an instruction in invisible characters."""
        return text in self._hiding

    def counts(self) -> Mapping[str, int]:
        """Return how many pieces of each kind were hidden in all sources, by kind."""
        total: Counter[str] = Counter()
        for redactor in self._redactors:
            total.update(redactor.counts)
        return MappingProxyType(dict(sorted(total.items())))
