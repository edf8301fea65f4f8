"""Groups many lines of unseen kinds at once where only rare words, as ids are, differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intake.logs import miner
from assistant.intake.logs.logline import HOLE
from assistant.intake.logs.miner import Words

# So many unseen kinds in one chunk are grouped before each is looked at.
MANY = 256
# So few lines are done before a second library of columns, which is faster, would be loaded.
_FEW = 5_000
_EXAMINED = 600
_ALIKE = 32
_PIECE = r"[0-9A-Za-z_]+"
_NUMBERED = r"[0-9A-Za-z_]*[0-9][0-9A-Za-z_]*"
_WORD = re.compile(_PIECE)
# The words that _NUMBERED finds, each tried once.
_WITH_DIGIT = re.compile(r"(?<![0-9A-Za-z_])[A-Za-z_]*+[0-9][0-9A-Za-z_]*")


def groups(texts: Sequence[str]) -> tuple[list[tuple[bool, list[int]]], frozenset[str]]:
    """Return the indexes of lines that count as one kind, and the words that are common.

    The flag of a group is set where its members differ in rare words, which are then variable.
    """
    if len(texts) <= MANY:
        return [(False, [place]) for place in range(len(texts))], frozenset()
    alike = _alike(texts)
    if len(alike) <= MANY:
        return [(False, members) for members in alike], frozenset()
    folded, common = _fold([texts[members[0]] for members in alike])
    return [
        (rare, [line for kind in members for line in alike[kind]]) for rare, members in folded
    ], common


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """Return the indexes of the lines that differ only in words with digits, by their first."""
    if len(texts) <= _FEW:
        found: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            found.setdefault(_WITH_DIGIT.sub("0", text), []).append(place)
        return list(found.values())
    import polars as pl

    of_lines: list[list[int]] = (
        pl.DataFrame({"s": pl.Series(texts).str.replace_all(_NUMBERED, "0")})
        .with_row_index("i")
        .group_by("s")
        .agg("i")
        .sort(pl.col("i").list.first())["i"]
        .to_list()
    )
    return of_lines


def without_rare(words: Words, common: frozenset[str]) -> Words:
    """Return the words of a message, those that hold no common word masked."""
    return miner.squeeze(
        word
        if word == HOLE or word in common or not common.isdisjoint(_WORD.findall(word))
        else HOLE
        for word in words
    )


def _fold(texts: Sequence[str]) -> tuple[list[tuple[bool, list[int]]], frozenset[str]]:
    """Group lines by their common words; a line with few lines like it stays as it is."""
    import polars as pl

    plain = pl.Series(texts).str.slice(0, _EXAMINED).str.replace_all(_NUMBERED, " ")
    lines = pl.DataFrame({"w": plain.str.extract_all(_PIECE)}).with_row_index("i")
    pairs = lines.explode("w").drop_nulls()
    counts = pairs.group_by("w").agg(pl.col("i").n_unique().alias("n"))
    frequent = counts.filter(pl.col("n") >= max(8, len(texts) // 500))
    kept = (
        pairs.join(frequent, on="w", how="semi", maintain_order="left")
        .group_by("i", maintain_order=True)
        .agg(pl.col("w").str.join(" "), pl.len().alias("k"))
    )
    shares = lines.select("i", pl.col("w").list.len().alias("all")).join(kept, on="i", how="left")
    half = pl.col("k").fill_null(0) * 2 >= pl.col("all")
    grouped = (
        shares.with_columns(pl.when(half).then(pl.col("w")).alias("w"))
        .group_by("w")
        .agg("i")
        .sort(pl.col("i").list.first())
    )
    found: list[tuple[bool, list[int]]] = []
    for words, members in zip(grouped["w"].to_list(), grouped["i"].to_list(), strict=True):
        if words is not None and len(members) >= _ALIKE:
            found.append((True, members))
        else:
            found.extend((False, [line]) for line in members)
    return found, frozenset(frequent["w"].to_list())
