"""Reads the vocabularies that intake works with from the data files beside the code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.errors import ResourceError

_DATA = Path(__file__).resolve().parent / "data"


class Table:
    """A part of a data file; every getter raises `ResourceError` naming the file and the key."""

    def __init__(self, name: str, content: Mapping[str, object]) -> None:
        self._name = name
        self._content = content

    def _value(self, key: str) -> object:
        if key not in self._content:
            raise self._damaged(f"has no {key!r}")
        return self._content[key]

    def _damaged(self, what: str) -> ResourceError:
        return ResourceError(f"The data file {self._name} {what}. Install the package again.")

    def text(self, key: str, default: str | None = None) -> str:
        """Return the string under `key`, or `default` where there is none."""
        if default is not None and key not in self._content:
            return default
        value = self._value(key)
        if not isinstance(value, str):
            raise self._damaged(f"needs text under {key!r}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return the strings under `key`: a list of them, or one text of words between spaces."""
        value = self._content.get(key, [])
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list):
            raise self._damaged(f"needs a list of texts under {key!r}")
        words = tuple(word for word in value if isinstance(word, str))
        if len(words) != len(value):
            raise self._damaged(f"needs only texts under {key!r}")
        return words

    def names(self) -> tuple[str, ...]:
        """Return the keys of this part, in the order of the file."""
        return tuple(self._content)

    def number(self, key: str, default: int) -> int:
        """Return the whole number under `key`, or `default` where there is none."""
        value = self._content.get(key, default)
        if not isinstance(value, int):
            raise self._damaged(f"needs a whole number under {key!r}")
        return value

    def flag(self, key: str) -> bool:
        """Return whether `key` is set to true."""
        return self._content.get(key) is True

    def pattern(self, key: str) -> re.Pattern[str]:
        """Return the regular expression under `key`, compiled."""
        return self._compiled(key, self.text(key))

    def patterns(self, key: str) -> tuple[re.Pattern[str], ...]:
        """Return the regular expressions listed under `key`, compiled."""
        return tuple(self._compiled(key, text) for text in self.words(key))

    def _compiled(self, key: str, expression: str) -> re.Pattern[str]:
        try:
            return re.compile(expression)
        except re.error as error:
            raise self._damaged(f"has a bad expression under {key!r} ({error})") from error

    def table(self, key: str) -> Table:
        """Return the table under `key`."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self._damaged(f"needs a table under {key!r}")
        return Table(self._name, value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the list of tables under `key`."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise self._damaged(f"needs a list of tables under {key!r}")
        return tuple(Table(self._name, part) for part in value if isinstance(part, dict))


@cache
def load(name: str) -> Table:
    """Return the data file `name`; raises `ResourceError` where it is missing or damaged."""
    try:
        content = tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(
            f"The data file {name} of this installation cannot be read ({error}). "
            "Install the package again."
        ) from error
    return Table(name, content)
