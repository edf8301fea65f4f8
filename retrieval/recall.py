"""Past incidents like one, with the verdict on whether it has happened before."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.filters import Filters
from retrieval.index import Library
from retrieval.mechanism import Mechanism
from retrieval.ranking import Query
from retrieval.recurrence import Candidate, Match, Policy, Recurrence, assess

_LOOKED_AT = 20  # by words and vectors, and as many again that came about alike
_EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Recalled:
    """The k past incidents to show, the verdict, how this one came about, what was missing."""

    matches: tuple[Match, ...]
    recurrence: Recurrence
    mechanism: Mechanism
    findings: tuple[str, ...]


def recall(
    library: Library, query: Query, k: int, *, rules: Policy, filters: Filters = _EVERYTHING
) -> Recalled:
    """Return the k past incidents most like this one, by words and by how they came about.

    More are compared than are shown, as a forerunner may share none of the words; the one that the
    verdict rests on is always among them.
    """
    size = library.corpus.count()
    found = library.search(query, max(k, _LOOKED_AT), filters=filters, alike=_LOOKED_AT)
    candidates = [Candidate(hit.record, hit.mechanism, hit.score) for hit in found.hits]
    judged = assess(found.mechanism, candidates, rules, size=size)
    shown = list(judged.matches[:k])
    named = judged.recurrence.incident_id
    if named is not None and all(match.record.id != named for match in shown):
        shown[-1:] = [match for match in judged.matches if match.record.id == named]
    return Recalled(tuple(shown), judged.recurrence, found.mechanism, found.findings)
