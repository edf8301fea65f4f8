"""What was handed in: collects files, folders and pastes, and tells what kind each one is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import InputTooLarge, UnreadableInput
from assistant.incident import Finding, Kind
from assistant.intake.compressed import is_packed, unpacked
from assistant.intake.encoding import decode, not_text
from assistant.intake.item import HEAD_BYTES, Input, unreadable
from assistant.intake.kinds import detect

WHOLE_FILE_LIMIT = 20 * 1000 * 1000


@dataclass(frozen=True, slots=True)
class Collected:
    """The usable inputs, in reading order, and what was left out and why."""

    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A file to look at: how to call it, and the kind that the person stated, if any."""

    path: Path
    name: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class _Refused:
    """An input that cannot be used: `place` as the person named it, `told` what is wrong."""

    where: str
    place: str
    told: str
    too_large: bool = False


def collect(
    paths: Sequence[Path],
    *,
    notes: Sequence[Path] = (),
    logs: Sequence[Path] = (),
    histories: Sequence[Path] = (),
) -> Collected:
    """Return the inputs under the paths: folders read whole and sorted, hidden members skipped.

    A file that cannot be used becomes a finding; raises UnreadableInput (or InputTooLarge, where
    size was the only obstacle) when nothing at all can be used.
    """
    refused: list[_Refused] = []
    stated: tuple[tuple[Kind, Sequence[Path]], ...] = (
        ("note", notes),
        ("log", logs),
        ("history", histories),
    )
    found: dict[Path, _Named] = {}
    for kind, given in stated:
        for named in _walk(given, kind, refused):
            found.setdefault(_identity(named.path), named)
    overridden = dict(found)
    found = {}
    for named in _walk(paths, None, refused):
        found.setdefault(_identity(named.path), overridden.pop(_identity(named.path), named))
    found.update(overridden)
    inputs = []
    for named in found.values():
        read = _examine(named)
        if isinstance(read, Input):
            inputs.append(read)
        else:
            refused.append(read)
    if not inputs:
        raise _nothing_usable(refused)
    findings = tuple(
        Finding(
            "intake",
            "warning",
            item.where,
            f"{item.where} {item.told} It was left out of this draft.",
        )
        for item in refused
    )
    return Collected(_distinct(inputs), findings)


def paste(text: str, name: str = "pasted notes") -> Input:
    """Return a pasted text as an input of its detected kind; raise UnreadableInput if blank."""
    if not text.strip():
        raise UnreadableInput(
            f"The {name} are empty. Paste the incident notes, or name a file or folder."
        )
    data = text.encode("utf-8", errors="replace")
    if len(data) > WHOLE_FILE_LIMIT and detect("", text[:HEAD_BYTES]) != "log":
        raise InputTooLarge(f"{name[:1].upper()}{name[1:]}: the input {_too_large(len(data))}")
    return Input(name, detect("", text[:HEAD_BYTES]), data=data)


def paste_bytes(data: bytes, name: str = "standard input") -> Input:
    """Return bytes from a pipe as an input; raise UnreadableInput if they are not readable."""
    if data.startswith((b"%PDF-", b"PK\x03\x04")) and len(data) <= WHOLE_FILE_LIMIT:
        from assistant.intake.notes.documents import is_docx

        if data.startswith(b"%PDF-") or is_docx(data):
            return Input(name, "note", data=data)
    what = not_text(data[:HEAD_BYTES])
    if what is not None:
        raise UnreadableInput(
            f"{name[:1].upper()}{name[1:]} is {what}, not text. Pipe in the notes as plain text."
        )
    return paste(decode(data).text, name)


def _walk(paths: Iterable[Path], kind: Kind | None, refused: list[_Refused]) -> Iterator[_Named]:
    for path in paths:
        if path.is_dir():
            yield from _members(path, kind, refused)
        elif not path.exists():
            told = "does not exist. Check the path, or leave it out."
            refused.append(_Refused(path.name, str(path), told))
        else:
            yield _Named(path, path.name, kind)


