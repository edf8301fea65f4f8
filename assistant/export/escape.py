"""Makes words from the inputs harmless in Markdown: no HTML, links, images, tables or emphasis."""

from __future__ import annotations

import re

# Bare addresses become links in many renderers; inside a code span they stay words.
VERBATIM = re.compile(
    r"(?<!`)`(?P<quoted>[^`|\\\s][^`|\\]*)`(?!`)|"
    r"(?<![A-Za-z0-9+.-])[A-Za-z0-9+.-]++://[^\s|\\`]*|www\.[^\s|\\`]*"
    r"|(?<![\w.+-])[\w.+-]*+@[\w.-]++",
    re.IGNORECASE,
)
MARKUP = re.compile(r"[\\*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=[#A-Za-z])|[`<]")
START = re.compile(r"[-+#>=]|\d{1,9}(?=[.)])")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
ENTITY = {"`": "&#96;", "<": "&lt;", "&": "&amp;"}


def flat(text: str) -> str:
    """Return the words on one line, without control characters and reversals of reading order."""
    return CONTROL.sub(" ", text)


def prose(text: str) -> str:
    """Return the words so that Markdown shows them as they are, anywhere in a line or a cell."""
    line = flat(text)
    parts: list[str] = []
    end = 0
    for found in VERBATIM.finditer(line):
        before = _marks(line[end : found.start()])
        # Two code spans that touch would run into one.
        parts += (" " if parts and not before else before, code(found["quoted"] or found[0]))
        end = found.end()
    return "".join((*parts, _marks(line[end:])))


def opening(text: str) -> str:
    """Return prose that also cannot open a heading, a list, a quote or a rule at a line's start."""
    line = prose(text).strip()
    first = START.match(line)
    if not first:
        return line
    if first[0][0].isdigit():
        return f"{first[0]}\\{line[first.end() :]}"
    return "\\" + line


def code(text: str) -> str:
    """Return the words as a code span whose fence is longer than any inside."""
    line = flat(text)
    if not line.strip():
        return line
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def fence(text: str, language: str) -> str:
    """Return the text as a fenced block whose fence is longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    marks = "`" * (longest + 1)
    return f"{marks}{language}\n{text.rstrip(chr(10))}\n{marks}"


def _marks(text: str) -> str:
    return MARKUP.sub(lambda found: ENTITY.get(found[0], "\\" + found[0]), text)
