"""Where the library's database is, and how its faults are told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from retrieval.errors import LibraryError

MEMORY = ":memory:"  # a database that ends with its connection


def engine_for(place: Path | str) -> sa.Engine:
    """Return the way to a SQLite file or a database address; LibraryError where there is none."""
    try:
        if isinstance(place, Path):
            place.parent.mkdir(parents=True, exist_ok=True)
            engine = sa.create_engine(f"sqlite:///{place}")
            sa.event.listen(engine, "connect", _durable)
        elif place == MEMORY:
            engine = sa.create_engine("sqlite://")
        else:
            engine = sa.create_engine(place, pool_pre_ping=True)
        return engine
    except (SQLAlchemyError, ImportError) as error:
        raise LibraryError(
            f"The library's database cannot be opened ({reason(error)}). It is a SQLite file, or "
            "an address such as postgresql+psycopg://user@host/name."
        ) from error
    except OSError as error:
        raise LibraryError(
            f"The library's folder cannot be made: {error.strerror or error}. "
            "Choose another with --data-dir."
        ) from error


def shown(url: sa.URL) -> str:
    """Return where a database is, without its password."""
    return url.database or "" if url.drivername == "sqlite" else url.render_as_string()


def _durable(connection: sqlite3.Connection, _: object) -> None:
    """Keep what was committed through a crash, and wait for another writer instead of failing."""
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=10000",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def reason(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    lines = str(original).strip().splitlines()
    return lines[0] if lines else type(error).__name__
