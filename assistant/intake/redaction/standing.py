"""Where a person stands in a sentence, whatever the name: told by the words before and after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.alike import alike
from assistant.intake.redaction.accountnames import ends_a_file
from assistant.intake.redaction.families import is_family
from assistant.intake.redaction.naming import is_only_given, vocabulary
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.particles import tail
from assistant.intake.redaction.plausible import could_be
from assistant.intake.tables import load

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩА-Я"
_REST = rf"[^\W\d_{_UPPER}]{{1,24}}(?:['’\-][{_UPPER}][^\W\d_{_UPPER}]{{1,24}}){{0,2}}"
# The class of capitals stands first, which lets a search skip ahead.
_WORDS = re.compile(
    rf"[{_UPPER}](?<![\w@/.\-#$`'’\\&=].){_REST}"
    rf"(?: (?:[{_UPPER}]\.?|[{_UPPER}]{_REST})(?!\w)){{0,3}}"
    r"(?![\w/_@`(\\]|[.\-=]\w)"
)
_INITIALLED = re.compile(
    rf"(?<=\S )[{_UPPER}]\.(?: ?[{_UPPER}]\.)? (?P<last>[{_UPPER}]{_REST})(?![\w/_@`(]|[.\-]\w)"
)
_WORD = re.compile(r"\S+")
_TAIL = re.compile(tail(rf"[{_UPPER}]{_REST}"))
_MACHINE = re.compile(
    rf"(?:{'|'.join(load('people_passing.toml').table('machines').words('nouns'))}"
    r"|support|staff|account|users?|engineers?|customers?|board|group|division|bank)s?\b",
    re.IGNORECASE,
)
_SMALL = r"[^\W\d_A-Z]{3,24}"
_LEAD = re.compile(
    r"[\s>*\-•|+]{0,6}(?:[\[(]?(?:\d{4}-\d\d-\d\d[T ,]{1,2})?\d{1,2}[:.h]\d{2}(?::\d\d)?"
    r"[\])]?(?: ?(?:UTC|GMT|CES?T|[ECMP][SD]T|BST|IST|Z)\b)?[ \-–—]{0,3})?"
    r"(?:(?:\"?[\w .\-]{1,40}\"?|\[[^\]]{1,30}\])[:>] ?[\"“]?)?"
)
_ASKED = re.compile(r"\b(?:is|was|isn't|where is|where's) $", re.IGNORECASE)
_TASK = re.compile(r"(?:^|[\s\-*])\[[ xX]?\] $")
# A remark in a line that a change adds or takes away.
_NOTED = re.compile(r"^[+\-]\s{0,40}(?:#|//|--|\*|;)\s{0,4}$")
_JOINT = re.compile(r"(?:, |,? (?:and|&|\+|or|und|et|y) )\Z")
_DOTTED = re.compile(r" [^\W\d_A-Z]{3,24}[.](?=[^\W\d_A-Z]{3})")
_LONG = 600
_LONGEST = 4_000
_NEAR = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """A name by its place; `small` tells that it is written in small letters."""

    name: str
    start: int
    end: int
    small: bool = False
    customer: bool = False


@dataclass(frozen=True, slots=True)
class _Rules:
    before: re.Pattern[str]
    weak: re.Pattern[str]
    ends: re.Pattern[str]
    signs: re.Pattern[str]
    deeds: re.Pattern[str]
    around: re.Pattern[str]
    small_subject: re.Pattern[str]
    small_object: re.Pattern[str]
    small_handle: re.Pattern[str]
    small_given: re.Pattern[str]
    small_weak: re.Pattern[str]
    small_signs: re.Pattern[str]
    small_asked: re.Pattern[str]
    small_had: re.Pattern[str]
    small_does: re.Pattern[str]
    listed: re.Pattern[str]
    customer_before: re.Pattern[str]
    customer_after: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = load("people_standing.toml")
    before, after = data.table("before"), data.table("after")
    anycase = re.IGNORECASE
    return _Rules(
        before=re.compile(before.text("phrases") + r"(?:\Z)", anycase),
        weak=re.compile(before.text("weak") + r"(?:\Z)", anycase),
        ends=re.compile(after.text("ends"), anycase),
        signs=re.compile(after.text("signs"), anycase),
        deeds=re.compile(after.text("deeds")),
        around=re.compile(
            r"(?:around|here|there|in today|online|back|in the room|available)\b", anycase
        ),
        small_subject=re.compile(
            rf"(?P<name>{_SMALL}(?:[ .]{_SMALL})?) (?:{after.text('small_deeds')})"
        ),
        small_object=re.compile(
            rf"(?P<phrase>(?i:{after.text('small_before')})) (?P<name>{_SMALL}(?:[ .]{_SMALL})?)"
            rf"(?={after.text('small_ends')})"
        ),
        small_handle=re.compile(
            rf"{after.text('small_handle')}(?P<name>{_SMALL}\.{_SMALL})(?![\w/(@-]|\.\w)"
        ),
        small_given=re.compile(after.text("small_given"), anycase),
        small_weak=re.compile(after.text("small_weak"), anycase),
        small_signs=re.compile(after.text("small_signs")),
        small_asked=after.pattern("small_asked"),
        small_had=after.pattern("small_had"),
        small_does=after.pattern("small_does"),
        listed=re.compile(before.text("listed"), anycase),
        customer_before=re.compile(before.text("customer") + r"(?:\Z)", anycase),
        customer_after=re.compile(after.text("customer")),
    )


def standing(text: str) -> tuple[Standing, ...]:
    """Return the names that stand where a person does."""
    return (_remembered if len(text) <= _LONG else _told)(alike(text[:_LONGEST]))


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Standing, ...]:
    return _told(text)


def _told(text: str) -> tuple[Standing, ...]:
    found = list(_capitals(text))
    if text.isupper() and len(text) > 8 and len(text.title()) == len(text):
        found += (
            one for one in _capitals(text.title()) if " " in one.name or is_only_given(_plain(one))
        )
    found += _initialled(text) if ". " in text else ()
    found += _small(text)
    found += _handles(text) if "." in text else ()
    return tuple(found)


def _initialled(text: str) -> Iterator[Standing]:
    """Yield the names of which the given one is a letter: "R. Nowak", "J. P. Nowak"."""
    for match in _INITIALLED.finditer(text):
        if is_family(match["last"].casefold()):
            yield Standing(match[0], *match.span())


def _plain(one: Standing) -> str:
    return one.name.casefold()


def _capitals(text: str) -> Iterator[Standing]:
    last_end = 0
    listed = _rules().listed.match(text) is not None
    for match in _WORDS.finditer(text):
        words = list(_WORD.finditer(match[0]))
        at = next((n for n, w in enumerate(words) if could_be(_bare(w[0]))), None)
        if at is None:
            continue
        last = at
        for number in range(at + 1, min(len(words), at + 3)):
            word = _bare(words[number][0])
            if not (could_be(word) or len(word) == 1):
                break
            last = number
        start = match.start() + words[at].start()
        end = match.start() + words[last].end()
        if text[end - 1] == ".":
            end -= 1
        beside = text[last_end:start] if last_end else ""
        family = _TAIL.match(text, end)
        behind = family.end() if family else end
        if listed or _stands(text, start, end, behind) or (beside and _JOINT.match(beside)):
            last_end = behind
            yield Standing(text[start:end], start, end, customer=_is_customer(text, start, end))


def _is_customer(text: str, start: int, end: int) -> bool:
    rules = _rules()
    return (
        rules.customer_before.search(text[max(0, start - _NEAR) : start]) is not None
        or rules.customer_after.match(text[end : end + _NEAR]) is not None
    )


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")


def _stands(text: str, start: int, end: int, behind: int) -> bool:
    """Return whether a name that ends at `end`, its particles and all `behind`, is a person's."""
    rules = _rules()
    after = text[behind : behind + _NEAR]
    if _MACHINE.match(after.lstrip(" -")) and after[:1] in (" ", "-"):
        return False
    before = text[max(0, start - _NEAR) : start]
    if before.endswith(("the ", "The ", "a ", "an ", "our ")):
        return False
    if rules.deeds.match(after):
        return True
    if _ASKED.search(before) and rules.around.match(after.lstrip()):
        return True
    if _TASK.search(before) and after.startswith((": ", " to ")):
        return True
    if _NOTED.search(before) and after.startswith(": "):
        return True
    if not rules.before.search(before):
        return False
    full = " " in text[start:behind]
    if rules.weak.search(before) and not full:
        return rules.signs.match(after) is not None
    return full or rules.ends.match(after) is not None


