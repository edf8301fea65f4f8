"""The markup rule: a sentence is plain text, without links, pictures, HTML or hidden signs."""

from __future__ import annotations

import re
import unicodedata

from assistant.intake.redaction.hostile import strip_invisible

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "an address",
        re.compile(
            r"(?:[a-z][a-z0-9+.-]{1,20}:)?//[^\s/]|\bwww\.\w"
            r"|\b(?:data|javascript|mailto|file|blob|vbscript):\S",
            re.I,
        ),
    ),
    ("a picture or a link", re.compile(r"!?\[[^\]\n]{0,200}\]\s?(?:\(|\[|:)")),
    (
        "HTML",
        re.compile(
            r"<\s*(?:[/?]?\s*[a-z]|!)[^<>]{0,2000}>?|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31});",
            re.I,
        ),
    ),
    ("emphasis", re.compile(r"\*\*[^*\n]+\*\*|(?<!\w)__[^_\n]+__(?!\w)")),
    ("a code fence", re.compile(r"```|~~~")),
    ("a table or a heading", re.compile(r"^\s*(?:#{1,6}\s|\||>{1,3}\s)|\n", re.M)),
)
# Placeholders of what was redacted look like tags and are none.
_PLACEHOLDER = re.compile(
    r"<[A-Z][A-Z0-9_ -]{1,40}>|\[(?:[A-Z][A-Z0-9_ -]{1,40}|redacted[\w -]{0,40})\]"
)


def broken_by(text: str, cited: str) -> str | None:
    """Return why a text breaks the rule, in words; None where it keeps to it.

    Signs that stand so in the cited lines (`cited`) are quoted, addresses and HTML never are.
    """
    if strip_invisible(text)[0] != text or any(
        unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs", "Cn"} and c not in "\n\t" for c in text
    ):
        return "it holds invisible characters"
    plain = _PLACEHOLDER.sub(" ", text)
    for name, pattern in _RULES:
        for found in pattern.finditer(plain):
            held = found[0] in cited and ">" not in found[0]
            quotable = held and name in {"HTML", "emphasis"}
            if not quotable:
                return f"it holds {name}"
    return None
