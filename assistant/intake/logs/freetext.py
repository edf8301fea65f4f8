"""Texts of people and models within messages: many lines of one statement that share no words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.intake.logs import miner, slowpath
from assistant.intake.logs.digest import Digest, Row
from assistant.intake.logs.logline import HOLE
from assistant.intake.logs.miner import Words
from assistant.intake.logs.slowpath import Columns

# So many rows with one beginning, with so many words next and of so many lengths, may hold texts;
# of a beginning of one word, which may name a part of a program, so many.
_ROWS, _NEXT, _LENGTHS = 16, 12, 4
_ALONE = 64
_DEEPEST = 12
_JUDGED = 24
# What a program puts ahead of a text: "asked: ", "output=", "prompt: '".
_AHEAD = re.compile(r"[:=]\s?[\"'`{\[(]{0,2}(?=\w)")
_READ = 400


def folded(
    templates: Mapping[Words, Words], digest: Digest, counts: Sequence[int]
) -> Mapping[Words, Words]:
    """Return the templates, those of rows that only begin alike as their beginning and a hole.

    `counts` are the lines of each row. A beginning counts where a mark that heads a value ends it,
    and where what follows seldom comes again, as the statements of a program do.
    """
    found = dict(templates)
    lines: dict[Words, int] = defaultdict(int)
    for row, count in zip(digest.rows, counts, strict=True):
        lines[row.words] += count
    for beginning, members in _beginnings(digest.rows):
        kinds = {templates[row.words] for row in members}
        seldom = len(kinds) * 2 >= sum(lines[words] for words in {row.words for row in members})
        if seldom and _is_headed(beginning, members, digest.columns):
            hidden = (*beginning, HOLE) if beginning[-1] != HOLE else beginning
            found.update({row.words: hidden for row in members})
    return found


def _beginnings(rows: Iterable[Row]) -> Iterator[tuple[Words, list[Row]]]:
    """Yield the beginnings of many rows that go on in many ways, the shortest ones last."""
    members: dict[Words, list[Row]] = defaultdict(list)
    for row in rows:
        for size in range(1, min(len(row.words), _DEEPEST)):
            members[row.words[:size]].append(row)
    for beginning in sorted(members, key=lambda words: (-len(words), words)):
        found = members[beginning]
        constant = sum(word != HOLE for word in beginning)
        if not constant or len(found) < (_ROWS if constant > 1 else _ALONE):
            continue
        size = len(beginning)
        following = {row.words[size] for row in found}
        if len(following) >= _NEXT and len({len(row.words) for row in found}) >= _LENGTHS:
            yield beginning, found


def _is_headed(beginning: Words, members: Sequence[Row], columns: Columns | None) -> bool:
    judged = members[:: max(len(members) // _JUDGED, 1)][:_JUDGED]
    return all(_heads(beginning, row, columns) for row in judged)


def _heads(beginning: Words, row: Row, columns: Columns | None) -> bool:
    """Return whether a beginning of a row ends at a mark that heads a value."""
    message = slowpath.split(row.text, columns)[1][:_READ]
    return any(
        miner.words(message[: mark.start()]) == beginning for mark in _AHEAD.finditer(message)
    )
