"""What a text may carry against its reader: invisible characters, instructions to a model."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from assistant.intake.tables import Table, load

# Tags, zero-width and joining characters, variation selectors, bidirectional controls, fillers.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Selects how the symbol before it looks; everyday text, taken out without being counted.
_STYLE = re.compile(
    "(?<=[\u0023\u002a\u0030-\u0039\u00a9\u00ae\u2000-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
)

_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"\w{2,100}")
_LEAD = " .!?:;,>-])*#|\"'"
# Letters set apart to slip past a search: "i g n o r e".
_SPACED = re.compile(r"(?<![^ ])(?:[a-z] ){5,}[a-z](?![^ .,:;!?])")


def strip_invisible(text: str) -> tuple[str, int]:
    """Return the text without invisible characters, and how many hidden ones were taken out.

    A byte order mark at the start and the selector that makes a symbol an emoji are taken out too
    but do not count: they hide nothing.
    """
    if text.isascii():
        return text, 0
    plain = _STYLE.sub("", text.removeprefix("\ufeff"))
    return _INVISIBLE.subn("", plain)


def visible(text: str) -> tuple[str, list[int] | None]:
    """Return the stripped text and, where that changed it, the place of each character before."""
    stripped, _ = strip_invisible(text)
    if stripped == text:
        return text, None
    return stripped, [at for at, char in enumerate(text) if not _INVISIBLE.match(char)]


@dataclass(frozen=True, slots=True)
class Cue:
    """A way to instruct a model; the last three tell where people only talk about it."""

    reason: str
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    before: re.Pattern[str]
    quoted: re.Pattern[str]
    after: re.Pattern[str]

    def holds(self, text: str) -> bool:
        """Return whether the folded text says it itself."""
        if not any(stem in text for stem in self.stems):
            return False
        for match in self.pattern.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip(_LEAD))
            before, after = text[max(0, start - 120) : start], text[match.end() : match.end() + 80]
            if not (
                self.before.search(before) or self.quoted.search(before) or self.after.search(after)
            ):
                return True
        return False


@cache
def cues() -> tuple[Cue, ...]:
    """Return the cues of the data file, in the order in which they are tried."""
    data = load("hostile.toml")
    unless = data.table("unless")

    def cue(row: Table) -> Cue:
        signs = unless.table(row.text("unless"))
        return Cue(
            row.text("reason"),
            row.words("stems"),
            row.pattern("pattern"),
            signs.pattern("before"),
            signs.pattern("quoted"),
            signs.pattern("after"),
        )

    return tuple(cue(row) for row in data.tables("cue"))


@cache
def _lookalikes() -> dict[int, str]:
    table = load("hostile.toml").table("lookalikes")
    return {ord(a): b for a, b in zip(table.text("from"), table.text("to"), strict=True)}


def folded(text: str) -> str:
    """Return the text as a reader sees it: small letters, single spaces, no look-alike letters."""
    plain = unicodedata.normalize("NFKC", strip_invisible(text)[0]) if not text.isascii() else text
    plain = " ".join(plain.split()).lower().replace("\u2019", "'")
    if not plain.isascii():
        plain = _WORD.sub(_one_script, plain)
    return _SPACED.sub(lambda letters: letters[0].replace(" ", ""), plain)


def _one_script(word: re.Match[str]) -> str:
    if word[0].isascii() or not _LATIN.search(word[0]):
        return word[0]
    return word[0].translate(_lookalikes())


def instruction_in(text: str) -> str | None:
    """Return in words why the text looks like an instruction to a model, or None."""
    plain = folded(text)
    return next((cue.reason for cue in cues() if cue.holds(plain)), None)
