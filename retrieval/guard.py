"""The folder of an embedded index: one process at a time, and a look from outside when in doubt."""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import IndexFault, LibraryBusy

PATIENCE_SECONDS = 0.8  # for another search to let go of the folder
HURRY_SECONDS = 0.2  # for who comes to write, and may have to wait for an import
_PROBE_SECONDS = 60.0


class Guard:
    """Keeps other processes out of a folder, and knows whether it is as it was last left.

    The lock and the mark lie beside the folder, so that emptying the folder leaves both.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = FileLock(folder.with_name(f"{folder.name}.lock"))
        self._mark = folder.with_name(f"{folder.name}.closed")

    def take(self, patience: float = PATIENCE_SECONDS) -> None:
        """Make the folder and hold it; LibraryBusy after `patience` seconds of another's use."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self._lock.is_locked:
                self._lock.acquire(timeout=patience)
        except Timeout as error:
            raise LibraryBusy(
                "Another process is using the vector index of this library. Wait until it is done "
                "(an import, another search, the web app), or run a Chroma server and set "
                "POSTMORTEM_CHROMA_URL, so that many can use it at once."
            ) from error
        except OSError as error:
            raise IndexFault(
                f"The folder of the vector index, {self.folder}, cannot be used: "
                f"{error.strerror or error}."
            ) from error

    def let_go(self) -> None:
        """Let other processes in."""
        if self._lock.is_locked:
            self._lock.release(force=True)

    def in_use(self) -> None:
        """Note that the folder is about to change: what stops now did not close it well."""
        with contextlib.suppress(OSError):
            self._mark.unlink(missing_ok=True)

    def closed_well(self) -> None:
        """Note that the folder is as its index left it."""
        with contextlib.suppress(OSError):
            self._mark.write_text(self._state(), encoding="utf-8")

    def examine(self) -> None:
        """Look into a folder that changed since it was closed well; IndexFault where it is damaged.

        Another process looks first, as a damaged file can bring down the one that opens it.
        """
        if not any(self.folder.iterdir()) or self._unchanged():
            return
        command = [sys.executable, "-m", "retrieval.probe", str(self.folder)]
        home = Path(__file__).resolve().parents[1]
        try:
            ran = subprocess.run(
                command, capture_output=True, timeout=_PROBE_SECONDS, cwd=home, check=False
            )
            sound = ran.returncode == 0
        except (subprocess.TimeoutExpired, OSError):
            sound = False
        if not sound:
            raise IndexFault(
                f"The vector index in {self.folder} is damaged. The records are safe in the "
                "library's database: make the index anew with postmortem library reindex."
            )

    def _unchanged(self) -> bool:
        try:
            return self._mark.read_text(encoding="utf-8") == self._state()
        except OSError:
            return False

    def _state(self) -> str:
        """Return a digest of the names, sizes and times of the files."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                held = path.stat()
                name = path.relative_to(self.folder).as_posix()
                digest.update(f"{name}\0{held.st_size}\0{held.st_mtime_ns}\n".encode())
        return digest.hexdigest()
