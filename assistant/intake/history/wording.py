"""How a change is put in words: its own words where it has some, else what it replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.intake.redaction.hostile import instruction_in

# What a link shows is its words; where it leads stands in the file.
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:https?:|mailto:)[^)\s]{0,500}\)")
_ENDED = re.compile(r"[.!?:;,…]\Z")


def joined(parts: Iterable[str]) -> str:
    """Return the parts as one line, each ended like a sentence where another follows.

    Parts that speak to a model are left out.
    """
    text = ""
    for part in parts:
        plain = " ".join(part.split())
        if "](" in plain:
            plain = _LINK.sub(r"\1", plain)
        if not plain or instruction_in(plain) is not None:
            continue
        if text:
            text += " " if _ENDED.search(text) else ". "
        text += plain
    return text


def plain(kind: str, component: str | None, before: str | None, after: str | None) -> str:
    """Return a neutral line for a change that has no words of its own."""
    subject = component or f"{kind} change"
    if before and after:
        return f"{subject}: {_brief(before)} to {_brief(after)}"
    if after:
        return f"{subject}: {_brief(after)}"
    if before:
        return f"{subject}: was {_brief(before)}"
    return subject


def _brief(value: str) -> str:
    return " ".join(value.split()) if len(value) <= 200 else "a text of its own"
