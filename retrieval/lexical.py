"""The lexical index beside the records: SQLite FTS5 at home, PostgreSQL full text for teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa

from retrieval.errors import LibraryError
from retrieval.terms import terms

_TITLE_WEIGHT = 3.0  # measured on bug reports with known duplicates: `python -m evals retrieval`
_POSTINGS = 3_000  # entries of terms that one search walks through
_MOST_COUNTS = 200_000
_AT_LEAST = 3  # of the rarest terms, whatever they cost

# The sum over the 32 rarest terms of their rarity (as in BM25) times how much of a text they are.
_BY_RARITY = """
WITH size AS (SELECT count(*)::float AS n FROM library_words),
asked AS (
  SELECT t AS term, quote_literal(t)::tsquery AS q FROM unnest(CAST(:terms AS text[])) AS t
),
counted AS (
  SELECT q, (SELECT count(*) FROM library_words w WHERE w.words @@ asked.q) AS df FROM asked
),
used AS (
  SELECT q, ln(1 + (size.n - df + 0.5) / (df + 0.5)) AS rarity FROM counted, size
  WHERE df > 0 ORDER BY df LIMIT 32
)
SELECT w.seq FROM used JOIN library_words w ON w.words @@ used.q
GROUP BY w.seq, w.words
ORDER BY sum(used.rarity * (0.02 + ts_rank('{0.05,0.2,0.4,0.3}', w.words, used.q, 1))) DESC, w.seq
LIMIT :depth
"""
_CLOSEST = (
    "SELECT rowid FROM library_words WHERE library_words MATCH ? "
    "ORDER BY bm25(library_words, ?, 1.0) LIMIT ?"
)


class Lexical(Protocol):
    """Words of titles and bodies; everything happens inside the caller's transaction."""

    def prepare(self, at: sa.Connection) -> None:
        """Make what is not there yet."""
        ...

    def add(self, at: sa.Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add (number, title, body) of records."""
        ...

    def remove(self, at: sa.Connection, seqs: Sequence[int]) -> None:
        """Take records out."""
        ...

    def clear(self, at: sa.Connection) -> None:
        """Take everything out."""
        ...

    def tidy(self, at: sa.Connection) -> None:
        """Put in order what many additions left scattered, so that searches stay quick."""
        ...

    def search(
        self, at: sa.Connection, query: Sequence[str], *, within: set[int] | None, limit: int
    ) -> list[int]:
        """Return the numbers of the records that hold any of the terms, the closest first."""
        ...


def lexical_for(dialect: str) -> Lexical:
    """Return the index for a kind of database; LibraryError for one that has none."""
    if dialect == "sqlite":
        return Fts5()
    if dialect == "postgresql":
        return FullText()
    raise LibraryError(f"The library cannot be kept in {dialect}; use SQLite or PostgreSQL.")


class Fts5:
    """BM25 by SQLite's FTS5 over terms that were stemmed before; the title counts three times."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def prepare(self, at: sa.Connection) -> None:
        """Make the tables."""
        at.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS library_words USING fts5"
            "(title, body, tokenize='unicode61 remove_diacritics 0')"
        )
        at.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS library_terms USING fts5vocab(library_words, 'row')"
        )

    def add(self, at: sa.Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add the terms of records."""
        values = [(seq, " ".join(terms(title)), " ".join(terms(body))) for seq, title, body in rows]
        if values:
            at.exec_driver_sql(
                "INSERT INTO library_words(rowid, title, body) VALUES (?, ?, ?)", values
            )

    def remove(self, at: sa.Connection, seqs: Sequence[int]) -> None:
        """Take records out."""
        if seqs:
            at.exec_driver_sql(
                "DELETE FROM library_words WHERE rowid = ?", [(seq,) for seq in seqs]
            )

    def clear(self, at: sa.Connection) -> None:
        """Make the tables anew."""
        at.exec_driver_sql("DROP TABLE IF EXISTS library_terms")
        at.exec_driver_sql("DROP TABLE IF EXISTS library_words")
        self.prepare(at)

    def tidy(self, at: sa.Connection) -> None:
        """Merge the index into one tree."""
        at.exec_driver_sql("INSERT INTO library_words(library_words) VALUES ('optimize')")

    def search(
        self, at: sa.Connection, query: Sequence[str], *, within: set[int] | None, limit: int
    ) -> list[int]:
        """Return the closest records by BM25; terms that nearly every record holds are left out."""
        chosen = self._affordable(at, query)
        if not chosen:
            return []
        wanted = " OR ".join(f'"{term}"' for term in chosen)
        depth = limit if within is None else -1
        rows = at.exec_driver_sql(_CLOSEST, (wanted, _TITLE_WEIGHT, depth)).scalars()
        if within is None:
            return [int(row) for row in rows]
        found: list[int] = []
        for row in rows:
            if row in within:
                found.append(int(row))
                if len(found) == limit:
                    break
        return found

    def _affordable(self, at: sa.Connection, query: Sequence[str]) -> list[str]:
        """Return the rarest terms, as many as can be walked through in a search."""
        counts = {term: n for term in dict.fromkeys(query) if (n := self._count(at, term))}
        chosen: list[str] = []
        spent = 0
        for term in sorted(counts, key=lambda term: (counts[term], term)):
            spent += counts[term]
            if spent > _POSTINGS and len(chosen) >= _AT_LEAST:
                break
            chosen.append(term)
        return chosen

    def _count(self, at: sa.Connection, term: str) -> int:
        """Return in how many records a term stands, as it was when it was first asked.

        It only decides which terms are worth their cost, so that it grows old does no harm.
        """
        if term not in self._counts:
            if len(self._counts) > _MOST_COUNTS:
                self._counts.clear()
            counted = "SELECT doc FROM library_terms WHERE term = ?"
            found = at.exec_driver_sql(counted, (term,)).scalar()
            if not found:
                return 0
            self._counts[term] = int(found)
        return self._counts[term]


class FullText:
    """PostgreSQL full text over the same terms, its own stemming off; the title counts more.

    PostgreSQL's own rank leaves out how rare a term is; it is weighted by that here. The order is
    near that of BM25, not the same.
    """

    def prepare(self, at: sa.Connection) -> None:
        """Make the table and its index."""
        at.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS library_words (seq INTEGER PRIMARY KEY, words TSVECTOR)"
        )
        at.exec_driver_sql(
            "CREATE INDEX IF NOT EXISTS library_words_gin ON library_words USING gin(words)"
        )

    def add(self, at: sa.Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add the terms of records."""
        values = [
            {"seq": seq, "title": " ".join(terms(title)), "body": " ".join(terms(body))}
            for seq, title, body in rows
        ]
        if values:
            at.execute(
                sa.text(
                    "INSERT INTO library_words(seq, words) VALUES (:seq, "
                    "setweight(to_tsvector('simple', :title), 'A') || "
                    "setweight(to_tsvector('simple', :body), 'D'))"
                ),
                values,
            )

    def remove(self, at: sa.Connection, seqs: Sequence[int]) -> None:
        """Take records out."""
        if seqs:
            at.execute(
                sa.text("DELETE FROM library_words WHERE seq = :seq"), [{"seq": s} for s in seqs]
            )

    def clear(self, at: sa.Connection) -> None:
        """Take everything out."""
        at.exec_driver_sql("DELETE FROM library_words")

    def tidy(self, at: sa.Connection) -> None:
        """Refresh what the planner knows."""
        at.exec_driver_sql("ANALYZE library_words")

    def search(
        self, at: sa.Connection, query: Sequence[str], *, within: set[int] | None, limit: int
    ) -> list[int]:
        """Return the records with the highest sum of the terms' rarities, titles counting more."""
        distinct = list(dict.fromkeys(query))
        if not distinct:
            return []
        rows = at.execute(
            sa.text(_BY_RARITY),
            {"terms": distinct, "depth": limit if within is None else 100_000},
        ).scalars()
        return [int(row) for row in rows if within is None or row in within][:limit]
