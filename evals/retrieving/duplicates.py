"""Recall@k of the search on reports whose duplicates are known, beside each of its two parts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.embedder import add_option, prepared
from evals.jsonlines import load
from retrieval.corpus import connect
from retrieval.index import Library
from retrieval.ranking import query_of
from retrieval.records import Record
from retrieval.vectors import Exact

_KS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Report:
    """A report with the ids of those that report the same."""

    id: str
    title: str
    text: str
    duplicates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of reports with a duplicate among the first k, for each k."""

    name: str
    shares: tuple[float, ...]


def main(arguments: list[str]) -> int:
    """Print recall@1, 5 and 10 of words alone, of vectors alone, and of both fused."""
    parser = argparse.ArgumentParser(
        prog="python -m evals retrieval",
        description="Finds known duplicates: JSON lines with id, title, text, duplicates.",
    )
    parser.add_argument("file", type=Path)
    add_option(parser)
    wishes = parser.parse_args(arguments)
    reports = load(wishes.file, _report)
    with TemporaryDirectory() as aside:
        place = Path(aside) / "library.sqlite3"
        with Library(connect(place), Exact(), prepared(wishes.models)) as library:
            records = (Record(id=r.id, title=r.title, text=r.text or r.title) for r in reports)
            library.add((one, json.dumps({"id": one.id, "title": one.title, "text": one.text}))
                        for one in records)  # fmt: skip
            library.catch_up()
            for found in measure(library, reports):
                shares = "  ".join(
                    f"R@{k} {share:.3f}" for k, share in zip(_KS, found.shares, strict=True)
                )
                sys.stdout.write(f"{found.name:<8} {shares}\n")
    return 0


def measure(library: Library, reports: Sequence[Report]) -> tuple[Recall, ...]:
    """Return the recall of each way, a report's own record left out."""
    asked = [report for report in reports if report.duplicates]
    ways: tuple[tuple[str, Callable[[str], list[str]]], ...] = (
        ("words", lambda text: library.ranked(query_of(text), _KS[-1] + 1, parts="words")),
        ("vectors", lambda text: library.ranked(query_of(text), _KS[-1] + 1, parts="vectors")),
        ("fused", lambda text: _searched(library, text)),
    )
    found: list[Recall] = []
    for name, way in ways:
        hits = [0] * len(_KS)
        for report in asked:
            ids = [one for one in way(f"{report.title}\n{report.text}") if one != report.id]
            for place, k in enumerate(_KS):
                hits[place] += bool(report.duplicates & set(ids[:k]))
        found.append(Recall(name, tuple(hit / len(asked) for hit in hits)))
    return tuple(found)


def _searched(library: Library, text: str) -> list[str]:
    """Return what `postmortem similar` ranks first: by words, vectors and how it came about."""
    found = library.search(query_of(text), _KS[-1] + 1, alike=_KS[-1] + 1)
    return [hit.record.id for hit in found.hits][: _KS[-1] + 1]


def _report(row: dict[str, Any]) -> Report:
    return Report(
        str(row["id"]), str(row["title"]), str(row["text"] or ""), frozenset(row["duplicates"])
    )
