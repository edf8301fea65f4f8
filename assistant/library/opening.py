"""The library of past incidents as the settings place it."""

from __future__ import annotations

from assistant.library.place import FILE, folder
from assistant.settings import Settings
from retrieval.corpus import Corpus, connect
from retrieval.database import MEMORY
from retrieval.embeddings import Embedder, HashedWords, MiniLM
from retrieval.index import Library
from retrieval.vectors import Exact, VectorIndex

VECTORS = "vectors"


def corpus(settings: Settings) -> Corpus:
    """Return the records; LibraryError where the database cannot be opened."""
    return connect(settings.database_url or folder(settings) / FILE)


def vectors(settings: Settings) -> VectorIndex:
    """Return the vector index, not opened yet."""
    from retrieval.chroma import Embedded, Server

    if settings.chroma_url:
        return Server(settings.chroma_url)
    return Embedded(folder(settings) / VECTORS)


def embedder(settings: Settings) -> Embedder:
    """Return the embedder: the one that comes with the product, or a configured endpoint."""
    if settings.embeddings is None:
        return MiniLM(settings.data_dir / "models")
    from retrieval.endpoint import Endpoint

    chosen = settings.embeddings
    return Endpoint(
        chosen.url, chosen.model, key=chosen.key, timeout_seconds=settings.timeout_seconds
    )


def open_library(settings: Settings) -> Library:
    """Return the library; its vector index opens when it is first used."""
    return Library(corpus(settings), vectors(settings), embedder(settings))


def no_library() -> Library:
    """Return a library without records that leaves nothing behind."""
    return Library(connect(MEMORY), Exact(), HashedWords())
