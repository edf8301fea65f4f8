"""Uploaded files: which tab holds which, and their removal when no tab holds them any more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock


class Uploads:
    """Tells which tab holds which file under `root`; deletes a file with its last holder."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._lock = Lock()
        self._held: dict[str, frozenset[Path]] = {}

    def hold(self, tab: str, paths: Iterable[Path]) -> None:
        """Let a tab hold these files and no others; what it held before is let go."""
        resolved = (path.resolve() for path in paths)
        inside = frozenset(path for path in resolved if path.is_relative_to(self._root))
        with self._lock:
            before = self._held.pop(tab, frozenset())
            if inside:
                self._held[tab] = inside
            still: frozenset[Path] = frozenset().union(*self._held.values())
            for path in before - still:
                path.unlink(missing_ok=True)

    def release(self, tab: str) -> None:
        """Let go of everything that a tab holds."""
        self.hold(tab, ())