def _small(text: str) -> Iterator[Standing]:
    rules = _rules()
    lead = _LEAD.match(text)
    subject = rules.small_subject.match(text, lead.end() if lead else 0)
    if subject is None and lead is not None and lead.end():
        subject = rules.small_subject.match(text)
    if subject and (name := _small_name(subject["name"])) and name == subject["name"]:
        at, end = subject.span("name")
        yield Standing(name, at, end, small=True, customer=_is_customer(text, at, end))
    for match in rules.small_object.finditer(text):
        name = _small_name(match["name"])
        if not name:
            continue
        end = match.start("name") + len(name)
        weak = rules.small_weak.search(match["phrase"]) and not is_only_given(name)
        if weak and not rules.small_signs.match(text, end):
            continue
        first = re.split(r"[ .]", name)[0]
        if rules.small_given.search(match["phrase"]) and not _only_name(first):
            continue
        if name != match["name"] and not rules.ends.match(text[end : end + _NEAR]):
            continue
        at = match.start("name")
        yield Standing(name, at, end, small=True, customer=_is_customer(text, at, end))
    patterns: list[re.Pattern[str]] = []
    if not vocabulary().given.isdisjoint(text.split(" ")):
        patterns += (rules.small_asked, rules.small_does)
    if "'s " in text or "’s " in text:
        patterns.append(rules.small_had)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if _only_name(match["name"]):
                yield Standing(match["name"], *match.span("name"), small=True)


def _only_name(word: str) -> bool:
    return is_only_given(word) and not is_word(word)


def _handles(text: str) -> Iterator[Standing]:
    if not _DOTTED.search(text):
        return
    for match in _rules().small_handle.finditer(text):
        name = _small_name(match["name"])
        if name == match["name"]:
            yield Standing(name, *match.span("name"), small=True)


def _small_name(words: str) -> str:
    """Return the words that may be a name in small letters: none, one or both."""
    parts = re.split(r"[ .]", words)
    if not (could_be(parts[0]) and (len(parts[0]) > 3 or is_only_given(parts[0]))):
        return ""
    if "." in words and ends_a_file(parts[1]):
        return ""
    if len(parts) == 1 or not could_be(parts[1]):
        return parts[0]
    return words
