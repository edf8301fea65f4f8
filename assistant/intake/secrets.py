"""Secrets: those known by their own shape, and those known by what stands before them."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.intake.tables import Table, load

# Characters that stand in for text that is already hidden.
HIDDEN = "\0"

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_REFERENCE = re.compile(
    r"[\[<(]|\$[{(]|\$[A-Z][A-Z0-9_]*$|\$[a-z_]+$|%[s(%{]|\{"
    r"|https?:|arn:|projects/|vault:|secret:|file:|env[:.]|ssm:|op:"
    r"|[~.]?/(?:[\w.-]{1,80}/){1,20}[\w.-]{0,80}$|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$"
    r"|[a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*)*[\[(]"
    r"|(?:self|settings|config|os|process|env|secrets|vars|args|request|ctx)\.\w"
)
_ASSIGNED = re.compile(
    r"([\w.-]{1,80})[\"'`\]]{0,2}\s{0,20}(=>|:=|==?|:)\s{0,20}"
    r"(?:[brf]?[\"'`]([^\"'`]{1,4000})|([^\s\"'`,;<>]{1,4000}))"
)
# No secret of the prefix pack is shorter; a cheap look spares most lines a closer one.
_LONG_RUN = re.compile(r"[A-Za-z0-9_-]{8}")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_BRACKET = re.compile(r"[\])}]")
_PART = re.compile(r"[A-Z]?[a-zçñ]+|[A-Z]+|\d+")
_MASKED = re.compile(r"[*x•.#X_-]{3,}|\S{0,8}\*{3,}\S{0,8}|\S{0,8}(?:\.{3}|…)")


@dataclass(frozen=True, slots=True)
class ShapeRule:
    """A secret known by its own shape; tried only where a line holds one of `literals`."""

    kind: str
    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    entropy: bool


@dataclass(frozen=True, slots=True)
class AssignedRules:
    """What it takes to tell that a value is a secret by the name in front of it."""

    stems: tuple[str, ...]
    passwords: tuple[str, ...]
    password_parts: frozenset[str]
    tokens: tuple[str, ...]
    token_parts: frozenset[str]
    harmless: tuple[str, ...]
    empty: frozenset[str]
    flags: re.Pattern[str]
    user: re.Pattern[str]
    bearer: re.Pattern[str]
    basic: re.Pattern[str]
    header: re.Pattern[str]
    cookie: re.Pattern[str]
    prose: re.Pattern[str]


def _shape_rule(row: Table) -> ShapeRule:
    literals = row.words("literals")
    body = row.text("body", "")
    if body:
        heads = "|".join(re.escape(literal) for literal in sorted(literals, key=len, reverse=True))
        pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{heads}){body}(?![A-Za-z0-9])")
    else:
        pattern = row.pattern("pattern")
    return ShapeRule(row.text("kind"), literals, pattern, row.flag("entropy"))


@cache
def shape_rules() -> tuple[ShapeRule, ...]:
    """Return the rules of the prefix pack, in the order in which they are tried."""
    return tuple(_shape_rule(row) for row in load("secrets.toml").tables("rule"))


@cache
def _literals() -> tuple[tuple[str, int], ...]:
    return tuple(
        (literal, number) for number, rule in enumerate(shape_rules()) for literal in rule.literals
    )


@cache
def assigned_rules() -> AssignedRules:
    """Return the vocabulary of keys, headers and empty values."""
    data = load("secrets_assigned.toml")
    passwords, password_parts = data.words("passwords"), data.words("password_parts")
    tokens, token_parts = data.words("tokens"), data.words("token_parts")
    return AssignedRules(
        stems=_stems({*passwords, *password_parts, *tokens, *token_parts, "cookie", "basic"}),
        passwords=passwords,
        password_parts=frozenset(password_parts),
        tokens=tokens,
        token_parts=frozenset(token_parts),
        harmless=data.words("harmless"),
        empty=frozenset(data.words("empty")),
        flags=data.table("flags").pattern("pattern"),
        user=data.table("user").pattern("pattern"),
        bearer=data.table("bearer").pattern("pattern"),
        basic=data.table("basic").pattern("pattern"),
        header=data.table("header").pattern("pattern"),
        cookie=data.table("cookie").pattern("pattern"),
        prose=data.table("prose").pattern("pattern"),
    )


def _stems(words: set[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for word in sorted(words, key=lambda w: (len(w), w)):
        if not any(stem in word for stem in chosen):
            chosen.append(word)
    return tuple(chosen)


def entropy(text: str) -> float:
    """Return the Shannon entropy of the characters of `text`, in bits a character."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())


def looks_secret(value: str) -> bool:
    """Return whether a value looks drawn at random rather than written by a person."""
    if len(value) < 8 or HIDDEN in value or _REFERENCE.match(value):
        return False
    if _UUID.fullmatch(value):
        return True
    letters = sum(c.isalpha() for c in value)
    digits = sum(c.isdigit() for c in value)
    if letters == 0:
        return False
    if value.isalpha() and (value.islower() or value.istitle()) and len(value) < 24:
        return False
    words = [part for part in re.split(r"[-_./:@ ]", value) if part]
    if words and digits < 6 and all(_is_word(part) for part in words):
        return False
    if digits == 0 and letters == len(value) and letters / len(_CAMEL.findall(value)) >= 4:
        return False
    mixed = digits >= 2 or (not value.islower() and not value.isupper())
    return mixed and entropy(value) >= (2.5 if len(value) < 16 else 3.0)


