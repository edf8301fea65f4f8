"""Finds and masks what must not be stored, sent or exported: secrets, contact data, people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.intake.contacts import addresses, cards, emails, has_number, ibans, phones
from assistant.intake.hostile import visible
from assistant.intake.people import People
from assistant.intake.private_keys import KeyBlock
from assistant.intake.secrets import HIDDEN, by_name, by_shape

_Found = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Span:
    """One piece to hide: `line` is 1-based, `start` and `end` count characters of the line."""

    kind: str
    line: int
    start: int
    end: int
    placeholder: str


def _secrets(find: Callable[[str], Iterable[_Found]]) -> Callable[[str], Iterator[_Found]]:
    return lambda text: ((start, end, f"[secret:{kind}]") for start, end, kind in find(text))


def _plain(
    placeholder: str, find: Callable[[str], Iterable[tuple[int, int]]]
) -> Callable[[str], Iterator[_Found]]:
    return lambda text: ((start, end, placeholder) for start, end in find(text))


_SHAPED = _secrets(by_shape)
_NAMED = _secrets(by_name)
_EMAILS = _plain("[email]", emails)
_NUMBERS = (
    ("iban", _plain("[iban]", ibans)),
    ("card", _plain("[card]", cards)),
    ("ip", _plain("[ip]", addresses)),
    ("phone", _plain("[phone]", phones)),
)


class Redactor:
    """Masks lines one after another; keeps in mind a private key that spans several lines."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._counts: Counter[str] = Counter()
        self._key = KeyBlock()

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many pieces of each kind were hidden so far."""
        return dict(sorted(self._counts.items()))

    def line(self, text: str) -> str:
        """Return the line with everything hidden replaced by its placeholder."""
        spans = self.spans(text, 0)
        if not spans:
            return text
        parts: list[str] = []
        at = 0
        for span in spans:
            parts += (text[at : span.start], span.placeholder)
            at = span.end
        return "".join((*parts, text[at:]))

    def spans(self, text: str, number: int) -> tuple[Span, ...]:
        """Return what is to be hidden in the next line, in order and without overlaps.

        What one rule has found is blanked before the next one looks, so that no two overlap.
        """
        found: list[Span] = []

        def take(kind: str, pieces: Iterable[_Found]) -> None:
            nonlocal text
            rest: list[str] = []
            at = 0
            for start, end, placeholder in sorted(pieces, key=lambda p: (p[0], -p[1])):
                start = max(start, at)
                if start >= end:
                    continue
                found.append(Span(kind, number, start, end, placeholder))
                rest += (text[at:start], HIDDEN * (end - start))
                at = end
            if rest:
                text = "".join((*rest, text[at:]))

        text = text.replace(HIDDEN, " ")
        take("secret", [(*span, "[secret:private-key]") for span in self._key.spans(text)])
        take("secret", _SHAPED(text))
        take("secret", _NAMED(text))
        take("email", _EMAILS(text))
        if has_number(text):
            for kind, finder in _NUMBERS:
                take(kind, finder(text))
        take("person", self._people.find(text))
        self._counts.update(span.kind for span in found)
        return tuple(sorted(found, key=lambda span: span.start))


def find(lines: Iterable[str], *, people: People) -> Iterator[Span]:
    """Yield what would be hidden in the lines, in reading order and without overlaps.

    Offsets count characters of the line as given, invisible ones among them.
    """
    redactor = Redactor(people)
    for number, line in enumerate(lines, start=1):
        text, places = visible(line)
        for span in redactor.spans(text, number):
            if places is None:
                yield span
            else:
                start, end = places[span.start], places[span.end - 1] + 1
                yield Span(span.kind, number, start, end, span.placeholder)