def _members(folder: Path, kind: Kind | None, refused: list[_Refused]) -> Iterator[_Named]:
    def note(error: OSError) -> None:
        place = Path(error.filename or folder)
        refused.append(_Refused(place.name, str(place), unreadable(error)))

    seen = False
    for root, names, files in os.walk(folder, onerror=note):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            seen = True
            path = Path(root) / file
            yield _Named(path, path.relative_to(folder).as_posix(), kind)
    if not seen:
        told = (
            "is a folder without files (hidden ones are skipped). "
            "Put the notes, logs and version history in it, or name another folder."
        )
        refused.append(_Refused(folder.name or str(folder), str(folder), told))


def _examine(named: _Named) -> Input | _Refused:
    path = named.path
    place = str(path)
    try:
        if not path.is_file():
            return _Refused(named.name, place, "is not a regular file. Name a text file.")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        return _Refused(named.name, place, unreadable(error))
    if not head:
        return _Refused(named.name, place, "is empty (0 bytes). Fill it, or leave it out.")
    if is_packed(head):
        return _packed(named, head)
    what = not_text(head)
    if what is not None:
        if size <= WHOLE_FILE_LIMIT and named.kind in (None, "note") and _is_document(path, head):
            return Input(named.name, "note", path=path, stated=named.kind is not None)
        told = f"is {what}, not text. Export it as plain text and name that file."
        return _Refused(named.name, place, told)
    text = decode(head).text
    if not text.strip() and size <= HEAD_BYTES:
        return _Refused(named.name, place, "holds only blank lines. Fill it, or leave it out.")
    kind = named.kind or detect(named.name, text)
    if kind != "log" and size > WHOLE_FILE_LIMIT:
        return _Refused(named.name, place, _too_large(size), too_large=True)
    return Input(named.name, kind, path=path, stated=named.kind is not None)


def _is_document(path: Path, head: bytes) -> bool:
    """Return whether a file is a PDF or Word document, whose text can be read."""
    if head.startswith(b"%PDF-"):
        return True
    if not head.startswith(b"PK\x03\x04"):
        return False
    from assistant.intake.notes.documents import is_docx

    try:
        return is_docx(path.read_bytes())
    except OSError:
        return False


def _packed(named: _Named, head: bytes) -> Input | _Refused:
    """Return a compressed log as an input; anything else compressed has to be unpacked first."""
    place = str(named.path)
    text = unpacked(head, HEAD_BYTES)
    if text is None:
        told = "is a compressed file that cannot be unpacked. Unpack it, and name what is in it."
        return _Refused(named.name, place, told)
    inner = re.sub(r"\.(?:gz|zst|zstd)\Z", "", named.name, flags=re.IGNORECASE)
    what = not_text(text)
    if what is None:
        kind = named.kind or detect(inner, decode(text).text)
        if kind == "log":
            return Input(named.name, "log", path=named.path)
        what = "notes" if kind == "note" else "a version history"
    told = f"is a compressed file with {what} in it; only logs are read compressed. Unpack it."
    return _Refused(named.name, place, told)


def _nothing_usable(refused: Sequence[_Refused]) -> UnreadableInput | InputTooLarge:
    if not refused:
        return UnreadableInput(
            "Nothing was handed in. Name files or folders, or use - to read notes from "
            "standard input."
        )
    lines = [f"{item.place} {item.told}" for item in refused[:8]]
    if len(refused) > 8:
        lines.append(f"... and {len(refused) - 8} more files that cannot be used.")
    text = "\n".join(lines)
    if all(item.too_large for item in refused):
        return InputTooLarge(text)
    return UnreadableInput(text)


def _distinct(inputs: Sequence[Input]) -> tuple[Input, ...]:
    """Return the inputs with a name each: a name met twice gets its folder in front."""
    count: dict[str, int] = {}
    for item in inputs:
        count[item.name] = count.get(item.name, 0) + 1
    taken: set[str] = set()
    named = []
    for item in inputs:
        name = item.name
        if count[name] > 1 and item.path is not None:
            name = f"{item.path.resolve().parent.name}/{name}"
        tail, ordinal = name, 2
        while name in taken:
            name, ordinal = f"{tail} ({ordinal})", ordinal + 1
        taken.add(name)
        named.append(replace(item, name=name))
    return tuple(named)


def _identity(path: Path) -> Path:
    return path.resolve()


def _too_large(size: int) -> str:
    return (
        f"has {size / 1e6:.0f} MB; notes and histories are read whole and may have up to "
        f"{WHOLE_FILE_LIMIT // 1_000_000} MB. If it is a log, pass it with --log; "
        "otherwise cut it down to the incident."
    )
