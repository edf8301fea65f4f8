"""Where results go: standard output, or a file that is either whole or untouched."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from assistant.errors import OutputError


def check(path: Path) -> None:
    """Raise OutputError where nothing can be written at `path`, before any work is done."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Name a file in it, such as {path / 'draft.md'}.")
    if not path.parent.is_dir():
        raise OutputError(
            f"The folder {path.parent} does not exist, so {path.name} cannot be written there. "
            "Make the folder first, or name another file."
        )


def write(path: Path, text: str) -> None:
    """Write the text as UTF-8 in one step; a failure leaves an existing file as it was."""
    check(path)
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        _stream(target, text)
        return
    try:
        _replace(target, text)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. "
            "Name a place that you may write to and that has room."
        ) from error


def _stream(device: Path, text: str) -> None:
    try:
        device.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise OutputError(f"{device} cannot be written: {error.strerror or error}.") from error


def _replace(target: Path, text: str) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:64]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def result(text: str, path: Path | None, *, quiet: bool) -> None:
    """Write a result to the file, or to standard output where none is named."""
    if path is None:
        click.echo(text, nl=False)
        return
    write(path, text)
    if not quiet:
        click.echo(f"Wrote {path}", err=True)
