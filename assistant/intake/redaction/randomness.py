"""Tells whether a text looks drawn at random, as a key is, rather than written by a person."""

from __future__ import annotations

import math
import re
import string

# Characters that stand in for text that is already hidden.
HIDDEN = "\0"

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SPLIT = re.compile(r"[-_./:@ ]")
_NUMBERED = re.compile(r"[a-zA-Z]{1,12}\d{1,4}|\d{1,8}[a-z]{0,2}|v?\d+")
_REFERENCE = re.compile(
    r"[\[<(]|\$[{(]|\$[A-Z][A-Z0-9_]*$|\$[a-z_]+$|%[s(%{]|\{"
    r"|https?:|arn:|projects/|vault:|secret:|file:|env[:.]|ssm:|op:"
    r"|[~.]?/(?:[\w.-]{1,80}/){1,20}[\w.-]{0,80}$|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$"
    r"|[a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*)*[\[(]"
    r"|(?:self|settings|config|os|process|env|secrets|vars|args|request|ctx)\.\w"
)
_ASCII_LETTERS = string.ascii_letters.encode()
_ASCII_DIGITS = string.digits.encode()
_PATH_WORD = re.compile(r"[a-z][a-z_.-]{1,30}|v?\d{1,4}")


def entropy(text: str) -> float:
    """Return the Shannon entropy of the characters of `text`, in bits a character."""
    # To count each character there is takes half as long as to walk over all of them.
    shares = [text.count(char) / len(text) for char in dict.fromkeys(text)]
    return -sum([share * math.log2(share) for share in shares])


def is_reference(value: str) -> bool:
    """Return whether a value points at where a secret is kept instead of being one."""
    if not _REFERENCE.match(value[:400]):
        return False
    if value.startswith("/") and len(value) == 40:
        return all(_PATH_WORD.fullmatch(part) for part in value.split("/") if part)
    return True


def looks_secret(value: str) -> bool:
    """Return whether a value looks drawn at random rather than written by a person."""
    if len(value) < 8 or HIDDEN in value or is_reference(value):
        return False
    value = value[:400]
    if _UUID.fullmatch(value):
        return True
    letters, digits = _counts(value)
    if letters == 0:
        return False
    if value.isalpha() and (value.islower() or value.istitle()) and len(value) < 24:
        return False
    words = [part for part in _SPLIT.split(value) if part]
    if words and digits < 6 and all(_is_word(part) for part in words):
        return False
    if digits == 0 and letters == len(value) and letters / len(_CAMEL.findall(value)) >= 4:
        return False
    mixed = digits >= 2 or (not value.islower() and not value.isupper())
    return mixed and entropy(value) >= (2.5 if len(value) < 20 else 3.0)


def _counts(value: str) -> tuple[int, int]:
    """Return how many letters and how many digits a value has."""
    if not value.isascii():
        return sum(c.isalpha() for c in value), sum(c.isdigit() for c in value)
    data = value.encode("ascii")
    letters = len(data) - len(data.translate(None, _ASCII_LETTERS))
    return letters, len(data) - len(data.translate(None, _ASCII_DIGITS))


def _is_word(part: str) -> bool:
    camel = part.isalpha() and len(part) >= 4 * len(_CAMEL.findall(part))
    alphabetic = camel or (part.isalpha() and (part.islower() or part.isupper() or part.istitle()))
    numbered = _NUMBERED.fullmatch(part) is not None
    return camel or (alphabetic and len(part) <= 14) or numbered


def is_blob(value: str) -> bool:
    """Return whether a value is a long run of random letters and digits and no plain hash or id."""
    if len(value) < 20 or _UUID.fullmatch(value) or not looks_secret(value):
        return False
    small = any(c.islower() for c in value)
    large = any(c.isupper() for c in value)
    digit = any(c.isdigit() for c in value)
    return small and large and digit and entropy(value[:400]) >= 3.6
