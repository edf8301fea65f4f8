"""Names of accounts that a person is behind: "petra.novotna", "lena-vogt", "jschmidt"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.intake.redaction.accountnames import is_initialled, is_one, is_paired
from assistant.intake.redaction.labels import Sighting
from assistant.intake.redaction.naming import could_be_name, is_given, is_only_given, tokens_of
from assistant.intake.redaction.plausible import could_be
from assistant.intake.redaction.standing import Standing
from assistant.intake.tables import load

_SMALL = r"[^\W\d_A-Z]"
_END = r"(?![\w/\\(@\-=\[]|[.:]\w)"
# What every pair needs; its signs stand first, which lets a search skip ahead.
_TIED = re.compile(rf"[._\-](?<={_SMALL}{{3}}.){_SMALL}")
_PAIR = re.compile(
    rf"(?<![\w/.\-\\])(?P<name>{_SMALL}{{3,24}}[._\-]{_SMALL}{{1,24}}\d{{0,3}}){_END}"
)
_ALSO = re.compile(r"(?:, |,? (?:and|&|und|et|y|en) )@?")
# What an account that a log names needs, and the word that stands right before it.
_LOGGED = re.compile(
    r"[Uu](?:ser|SER)|[Ll]og(?:ged|in|on|-)|[Ss]ign(?:ed|-?in)|[Pp](?:assword|ublickey|ermission)"
    r"|[Aa](?:uth|ccess)|session|imperson"
)
_AFTER = re.compile(
    rf"\b(?:user|for|from|by|to|as|impersonating)[ =:]{{1,2}}[\"'`]?"
    rf"(?=(?P<name>{_SMALL}{{3,24}}(?:[._\-]{_SMALL}{{1,24}})?\d{{0,3}}){_END})"
)
# Lists of issues and pull requests: "#905 by pvdberg was merged", "#905 opened 2 days ago by kb"
_LISTED = re.compile(
    r"#\d{1,7} (?:(?:opened|closed|merged) [^\n#]{0,40}?)?by (?P<name>[a-z\d](?:-?[a-z\d]){1,38})"
    r"(?: (?:was (?:merged|closed|opened)|wants to)|\s*(?:•|·|$))"
)
# "2026-03-03 mdiaz raised the limit"
_LED = re.compile(
    rf"[\s\-*\[]{{0,4}}(?:\d{{4}}-\d\d-\d\d[ T]?)?(?:\d{{1,2}}[:.]\d\d(?::\d\d)?)?[\]\s\-–]{{1,4}}"
    rf"(?P<name>{_SMALL}{{4,24}}) [a-z]{{2,14}}(?: |$)"
)
_NEAR = 64
_LONE = re.compile(
    r"\s{0,8}@?(?P<name>[^\W\d_][\w.\-'’]{1,38}(?: [^\W\d_][\w.\-'’]{0,38}){0,2})\s{0,8}"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    before: re.Pattern[str]
    logged: re.Pattern[str]
    user_does: re.Pattern[str]
    clock: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = load("people_names.toml")
    handles = data.table("handles")
    return _Rules(
        before=re.compile(rf"(?i:{handles.text('before')})\Z"),
        logged=re.compile(rf"(?i:{handles.text('logged')})\Z"),
        user_does=handles.pattern("user_does"),
        clock=re.compile(data.table("over_time").text("clock"), re.IGNORECASE),
    )


def in_text(text: str) -> Iterator[Standing]:
    """Yield the accounts that a line names: pairs of names, and what stands in a person's place."""
    rules = _rules()
    led = _LED.match(text) if text[:5].strip(" -*[")[:1].isdigit() else None
    if led and is_initialled(led["name"]):
        yield _one(led)
    if _TIED.search(text):
        last = -1
        for match in _PAIR.finditer(text):
            start, end = match.span("name")
            if is_paired(match["name"]) and (
                _is_free(match, text)
                or (last >= 0 and _ALSO.fullmatch(text, last, start))
                or rules.before.search(text, max(0, start - _NEAR), start)
            ):
                last = end
                yield _one(match)
    if " by " in text:
        for match in _LISTED.finditer(text):
            if not match["name"].endswith("bot"):
                yield _one(match)
    if _LOGGED.search(text):
        for match in _AFTER.finditer(text):
            start = match.start("name")
            if is_one(match["name"]) and rules.logged.search(text, max(0, start - _NEAR), start):
                yield _one(match)
        for match in rules.user_does.finditer(text):
            if is_one(match["name"]):
                yield _one(match)


def _is_free(match: re.Match[str], text: str) -> bool:
    """Return whether a pair of names needs no place: two whole words with a dot between."""
    first, dot, last = match["name"].partition(".")
    return (
        bool(dot)
        and len(last) > 2
        and is_only_given(first)
        and text[match.start("name") - 1 : match.start("name")] not in tuple(":=%#$@`")
        and text[match.end("name") : match.end("name") + 1] != "`"
    )


def _one(match: re.Match[str]) -> Standing:
    return Standing(match["name"], *match.span("name"), small=True)


def over_times(texts: Sequence[str]) -> Iterator[tuple[int, Sighting]]:
    """Yield the line (from 0) and the writer of each message whose time stands alone below a name.

    Two writers, or one who writes twice, or a name that is one for sure bear each other out.
    """
    clock = _rules().clock
    found: list[tuple[int, Sighting]] = []
    sure = False
    for number, text in enumerate(texts[:-2]):
        if not text or text[0].isdigit():
            continue
        if ":" not in texts[number + 1] and "." not in texts[number + 1]:
            continue
        if (
            len(text) > 60
            or not clock.fullmatch(texts[number + 1])
            or not texts[number + 2].strip()
        ):
            continue
        match = _LONE.fullmatch(text)
        if not match:
            continue
        tokens = tokens_of(match["name"])
        if not could_be_name(tokens, place="speaker") or not all(
            could_be(token) or len(token) == 1 or is_given(token) for token in tokens
        ):
            continue
        sure = sure or is_only_given(tokens[0]) or (len(tokens) > 1 and is_given(tokens[0]))
        found.append((number, Sighting(match["name"], *match.span("name"), "sure", chat=True)))
    if sure or len(found) > 1:
        yield from found
