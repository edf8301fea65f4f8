"""The scene of a lie: what the call said, what is known already, and the randomness."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from evals.loopback.lines import DATA, Line, lines_of
from evals.loopback.prompts import Prompt

_SPEAKER = re.compile(r"\b(?:Responder|Reporter|Reviewer|Person|Customer) [A-Z]{1,2}\b")
_PLACE = re.compile(r"\{(\w+)\}")


@cache
def lists() -> Mapping[str, Any]:
    """Return the lists of what a lying model says."""
    return tomllib.loads((DATA / "lies.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Return a text for comparing: without case, with single blanks."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a lie is made from; `known` is all that was said before it, as `plain` has it."""

    prompt: Prompt
    random: Random
    known: str
    secret: str
    lines: tuple[Line, ...]

    def is_new(self, mark: str) -> bool:
        """Return whether a part of a text was said nowhere before."""
        return bool(mark.strip()) and plain(mark) not in self.known

    def pick(self, name: str) -> Any:
        """Return one item of a list."""
        return self.random.choice(lists()[name])

    def name(self) -> str:
        """Return an invented name."""
        return f"{self.pick('given')} {self.pick('family')}"

    def who(self) -> str:
        """Return one of those who speak in the lines, or an invented name."""
        found = sorted(
            {one for text in self.prompt.lines.values() for one in _SPEAKER.findall(text)}
        )
        return (
            self.name()
            if self.random.random() < 0.3
            else self.random.choice(found or ["Responder A"])
        )

    def clause(self) -> str:
        """Return what one of the lines says."""
        return self.random.choice(self.lines).clause if self.lines else self.pick("things")

    def filled(self, template: str) -> tuple[str, str]:
        """Return a template with its places filled, and the part of it between « and »."""
        makers: Mapping[str, Callable[[], str]] = {
            "who": self.who,
            "name": self.name,
            "team": lambda: str(self.pick("teams")),
            "thing": lambda: str(self.pick("things")),
            "day": lambda: str(self.pick("days")),
            "clause": self.clause,
        }
        text = _PLACE.sub(lambda place: makers[place[1]](), template)
        before, _, rest = text.partition("«")
        mark, _, after = rest.partition("»")
        return f"{before}{mark}{after}", mark

    def word(self, size: int = 8) -> str:
        """Return letters that make no word, and that nobody wrote before."""
        return "".join(self.random.choice("bcdfghjklmnpqrstvwxz") for _ in range(size))


def of(prompt: Prompt, known: Sequence[str], random: Random, secret: str) -> Scene:
    """Return the scene of a call and of whatever else was said."""
    said = "\n".join((*prompt.lines.values(), *prompt.facts.values(), *known))
    return Scene(prompt, random, plain(said), secret, lines_of(prompt.lines))
