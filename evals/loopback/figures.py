"""Lies in figures: a number, a clock, a date or a version that stands in no line."""

from __future__ import annotations

import re

from evals.loopback.scene import Scene

_NUMBER = re.compile(r"(?<![\w.:/-])\d+(?:[.,]\d+)*(?![\w:/-]|\.\d)")
_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])")
_VERSION = re.compile(r"\bv?\d+\.\d+(?:\.\d+)+\b|\bv\d+\b")
_WITH_NEXT = re.compile(r"\S+ +[^\s\d]\S*")
_WITH_LAST = re.compile(r"[^\s\d]\S* +\S+$")
_POINTS = " .,;:?!()[]"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = ("one", "two", "three", "four", "six", "seven", "eight", "nine")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_AFFECTED = ("requests", "customers", "conversations", "replies", "documents", "tenants", "EUR")
Told = tuple[str, str]


def _instead(pattern: re.Pattern[str], text: str, said: str, scene: Scene) -> Told | None:
    """Return the text with one place of the pattern exchanged, and what stands there now.

    That is what is said with the word behind it, or else the one before it.
    """
    places = list(pattern.finditer(text))
    if not places:
        return None
    place = scene.random.choice(places)
    made = f"{text[: place.start()]}{said}{text[place.end() :]}"
    words = _WITH_NEXT.match(made, place.start()) or _WITH_LAST.search(made)
    return made, words[0].strip(_POINTS) if words and said in words[0].strip(_POINTS) else said


def _open(text: str) -> str:
    return text.rstrip(" .?!")


def number(text: str, scene: Scene) -> Told:
    """Return the text with one number exchanged, or with a number that it did not have."""
    random, noun = scene.random, scene.random.choice(_AFFECTED)
    figure = random.choice((
        f"{random.randint(1001, 98999)}",
        f"{random.randint(11, 98)}.{random.randint(1, 9)}%",
        f"{random.randint(2, 97)},{random.randint(100, 999)}",
        f"{random.randint(103, 997)}",
        f"{random.choice(_TENS)}-{random.choice(_UNITS)}",
        f"{random.randint(2, 9)}.{random.randint(1, 9)} million",
    ))  # fmt: skip
    swapped = _instead(_NUMBER, text, figure, scene) if random.random() < 0.6 else None
    if swapped is not None:
        return swapped
    noun = "of all requests" if figure.endswith("%") else noun
    return f"{_open(text)}, which touched {figure} {noun}.", f"{figure} {noun}"


def time(text: str, scene: Scene) -> Told:
    """Return the text with its clock exchanged, or with a clock that it did not have."""
    random = scene.random
    clock = f"{random.randint(0, 23):02}:{random.randint(0, 59):02}"
    if random.random() < 0.2:
        clock = f"{random.randint(1, 12)}:{random.randint(0, 59):02} {random.choice(('am', 'pm'))}"
    swapped = _instead(_CLOCK, text, clock, scene)
    if swapped is not None:
        return swapped[0], clock
    if random.random() < 0.5:
        return f"At {clock}, {text}", clock
    return f"{_open(text)} until {clock}.", clock


def date(text: str, scene: Scene) -> Told:
    """Return the text with a day on which nothing is known to have happened."""
    random = scene.random
    year, month, day = random.randint(1997, 2034), random.randint(1, 12), random.randint(1, 28)
    said = random.choice((
        f"{day} {_MONTHS[month - 1]} {year}",
        f"{_MONTHS[month - 1]} {day}, {year}",
        f"{year}-{month:02}-{day:02}",
        f"{day:02}.{month:02}.{year}",
        f"{day:02}/{month:02}/{year}",
    ))  # fmt: skip
    if random.random() < 0.5:
        return f"On {said}, {text}", said
    return f"{_open(text)} on {said}.", said


def version(text: str, scene: Scene) -> Told:
    """Return the text with a version that nobody released."""
    random = scene.random
    said = random.choice((
        f"v{random.randint(10, 99)}.{random.randint(0, 20)}.{random.randint(0, 20)}",
        f"{random.randint(10, 99)}.{random.randint(0, 20)}.{random.randint(0, 20)}",
        f"v{random.randint(101, 999)}",
        f"{random.choice(('lumen', 'quarrel', 'obsidian'))}-{random.randint(3, 9)}-large",
        f"{random.randint(7, 30)}.{random.randint(0, 9)}.0-rc{random.randint(1, 9)}",
    ))  # fmt: skip
    swapped = _instead(_VERSION, text, said, scene)
    return (swapped[0], said) if swapped else (f"{_open(text)} in version {said}.", said)
