"""Specimens: generated lines, each with the piece that redaction has to hide."""

from __future__ import annotations

import base64
import json
import re
import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evals.redaction import contacts

_DATA = Path(__file__).resolve().parent / "data"
_PLACE = re.compile(r"\{([a-z0-9]+)(?::(\d+))?\}")
_ALPHABETS: Mapping[str, str] = {
    "digit": string.digits,
    "hex": "0123456789abcdef",
    "lower": string.ascii_lowercase + string.digits,
    "upnum": string.ascii_uppercase + string.digits,
    "base32": string.ascii_uppercase + "234567",
    "bech": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "alpha": string.ascii_letters,
    "alnum": string.ascii_letters + string.digits,
    "word": string.ascii_letters + string.digits + "_-",
    "b64": string.ascii_letters + string.digits + "+/",
    "b64url": string.ascii_letters + string.digits,
}
# Where a specimen stands: a log, a shell, JSON, YAML, chat, a table, code, a URL's end.
CARRIERS: tuple[str, ...] = (
    "{}",
    "2026-05-04 09:12:33,120 ERROR client rejected credential {}",
    '{{"level":"warn","msg":"auth failed","credential":"{}"}}',
    "  value: {}",
    "I pasted it by mistake: {}, please rotate",
    "| 09:14 | rotated {} |",
    'client = Client("{}")',
    "export KEY='{}'",
    "level=error msg=\"bad key {}\" attempt=3",
    "({})",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specimen:
    """A line of a format; `hidden` is the piece that must not be readable afterwards."""

    group: str
    format: str
    line: str
    hidden: str


def _characters(random: Random, alphabet: str, count: int) -> str:
    return "".join(random.choice(alphabet) for _ in range(count))


def _uuid(random: Random) -> str:
    digits = _characters(random, _ALPHABETS["hex"], 32)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _password(random: Random) -> str:
    pieces = [
        _characters(random, string.ascii_uppercase, 2),
        _characters(random, string.ascii_lowercase, random.randint(4, 8)),
        _characters(random, string.digits, random.randint(2, 4)),
        random.choice(("!", "$", "%", "_", "-", "")),
    ]
    return "".join(pieces)


def _basic(random: Random) -> str:
    return base64.b64encode(f"deploy:{_password(random)}".encode()).decode()


def _json_web_token(random: Random) -> str:
    parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": _uuid(random), "iat": 1777885953})
    encoded = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
    ]
    return ".".join((*encoded, _characters(random, _ALPHABETS["word"], 43)))


_WHOLE: Mapping[str, Callable[[Random], str]] = {
    "uuid": _uuid,
    "pass": _password,
    "basic": _basic,
    "jwt": _json_web_token,
}


def filled(shape: str, random: Random) -> tuple[str, str]:
    """Return a text of the shape, and the piece of it that has to be hidden."""

    def fill(place: re.Match[str]) -> str:
        name, count = place.groups()
        if count is None:
            return _WHOLE[name](random)
        # An ending in punctuation would leave open where the value ends.
        last = random.choice(_ALPHABETS[name].rstrip("_-+/"))
        return _characters(random, _ALPHABETS[name], int(count) - 1) + last

    text = _PLACE.sub(fill, shape)
    before, mark, rest = text.partition("«")
    if not mark:
        return text, text
    hidden, _, after = rest.partition("»")
    return before + hidden + after, hidden


def _carried(text: str, random: Random) -> str:
    return random.choice(CARRIERS).format(text)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def harmless(seed: int, *, each: int) -> tuple[str, ...]:
    """Return `each` lines of every harmless shape: ids, digests and counters, nothing to hide."""
    random = Random(seed)
    return tuple(
        filled(shape, random)[0] for shape in _load("clean.toml")["lines"] for _ in range(each)
    )


def secrets(random: Random, *, each: int) -> Iterator[Specimen]:
    """Yield `each` specimens of every format; those with a prefix stand in changing carriers."""
    shapes = _load("secrets.toml")
    for group in ("prefixed", "named"):
        for name, shape in shapes[group].items():
            for _ in range(each):
                text, hidden = filled(shape, random)
                line = _carried(text, random) if group == "prefixed" else text
                yield Specimen(group, name, line, hidden)


def generated(seed: int, *, each: int) -> tuple[Specimen, ...]:
    """Return the specimens of all groups, the same for the same seed."""
    random = Random(seed)
    found = list(secrets(random, each=each))
    for group, maker in contacts.MAKERS.items():
        for _ in range(each * contacts.WEIGHT):
            name, text = maker(random)
            carrier = random.choice(contacts.CARRIERS[group])
            found.append(Specimen(group, name, carrier.format(text), text))
    return tuple(found)
