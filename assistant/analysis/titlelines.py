"""Lines that stand as a title over the notes of a file."""

from __future__ import annotations

from assistant.analysis.layout import Placed
from assistant.analysis.mentions import is_day
from assistant.incident import Moment

_HEADED = 6  # characters ahead of a time that heads its line
_LONGEST = 300  # characters of it
_TITLE = 12  # words of the title that notes have


def is_title(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a line stands as the title over the notes of its file: few words, apart."""
    line = placed[index].line
    after = placed[index + 1].line if index + 1 < len(placed) else None
    apart = after is not None and after.source == line.source and after.line > line.line + 1
    return apart and _is_short_first(placed, index)


def is_dated_title(placed: tuple[Placed, ...], index: int, moment: Moment | None) -> bool:
    """Return whether a line stands over notes kept by the clock: "2026-01-15 triage bot, UTC"."""
    if moment is None or moment.precision != "day" or not _is_short_first(placed, index):
        return False
    source = placed[index].line.source
    below = (one.line for one in placed[index + 1 : index + 3] if one.line.source == source)
    under = next((line for line in below if line.text.strip()), None)
    times = under.mentions if under is not None else ()
    return bool(times) and times[0].start < _HEADED and not is_day(times[0])


def _is_short_first(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a line is the first of its file, and no sentence but a few words of nobody."""
    line = placed[index].line
    if line.speaker is not None or len(line.text) > _LONGEST:
        return False
    first = index == 0 or placed[index - 1].line.source != line.source
    few = first and len(line.text.split()) <= _TITLE
    return few and not line.text.rstrip().endswith((".", "!", "?"))
