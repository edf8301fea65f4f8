"""Groups many lines of unseen kinds at once where only rare words, as ids are, differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.intake.logs import miner, statuses
from assistant.intake.logs.logline import HOLE
from assistant.intake.logs.miner import Words

# So many unseen kinds in one chunk are grouped before each is looked at.
MANY = 256
# So few lines are done before a second library of columns, which is faster, would be loaded.
FEW = 5_000
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
    answered: dict[str | None, list[int]] = {}
    for place, text in enumerate(texts):
        answered.setdefault(statuses.of(text), []).append(place)
    if len(answered) > 1:
        return _apart(texts, answered.values())
    alike = _alike(texts)
    if len(alike) <= MANY:
        return [(False, members) for members in alike], frozenset()
    folded, common = _fold([texts[members[0]] for members in alike])
    return [
        (rare, [line for kind in members for line in alike[kind]]) for rare, members in folded
    ], common


def _apart(
    texts: Sequence[str], parts: Iterable[Sequence[int]]
) -> tuple[list[tuple[bool, list[int]]], frozenset[str]]:
    """Return the groups of each part of the lines, and the words that are common in one."""
    found: list[tuple[bool, list[int]]] = []
    words: frozenset[str] = frozenset()
    for part in parts:
        kinds, common = groups([texts[place] for place in part])
        found += [(rare, [part[member] for member in members]) for rare, members in kinds]
        words |= common
    return found, words


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """Return the indexes of the lines that differ only in words with digits, by their first."""
    if len(texts) <= FEW:
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
        if word in (HOLE, miner.ASIDE)
        or word in statuses.NAMES
        or word in common
        or not common.isdisjoint(_WORD.findall(word))
        else HOLE
        for word in words
    )


def _fold(texts: Sequence[str]) -> tuple[list[tuple[bool, list[int]]], frozenset[str]]:
    """Group lines by their common words; a line with few lines like it stays as it is."""
    keys, common = _few_keys(texts) if len(texts) <= FEW else _many_keys(texts)
    grouped: dict[str | None, list[int]] = {}
    for place, key in enumerate(keys):
        grouped.setdefault(key, []).append(place)
    found: list[tuple[bool, list[int]]] = []
    for words, members in grouped.items():
        if words is not None and len(members) >= _ALIKE:
            found.append((True, members))
        else:
            found.extend((False, [line]) for line in members)
    return found, common


def _least(lines: int) -> int:
    """Return in how many of the lines a word stands that is a common one."""
    return max(8, lines // 500)


def _few_keys(texts: Sequence[str]) -> tuple[list[str | None], frozenset[str]]:
    """Return the common words of each line, None where most of its words are rare, and all."""
    lines = [_WORD.findall(_WITH_DIGIT.sub(" ", text[:_EXAMINED])) for text in texts]
    counts = Counter(word for line in lines for word in set(line))
    common = frozenset(word for word, count in counts.items() if count >= _least(len(texts)))
    keys: list[str | None] = []
    for line in lines:
        kept = [word for word in line if word in common]
        keys.append(" ".join(kept) if kept and len(kept) * 2 >= len(line) else None)
    return keys, common


def _many_keys(texts: Sequence[str]) -> tuple[list[str | None], frozenset[str]]:
    """Return the same for lines without number, in columns."""
    import polars as pl

    plain = pl.Series(texts).str.slice(0, _EXAMINED).str.replace_all(_NUMBERED, " ")
    lines = pl.DataFrame({"w": plain.str.extract_all(_PIECE)}).with_row_index("i")
    pairs = lines.explode("w").drop_nulls()
    counts = pairs.group_by("w").agg(pl.col("i").n_unique().alias("n"))
    frequent = counts.filter(pl.col("n") >= _least(len(texts)))
    kept = (
        pairs.join(frequent, on="w", how="semi", maintain_order="left")
        .group_by("i", maintain_order=True)
        .agg(pl.col("w").str.join(" "), pl.len().alias("k"))
    )
    shares = lines.select("i", pl.col("w").list.len().alias("all")).join(
        kept, on="i", how="left", maintain_order="left"
    )
    half = pl.col("k").fill_null(0) * 2 >= pl.col("all")
    keys: list[str | None] = shares.select(pl.when(half).then(pl.col("w")))["w"].to_list()
    return keys, frozenset(frequent["w"].to_list())
