"""Finds and masks what must not be stored, sent or exported: secrets, contact data, people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.intake.alike import alike
from assistant.intake.redaction import places
from assistant.intake.redaction.accounts import cards, ibans
from assistant.intake.redaction.contacts import addresses, emails
from assistant.intake.redaction.invisible import visible
from assistant.intake.redaction.manifests import Manifest
from assistant.intake.redaction.national_ids import bare_ids, told_ids
from assistant.intake.redaction.people import People
from assistant.intake.redaction.phones import Phones
from assistant.intake.redaction.private_keys import KeyBlock
from assistant.intake.redaction.randomness import HIDDEN
from assistant.intake.redaction.secret_shapes import by_shape
from assistant.intake.redaction.secrets import after_addresses, by_name, lower
from assistant.intake.redaction.standing import Standing
from assistant.intake.redaction.suspicion import (
    CARDS,
    EMAIL,
    IBANS,
    IDS,
    NAMES,
    NETWORK,
    PHONES,
    SHAPES,
    TOLD_IDS,
    look,
    looks_plain,
)

_Found = tuple[int, int, str]
_MOST_SHAPES = 4_096
# A line break that JSON or code escapes is no letter of what follows it. Outside of JSON the name
# of a folder may begin so ("C:\\new"), unless what follows looks like no folder.
_BREAK = re.compile(r"(?<!\\)\\[nrt]")
_LIKELY_BREAK = re.compile(
    r"(?<!\\)\\[nrt](?=[A-Z]{2}|[a-z]{2,8}[_-][A-Za-z0-9_-]{12}|(?<!\w..)[A-Z0-9\"'+*$<{\[(-])"
)


@dataclass(frozen=True, slots=True)
class Span:
    """One piece to hide: `line` is 1-based, `start` and `end` count characters of the line."""

    kind: str
    line: int
    start: int
    end: int
    placeholder: str


class Redactor:
    """Masks lines one after another; keeps in mind secrets that span several lines.

    Kinds in `keep` are left as they are ("ip", for one); `regions` names the countries (ISO 3166)
    whose way of writing phone numbers is expected; `cautious` hides whatever stands in a person's
    place, known or not.
    """

    def __init__(
        self,
        people: People,
        *,
        keep: frozenset[str] = frozenset(),
        regions: Iterable[str] = (),
        cautious: bool = False,
    ) -> None:
        self._people = people
        self._cautious = cautious
        self._keep = keep
        self._counts: Counter[str] = Counter()
        self._key = KeyBlock()
        self._manifest = Manifest()
        self._phones = Phones(regions)
        self._by_shape: dict[str, tuple[_Found, ...] | None] = {}

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
        if HIDDEN in text:
            text = text.replace(HIDDEN, " ")
        if "\\" in text:
            json = '":' in text or '\\"' in text or text.lstrip().startswith(("{", "["))
            text = (_BREAK if json else _LIKELY_BREAK).sub("  ", text)
        open_ended = self._key.waits or self._manifest.waits(text) or self._phones.expects
        if not open_ended and not self._cautious:
            people = self._people_alone(text)
            if people is not None:
                if not people:
                    return ()
                self._counts["person"] += len(people)
                return tuple(Span("person", number, *found) for found in people)
        seen = look(text)
        strangers = places.in_log(text) if self._cautious else ()
        known = seen or open_ended or strangers
        if not known and next(self._people.find(text), None) is None:
            return ()
        found: list[Span] = []

        def take(kind: str, pieces: Iterable[_Found]) -> None:
            nonlocal text
            pieces = tuple(pieces)
            if not pieces:
                return
            rest: list[str] = []
            at = 0
            for start, end, placeholder in _apart(pieces):
                found.append(Span(kind, number, start, end, placeholder))
                rest += (text[at:start], HIDDEN * (end - start))
                at = end
            if rest:
                text = "".join((*rest, text[at:]))

        def plain(kind: str, pieces: Iterable[tuple[int, int]]) -> None:
            if kind not in self._keep:
                take(kind, [(start, end, f"[{kind}]") for start, end in pieces])

        if self._key.waits or seen & NAMES:
            take("secret", _marked("private-key", self._key.spans(text)))
        if seen & NAMES or self._manifest.waits(text):
            take("secret", _marked("value", self._manifest.spans(text)))
        if seen & SHAPES:
            take("secret", _secrets(by_shape(text)))
        if seen & NAMES:
            take("secret", _secrets(by_name(text)))
        if seen & EMAIL:
            take("secret", _secrets(after_addresses(text)))
            plain("email", emails(text))
        if seen & IBANS:
            plain("iban", ibans(text))
        if seen & CARDS:
            plain("card", cards(text))
        if seen & IDS:
            plain("national-id", bare_ids(text))
        if seen & TOLD_IDS:
            plain("national-id", told_ids(text, lower(text)))
        if seen & NETWORK:
            plain("ip", addresses(text))
        if seen & PHONES or self._phones.expects:
            plain("phone", self._phones.find(text))
        take("person", self._people.find(text))
        take(
            "person", [(one.start, one.end, "[person]") for one in strangers if _is_left(text, one)]
        )
        if not found:
            return ()
        self._counts.update(span.kind for span in found)
        return tuple(sorted(found, key=lambda span: span.start))

    def _people_alone(self, text: str) -> tuple[_Found, ...] | None:
        """Return the people in a line that holds nothing else to hide; None where it may.

        Neither depends on single digits, so that lines of one shape are looked at once.
        """
        shape = alike(text)
        if shape not in self._by_shape:
            if len(self._by_shape) >= _MOST_SHAPES:
                self._by_shape.clear()
            plain = looks_plain(shape)
            self._by_shape[shape] = tuple(_apart(self._people.find(shape))) if plain else None
        return self._by_shape[shape]


def _apart(pieces: Iterable[_Found]) -> Iterator[_Found]:
    """Yield the pieces in order, without what an earlier one covers."""
    at = 0
    for start, end, placeholder in sorted(pieces, key=lambda p: (p[0], -p[1])):
        if max(start, at) < end:
            yield max(start, at), end, placeholder
            at = end


def _is_left(text: str, one: Standing) -> bool:
    return HIDDEN not in text[one.start : one.end]


def _marked(kind: str, spans: Iterable[tuple[int, int]]) -> list[_Found]:
    return [(start, end, f"[secret:{kind}]") for start, end in spans]


def _secrets(spans: Iterable[tuple[int, int, str]]) -> list[_Found]:
    return [(start, end, f"[secret:{kind}]") for start, end, kind in spans]


def find(
    lines: Iterable[str], *, people: People, keep: frozenset[str] = frozenset()
) -> Iterator[Span]:
    """Yield what would be hidden in the lines, in reading order and without overlaps.

    Offsets count characters of the line as given, invisible ones among them.
    """
    redactor = Redactor(people, keep=keep)
    for number, line in enumerate(lines, start=1):
        text, places = visible(line)
        for span in redactor.spans(text, number):
            if places is None:
                yield span
            else:
                start, end = places[span.start], places[span.end - 1] + 1
                yield Span(span.kind, number, start, end, span.placeholder)
