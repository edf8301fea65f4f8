"""What was taken in a day, in a file that every process with the same data folder shares."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.drafting.model.base import Usage
from assistant.drafting.model.budget import changed

_PATIENCE = 5.0  # seconds to wait for another process that counts at the same moment


class DayFile:
    """A ledger of one day in a small JSON file, under a lock.

    A process that dies leaves its reservation counted: the limit errs on the side of less. Where
    the file cannot be kept, nothing is allowed under a limit that needs it.
    """

    def __init__(self, path: Path, *, today: Callable[[], date]) -> None:
        """Keep the day's sum at `path`; `today` tells the day (UTC)."""
        self._path = path
        self._today = today
        self._reserved: list[tuple[date, Usage]] = []

    def reserve(self, usage: Usage, allowed: Callable[[Usage], str | None]) -> str | None:
        """Add `usage` unless a limit would be passed; return that limit."""
        if allowed(Usage(10**15, 10**15, 10**15)) is None:
            return None  # no limit is set for a day: nothing needs to be kept
        try:
            with self._locked():
                total = self._read()
                passed = allowed(total + usage)
                if passed is None:
                    self._write(total + usage)
                    self._reserved.append((self._today(), usage))
        except (OSError, Timeout):
            return f"the day's count cannot be kept in {self._path.parent}"
        return passed

    def settle(self, reserved: Usage, taken: Usage) -> None:
        """Put what was taken in the place of what had been reserved for it."""
        entry = next((e for e in self._reserved if e[1] == reserved), None)
        if entry is None:
            return  # nothing was kept of it
        self._reserved.remove(entry)
        try:
            with self._locked():
                if entry[0] == self._today():
                    self._write(changed(self._read(), reserved, taken))
                else:  # the day it was counted on is over
                    self._write(self._read() + taken)
        except (OSError, Timeout):
            return

    def _locked(self) -> FileLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{self._path}.lock", timeout=_PATIENCE)

    def _read(self) -> Usage:
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            if held["day"] != self._today().isoformat():
                return Usage()
            counts = [held["taken"][name] for name in ("input_tokens", "output_tokens", "calls")]
            if not all(isinstance(count, int) and count >= 0 for count in counts):
                return Usage()
            return Usage(*counts)
        except (OSError, ValueError, KeyError, TypeError):
            return Usage()

    def _write(self, total: Usage) -> None:
        held = {"day": self._today().isoformat(), "taken": asdict(total)}
        handle, name = tempfile.mkstemp(prefix=".spent-", dir=self._path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(held, file)
            Path(name).replace(self._path)
        finally:
            Path(name).unlink(missing_ok=True)
