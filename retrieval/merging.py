"""Records of the same id made into one, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from retrieval.records import Record, dump, merged
from retrieval.rows import Kept

Lined = tuple[Record, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """What a batch comes to: records to keep, numbers that they replace, and how they came."""

    fresh: list[Lined]
    gone: list[int]
    new: int
    merged: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Added:
    """What an import came to: how many were new, the ids merged, how many were known already."""

    new: int
    merged: tuple[str, ...]
    unchanged: int

    def plus(self, merge: Merge, twice: tuple[str, ...]) -> Added:
        """Return this with a further batch, `twice` being ids that stood in it more than once."""
        return Added(
            self.new + merge.new,
            (*self.merged, *twice, *merge.merged),
            self.unchanged + merge.unchanged,
        )


def batches(
    records: Iterable[Lined], size: int
) -> Iterator[tuple[dict[str, Lined], tuple[str, ...]]]:
    """Yield so many records by id at a time, with the ids that stood in a batch more than once."""
    batch: dict[str, Lined] = {}
    twice: list[str] = []
    for record, line in records:
        if record.id in batch:
            both = merged(batch[record.id][0], record)
            batch[record.id] = (both, dump(both))
            twice.append(record.id)
        else:
            batch[record.id] = (record, line)
        if len(batch) == size:
            yield batch, tuple(twice)
            batch, twice = {}, []
    if batch:
        yield batch, tuple(twice)


def merged_with(known: Mapping[str, Kept], batch: Mapping[str, Lined]) -> Merge:
    """Return what to keep of a batch beside what is known already."""
    fresh: list[Lined] = []
    gone: list[int] = []
    names: list[str] = []
    new = unchanged = 0
    for name, (record, line) in batch.items():
        held = known.get(name)
        if held is None:
            new += 1
            fresh.append((record, line))
        elif line == held.line or (both := merged(held.record, record)) == held.record:
            unchanged += 1
        else:
            names.append(name)
            gone.append(held.seq)
            fresh.append((both, dump(both)))
    return Merge(fresh, gone, new, tuple(names), unchanged)
