"""The parts of a whole that a text tells ("4 of 10")."""

from __future__ import annotations

import re

from assistant.drafting.checks.meaning import vocabulary
from assistant.drafting.checks.meaning.wording import Word

_OUT_OF = re.compile(r"(\d+)/(\d+)")


def parts(words: tuple[Word, ...]) -> list[tuple[str, str]]:
    """Return each part of a text with its whole, as figures ("4 of 10", "4/10")."""
    of = vocabulary.vocabulary().parts
    found = [
        (words[i].stem, words[i + 2].stem)
        for i in range(len(words) - 2)
        if words[i + 1].text in of and words[i].anchor and words[i + 2].anchor
    ]
    split = (_OUT_OF.fullmatch(word.text) for word in words if word.anchor)
    return found + [(match[1], match[2]) for match in split if match]
