"""Logs: read as a stream, counted whole, and only the lines that matter kept."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from assistant.errors import UnreadableInput
from assistant.incident import Evidence, Finding, LogFile, Mention, Template
from assistant.intake import encoding, logpicks, zones
from assistant.intake.files import Input
from assistant.intake.logline import record, record_stamp, stamp
from assistant.intake.logtally import EXAMINED, Pattern, Tally

KEPT_CHARACTERS = 2_000
_CHUNK = 1 << 20
_SAMPLES = 5


@dataclass(frozen=True, slots=True)
class LogReading:
    """What one log holds, the lines that matter, the hash of its bytes, and what was odd."""

    file: LogFile
    evidence: tuple[Evidence, ...]
    sha256: str
    findings: tuple[Finding, ...] = ()


def read(item: Input, *, prefix: str, zone: str | None, redact: Callable[[str], str]) -> LogReading:
    """Return the reading of a log in one pass and bounded memory, whatever its size.

    `redact` sees only what is kept; raises UnreadableInput where the file cannot be read.
    """
    tally = Tally()
    digest = hashlib.sha256()
    size = replaced = 0
    try:
        with _opened(item) as stream:
            blocks = _Blocks(stream, digest.update)
            for lines in blocks:
                tally.add(lines)
            size, replaced = blocks.size, blocks.replaced
    except OSError as error:
        raise UnreadableInput(
            f"The log {item.name} cannot be read ({(error.strerror or 'it cannot be opened')}). "
            "Check the file and its permissions."
        ) from error
    kept = _Kept(item.name, prefix, zone, redact)
    file = _file(item.name, size, tally, kept)
    evidence = tuple(kept.evidence(n, text) for n, text in logpicks.pick(tally))
    findings = _findings(item.name, replaced, tally)
    return LogReading(file, evidence, digest.hexdigest(), findings)


def _opened(item: Input) -> BinaryIO:
    return io.BytesIO(item.raw()) if item.path is None else item.path.open("rb")


class _Blocks:
    """Lists of whole lines of a stream, each line cut at what is examined of it."""

    def __init__(self, stream: BinaryIO, update: Callable[[bytes], None]) -> None:
        self._stream = stream
        self._update = update
        self.size = 0
        self.replaced = 0

    def __iter__(self) -> Iterator[list[str]]:
        head = self._stream.read(_CHUNK)
        decoder = codecs.getincrementaldecoder(_codec(head))(errors="replace")
        carry = ""
        chunk = head
        while chunk:
            self._update(chunk)
            self.size += len(chunk)
            text = decoder.decode(chunk)
            chunk = self._stream.read(_CHUNK)
            if not chunk:
                text += decoder.decode(b"", final=True)
            if "\ufffd" in text:
                self.replaced += text.count("\ufffd")
            lines = text.split("\n")
            lines[0] = carry + lines[0]
            # What is beyond the cut was hashed and counted; it is not kept while waiting.
            carry = lines.pop()[: EXAMINED + 1]
            yield lines
        if carry:
            yield [carry]


def _codec(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return encoding.wide_encoding(head[:4096]) or "utf-8-sig"


class _Kept:
    """Redacts each kept line once and turns it into evidence."""

    def __init__(
        self, source: str, prefix: str, zone: str | None, redact: Callable[[str], str]
    ) -> None:
        self._source = source
        self._prefix = prefix
        self._zone = zones.require(zone) if zone else None
        self._redact = redact
        self._texts: dict[int, str] = {}

    def text(self, number: int, raw: str) -> str:
        """Return the line, redacted, and cut where it is very long."""
        if number not in self._texts:
            text = self._redact(raw)
            if len(text) > KEPT_CHARACTERS:
                text = f"{text[:KEPT_CHARACTERS]} [cut here: the line is longer]"
            self._texts[number] = text
        return self._texts[number]

    def mention(self, text: str) -> Mention | None:
        """Return the time that the line tells in its head or its time field."""
        if text.lstrip()[:1] == "{":
            fields = record(text)
            if fields is not None:
                return record_stamp(fields, text, zone=self._zone)
        return stamp(text, zone=self._zone)

    def evidence(self, number: int, raw: str) -> Evidence:
        """Return the line as evidence."""
        text = self.text(number, raw)
        told = self.mention(text)
        return Evidence(
            f"{self._prefix}{number}",
            self._source,
            number,
            "log",
            text,
            (told,) if told else (),
        )


def _file(source: str, size: int, tally: Tally, kept: _Kept) -> LogFile:
    levels: dict[str, int] = {}
    templates = []
    for pattern in sorted(tally.patterns, key=lambda p: (-p.count, p.first_line)):
        if pattern.level is not None:
            levels[pattern.level] = levels.get(pattern.level, 0) + pattern.count
        templates.append(_template(pattern, kept))
    told = [t for template in templates for t in (template.first, template.last) if t is not None]
    return LogFile(
        source,
        tally.lines,
        size,
        min(told, key=lambda moment: moment.at, default=None),
        max(told, key=lambda moment: moment.at, default=None),
        dict(sorted(levels.items(), key=lambda item: tally.rank[item[0]])),
        tuple(templates),
    )


def _template(pattern: Pattern, kept: _Kept) -> Template:
    first = kept.mention(pattern.first)
    last = kept.mention(pattern.last) or first
    return Template(
        pattern.shown(kept.text),
        pattern.count,
        pattern.level,
        first.moment if first else None,
        last.moment if last else None,
        pattern.samples(_SAMPLES),
    )


def _findings(source: str, replaced: int, tally: Tally) -> tuple[Finding, ...]:
    told = []
    if replaced:
        told.append(
            f"{replaced} bytes or characters are not valid text in the log's encoding; they show "
            "as \ufffd."
        )
    if tally.cut:
        numbers = ", ".join(str(n) for n in tally.cut[:5])
        more = f" and {tally.cut_count - 5} more" if tally.cut_count > 5 else ""
        told.append(
            f"Very long lines were read only up to {EXAMINED:,} characters: line {numbers}{more}."
        )
    if tally.overflow:
        told.append(
            f"The log has more than {tally.limit:,} kinds of lines; {tally.overflow:,} lines of "
            "later kinds are counted together by level."
        )
    return tuple(Finding("intake", "warning", source, message) for message in told)
