"""What tells that a value is a secret by the name in front of it, read from the data file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.intake.expressions import Expression
from assistant.intake.redaction.second_opinion import WORDS
from assistant.intake.tables import load
from assistant.intake.tries import alternation

SEPARATOR = re.compile(r"[_.-]")


@dataclass(frozen=True, slots=True)
class Command:
    """A command line or statement in which a password has a place of its own."""

    stems: tuple[str, ...]
    expression: Expression
    kind: str
    told: bool


@dataclass(frozen=True, slots=True)
class AssignedRules:
    """What it takes to tell that a value is a secret by the name in front of it."""

    stems: re.Pattern[str]
    names: re.Pattern[str]
    passwords: tuple[str, ...]
    password_parts: frozenset[str]
    tokens: tuple[str, ...]
    joined: tuple[str, ...]
    token_parts: frozenset[str]
    trailing: frozenset[str]
    harmless: tuple[str, ...]
    harmless_keys: tuple[str, ...]
    empty: frozenset[str]
    commands: tuple[Command, ...]
    by_stem: tuple[tuple[str, int], ...]
    command_stems: re.Pattern[str]
    flags: re.Pattern[str]
    user: re.Pattern[str]
    bearer: re.Pattern[str]
    basic: re.Pattern[str]
    header: re.Pattern[str]
    scheme: re.Pattern[str]
    digest: re.Pattern[str]
    cookie: re.Pattern[str]
    prose: re.Pattern[str]
    worded: re.Pattern[str]
    announced: re.Pattern[str]
    not_between: re.Pattern[str]


@cache
def assigned_rules() -> AssignedRules:
    """Return the vocabulary of keys, headers and empty values."""
    data = load("secrets_assigned.toml")
    passwords, password_parts = data.words("passwords"), data.words("password_parts")
    tokens, token_parts = data.words("tokens"), data.words("token_parts")
    names = _stems({*passwords, *password_parts, *tokens, *token_parts, "key"})
    commands = tuple(
        Command(
            row.words("stem"),
            Expression(row.text("pattern")),
            row.text("kind", "password"),
            row.flag("told"),
        )
        for row in data.tables("command")
    )
    others = {
        "cookie",
        "basic",
        "mot de passe",
        "putty-user",
        *WORDS,
        *(stem for command in commands for stem in command.stems),
    }
    return AssignedRules(
        stems=re.compile(alternation({*names, *others})),
        names=re.compile(alternation(names)),
        passwords=passwords,
        password_parts=frozenset(password_parts),
        tokens=tokens,
        joined=tuple(sorted({SEPARATOR.sub("", token) for token in tokens})),
        token_parts=frozenset(token_parts),
        trailing=frozenset(data.words("trailing")),
        harmless=data.words("harmless"),
        harmless_keys=tuple(
            sorted({SEPARATOR.sub("", w) for w in data.words("harmless") if w.endswith("key")})
        ),
        empty=frozenset(data.words("empty")),
        commands=commands,
        by_stem=tuple((stem, place) for place, one in enumerate(commands) for stem in one.stems),
        command_stems=re.compile(alternation({s for one in commands for s in one.stems})),
        flags=data.table("flags").pattern("pattern"),
        user=data.table("user").pattern("pattern"),
        bearer=data.table("bearer").pattern("pattern"),
        basic=data.table("basic").pattern("pattern"),
        header=data.table("header").pattern("pattern"),
        scheme=data.table("scheme").pattern("pattern"),
        digest=data.table("scheme").pattern("digest"),
        cookie=data.table("cookie").pattern("pattern"),
        prose=data.table("prose").pattern("pattern"),
        worded=data.table("worded").pattern("pattern"),
        announced=data.table("announced").pattern("pattern"),
        not_between=data.table("announced").pattern("not_between"),
    )


def _stems(words: set[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for word in sorted(words, key=lambda w: (len(w), w)):
        if not any(stem in word for stem in chosen):
            chosen.append(word)
    return tuple(chosen)
