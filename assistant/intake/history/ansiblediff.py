"""What Ansible prints with `--diff`: the task that made each diff, and when, where it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.intake.history.entrytime import find

_TASK = re.compile(r"(?:TASK|RUNNING HANDLER) \[(?P<name>[^\]\n]{1,200})\] ?\*{3,}\s*")
_ENDS = re.compile(
    r"(?:changed|ok|fatal|failed|skipping|rescued): \[|(?:TASK|PLAY|RUNNING HANDLER) "
)
_BEFORE = re.compile(r"--- before(?:: (?P<path>\S.*?))?\s*")
_AFTER = re.compile(r"\+\+\+ after(?:: (?P<path>\S.*?))?\s*")
_TIMED = 60


@dataclass(frozen=True, slots=True)
class TaskDiff:
    """One diff: its lines (from 0), what of them names the task and the time, and its path."""

    lines: range
    task: tuple[int, str] | None
    when: tuple[int, str] | None
    path: str | None


def looks_like_one(lines: Sequence[str]) -> bool:
    """Return whether a task is headed, and some diff says what there was before."""
    if not any(line.startswith("--- before") for line in lines):
        return False
    return any(_TASK.fullmatch(line) for line in lines)


def diffs(lines: Sequence[str]) -> tuple[TaskDiff, ...]:
    """Return the diffs in their order, each with the task that it stands under."""
    found = []
    task: tuple[int, str] | None = None
    when: tuple[int, str] | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        headed = _TASK.fullmatch(line)
        before = _BEFORE.fullmatch(line)
        after = _AFTER.fullmatch(lines[at + 1]) if before and at + 1 < len(lines) else None
        if headed:
            task, when = (at, headed["name"]), None
            span = find(lines[at + 1]) if at + 1 < len(lines) else None
            if span is not None and span[0] < 3 and "(" in lines[at + 1][span[1] :][:_TIMED]:
                when = (at + 1, lines[at + 1][span[0] : span[1]])
        if before and after:
            end = at + 2
            while end < len(lines) and not _ENDS.match(lines[end]) and lines[end].strip():
                end += 1
            # What a template is rendered to on the way says nothing of where it went.
            found.append(TaskDiff(range(at, end), task, when, before["path"] or after["path"]))
            at = end
        else:
            at += 1
    return tuple(found)
