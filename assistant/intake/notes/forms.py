"""The forms that notes come in: each is told by what it holds, and read into passages."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.intake.alike import shapes_of
from assistant.intake.encoding import decode, not_text
from assistant.intake.notes import (
    alarmmail,
    alerts,
    captions,
    chat,
    documents,
    feeds,
    journal,
    mail,
    mailfile,
    messenger,
    sheets,
    slack,
    tickets,
    transcript,
    voices,
    wiki,
)
from assistant.intake.notes.messages import Message, passages
from assistant.intake.notes.passages import Notice, Passage, Rendering, of_text
from assistant.intake.notes.records import Parsed, Record, parse

HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Directory:
    """The names behind the ids of a chat export, from the lists of members handed in with it."""

    names: Mapping[str, str] = field(default_factory=dict)


def directory(texts: Sequence[str]) -> Directory:
    """Return the members that the lists among the texts name."""
    names: dict[str, str] = {}
    for text in texts:
        parsed = parse(text) if _could_be_members(text) else None
        for value in parsed.values if parsed else ():
            if slack.is_directory(value):
                names.update(slack.members(value))
    return Directory(names)


def _could_be_members(text: str) -> bool:
    head = text[:HEAD]
    return head.lstrip()[:1] in ("[", "{") and '"id"' in head and '"ts"' not in head


def render(data: bytes, *, known: Directory) -> Rendering:
    """Return what an input says; a form that is not known is read as plain text.

    Raises UnreadableInput for a document that cannot be opened.
    """
    if data.startswith(b"%PDF-"):
        return _marked(documents.render_pdf(data))
    if documents.is_docx(data):
        return _marked(documents.render_docx(data))
    decoded = decode(data)
    text = decoded.text.replace("\x00", "\ufffd")
    notices: tuple[Notice, ...] = ()
    if decoded.remark is not None:
        told = f"{decoded.remark}. Save it as UTF-8 if letters look wrong."
        notices = (Notice(told, "warning"),)
    if mailfile.is_mail(data):
        rendering = mailfile.render(data)
        rendering = replace(rendering, passages=voices.mark(alarmmail.clean(rendering.passages)))
    elif documents.is_html(text):
        rendering = _marked(documents.render_html(text))
    else:
        rendering = _structured(text, known) or _marked(_plain(text))
    return replace(rendering, notices=(*notices, *rendering.notices))


def is_plain(data: bytes) -> bool:
    """Return whether an input is plain text and not a document, a mail, a page or an export."""
    if not_text(data[:HEAD]) is not None or mailfile.is_mail(data):
        return False
    head = decode(data[:HEAD]).text
    if head.lstrip()[:1] in ("{", "[") and parse(decode(data).text) is not None:
        return False
    if documents.is_html(head) or feeds.is_feed(head):
        return False
    return sheets.mark_of(head) is None


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def _plain(text: str) -> Rendering:
    lines = _lines(text)
    return wiki.render(lines) if wiki.is_wiki(text[:HEAD]) else of_text(lines)


def _marked(rendering: Rendering) -> Rendering:
    """Return plain lines with the chat, mail, ticket and conversation in them known."""
    found, is_call = captions.clean(rendering.passages)
    shapes = shapes_of([passage.text for passage in found])
    for step in (
        alarmmail.clean,
        messenger.clean,
        chat.clean,
        mail.mark,
        journal.mark,
        voices.mark,
    ):
        before, found = found, step(found, shapes=shapes)
        if found is not before:
            shapes = shapes_of([passage.text for passage in found])
    if not is_call:
        return replace(rendering, passages=found)
    told = "is a recording's captions: their times count from its start and were left out."
    return replace(rendering, passages=found, notices=(*rendering.notices, Notice(told)))


def _structured(text: str, known: Directory) -> Rendering | None:
    """Return a JSON or tabular export as passages, None where the text is neither."""
    mark = sheets.mark_of(text[:HEAD])
    if mark is not None:
        return _table(text, mark)
    if feeds.is_feed(text[:HEAD]):
        return _tickets(feeds.items_of(text), len(_lines(text)))
    if text.lstrip()[:1] not in ("{", "["):
        return None
    parsed = parse(text)
    lines = len(_lines(text))
    if parsed is None:
        if not _claims_json(text):
            return None
        told = "looks like JSON but cannot be parsed; it was read as plain text."
        return replace(of_text(_lines(text)), notices=(Notice(told, "warning"),))
    if any(slack.is_directory(value) for value in parsed.values):
        told = "lists members of a workspace; it was used for their names alone."
        return Rendering((), lines, (Notice(told),))
    if parsed.values and all(slack.is_channels(value) for value in parsed.values):
        told = "lists channels of a workspace; nothing is said in it."
        return Rendering((), lines, (Notice(told),))
    found = _messages(parsed, known)
    if found is None:
        told = "is JSON of a form that is not known here; it was read as plain text."
        return replace(of_text(_lines(text)), notices=(*_broken(parsed), Notice(told)))
    messages, notices = found
    said = voices.mark(journal.mark(passages(messages)))
    return Rendering(said, lines, (*_broken(parsed), *notices))


def _claims_json(text: str) -> bool:
    head = text.lstrip()[:400]
    return '":' in head or '" :' in head or head[:2] in ("[{", "[\n", "{\n")


def _messages(parsed: Parsed, known: Directory) -> tuple[list[Message], list[Notice]] | None:
    values = parsed.values
    records: list[Record] = [r for value in values for r in slack.messages_of(value)]
    if not records:
        records = slack.messages_of(list(values))
    if records:
        return slack.read(records, names=known.names)
    fired = alerts.alerts_of(values)
    if fired:
        return alerts.read(fired)
    turns = transcript.turns_of(values)
    if turns:
        return transcript.read(turns), []
    said = tickets.messages_of(values)
    if said:
        names = {**known.names, **tickets.people_of(values)}
        messages, notices = tickets.read(said, names=names)
        return [*tickets.remarks(values, said), *messages, *tickets.moments(values)], notices
    return None


def _broken(parsed: Parsed) -> list[Notice]:
    told = []
    if parsed.cut is not None:
        told.append(
            Notice(
                f"breaks off in line {parsed.cut}: the JSON is not complete. What is whole before "
                "that was read.",
                "warning",
            )
        )
    if parsed.bad:
        numbers = ", ".join(map(str, parsed.bad[:5]))
        told.append(
            Notice(f"has lines that are no JSON (line {numbers}); they were left out.", "warning")
        )
    return told


def _table(text: str, mark: str) -> Rendering | None:
    try:
        records = list(sheets.rows(text, mark))
    except csv.Error:
        told = "looks like a table but cannot be parsed; it was read as plain text."
        return replace(of_text(_lines(text)), notices=(Notice(told, "warning"),))
    return _tickets(records, len(_lines(text)))


def _tickets(records: Sequence[Record], lines: int) -> Rendering | None:
    """Return rows or items as passages, None where fewer than half of them are messages."""
    said = tickets.messages_of(records)
    if len(said) * 2 < len(records) or not said:
        return None
    messages, notices = tickets.read(said, names={})
    found = voices.mark(journal.mark(passages(messages)))
    return Rendering(found, lines, tuple(notices))


def speakers(found: Sequence[Passage]) -> list[str]:
    """Return the lines with each named author told in a form that shows a person's name."""
    told: list[str] = []
    met: set[str] = set()
    for passage in found:
        who = passage.who
        if who is not None and passage.voice != "system" and who not in met:
            met.add(who)
            label = "Customer" if who.endswith(" (customer)") else "author"
            name = who.removesuffix(" (customer)").replace('"', "")
            told.append(
                f"{name} (customer): -" if label == "Customer" else f'{{"author": "{name}"}}'
            )
        told.append(passage.text)
    return told
