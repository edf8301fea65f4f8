"""Lines that stand as a title over the notes of a file."""

from __future__ import annotations

from assistant.analysis.layout import Placed
from assistant.analysis.mentions import is_day
from assistant.incident import Moment

_HEADED = 6  # characters ahead of a time that heads its line
_TITLE = 12  # words of the title that notes have


def is_title(placed: tuple[Placed, ...], index: int) -> bool:
    """Return whether a line stands as the title over the notes of its file: few words, apart."""
    line = placed[index].line
    first = index == 0 or placed[index - 1].line.source != line.source
    after = placed[index + 1].line if index + 1 < len(placed) else None
    apart = after is not None and after.source == line.source and after.line > line.line + 1
    few = len(line.text.split()) <= _TITLE and not line.text.rstrip().endswith((".", "!", "?"))
    return first and apart and few and line.speaker is None


def is_dated_title(placed: tuple[Placed, ...], index: int, moment: Moment | None) -> bool:
    """Return whether a line stands over notes kept by the clock: "2026-01-15 triage bot, UTC"."""
    line = placed[index].line
    below = [p.line for p in placed[index + 1 : index + 3] if p.line.source == line.source]
    first = index == 0 or placed[index - 1].line.source != line.source
    few = len(line.text.split()) <= _TITLE and not line.text.rstrip().endswith((".", "!", "?"))
    few = few and line.speaker is None
    if not (first and few and moment is not None and moment.precision == "day"):
        return False
    under = next((one for one in below if one.text.strip()), None)
    times = under.mentions if under is not None else ()
    return bool(times) and times[0].start < _HEADED and not is_day(times[0])
