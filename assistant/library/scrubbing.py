"""Past incidents with secrets, contacts and people hidden before anything is kept of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from assistant.intake.redaction.hostile import strip_invisible
from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor
from retrieval.records import PastAction, Record


class Scrubber:
    """Hides what the intake hides, record by record, and counts it by kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many pieces of each kind were hidden so far."""
        return dict(sorted(self._counts.items()))

    def text(self, text: str) -> str:
        """Return a text of its own, such as a query, with everything hidden."""
        return self._hider(text)(text)

    def record(self, record: Record) -> Record:
        """Return the record with everything hidden; people keep one pseudonym within it."""
        parts = (record.title, record.summary, record.text, *(a.text for a in record.actions))
        hide = self._hider("\n".join(part for part in parts if part))
        return replace(
            record,
            title=hide(record.title),
            summary=None if record.summary is None else hide(record.summary),
            text=None if record.text is None else hide(record.text),
            components=tuple(hide(one) for one in record.components),
            actions=tuple(PastAction(hide(a.text), a.status) for a in record.actions),
            source=None if record.source is None else hide(record.source),
            metadata=MappingProxyType({k: _deep(v, hide) for k, v in record.metadata.items()}),
        )

    def _hider(self, known: str) -> Callable[[str], str]:
        people = gather(known.split("\n"))

        def hide(text: str) -> str:
            redactor = Redactor(people)
            hidden = "\n".join(redactor.line(strip_invisible(line)[0]) for line in text.split("\n"))
            self._counts.update(redactor.counts)
            return hidden

        return hide


def _deep(value: object, hide: Callable[[str], str]) -> object:
    """Return a value of JSON with every text in it hidden."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list):
        return [_deep(one, hide) for one in value]
    if isinstance(value, dict):
        return {key: _deep(one, hide) for key, one in value.items()}
    return value
