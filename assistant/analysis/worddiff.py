"""Word differences: what of a prompt was taken out and put in, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["kept", "out", "in"]
_WORD = re.compile(r"\s+|\w+|[^\w\s]+")
_MOST = 4000  # words of one text that are compared; a longer one is shown by its lines
_KEPT = 4  # words in a row that two versions share at the least to be shown as kept
_CONTEXT = 12  # words kept around a difference


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that was kept, taken out or put in."""

    op: Op
    text: str


def of_change(diff: str | None, before: str | None, after: str | None) -> tuple[Run, ...]:
    """Return the word difference of a change: from its diff, else from its two texts.

    Empty where there is nothing to compare word by word: no diff and no two texts, lines only
    taken out or only put in, or texts of more than a few thousand words.
    """
    if diff:
        old, new = _sides(diff)
    elif before and after and (" " in before.strip() or " " in after.strip()):
        old, new = before, after
    else:
        return ()
    if not old.strip() or not new.strip() or old == new:
        return ()
    return tuple(_shortened(compare(old, new)))


def _sides(diff: str) -> tuple[str, str]:
    """Return the lines that a unified diff takes out and those it puts in, with its context."""
    old: list[str] = []
    new: list[str] = []
    for line in diff.splitlines():
        if line.startswith(("+++", "---", "@@", "diff ", "index ", "\\")):
            continue
        if not line.startswith("+"):
            old.append(line[1:] if line[:1] in {"-", " "} else line)
        if not line.startswith("-"):
            new.append(line[1:] if line[:1] in {"+", " "} else line)
    return "\n".join(old), "\n".join(new)


def compare(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs that turn one text into another; "kept" and "out" joined are the old one.

    Empty where either holds more words than can be compared.
    """
    one, two = _WORD.findall(old), _WORD.findall(new)
    if len(one) > _MOST or len(two) > _MOST:
        return ()
    runs: list[Run] = []
    for op, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append(Run("kept", "".join(one[a:b])))
            continue
        if a < b:
            runs.append(Run("out", "".join(one[a:b])))
        if c < d:
            runs.append(Run("in", "".join(two[c:d])))
    return tuple(_joined(runs))


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Yield the runs with few words kept between two differences counted to both of them.

    A sentence that was written anew reads as one taken out and one put in, not as a patchwork.
    """
    out, new = "", ""
    for index, run in enumerate(runs):
        last = index == len(runs) - 1
        # A line that was kept is no remnant of one written anew, however short it is.
        whole = (out or new).endswith("\n")
        few = run.op == "kept" and len(re.findall(r"\w+", run.text)) < _KEPT and not whole
        if run.op == "kept" and not (few and (out or new) and not last):
            yield from (r for r in (Run("out", out), Run("in", new)) if r.text)
            out, new = "", ""
            yield run
        elif run.op == "kept":
            out, new = out + run.text, new + run.text
        elif run.op == "out":
            out += run.text
        else:
            new += run.text
    yield from (r for r in (Run("out", out), Run("in", new)) if r.text)


def _shortened(runs: tuple[Run, ...]) -> Iterator[Run]:
    """Yield the runs with long kept ones cut to the words beside a difference."""
    for index, run in enumerate(runs):
        words = _WORD.findall(run.text)
        if run.op != "kept" or len(words) <= 2 * _CONTEXT:
            yield run
            continue
        head = "".join(words[:_CONTEXT]) if index else ""
        tail = "".join(words[-_CONTEXT:]) if index < len(runs) - 1 else ""
        yield Run("kept", f"{head} … {tail}")
