"""Names in Chinese, Japanese and Korean: before a form of address, or ahead of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.intake.redaction.standing import Standing
from assistant.intake.tables import load

_ANY = re.compile("[\u3400-\u9fff\uac00-\ud7a3]{2}")


@cache
def _rules() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load("people_names.toml").table("honorifics")
    surnames = "".join(data.words("surnames"))
    han, hangul = "[\u3400-\u9fff]", "[\uac00-\ud7a3]"
    japanese, chinese, korean = ("|".join(data.words(key)) for key in ("ja", "zh", "ko"))
    return re.compile(
        rf"(?<!{han})(?P<ja>{han}{{1,4}})(?:{japanese})"
        rf"|(?P<zh>[{surnames}]{han}{{0,2}}?)(?:{chinese})"
        rf"|(?<!{hangul})(?P<ko>{hangul}{{2,4}})(?:{korean})(?!{hangul}{{2}})"
        rf"|(?:^|\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?[\])]?\s{{1,3}})"
        rf"(?P<timed>[{surnames}]{han}{{1,2}})(?=[ :\uff1a])"
    ), frozenset(data.words("nobody"))


def in_text(text: str) -> Iterator[Standing]:
    """Yield the names that a form of address or their place in the line gives away."""
    if text.isascii() or not _ANY.search(text):
        return
    pattern, nobody = _rules()
    for match in pattern.finditer(text):
        group = match.lastgroup or "ja"
        if group == "zh" and len(match["zh"]) == 1:
            # A family name alone is told with the form of address only.
            yield Standing(match[0], *match.span(), small=True)
        if len(match[group]) > 1 and match[group] not in nobody:
            # Their scripts have no capitals.
            yield Standing(match[group], *match.span(group), small=True)
