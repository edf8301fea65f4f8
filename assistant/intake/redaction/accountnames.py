"""Words in small letters that are the name of one person's account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.redaction.families import is_family
from assistant.intake.redaction.naming import is_given, is_only_given
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.plausible import could_be, is_account
from assistant.intake.tables import load

_JOINT = re.compile(r"[._\-]")
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class _Rules:
    openings: frozenset[str]
    programs: tuple[str, ...]
    endings: frozenset[str]
    services: tuple[str, ...]
    service_starts: tuple[str, ...]
    accounts: frozenset[str]


@cache
def _rules() -> _Rules:
    handles = load("people_names.toml").table("handles")
    return _Rules(
        openings=frozenset(handles.words("openings")),
        programs=handles.words("programs"),
        endings=frozenset(handles.words("endings")),
        services=handles.words("services"),
        service_starts=handles.words("service_starts"),
        accounts=frozenset(handles.words("accounts")),
    )


@lru_cache(maxsize=4096)
def is_initialled(word: str) -> bool:
    """Return whether a word looks like an initial and a family name: "jschmidt"."""
    rules = _rules()
    if len(word) > 3 and is_family(word[1:]) and is_personal(word):
        return True
    return (
        len(word) > 4
        and word[:2] in rules.openings
        and not word.startswith(rules.programs)
        and could_be(word[1:])
        and is_personal(word)
    )


@lru_cache(maxsize=4096)
def is_personal(word: str) -> bool:
    """Return whether a word may be an account of one person, rather than of a service."""
    rules = _rules()
    if is_account(word) or word in rules.accounts or not could_be(word):
        return False
    return is_only_given(word) or not (
        word.startswith(rules.service_starts) or word.endswith(rules.services)
    )


@lru_cache(maxsize=4096)
def is_paired(name: str) -> bool:
    """Return whether two words tied by a sign are a given and a family name: "lena-vogt"."""
    parts = _JOINT.split(name.rstrip(_DIGITS))
    if len(parts) != 2 or ends_a_file(parts[1]):
        return False
    first, last = parts
    named = is_only_given(first) or (is_given(first) and could_be(first))
    return named and not is_word(first) and (len(last) == 1 or is_personal(last))


def is_one(name: str) -> bool:
    """Return whether a name that stands where an account does is a person's."""
    plain = name.rstrip(_DIGITS)
    return is_paired(name) if _JOINT.search(plain) else is_personal(plain)


def ends_a_file(word: str) -> bool:
    """Return whether a word behind a dot ends the name of a file or a host."""
    return word in _rules().endings