def _is_word(part: str) -> bool:
    camel = part.isalpha() and len(part) >= 4 * len(_CAMEL.findall(part))
    alphabetic = camel or (part.isalpha() and (part.islower() or part.isupper() or part.istitle()))
    numbered = re.fullmatch(r"[a-zA-Z]{1,12}\d{1,4}|\d{1,8}[a-z]{0,2}|v?\d+", part) is not None
    return camel or (alphabetic and len(part) <= 14) or numbered


def _says_nothing(value: str, empty: frozenset[str]) -> bool:
    bare = value.strip("\"'`.,;:!?()[]{}<>*_").casefold()
    return (
        bare in empty
        or _BRACKET.split(bare, maxsplit=1)[0] in empty
        or not bare
        or HIDDEN in value
        or _REFERENCE.match(value) is not None
        or _MASKED.fullmatch(value) is not None
    )


def by_shape(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the secrets in `text` that are known by their own shape."""
    if not (_LONG_RUN.search(text) or "://" in text):
        return
    rules = shape_rules()
    for number in sorted({number for literal, number in _literals() if literal in text}):
        rule = rules[number]
        for match in rule.pattern.finditer(text):
            group = match.lastindex or 0
            if rule.entropy and not looks_secret(match[group]):
                continue
            if HIDDEN not in match[group]:
                yield match.start(group), match.end(group), rule.kind


def _holds_any(text: str, literals: tuple[str, ...]) -> bool:
    return bool([literal for literal in literals if literal in text])


def by_name(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the secrets that are known by the name in front of them."""
    rules = assigned_rules()
    lowered = text.casefold()
    if not _holds_any(lowered, rules.stems) and "-u" not in text:
        return
    yield from _headers(text, lowered, rules)
    yield from _assignments(text, rules)
    for match in rules.prose.finditer(text):
        value = match[1].rstrip(".!?)")
        if not _says_nothing(value, rules.empty) and _is_told_password(value):
            yield match.start(1), match.start(1) + len(value), "password"


def _headers(text: str, lowered: str, rules: AssignedRules) -> Iterator[tuple[int, int, str]]:
    if "authorization" in lowered:
        for match in rules.header.finditer(text):
            value = match[1].rstrip()
            if " " not in value[:40] and not _says_nothing(value, rules.empty):
                yield match.start(1), match.start(1) + len(value), "authorization"
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
            if not _says_nothing(match[1].partition("=")[2], rules.empty):
                yield match.start(1), match.end(1), "cookie"
    if "-u" in text:
        for match in rules.user.finditer(text):
            if not _says_nothing(match[1], rules.empty):
                yield match.start(1), match.end(1), "password"
    if "-" in text:
        for match in rules.flags.finditer(text):
            if not _says_nothing(match[1], rules.empty) and not match[1].startswith("-"):
                yield match.start(1), match.end(1), "password"


def _assignments(text: str, rules: AssignedRules) -> Iterator[tuple[int, int, str]]:
    for match in _ASSIGNED.finditer(text):
        family = _family(match[1], rules)
        if family is None:
            continue
        group = 3 if match[3] is not None else 4
        value, start = match[group], match.start(group)
        if group == 4:
            if text[match.start(1) - 1 : match.start(1)] in ("?", "&"):
                value = value.partition("&")[0]
            value = value.rstrip(".)]}") or value
        if _says_nothing(value, rules.empty):
            continue
        rest = text[start + len(value) :]
        if family == "password":
            if _is_given(value, quoted=group == 3, sign=match[2], rest=rest):
                yield start, start + len(value), "password"
        elif " " not in value and looks_secret(value):
            yield start, start + len(value), family


def _family(key: str, rules: AssignedRules) -> str | None:
    """Return the kind of secret that a key name announces, or None where it announces none."""
    name = key.casefold().rstrip("-_.")
    last = (_PART.findall(key) or [""])[-1].casefold()
    if name.endswith(rules.passwords) or last in rules.password_parts:
        return None if name.endswith(rules.harmless) else "password"
    if not (name.endswith(rules.tokens) or last in rules.token_parts):
        return None
    if name.endswith(rules.harmless):
        return None
    if "key" in name:
        return "api-key" if "api" in name else "key"
    return "token" if "token" in name else "secret"


def _is_given(value: str, *, quoted: bool, sign: str, rest: str) -> bool:
    """Return whether what follows a password's name is the password, not prose about it."""
    if value.startswith(("/", "~/")) or len(value) < 3:
        return False
    if quoted:
        return " " not in value or _is_told_password(value)
    if sign != ":" or not rest.strip(" \t,;}])\"'."):
        return True
    return _is_told_password(value)


def _is_told_password(value: str) -> bool:
    letters = any(c.isalpha() for c in value)
    others = any(c.isdigit() or c in "!@#$%^&*?+=~" for c in value)
    return len(value) >= 6 and letters and others and not re.fullmatch(r"v?\d[\w.:-]{0,6}", value)


def _is_user_and_password(value: str) -> bool:
    try:
        plain = base64.b64decode(
            value + "=" * (-len(value) % 4),
            altchars=b"-_" if "-" in value or "_" in value else None,
        )
    except (binascii.Error, ValueError):
        return False
    return b":" in plain and all(32 <= byte < 127 or byte >= 128 for byte in plain)
