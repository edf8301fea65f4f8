"""Chroma as the vector index: embedded in a folder with one user at a time, or a server."""

from __future__ import annotations

import contextlib
import importlib
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from retrieval.embeddings import EmbedderId, Vectors
from retrieval.errors import IndexFault
from retrieval.guard import HURRY_SECONDS, Guard
from retrieval.vectors import refuse_another

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

COLLECTION = "incident-postmortem-passages"
_AT_ONCE = 5000  # Chroma takes up to 5461 at a time
# The graph of Malkov and Yashunin 2016: recall@10 of 0.99 on 40,000 passages here.
_GRAPH: CreateHNSWConfiguration = {
    "space": "ip",
    "max_neighbors": 12,
    "ef_construction": 32,
    "ef_search": 128,
    "batch_size": 1000,
    "sync_threshold": 10_000,
}


class _Opened(ABC):
    """A collection of passages named `number:place`, once a way to it has been opened."""

    def __init__(self) -> None:
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    def put(self, vectors: Mapping[int, Vectors]) -> None:
        """Hold the passages of records; what is held already stays, as a number never changes."""
        ids = [f"{seq}:{place}" for seq, rows in vectors.items() for place in range(len(rows))]
        with self._faults():
            if ids:
                rows = np.concatenate(list(vectors.values()))
                for start in range(0, len(ids), _AT_ONCE):
                    end = start + _AT_ONCE
                    self._ready().add(ids=ids[start:end], embeddings=rows[start:end])

    def delete(self, passages: Mapping[int, int]) -> None:
        """Let go of records, given how many passages each had."""
        ids = [f"{seq}:{place}" for seq, count in passages.items() for place in range(count)]
        with self._faults():
            for start in range(0, len(ids), _AT_ONCE):
                self._ready().delete(ids=ids[start : start + _AT_ONCE])

    def nearest(self, queries: Vectors, limit: int) -> list[list[tuple[int, float]]]:
        """Return the closest passages by the graph, which may miss some."""
        with self._faults():
            found = self._ready().query(
                query_embeddings=queries, n_results=limit, include=["distances"]
            )
            return [
                [(int(name.partition(":")[0]), 1.0 - d) for name, d in zip(ids, far, strict=True)]
                for ids, far in zip(found["ids"], found["distances"] or (), strict=True)
            ]

    def count(self) -> int:
        """Return how many passages are held."""
        with self._faults():
            return self._ready().count()

    def close(self) -> None:
        """Close the connection."""
        self._collection = None
        if self._client is not None:
            # Chroma leaves the connections of its HTTP clients open, of which it has two.
            for part in (self._client, getattr(self._client, "_admin_client", None)):
                session = getattr(getattr(part, "_server", None), "_session", None)
                if session is not None:
                    session.close()
            self._release(self._client)
            self._client = None

    def _release(self, client: ClientAPI) -> None:
        from chromadb.api.client import Client
        from chromadb.errors import ChromaError

        if isinstance(client, Client):
            # An index that is already known to be damaged may fail once more while it is let go.
            with contextlib.suppress(ChromaError, OSError, RuntimeError):
                client.close()

    def _ready(self) -> Collection:
        if self._collection is None:
            raise IndexFault("The vector index has not been opened.")
        return self._collection

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except IndexFault:
            raise
        except Exception as error:
            # Chroma, the HTTP client below it and its Rust binding raise types of their own, some
            # of them plain Exception: whatever they say, the records are safe and a search goes on.
            raise IndexFault(self._fault(error)) from error

    @abstractmethod
    def _fault(self, error: Exception) -> str:
        """Return what is wrong and what to do, in plain words."""


