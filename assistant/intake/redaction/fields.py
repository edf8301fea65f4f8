"""Where fields, folders, mentions and people's own words hold the name of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.intake.anycase import anycase
from assistant.intake.redaction.accountnames import is_initialled, is_one, is_paired
from assistant.intake.redaction.naming import is_given, is_only_given, vocabulary
from assistant.intake.redaction.plausible import could_be
from assistant.intake.redaction.standing import Standing
from assistant.intake.tables import load
from assistant.intake.tries import alternation

_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_VALUE = rf"{_WORD}(?:(?:[ ._+,]|, ){_WORD}(?![\w=])){{0,3}}"
MENTION = "<@"
_MENTION = re.compile(r"<@[A-Z0-9]{4,20}\|(?P<name>[^\W\d_][^<>|@\n]{1,60})>")
_SUDO = re.compile(rf"\bsudo(?:\[\d{{1,7}}\])?: {{1,4}}(?P<name>{_WORD}(?:[._]{_WORD})?) : ")
# The same where the program stands in a column or a field of its own.
_RUN_AS = re.compile(
    rf"(?P<name>{_WORD}(?:[._]{_WORD})?) : (?:TTY=\S{{1,40}} ; )?PWD=\S{{1,200}} ; USER="
)
_AT_HOST = re.compile(rf"\b(?:by|user|as|login) (?P<name>{_WORD})@(?=[\w\-]+(?![\w.\-]))")
_SHELL = re.compile(
    rf"\b(?:scp|ssh|rsync|sftp)\b[^\n@]{{0,80}}?\s(?P<name>{_WORD}(?:[._]{_WORD})?)@(?=[\w\-]+)"
)
# Pages of people, and repositories that somebody keeps under a name of their own.
_PROFILE = re.compile(
    r"(?:(?P<sure>linkedin\.com/in/|//[\w.\-]{1,80}/~)"
    r"|/(?:people|person|profiles?|authors?|users?|members?|employees?|staff|u)/|github\.com/)"
    rf"(?P<name>{_WORD}(?:[._]{_WORD})?)(?=[/\s\"')\],;?#]|-?\d|\.?$)"
)
# Without one of them nobody says a name of their own.
_MARKS = (
    "name",
    "i am",
    "i'm",
    "i’m",
    "this is",
    "it's me",
    "ich ",
    "appelle",
    "llamo",
    "nombre",
    "chiamo",
)
_SPLIT = re.compile(r"[ ._+,]+")
_CAPITALS = re.compile(r"[^\W\d_]+")


@cache
def _field() -> re.Pattern[str]:
    keys = sorted(
        {
            k
            for key in load("people_standing.toml").table("fields").words("keys")
            for k in (key, key.replace("_", "-"), key.replace("_", " "), key.replace("_", ""))
        }
    )
    humped = {
        first + "".join(word.title() for word in rest)
        for first, *rest in (
            key.split("_") for key in load("people_standing.toml").table("fields").words("keys")
        )
        if rest
    }
    return re.compile(
        rf"(?<![^\W_])(?P<key>{alternation(humped)}|{anycase(keys)})(?:\\?[\"'])?\s?(?P<sep>[=:])\s?(?P<quote>\\?[\"'])?"
        rf"(?P<name>{_VALUE})"
    )


@cache
def _nested() -> re.Pattern[str]:
    return re.compile(rf"\\?[\"']name\\?[\"']\s?:\s?\\?[\"'](?P<name>{_VALUE})\\?[\"']")


@cache
def _holder() -> re.Pattern[str]:
    keys = sorted(load("people_standing.toml").table("fields").words("keys"))
    return re.compile(rf"[\"'](?i:{alternation(keys)})\\?[\"']\s?:\s?\{{[^{{}}]{{0,120}}$")


@cache
def _home() -> re.Pattern[str]:
    homes = load("people_standing.toml").table("fields").text("homes")
    return re.compile(rf"(?P<home>{homes})(?P<name>{_WORD}(?:[._]{_WORD})?)(?=[/\\\s\"':,)]|$)")


@cache
def _said() -> re.Pattern[str]:
    said = load("people_standing.toml").table("fields").text("said")
    return re.compile(
        rf"(?P<said>(?i:{said})) (?P<name>{_WORD}(?: {_WORD}){{0,2}})(?=[ ,.!?;:\"'”]|$)"
    )


def in_fields(text: str) -> Iterator[Standing]:
    """Yield the names in fields, home folders and mentions, and those that people give."""
    if MENTION in text:
        for match in _MENTION.finditer(text):
            words = match["name"].casefold()
            if any(map(could_be, _SPLIT.split(words))) or is_given(words):
                yield _one(match, match["name"])
    if "=" in text or ":" in text:
        for match in _field().finditer(text):
            name = _value(match, text)
            if name:
                yield _one(match, name)
    if "name" in text and "{" in text:
        for match in _nested().finditer(text):
            if _holder().search(text[max(0, match.start() - 160) : match.start()]):
                name = _person(match["name"], quoted=True)
                if name:
                    yield _one(match, name)
    if "ome/" in text or "sers" in text:
        for match in _home().finditer(text):
            parts = _SPLIT.split(match["name"].casefold())
            sure = "sers" in match["home"] or is_only_given(parts[0]) or is_initialled(parts[0])
            whole = parts[1:] if len(parts) > 1 and len(parts[0]) == 1 else parts
            if all(map(could_be, whole)) and (len(parts) > 1 or sure):
                yield _account(match)
    if "/" in text:
        for match in _PROFILE.finditer(text):
            if _owns(match):
                yield _account(match)
    if "@" in text:
        for match in (*_AT_HOST.finditer(text), *_SHELL.finditer(text)):
            if is_one(match["name"].casefold()):
                yield _one(match, match["name"])
    if " : " in text and ("sudo" in text or "USER=" in text):
        for match in (*_SUDO.finditer(text), *_RUN_AS.finditer(text)):
            if all(map(could_be, _SPLIT.split(match["name"].casefold()))):
                yield _one(match, match["name"])
    yield from _own_words(text)


def _owns(match: re.Match[str]) -> bool:
    """Return whether the address of a page holds the name of a person."""
    name = match["name"].casefold()
    if match["sure"]:
        return is_one(name) or all(map(could_be, _SPLIT.split(name.replace("-", " "))))
    return is_paired(name) or is_initialled(name) or is_only_given(name)


def _account(match: re.Match[str]) -> Standing:
    return Standing(match["name"], *match.span("name"), match["name"].islower())


def _one(match: re.Match[str], name: str) -> Standing:
    start = match.start("name")
    lead = match[0][: start - match.start()].casefold()
    customer = "name is" in lead or any(word in lead for word in vocabulary().customers)
    return Standing(name, start, start + len(name), name.islower(), customer)


def _value(match: re.Match[str], text: str) -> str:
    end = match.end("name")
    following = text[end : end + 1]
    if match["key"] == "to" and not (match["quote"] and " " in match["name"]):
        return ""
    if match["quote"]:
        if following not in ('"', "'", "\\"):
            return ""
        return _person(match["name"], quoted=True)
    name = match["name"]
    if " " in name and (name[:1].islower() or following == "="):
        # The next field's key, or what goes on in small letters.
        name = name.partition(" ")[0] if name[:1].islower() else name.rpartition(" ")[0]
        following = " "
    if following in ("@", "/", "-", "_", "(", "[", "=") or following.isdigit():
        return ""
    return _person(name, quoted=False)


def _person(name: str, *, quoted: bool) -> str:
    """Return what of a field's value is a person's name: all of it, its first words, or nothing."""
    name = name.rstrip(".,")
    parts = _SPLIT.split(name)
    plain = [part.casefold() for part in parts]
    if not quoted and " " in name and not parts[0][:1].isupper():
        name, parts, plain = name.split(" ")[0], parts[:1], plain[:1]
        whole = _SPLIT.split(name)
        parts, plain = whole, [part.casefold() for part in whole]
    kept = 0
    for part, word in zip(parts, plain, strict=True):
        named = could_be(word) or len(word) == 1 or (kept and is_given(word))
        if not named or (kept and parts[0][:1].isupper() and not part[:1].isupper()):
            break
        kept += 1
    if not kept or len(plain[0]) == 1:
        return ""
    if kept < len(parts) and (quoted or not name[:1].isupper() or " " not in name):
        return ""
    if len(plain) == 1 and (is_paired(plain[0]) or is_initialled(plain[0])):
        return name
    if len(plain) == 1 or kept == 1:
        if not (is_only_given(plain[0]) or (parts[0].istitle() and len(parts) == 1)):
            return ""
        return parts[0]
    if parts[0].isupper() and not is_given(plain[0]):
        return ""
    at = 0
    for part in parts[:kept]:
        at = name.index(part, at) + len(part)
    return name[:at]


def _own_words(text: str) -> Iterator[Standing]:
    lowered = text.lower()
    if not any(mark in lowered for mark in _MARKS):
        return
    for match in _said().finditer(text):
        words = match["name"].split(" ")
        plain = [word.casefold() for word in words]
        count = 0
        for word in plain[:3]:
            if not (could_be(word) or (count and is_given(word))):
                break
            count += 1
        told = "name" in match["said"].casefold() or not match["said"].isascii()
        capital = words[0].istitle()
        if count > 1 or (count == 1 and (capital or told or is_only_given(plain[0]))):
            if not told and not capital and count == 1 and text[match.end() :][:1] not in ",.":
                continue
            yield _one(match, " ".join(words[:count]))
