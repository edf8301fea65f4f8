"""Records as Python prints them ({'name': 'x', 'at': None}), as JSON of the same length."""

from __future__ import annotations

import re

_OPENS = re.compile(r"\s{0,40}[\[(]?\s{0,40}\{\s{0,40}'[^'\n]{1,80}'\s?:")
_TOKEN = re.compile(
    r"'(?P<single>(?:[^'\\\n]|\\.)*)'|\"(?:[^\"\\\n]|\\.)*\"|\b(?P<word>None|True|False)\b"
)
_WORDS = {"None": "null", "True": "true"}


def looks_like_one(text: str) -> bool:
    """Return whether a text opens with a mapping whose keys are in single quotes."""
    return _OPENS.match(text) is not None


def as_json(text: str) -> str:
    """Return the text as JSON, each value where it stands; any other text as it is.

    What JSON has no way to write in as many letters is left, and is refused where it is parsed.
    """
    return _TOKEN.sub(_token, text) if looks_like_one(text) else text


def _token(found: re.Match[str]) -> str:
    if found["word"]:
        return _WORDS.get(found["word"], "false")
    single = found["single"]
    if single is None or '"' in single or "\\'" in single:
        return found[0]
    return f'"{single}"'