class Embedded(_Opened):
    """Chroma inside this process: two in one folder lose data, so a guard keeps the others out."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._guard = Guard(folder)

    def open(self, embedder: EmbedderId) -> None:
        """Open the folder; LibraryBusy where another process has it, IndexFault where damaged."""
        if self._collection is None:
            # Loading Chroma takes longer than a search: others need not wait for it.
            importlib.import_module("chromadb")
            self._guard.take()
            try:
                self._guard.examine()
                self._start(embedder)
            except BaseException:
                super().close()
                self._guard.let_go()
                raise

    def claim(self) -> None:
        """Hold the folder before Chroma is loaded, so that a second writer is refused at once."""
        self._guard.take(HURRY_SECONDS)

    def put(self, vectors: Mapping[int, Vectors]) -> None:
        """Hold the passages of records."""
        self._guard.in_use()
        super().put(vectors)

    def delete(self, passages: Mapping[int, int]) -> None:
        """Let go of records."""
        self._guard.in_use()
        super().delete(passages)

    def reset(self, embedder: EmbedderId) -> None:
        """Make the folder anew, whatever was in it."""
        super().close()
        self._guard.take()
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            self._start(embedder)
        except BaseException:
            super().close()
            self._guard.let_go()
            raise

    def close(self) -> None:
        """Write what is unwritten, note that it was closed well, and let the next one in."""
        was_open = self._collection is not None
        super().close()
        if was_open:
            self._guard.closed_well()
        self._guard.let_go()

    def _start(self, embedder: EmbedderId) -> None:
        with self._faults():
            self._client = _client(self.folder)
            self._collection = _collection(self._client, embedder)

    def _fault(self, error: Exception) -> str:
        return (
            f"The vector index in {self.folder} cannot be used ({_told(error)}). The records are "
            "safe in the library's database: make the index anew with postmortem library reindex."
        )


class Server(_Opened):
    """A Chroma server (`chroma run`), which any number of processes may use at once."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def claim(self) -> None:
        """Do nothing: the server keeps its users apart."""

    def open(self, embedder: EmbedderId) -> None:
        """Reach the server; IndexFault where it does not answer."""
        if self._collection is None:
            try:
                with self._faults():
                    self._client = self._reach()
                    self._collection = _collection(self._client, embedder)
            except IndexFault:
                self.close()
                raise

    def reset(self, embedder: EmbedderId) -> None:
        """Make the collection anew."""
        from chromadb.errors import NotFoundError

        self.close()
        with self._faults():
            self._client = self._reach()
            with contextlib.suppress(NotFoundError):
                self._client.delete_collection(COLLECTION)
            self._collection = _collection(self._client, embedder)

    def _reach(self) -> ClientAPI:
        import chromadb

        parts = urlsplit(self._url)
        secure = parts.scheme == "https"
        return chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or (443 if secure else 8000),
            ssl=secure,
            settings=_settings(),
        )

    def _fault(self, error: Exception) -> str:
        return (
            f"The Chroma server at {self._url} cannot be used ({_told(error)}). Start it with "
            "chroma run, or unset POSTMORTEM_CHROMA_URL to use the index on this machine."
        )


def answers(folder: Path) -> bool:
    """Return whether the index in a folder can be opened, counted and asked. May crash."""
    client = _client(folder)
    if COLLECTION not in {one.name for one in client.list_collections()}:
        return True
    held = client.get_collection(COLLECTION, embedding_function=None)
    if held.count():
        one = held.peek(limit=1)["embeddings"]
        held.query(query_embeddings=np.asarray(one, dtype=np.float32), n_results=10)
    return True


def _client(folder: Path) -> ClientAPI:
    import chromadb

    return chromadb.PersistentClient(folder, settings=_settings())


def _settings() -> Settings:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False, chroma_otel_collection_endpoint="")


def _collection(client: ClientAPI, embedder: EmbedderId) -> Collection:
    """Return the collection, made if there is none; IndexFault where another embedder made it."""
    if COLLECTION in {one.name for one in client.list_collections()}:
        held = client.get_collection(COLLECTION, embedding_function=None)
        facts = held.metadata or {}
        name, version = str(facts.get("embedder")), str(facts.get("version"))
        dimension = facts.get("dimension")
        made_by = EmbedderId(name, version, dimension if isinstance(dimension, int) else 0)
        refuse_another(made_by, embedder)
        return held
    return client.create_collection(
        COLLECTION,
        configuration={"hnsw": _GRAPH},
        metadata={
            "embedder": embedder.name,
            "version": embedder.version,
            "dimension": embedder.dimension,
        },
        embedding_function=None,
    )


def _told(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__
