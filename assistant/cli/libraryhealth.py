"""The health of the library of past incidents: database, embedder, vector index."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.cli.outcome import Health
from assistant.settings import Settings

_REINDEX = "Bring it up to date with postmortem library reindex."


def past_incidents(settings: Settings) -> Iterator[Health]:
    """Yield the state of what past incidents are kept in and found by; nothing is made here."""
    from assistant.library.opening import embedder, open_library
    from assistant.library.place import exists
    from retrieval.embeddings import MiniLM
    from retrieval.errors import RetrievalError

    chosen = embedder(settings)
    try:
        if isinstance(chosen, MiniLM):
            chosen.check()
        if settings.embeddings is None:
            where = "comes with the product: nothing leaves this machine"
            yield Health("embedder", "ok", f"{chosen.identity} {where}")
        else:
            where = f"at {settings.embeddings.url}: redacted texts are sent there"
            yield Health("embedder", "ok", f"{chosen.identity} {where}")
    except RetrievalError as error:
        yield Health("embedder", "fail", str(error))
    if not exists(settings):
        advice = "Import some: postmortem library import PATH (or --starter)."
        yield Health("past incidents", "warn", "none yet; drafts have no history", advice)
        return
    try:
        with open_library(settings) as library:
            count, lag = library.corpus.count(), library.corpus.lag()
            yield Health("past incidents", "ok", f"{count:,} in the library")
            try:
                library.open_filled()
            except RetrievalError as error:
                yield Health("vector index", "fail", str(error), _REINDEX)
                return
            if lag:
                yield Health("vector index", "warn", f"{lag:,} incidents behind", _REINDEX)
            else:
                yield Health("vector index", "ok", "holds all of them")
            if library.outdated:
                told = "how some came about was told by another version"
                yield Health("recurrences", "warn", told, _REINDEX)
    except RetrievalError as error:
        yield Health("past incidents", "fail", str(error))
