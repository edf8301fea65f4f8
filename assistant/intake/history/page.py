"""A history file line by line: redacted once, and its values as the redacted lines show them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from assistant.incident import Evidence, Mention, Moment

_AHEAD = 3


class Page:
    """The numbered lines of a text; every line goes through `redact` exactly once, in order."""

    def __init__(
        self,
        name: str,
        text: str,
        *,
        prefix: str,
        redact: Callable[[str], str],
        escapes: bool = False,
    ) -> None:
        self.name = name
        self.text = text
        self._prefix = prefix
        self._redact = redact
        self.raw = text.split("\n")
        if self.raw and self.raw[-1] == "":
            self.raw.pop()
        self._starts = [0]
        for line in self.raw:
            self._starts.append(self._starts[-1] + len(line) + 1)
        # A quoted text may hold several lines behind "\n" escapes; secrets and addresses are
        # found only where those are lines of their own.
        self._pieces = [line.split("\\n") if escapes else [line] for line in self.raw]
        self._shown = [[redact(piece) for piece in pieces] for pieces in self._pieces]
        self.lines = ["\\n".join(pieces) for pieces in self._shown]
        self._changed = [a != b for a, b in zip(self._pieces, self._shown, strict=True)]
        self._hides = any(self._changed)
        self._mentions: dict[int, Mention] = {}

    def number(self, offset: int) -> int:
        """Return the line (from 1) that an offset of the text stands in."""
        return min(bisect_right(self._starts, offset), max(len(self.raw), 1))

    def piece(self, at: int, words: str) -> str:
        """Return some words of the line at place `at` (from 0) as its redacted line shows them."""
        if not self._changed[at] or words in self.lines[at]:
            return words
        start = self._starts[at] + max(self.raw[at].find(words), 0)
        return self.shown(words, start, start + len(words))

    def numbers(self, start: int, end: int) -> range:
        """Return the lines (from 1) that `text[start:end]` covers."""
        first = bisect_right(self._starts, start)
        # Most stand in one line, and are asked for many times.
        if first < len(self._starts) and end <= self._starts[first]:
            return range(first, first + 1)
        return range(self.number(start), self.number(max(start, end - 1)) + 1)

    def around(self, number: int) -> tuple[int, int]:
        """Return where a line (from 1) begins in the text, and where the next one does."""
        return self._starts[number - 1], self._starts[number]

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the evidence ids of the lines that are not blank, in order, each once."""
        known = sorted({n for n in numbers if 1 <= n <= len(self.raw)})
        return tuple(f"{self._prefix}{n}" for n in known if self.lines[n - 1].strip())

    def shown(self, value: str, start: int, end: int) -> str:
        """Return a value that stands at `text[start:end]` with what is hidden in its lines."""
        if not self._hides:
            return value
        numbers = self.numbers(start, end)
        if not any(self._changed[numbers.start - 1 : numbers.stop - 1]):
            return value
        pieces = [p for n in numbers for p in self._pieces[n - 1]]
        shown = [p for n in numbers for p in self._shown[n - 1]]
        at = 0
        lines = []
        for line in value.split("\n"):
            told, at = self._carried(line, pieces, shown, at)
            lines.append(told)
        return "\n".join(lines)

    def _carried(self, line: str, pieces: list[str], shown: list[str], at: int) -> tuple[str, int]:
        """Return a line of a value as redacted where it stands, and where to look on."""
        if not line.strip():
            return line, at
        for here in range(at, min(at + _AHEAD, len(pieces))):
            raw, told = pieces[here], shown[here]
            if line not in raw:
                raw, told = _unescaped(raw), _unescaped(told)
            found = raw.find(line)
            if found < 0:
                continue
            # What the redacted line still shows hides nothing, whatever was hidden beside it.
            if line in told:
                return line, here
            head, tail = raw[:found], raw[found + len(line) :]
            if told.startswith(head) and told.endswith(tail) and len(told) >= len(head) + len(tail):
                return told[len(head) : len(told) - len(tail)], here
            alone = self._redact(line)
            if alone != line and alone in told:
                return alone, here
            # The hiding reached beyond the value: the line as hidden is safe, where it differs.
            ahead = zip(head, told, strict=False)
            same = next((n for n, (a, b) in enumerate(ahead) if a != b), len(head))
            return told[told.rfind(" ", 0, same) + 1 :].strip(), here
        return self._redact(line), at

    def mention(self, number: int, told: str, moment: Moment | None) -> None:
        """Note that a line tells a time, where its words survived redaction."""
        start = self.lines[number - 1].find(told) if told else -1
        if start >= 0:
            self._mentions[number] = Mention(start, start + len(told), moment)

    def evidence(self) -> tuple[Evidence, ...]:
        """Return one evidence line for every line of the file, blank ones too."""
        found = []
        for number, text in enumerate(self.lines, start=1):
            told = self._mentions.get(number)
            mentions = (told,) if told else ()
            name = f"{self._prefix}{number}"
            found.append(Evidence(name, self.name, number, "history", text, mentions))
        return tuple(found)


def _unescaped(piece: str) -> str:
    return piece.replace('\\"', '"').replace("\\t", "\t").replace("\\/", "/").replace("\\\\", "\\")
