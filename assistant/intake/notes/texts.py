"""Texts: notes and version histories as they are read, visible but not yet redacted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.errors import UnreadableInput
from assistant.incident import Finding
from assistant.intake.encoding import decode
from assistant.intake.item import Input
from assistant.intake.notes import forms, notes, quotations
from assistant.intake.notes.passages import Notice, Passage, Rendering, of_text
from assistant.intake.redaction.hostile import hidden_instruction, strip_invisible


@dataclass(frozen=True, slots=True)
class Text:
    """A note or history as it was read: visible passages, not yet redacted."""

    item: Input
    prefix: str
    sha256: str
    passages: tuple[Passage, ...]
    lines: int
    findings: tuple[Finding, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the words of the passages."""
        return tuple(passage.text for passage in self.passages)


def read(items: Sequence[Input], prefixes: Mapping[str, str]) -> dict[str, Text]:
    """Return the notes and histories as read, by name; quotations repeated in them are blank."""
    raw = {item.name: item.raw() for item in items}
    known = forms.directory(
        [
            decode(raw[item.name]).text
            for item in items
            if item.kind == "note" and raw[item.name].lstrip()[:1] in (b"[", b"{")
        ]
    )
    rendered: list[Rendering] = []
    for item in items:
        if item.kind == "note":
            rendered.append(_rendered(raw[item.name], known))
        else:
            rendered.append(_plain(raw[item.name]))
    visible = [_visible(rendering) for rendering in rendered]
    once, _ = quotations.once([passages for passages, _ in visible])
    texts = {}
    for item, rendering, passages, (_, hidden) in zip(items, rendered, once, visible, strict=True):
        prefix = prefixes[item.name]
        findings = [
            Finding("intake", notice.level, item.name, f"{item.name} {notice.told}")
            for notice in rendering.notices
        ]
        if hidden:
            findings += _hidden(item.name, prefix, passages, rendering, hidden)
        digest = hashlib.sha256(raw[item.name]).hexdigest()
        texts[item.name] = Text(item, prefix, digest, passages, rendering.lines, tuple(findings))
    return texts


def _rendered(data: bytes, known: forms.Directory) -> Rendering:
    try:
        return forms.render(data, known=known)
    except UnreadableInput as error:
        return Rendering((), 0, (Notice(f"{error} It was left out of this draft.", "warning"),))


def _plain(data: bytes) -> Rendering:
    """Return a version history line by line."""
    decoded = decode(data)
    lines = decoded.text.replace("\x00", "\ufffd").split("\n")
    if not lines[-1]:
        lines.pop()
    rendering = of_text(lines)
    if decoded.remark is None:
        return rendering
    told = f"{decoded.remark}. Save it as UTF-8 if letters look wrong."
    return replace(rendering, notices=(Notice(told, "warning"),))


def _visible(rendering: Rendering) -> tuple[tuple[Passage, ...], dict[int, int]]:
    """Return the passages without invisible characters, and how many each of them held."""
    passages: list[Passage] = []
    hidden: dict[int, int] = {}
    for number, passage in enumerate(rendering.passages):
        if passage.text.isascii():
            passages.append(passage)
            continue
        text, count = strip_invisible(passage.text)
        if count:
            hidden[number] = count
        passages.append(passage if text == passage.text else passage._replace(text=text))
    return tuple(passages), hidden


def _hidden(
    name: str,
    prefix: str,
    passages: Sequence[Passage],
    rendering: Rendering,
    hidden: Mapping[int, int],
) -> Iterator[Finding]:
    """Yield what was taken out, and which lines hid an instruction to a model in it."""
    ids = notes.ids(prefix, passages)
    message = (
        f"Invisible characters ({sum(hidden.values())} in all) were taken out of {name} (first in "
        f"line {passages[next(iter(hidden))].line}). They can hide text from a reader that a model "
        "still reads."
    )
    cited = tuple(ids[number] for number in hidden if passages[number].text.strip())
    yield Finding("redaction", "warning", name, message, cited)
    for number in hidden:
        reason = hidden_instruction(rendering.passages[number].text)
        if reason is not None:
            told = (
                f"The line hides an instruction to a model in invisible characters ({reason}). "
                "What is seen of it is quoted as evidence and used nowhere else."
            )
            place = f"{name}, line {passages[number].line}"
            shown = (ids[number],) if passages[number].text.strip() else ()
            yield Finding("injection", "warning", place, told, shown)
