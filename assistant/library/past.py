"""The library behind a draft: asks it, and tells what came back in the draft's terms."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.analysis.signature import Term
from assistant.analysis.vocabulary import number, words
from assistant.drafting.draft import PriorAction, RecurrenceVerdict, SimilarIncident
from assistant.drafting.history import NO_LIBRARY, Asked, NoPast, Recalled
from assistant.library.opening import open_library
from assistant.library.place import FILE, exists
from assistant.library.screening import Screen
from assistant.library.starter import add_starter
from assistant.settings import Settings
from retrieval.chroma import Embedded
from retrieval.corpus import connect
from retrieval.embeddings import Embedder
from retrieval.errors import RetrievalError
from retrieval.filters import Filters
from retrieval.index import Library
from retrieval.mechanism import Mechanism, Weighted
from retrieval.ranking import Query
from retrieval.recall import recall
from retrieval.recurrence import Match, policy
from retrieval.terms import terms

SHOWN = 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LONGEST = 320  # characters of a sentence that is told
_EVERYTHING = Filters()


class StarterPast:
    """The incidents that come with the product, in a folder of their own."""

    def __init__(self, folder: Path, embedder: Embedder, *, shown: int = SHOWN) -> None:
        self._folder = folder
        self._embedder = embedder
        self._shown = shown

    def recall(self, asked: Asked) -> Recalled:
        """Return what the starter library holds of the kind."""
        index = Embedded(self._folder / "vectors")
        with Library(connect(self._folder / FILE), index, self._embedder) as library:
            add_starter(library)
            found = recalled(library, query_from(asked), self._shown, notes=asked.notes)
            return _forerunner_first(found)


class LibraryPast:
    """Past incidents of a library, which is opened when it is asked and closed after."""

    def __init__(self, settings: Settings, *, shown: int = SHOWN) -> None:
        self._settings = settings
        self._shown = shown
        self._turn = threading.Lock()  # drafts of one process ask one after another

    def recall(self, asked: Asked) -> Recalled:
        """Return what the library holds of the kind; whatever is wrong with it is a finding."""
        if not exists(self._settings):
            return NoPast().recall(asked)
        try:
            with self._turn, open_library(self._settings) as library:
                found = recalled(library, query_from(asked), self._shown, notes=asked.notes)
                return _forerunner_first(found)
        except RetrievalError as error:
            unknown = RecurrenceVerdict(
                "no_history", None, "The library of past incidents could not be asked."
            )
            return Recalled((), unknown, (f"Past incidents were not compared: {error}",))


def recalled(
    library: Library,
    query: Query,
    k: int,
    *,
    notes: Sequence[str] = (),
    filters: Filters = _EVERYTHING,
) -> Recalled:
    """Return the k past incidents most like a query, in the terms of a draft.

    What of them reads like an instruction, decides or holds markup is withheld, and found.
    """
    found = recall(library, query, k, rules=policy(), filters=filters)
    verdict = found.recurrence
    reason = NO_LIBRARY if verdict.verdict == "no_history" else verdict.reason
    here = frozenset(term for line in (*notes, query.text) for term in terms(line))
    screen = Screen()
    similar = tuple(screen.incident(_similar(one, here, query.text)) for one in found.matches)
    told = screen.verdict(RecurrenceVerdict(verdict.verdict, verdict.incident_id, reason))
    return Recalled(similar, told, (*found.findings, *screen.findings))


def _forerunner_first(found: Recalled) -> Recalled:
    """Return what a draft shows: the past incident that the verdict names stands first."""
    named = found.recurrence.incident_id
    ordered = sorted(found.similar, key=lambda one: one.incident_id != named)
    return replace(found, similar=tuple(ordered))


def query_from(asked: Asked) -> Query:
    """Return the query of what a draft asks."""
    signature = asked.signature
    return Query(
        asked.text,
        asked.headline,
        Mechanism(
            _shares(signature.failure_modes),
            _shares(signature.layers),
            _shares(signature.triggers),
            known=bool(signature.failure_modes),
        ),
    )


def _shares(terms: Sequence[Term]) -> Weighted:
    """Return the terms of a signature with shares: each counts half of the one before."""
    weights = [0.5**place for place in range(len(terms))]
    return tuple((t.id, w / sum(weights)) for t, w in zip(terms, weights, strict=True))


def _similar(match: Match, here: frozenset[str], text: str) -> SimilarIncident:
    record = match.record
    lowered = text.lower()
    parts = tuple(f"component: {one}" for one in record.components if one.lower() in lowered)
    return SimilarIncident(
        incident_id=record.id,
        title=record.title,
        score=round(match.score, 4),
        recurrence=match.verdict,
        shared=(*match.shared, *parts),
        differs=match.differs,
        prior_actions=tuple(PriorAction(action.text, action.status) for action in record.actions),
        what_they_checked=checked(record.text or record.summary or "", here),
    )


def checked(text: str, here: frozenset[str]) -> tuple[str, ...]:
    """Return the sentences that tell what responders then looked at and these have not told of."""
    found: list[str] = []
    cues = words("postmortems", "checked", "cues")
    for sentence in _SENTENCE.split(text):
        told = sentence.strip(" -*•\t")
        lowered = told.lower()
        if not told or len(told) > _LONGEST or not any(cue in lowered for cue in cues):
            continue
        own = {term for term in terms(told) if len(term) > 3}
        if len(own & here) < number("postmortems", "checked", "held") * len(own):
            found.append(told)
    return tuple(found[: int(number("postmortems", "checked", "most"))])
