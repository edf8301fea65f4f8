"""Tells which capitalised names belong to machines: assistants, services, models, vendors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.intake.alike import shapes_of
from assistant.intake.anycase import anycase
from assistant.intake.redaction.naming import is_given, is_only_given
from assistant.intake.tables import load

_BOUND = re.compile(r"[-_/.](?<=[a-z0-9].)[A-Za-z0-9]")
_COMPOUND = re.compile(r"(?<![\w@])[A-Za-z][a-z0-9]{1,24}(?:[-_/.][A-Za-z0-9]{1,24}){1,5}(?![\w@])")
# Behind these a path names an account.
_HOMES = ("home/", "users/", "github.com/", "gitlab.com/", "linkedin.com/")
_PART = re.compile(r"[-_/.]")
# "hector-3.8.1", a release, and "hector[881]:", the program of a log's line: few people are either.
_RELEASED = re.compile(r"(?<![\w@.\-/])([A-Za-z][a-z]{2,20})-v?\d{1,4}\.\d{1,4}(?![\w:])")
_PROGRAM = re.compile(r"(?<![\w@.\-/])([A-Za-z][a-z]{2,20})\[\d{1,7}\]:")
_NAME = r"(?P<name>[A-Z][A-Za-z]{2,20})"
# The same at the edge of a word; its class of capitals stands first, so that a search skips ahead.
_EDGE = r"(?P<name>[A-Z](?<!\w.)[A-Za-z]{2,20})"
# What every rule needs: a name is a word of its own.
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)[A-Za-z]{2,20}\b")
# "Agent Lotte: How may I help?", the transcript of a help desk
_AGENT = re.compile(rf"[\s>*\-\[\]\d:]{{0,14}}(?:Agent|Rep|Advisor|Operator) {_NAME}\*{{0,2}} ?:")
_HEAD = 200  # characters of a log's line in which its program is named


@dataclass(frozen=True, slots=True)
class _Rules:
    told: tuple[re.Pattern[str], ...]
    acts: re.Pattern[str]
    surely: re.Pattern[str]
    titles: tuple[str, ...]
    titled: re.Pattern[str]
    parts: frozenset[str]
    known: frozenset[str]


@cache
def _rules() -> _Rules:
    data = load("people_passing.toml").table("machines")
    nouns = anycase(data.words("nouns"))
    own = "|".join(word.replace("-", "[ -]") for word in data.words("own"))
    verbs = "|".join(data.words("verbs"))
    sure = "|".join(word.replace("-", " ") for word in data.words("sure_verbs"))
    return _Rules(
        told=tuple(
            re.compile(pattern)
            for pattern in (
                rf"{_EDGE}(?:,| =| is| -|:| \(| was|, which is) ?(?:the|our|an?|their)"
                rf" (?:[\w\-]{{1,24}} ){{0,3}}{nouns}\b",
                rf"\b{nouns},? (?:(?:is |was )?(?:called|named) |\(|\")?{_NAME}\b"
                rf"(?! [A-Z])",
                rf"{_EDGE} {nouns}\b",
                rf"{_EDGE}['’]s (?:[\w\-]{{1,24}} )?(?:{own})\b",
                rf"{_EDGE}[ -](?:v\.? ?\d|\d+(?:\.\d+)*\b(?! ?(?:[ap]m\b|h\b|min)))",
                rf"the (?<!\wthe ){_NAME}\b(?! [A-Z])",
                rf"{_EDGE} (?:\+\d|is down|was down|is up|is off|was off|went down|is live"
                rf"|is offline|was offline|offline|online|is online|is back online|back online)\b",
                rf"\b(?:switched|turned|took|put) {_NAME} (?:off|on|offline|back on|live)\b",
                rf"\b(?:instead of|version of|inside|fallback is|switched (?:off|on)|into|onto"
                rf"|deployed|restarted|upgraded|disabled|enabled) {_NAME}\b(?! [A-Z])",
            )
        ),
        acts=re.compile(rf"{_EDGE} (?:has |had |then |still |also |never )?(?:{verbs})\b"),
        surely=re.compile(rf"{_EDGE} (?:has |had |then |still |also |never )?(?:{sure})"),
        titles=tuple(f"{word} " for word in data.words("titles")),
        titled=re.compile(rf"\b(?:{'|'.join(data.words('titles'))}) {_NAME}\b(?! [A-Z])"),
        parts=frozenset(data.words("parts")),
        known=frozenset(data.words("known")),
    )


@dataclass
class Machines:
    """Words, in small letters, that the inputs use of machines.

    A given name is a machine's only where two signs say so: people name branches too.
    """

    _told: Counter[str] = field(default_factory=Counter)
    _acts: set[str] = field(default_factory=set)
    _sure: set[str] = field(default_factory=set)
    _parts: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, texts: Sequence[str], names: Iterable[str] = (), *, shapes: Sequence[str] = ()
    ) -> Machines:
        """Return what the lines tell of machines; `names` are those of components and files.

        `shapes` are the lines with a nought for each digit, where they are known already.
        """
        found = cls()
        for name in names:
            found._compound(re.sub(r"[^\w.\-/]", "-", name))
            if name.isalpha():
                found._sign(name, name)  # "nora.log"
        shapes = shapes or shapes_of(texts)
        counts = Counter(shapes)
        bound = {shape for shape in counts if _BOUND.search(shape)}
        if bound:
            for text, shape in zip(texts, shapes, strict=True):
                if shape in bound:
                    found._compounds(text)
                    for release in _RELEASED.finditer(text):
                        found._sign(release[1], release[0])
        for shape, count in counts.items():
            found._line(shape, count)
        return found

    def take_programs(self, logged: Iterable[str]) -> None:
        """Take the programs that lines of logs are from: one sign each, however many lines."""
        for line in logged:
            for program in _PROGRAM.findall(line[:_HEAD]):
                self._sign(program, f"{program}[]")

    def has(self, token: str) -> bool:
        """Return whether a word is a machine's name, as far as the inputs tell."""
        if token in self._sure or token in _rules().known:
            return True
        compounds = len(self._parts.get(token, ()))
        used = token in self._told or token in self._acts
        if is_only_given(token):
            told_so = (self._told[token] > 1) + (token in self._acts) + (self._told[token] > 0)
            return compounds > 1 or (compounds == 1 and used) or told_so > 1
        return used or compounds > 0

    def _sign(self, name: str, seen: str) -> None:
        """Take a sign that a name is a machine's: what it was seen as."""
        self._parts.setdefault(name.casefold(), set()).add(seen.casefold())

    def _compounds(self, text: str) -> None:
        for match in _COMPOUND.finditer(text):
            # "merged by amandine-lrx" is somebody's account
            before = text[max(0, match.start() - 3) : match.start()].lower()
            written = before == "by " or before.endswith("~")
            if match[0].islower() and not written and not match[0].startswith(_HOMES):
                self._compound(match[0])

    def _line(self, text: str, count: int) -> None:
        """Take the names of a line that stands in the texts so many times but for its digits."""
        if not _CAPITALISED.search(text):
            return
        rules = _rules()
        speaker = _AGENT.match(text)
        for pattern in rules.told:
            for match in pattern.finditer(text):
                if speaker and match["name"] == speaker["name"]:
                    continue
                self._told[match["name"].casefold()] += count
        self._acts.update(match["name"].casefold() for match in rules.acts.finditer(text))
        self._sure.update(match["name"].casefold() for match in rules.surely.finditer(text))
        if any(map(text.__contains__, rules.titles)):
            self._sure.update(match["name"].casefold() for match in rules.titled.finditer(text))

    def _compound(self, name: str) -> None:
        """Take the words of "asko-kb" or "mendbot.rules"; a person's handle or branch is none."""
        parts = [part.casefold() for part in _PART.split(name) if part]
        technical = "/" not in name and any(part in _rules().parts for part in parts)
        for part in parts:
            if len(part) < 3 or not part.isalpha():
                continue
            if technical and part not in _rules().parts:
                self._sign(part, name)
            elif not is_given(part) and not any(is_only_given(other) for other in parts):
                self._told[part] += 1
