"""Saved cases: the first version keeps each draft as one JSON file under the data folder.

A file is written beside its place, flushed to disk and renamed, so a reader finds the old draft or
the new one and never half of one. Later versions keep cases in a database; these files stay
readable as an import.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from assistant.errors import OutputError, UnreadableInput

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def save(draft_json: str, case_id: str, data_dir: Path) -> Path:
    """Return where the draft of a case was saved, replacing the one before; OutputError if not."""
    path = _place(case_id, data_dir)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{case_id}-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(draft_json)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _flush_folder(path.parent)
    except UnicodeEncodeError as error:
        raise OutputError(f"The case {case_id} holds text that is no Unicode ({error}).") from error
    except OSError as error:
        raise OutputError(
            f"The case {case_id} could not be saved in {path.parent} ({error.strerror}). "
            "Choose another folder with --data-dir."
        ) from error
    return path


def load(case_id: str, data_dir: Path) -> str:
    """Return the saved draft of a case as JSON text; UnreadableInput where there is none."""
    path = _place(case_id, data_dir)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UnreadableInput(f"There is no saved case {case_id} in {path.parent}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"The saved case {path} cannot be read ({error}).") from error


def _place(case_id: str, data_dir: Path) -> Path:
    if not _ID.fullmatch(case_id):
        raise OutputError(f"{case_id!r} is no case id; it looks like PM-20260302-1a2b3c4d.")
    return data_dir / "cases" / f"{case_id}.json"


def _flush_folder(folder: Path) -> None:
    """Make the rename durable where the platform can open a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
