"""Secrets: those known by their own shape, and those known by what stands around them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from assistant.intake.redaction.assigned_rules import AssignedRules, assigned_rules
from assistant.intake.redaction.assignments import assigned, is_told_password, says_nothing
from assistant.intake.redaction.randomness import HIDDEN, is_blob, looks_secret
from assistant.intake.redaction.second_opinion import by_detectors
from assistant.intake.redaction.secret_shapes import by_shape

__all__ = ["HIDDEN", "after_addresses", "by_name", "by_shape"]

# What tells a token of words from a name: a run of digits that is no date.
_SERIAL = re.compile(r"\d{4}")
_DAY = re.compile(r"20\d\d[-_]?[01]\d")
_LOGIN = re.compile(
    r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?:[:;|]| / )([^\s/.,;|\"'<>]{6,100})(?!\S)"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_RUN = re.compile(r"[A-Za-z0-9]{20,400}")
_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def by_name(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the secrets that are known by the words around them."""
    rules = assigned_rules()
    lowered = lower(text)
    if not rules.stems.search(lowered) and "-u" not in text:
        return
    yield from _headers(text, lowered, rules)
    yield from _commands(text, lowered, rules)
    yield from assigned(text, lowered)
    yield from by_detectors(text, lowered)
    for match in rules.prose.finditer(text):
        value = match[1].rstrip(".!?)")
        if not says_nothing(value, rules) and is_told_password(value):
            yield match.start(1), match.start(1) + len(value), "password"
    yield from _worded(text, rules)
    for match in rules.announced.finditer(text):
        value = match["value"].rstrip(".")
        plain = match["what"].casefold().startswith("key")
        if rules.not_between.search(match["between"]) or "/" in value[:3]:
            continue
        what = match["what"].casefold()
        # "secret 4f1c...": nothing but a secret is called so right before it.
        adjacent = not match["between"].strip() and what in ("secret", "token")
        strong = not plain and ("key" in what or adjacent)
        if strong and _HEX.fullmatch(value):
            yield match.start("value"), match.start("value") + len(value), "key"
        elif is_blob(value) or (not plain and _RUN.fullmatch(value) and not _is_id(value)):
            yield match.start("value"), match.start("value") + len(value), "token"


def _worded(text: str, rules: AssignedRules) -> Iterator[tuple[int, int, str]]:
    """Yield passwords and tokens that people made of words and digits, where they tell them."""
    for match in rules.worded.finditer(text):
        name = next(group for group in ("word", "run", "long") if match[group] is not None)
        value, start = match[name].rstrip(".!?)"), match.start(name)
        if sum(char.isdigit() for char in value) < 2 or says_nothing(value, rules):
            continue
        if not is_told_password(value) or (name != "word" and len(value) < 16):
            continue
        if name == "long":
            if _UUID.fullmatch(value) and match["gap"].strip(" \"'`"):
                continue  # "key session:...", the name of a record
            around = text[max(0, match.start() - 12) : start]
            if not _SERIAL.search(value) or _DAY.search(value) or rules.not_between.search(around):
                continue
        yield start, start + len(value), "password" if name == "word" else "token"


def after_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the passwords behind e-mail addresses, as lists of leaked logins have them."""
    for match in _LOGIN.finditer(text):
        if is_told_password(match[1]):
            yield *match.span(1), "password"


def lower(text: str) -> str:
    """Return the text in small letters, every character at its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if char.isascii() else char for char in text)


def _is_id(value: str) -> bool:
    """Return whether a value is a plain hash, or words that make up a name."""
    return _HEX.fullmatch(value) is not None or not looks_secret(value)


def _headers(text: str, lowered: str, rules: AssignedRules) -> Iterator[tuple[int, int, str]]:
    if "authorization" in lowered:
        for match in rules.header.finditer(text):
            value = match[1].rstrip()
            if " " not in value[:40] and not says_nothing(value, rules):
                yield match.start(1), match.start(1) + len(value), "authorization"
        for match in rules.scheme.finditer(text):
            if looks_secret(match[1]):
                yield match.start(1), match.end(1), "authorization"
        if "digest" in lowered or "hawk" in lowered:
            yield from ((*match.span(1), "authorization") for match in rules.digest.finditer(text))
    if "bearer" in lowered:
        for match in rules.bearer.finditer(text):
            if looks_secret(match[1]):
                yield match.start(1), match.end(1), "bearer-token"
    if "basic" in lowered:
        for match in rules.basic.finditer(text):
            if _is_user_and_password(match[1]):
                yield match.start(1), match.end(1), "basic-auth"
    if "cookie" in lowered:
        for match in rules.cookie.finditer(text):
            if not says_nothing(match[1].partition("=")[2], rules):
                yield match.start(1), match.end(1), "cookie"


def _commands(text: str, lowered: str, rules: AssignedRules) -> Iterator[tuple[int, int, str]]:
    if "-" in text:
        for match in rules.flags.finditer(text):
            if not says_nothing(match[1], rules) and not match[1].startswith("-"):
                yield match.start(1), match.end(1), "password"
    if "-u" in text:
        for match in rules.user.finditer(text):
            if not says_nothing(match[1], rules):
                yield match.start(1), match.end(1), "password"
    if not rules.command_stems.search(lowered):
        return
    near = {place for stem, place in rules.by_stem if stem in lowered}
    for command in (rules.commands[place] for place in sorted(near)):
        for match in command.expression.pattern.finditer(text):
            value = match[1].rstrip(";.,)")
            if value and not says_nothing(value, rules) and not value.startswith("-"):
                if command.told and not is_told_password(value):
                    continue
                yield match.start(1), match.start(1) + len(value), command.kind


def _is_user_and_password(value: str) -> bool:
    try:
        plain = base64.b64decode(
            value + "=" * (-len(value) % 4),
            altchars=b"-_" if "-" in value or "_" in value else None,
        )
    except (binascii.Error, ValueError):
        return False
    return b":" in plain and all(32 <= byte < 127 or byte >= 128 for byte in plain)
