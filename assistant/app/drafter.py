"""What turns the page's inputs into a draft: the seam, and the pipeline behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from assistant.errors import InputError, UnreadableInput
from assistant.incident import Finding
from assistant.intake import files
from assistant.intake.files import Collected
from assistant.intake.item import Input

if TYPE_CHECKING:
    from assistant.drafting.history import Past
    from assistant.drafting.writing.writer import Pen

NOTHING = (
    "There is nothing to draft from yet. Paste your notes, drop files into the box beside them, "
    "or load a sample, then press Draft."
)
PASTED = {"note": "pasted notes", "log": "pasted log", "history": "pasted history"}
MEDIA_TYPES = {"md": "text/markdown", "json": "application/json", "html": "text/html"}


@dataclass(frozen=True, slots=True)
class Handed:
    """What a person handed in: pasted text, and files by the path they were received under.

    `engine` is who may write: "llm" lets the configured model, if there is one.
    """

    text: str
    paths: tuple[Path, ...] = ()
    engine: Literal["llm", "offline"] = "llm"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The draft in one format, ready to be downloaded."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drafted:
    """A finished draft: the fragment of HTML that the page shows, and the files it offers.

    `notice` says in a sentence what the model took and where it gave nothing, "" without one.
    """

    title: str
    fragment: str
    downloads: tuple[Rendered, ...]
    notice: str = ""


class Drafter(Protocol):
    """Turns what was handed in into a draft, telling each stage as it starts."""

    def __call__(self, handed: Handed, *, stage: Callable[[str], None]) -> Drafted:
        """Return the draft; raise PostmortemError where the person can mend something."""


def no_pen() -> None:
    """Return that no model is configured."""


def drafted(
    handed: Handed,
    *,
    stage: Callable[[str], None],
    past: Past | None = None,
    pen: Callable[[], Pen | None] = no_pen,
) -> Drafted:
    """Return the draft that the pipeline makes, with its own clock as the time.

    `past` is asked for incidents like this one; without it there is no history to compare with.
    `pen` gives the configured model for one draft, if there is one and the person lets it write.
    """
    stage("Collecting the inputs")
    collected = collect(handed)
    from assistant.drafting.history import NoPast
    from assistant.drafting.pipeline import draft_incident
    from assistant.drafting.provenance import told
    from assistant.export import html, json, markdown
    from assistant.intake.reader import read_incident

    now = datetime.now(UTC)
    try:
        incident = read_incident(collected, day=None, zone=None, stage=stage, now=now)
    except InputError as error:
        raise type(error)(_by_name(str(error), handed.paths)) from error
    draft = draft_incident(
        incident,
        now=now,
        pen=pen() if handed.engine == "llm" else None,
        past=past or NoPast(),
        stage=stage,
    )
    stage("Laying out the document")
    texts = {"md": markdown.render(draft), "json": json.dump(draft), "html": html.page(draft)}
    stem = file_stem(draft.title)
    return Drafted(
        draft.title,
        html.fragment(draft),
        tuple(
            Rendered(f"{stem}.{suffix}", MEDIA_TYPES[suffix], text.encode())
            for suffix, text in texts.items()
        ),
        told(draft.provenance),
    )


def collect(handed: Handed) -> Collected:
    """Return the usable inputs under the names their owner knows them by, the paste first.

    Files that cannot be used become findings beside a paste that can; alone, they raise.
    """
    if not handed.text.strip() and not handed.paths:
        raise UnreadableInput(NOTHING)
    pasted = _pasted(handed.text)
    if not handed.paths:
        return Collected(pasted)
    try:
        received = files.collect(handed.paths)
    except InputError as error:
        message = _by_name(str(error), handed.paths)
        if not pasted:
            raise type(error)(message) from error
        left_out = f"{message} It was left out of this draft."
        return Collected(pasted, (Finding("intake", "warning", "dropped files", left_out),))
    findings = tuple(
        replace(
            finding,
            where=_by_name(finding.where, handed.paths),
            message=_by_name(finding.message, handed.paths),
        )
        for finding in received.findings
    )
    return Collected((*pasted, *_renamed(received.inputs, handed.paths)), findings)


def file_stem(title: str) -> str:
    """Return a file name without suffix for a title: lower-case words, at most 60 characters."""
    words = re.findall(r"[a-z0-9]+", title[:200].lower())
    stem = "-".join(words)[:60].strip("-")
    return f"postmortem-{stem}" if stem else "postmortem"


def _pasted(text: str) -> tuple[Input, ...]:
    if not text.strip():
        return ()
    item = files.paste(text)
    return (replace(item, name=PASTED[item.kind]),)


def _renamed(inputs: Sequence[Input], paths: Sequence[Path]) -> list[Input]:
    """Return the inputs without the folders they were received in, each name once."""
    taken: set[str] = set()
    named = []
    for item in inputs:
        name = _by_name(item.name, paths)
        stem, ordinal = name, 2
        while name in taken:
            name, ordinal = f"{stem} ({ordinal})", ordinal + 1
        taken.add(name)
        named.append(replace(item, name=name))
    return named


def _by_name(text: str, paths: Sequence[Path]) -> str:
    """Return the text with the places where uploads are kept cut off their names."""
    for path in paths:
        for folder in (str(path.parent), str(path.resolve().parent), path.parent.name):
            text = text.replace(f"{folder}/{path.name}", path.name)
    return text
