"""Mail files: .eml and mbox read by their parts into lines at their places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from assistant.errors import UnreadableInput
from assistant.intake.notes import documents, mail
from assistant.intake.notes.messages import words_of
from assistant.intake.notes.passages import Notice, Passage, Rendering

_HEADER = re.compile(rb"([A-Za-z][A-Za-z\-]{1,40}):[ \t]?[^\n]*\n?")
_SURE = (b"message-id", b"mime-version", b"received", b"delivered-to", b"content-type")
_SEPARATOR = re.compile(rb"^From \S+ .{0,20}\d\d:\d\d", re.MULTILINE)
_ROBOT = re.compile(
    r"(?:no-?reply|do-?not-?reply|alerts?|alarms?|notifications?|monitoring|pager|robot|bounce)"
    r"[\w.+\-]{0,40}@",
    re.IGNORECASE,
)
_NEAR = 400


def is_mail(head: bytes) -> bool:
    """Return whether a file begins with the header of a mail."""
    start = head[:32_000].replace(b"\r\n", b"\n")
    if start.startswith(b"From ") and _SEPARATOR.match(start):
        start = start.partition(b"\n")[2]
    block = start.partition(b"\n\n")[0]
    lines = [line for line in block.split(b"\n") if line[:1] not in (b" ", b"\t")]
    names = [m[1].lower() for line in lines if (m := _HEADER.match(line))]
    fields = set(names)
    return (
        len(names) == len(lines) >= 3
        and bool(fields & {b"from", b"sender"})
        and bool(fields & set(_SURE))
    )


def render(data: bytes) -> Rendering:
    """Return the mails of a file: sender, date and subject of each, and its words."""
    raw = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    passages: list[Passage] = []
    notices: list[Notice] = []
    left_out = 0
    first = 0
    for number, part in enumerate(_split(raw)):
        start = raw.count(b"\n", 0, first)
        first += len(part)
        message = message_from_bytes(part, policy=policy.default)
        lines = part.decode("utf-8", "replace").split("\n")
        head = list(_header(message, lines))
        voice = head[0].voice if head else None
        body, told = _body(message, lines)
        notices += told
        found = [*head, *(p._replace(voice=voice) if voice else p for p in body)]
        left_out += sum(1 for _ in message.iter_attachments())
        passages += [
            p._replace(line=p.line + start, message=_own(p.message, number)) for p in found
        ]
    if left_out:
        notices.append(Notice(f"has {left_out} attachments that were not read."))
    if not any(p.text.strip() and not p.header and not p.aside for p in passages):
        notices.append(Notice("holds mails without readable words.", "warning"))
    return Rendering(tuple(passages), len(raw.rstrip(b"\n").split(b"\n")), tuple(notices))


def _own(message: int | None, number: int) -> int | None:
    return None if message is None else message - number * 1_000_000


def _split(raw: bytes) -> list[bytes]:
    """Return the mails of an mbox, each with its separator line; a plain mail as it is."""
    if not raw.startswith(b"From "):
        return [raw]
    starts = [
        m.start() for m in _SEPARATOR.finditer(raw) if m.start() == 0 or raw[m.start() - 2] == 10
    ]
    ends = [*starts[1:], len(raw)]
    return [raw[a:b] for a, b in zip(starts, ends, strict=True)]


def _header(message: EmailMessage, lines: Sequence[str]) -> Iterator[Passage]:
    """Yield who wrote, when, and about what, each at its line.

    The subject of an alert is the first of its words; who sent it is no person.
    """
    name, address = parseaddr(str(message.get("From", "")))
    who = name or address.partition("@")[0] or None
    subject = " ".join(str(message.get("Subject", "")).split())
    alert = mail.alerts(subject)
    robot = bool(_ROBOT.match(address))
    places: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            break
        places.setdefault(line.partition(":")[0].lower(), number)
    for field in ("From", "Date") if alert else ("Subject", "From", "Date"):
        value = " ".join(str(message.get(field, "")).split())
        if value:
            yield Passage(
                f"{field}: {value}",
                places.get(field.lower(), 1),
                0,
                who if field == "From" else None,
                "system" if robot else None,
                header=field != "Subject",
                aside=field == "Subject",
            )
    if alert:
        yield Passage(subject, places.get("subject", 1), 0, voice="system")


def _body(
    message: EmailMessage, lines: Sequence[str]
) -> tuple[tuple[Passage, ...], tuple[Notice, ...]]:
    """Return the words of a mail: its plain text, or its page where it has no other."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return (), ()
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, KeyError, ValueError):
        loaded = part.get_payload(decode=True)
        content = loaded.decode("utf-8", "replace") if isinstance(loaded, bytes) else ""
    text = str(content)
    notices: tuple[Notice, ...] = ()
    if part.get_content_type() == "text/html":
        text, notices = _page(text)
    wanted = [line.rstrip() for line in text.split("\n")]
    blank = next((n for n, line in enumerate(lines) if not line.strip()), 0)
    places = _places(wanted, lines, blank)
    passages = [
        Passage(line, place, 0)
        for number, (line, place) in enumerate(zip(wanted, places, strict=True))
        if line or (number and wanted[number - 1])
    ]
    return mail.mark(passages, known=True), notices


def _page(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Return what a reader sees of a mail's page, and what was left out of it."""
    try:
        shown = documents.render_html(text)
    except UnreadableInput:
        return words_of(text), ()
    told = tuple(notice for notice in shown.notices if notice.level == "warning")
    return "\n".join(passage.text for passage in shown.passages), told


def _places(wanted: Sequence[str], lines: Sequence[str], start: int) -> list[int]:
    """Return the line of the file on which each wanted line begins, as far as it stands there."""
    import quopri

    places: list[int] = []
    shown = [
        quopri.decodestring(line.encode()).decode("utf-8", "replace") if "=" in line else line
        for line in lines
    ]
    at = after = start
    for line in wanted:
        head = line.strip()[:24]
        if head:
            near = range(after, min(after + _NEAR, len(shown)))
            found = next((n for n in near if shown[n].strip().startswith(head)), None)
            at = at if found is None else found
            after = after if found is None else found + 1
        places.append(min(at + 1, len(lines)))
    return places
