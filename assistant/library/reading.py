"""Past incidents read from what people have: JSON lines, Markdown post-mortems, our own exports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import MalformedInput, UnreadableInput
from assistant.intake.encoding import decode
from assistant.library.drafts import record_of_draft
from assistant.library.markdown import record_of_markdown
from assistant.library.scrubbing import Scrubber
from retrieval.records import Record, dump, record_of

_MARKDOWN = frozenset({".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class Bad:
    """What could not be read: the file, its 1-based line (None: the whole file), and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Good:
    """A record with the line of JSON that it is kept as."""

    record: Record
    line: str


def read(path: Path, scrubber: Scrubber) -> Iterator[Good | Bad]:
    """Yield what a file or folder holds, everything hidden that has to be.

    A folder is read for its Markdown, JSON lines and drafts, hidden files skipped.
    Raises UnreadableInput where there is nothing of these.
    """
    if not path.exists():
        raise UnreadableInput(f"{path} does not exist. Name a file of JSON lines or a folder.")
    files = [path] if path.is_file() else sorted(_files(path))
    if not files:
        raise UnreadableInput(
            f"{path} holds no Markdown (.md), JSON lines (.jsonl) or drafts (.json) to import."
        )
    root = path if path.is_dir() else path.parent
    for file in files:
        name = file.relative_to(root).as_posix()
        for found in _of_file(file, name):
            yield found if isinstance(found, Bad) else _kept(found, scrubber)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in {*_MARKDOWN, ".jsonl", ".json"}:
            yield path


def _kept(found: Good, scrubber: Scrubber) -> Good:
    """Return a record as it may be kept: its own line where nothing had to be hidden."""
    hidden = scrubber.record(found.record)
    return found if hidden == found.record else Good(hidden, dump(hidden))


def _of_file(file: Path, name: str) -> Iterator[Good | Bad]:
    try:
        if file.suffix.lower() in _MARKDOWN:
            read = record_of_markdown(decode(file.read_bytes()).text, name=name)
            yield Bad(name, None, read) if isinstance(read, str) else Good(read, dump(read))
        elif file.suffix.lower() == ".json":
            yield from _of_json(file, name)
        else:
            yield from _of_lines(file, name)
    except OSError as error:
        yield Bad(name, None, f"it cannot be read ({error.strerror or error})")
    except MalformedInput as error:
        yield Bad(name, None, str(error))


def _of_lines(file: Path, name: str) -> Iterator[Good | Bad]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
        for number, raw in enumerate(lines, start=1):
            line = raw.strip("\r\n")
            if not line.strip():
                continue
            read = record_of(line)
            yield Bad(name, number, read) if isinstance(read, str) else Good(read, line)


def _of_json(file: Path, name: str) -> Iterator[Good | Bad]:
    """Yield a draft of this product, one record, or a list of records."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        yield Bad(name, None, f"it is not JSON ({error})")
        return
    for place, one in enumerate(data if isinstance(data, list) else [data], start=1):
        at = place if isinstance(data, list) else None
        if isinstance(one, dict) and "case_id" in one and "timeline" in one:
            draft = record_of_draft(one)
            yield Bad(name, at, draft) if isinstance(draft, str) else Good(draft, dump(draft))
            continue
        line = json.dumps(one, ensure_ascii=False)
        read = record_of(line)
        yield Bad(name, at, read) if isinstance(read, str) else Good(read, line)
