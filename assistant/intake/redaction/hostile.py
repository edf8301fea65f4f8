"""What a text may carry against its reader: invisible characters, instructions to a model."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.intake.alike import alike
from assistant.intake.redaction.cues import cued
from assistant.intake.redaction.encoded import decoded_texts, may_decode
from assistant.intake.redaction.invisible import hidden_text, strip_invisible, visible
from assistant.intake.redaction.spelling import digits_spell, folded, respelled

__all__ = [
    "folded",
    "hidden_instruction",
    "hidden_text",
    "instruction_across",
    "instruction_in",
    "strip_invisible",
    "visible",
]

# Lines up to this length come again and again in pages of short lines, ...
_SHORT = 160
# ... and up to this one with other digits in them.
_LONG = 600
# A word whose number a cue tells.
_COUNTED = "sev"
# How much of each of two lines is read together.
_REACH = 160
# What a line begins with that is none of its words: marks of quotes, lists, tables and comments.
_MARKS = " \t>|*+#/•·→⇒–—-"
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|\[[ xX]?\])\s{1,4}")
_OPENING = frozenset("0123456789[")


def instruction_in(text: str, *, in_prompt: bool = False) -> str | None:
    """Return in words why the text looks like an instruction to a model, or None.

    With `in_prompt` the text is part of a prompt or its history, where words such as "you are a
    helpful assistant" are the thing itself and no attack.
    """
    shape = alike(text)
    if len(shape) <= _LONG and not _digits_tell(shape):
        return _remembered(shape, in_prompt)
    return (_remembered if len(text) <= _SHORT else _instruction)(text, in_prompt)


@lru_cache(maxsize=8192)
def _digits_tell(shape: str) -> bool:
    """Return whether lines of a shape may differ in what their digits say: "pr0mpt", an encoding.

    `shape` is the line with a nought for each digit.
    """
    plain = folded(shape)
    return _COUNTED in plain or digits_spell(plain) or may_decode(shape)


@lru_cache(maxsize=8192)
def _remembered(text: str, in_prompt: bool) -> str | None:
    return _instruction(text, in_prompt)


def _instruction(text: str, in_prompt: bool) -> str | None:
    reason = _reason(text, in_prompt=in_prompt)
    if reason:
        return reason
    reason = hidden_instruction(text, in_prompt=in_prompt)
    if reason:
        return f"{reason}, written in invisible characters"
    for decoded in decoded_texts(text):
        reason = _reason(decoded, in_prompt=in_prompt)
        if reason:
            return f"{reason}, encoded"
    return None


def hidden_instruction(text: str, *, in_prompt: bool = False) -> str | None:
    """Return why what the invisible characters of a text spell is an instruction, or None."""
    hidden = hidden_text(text)
    return _reason(hidden, in_prompt=in_prompt) if hidden else None


def _reason(text: str, *, in_prompt: bool) -> str | None:
    plain = folded(text)
    found = cued(plain, in_prompt=in_prompt)
    if found:
        return found
    for other in respelled(text, plain):
        found = cued(other, in_prompt=in_prompt)
        if found:
            return found
    return None


def instruction_across(*lines: str, in_prompt: bool = False) -> str | None:
    """Return why lines together look like an instruction that none of them is alone."""
    short = len(lines) == 2 and len(lines[0]) + len(lines[1]) <= _SHORT
    return (_remembered_pair if short else _judged)(lines, in_prompt)


@lru_cache(maxsize=8192)
def _remembered_pair(lines: tuple[str, ...], in_prompt: bool) -> str | None:
    return _judged(lines, in_prompt)


def _judged(lines: tuple[str, ...], in_prompt: bool) -> str | None:
    parts = (lines[0].rstrip()[-_REACH:], *map(_head, lines[1:]))
    if "" in parts:
        return None
    shapes = tuple(map(alike, parts))
    if not _digits_tell_across(shapes):
        return _remembered_across(shapes, in_prompt)
    size = sum(map(len, parts))
    return (_remembered_across if size <= _SHORT else _across)(parts, in_prompt)


@lru_cache(maxsize=8192)
def _digits_tell_across(shapes: tuple[str, ...]) -> bool:
    plain = folded(" ".join(shapes))
    return _COUNTED in plain or digits_spell(plain)


def _head(line: str) -> str:
    """Return the beginning of a line without the marks ahead of its words."""
    bare = line.lstrip(_MARKS)
    numbered = _NUMBERED.match(bare) if bare[:1] in _OPENING else None
    return (bare if numbered is None else bare[numbered.end() :])[:_REACH].rstrip()


@lru_cache(maxsize=8192)
def _remembered_across(parts: tuple[str, ...], in_prompt: bool) -> str | None:
    return _across(parts, in_prompt)


def _across(parts: tuple[str, ...], in_prompt: bool) -> str | None:
    reason = _reason(" ".join(parts), in_prompt=in_prompt)
    if reason is None or any(_reason(part, in_prompt=in_prompt) for part in parts):
        return None
    return reason
