"""Groups of messages that one statement of a program wrote.

A message becomes its words, with a hole for each run of variable ones. Then the distinct messages
are compared with each other: a word is variable where many values stand in an otherwise equal
message. The result depends neither on the order of the messages nor on chance.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from assistant.intake.logs import logline, statuses
from assistant.intake.logs.logline import HOLE

Words = tuple[str, ...]
EXAMINED = 2_000
_MOST_WORDS = 120
_ROUNDS = 6
_GAP = "\0"
_URL = re.compile(r"\b[A-Za-z][\w+.\-]{0,30}://[^\s\"'<>,;)\]]+")
_PATH = re.compile(
    r"(?<![\w<*>])(?:[A-Za-z]:)?(?:[/\\][\w.$%+~@\-*#:]+)+[/\\]?(?:\?\S*)?"
    r"|(?<![\w/\\.$\-])[\w.$\-]++(?:[/\\][\w.$%+~@\-#:]++){2,}|(?<=\s)/(?=\s|$)"
)
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9_@.$#\-+])[A-Za-z_@.$#\-+]*+\d[\w.@$%+\-#:/\\~*]*|\d[\w.@$%+\-#:/\\~*]*"
)
_HEX = re.compile(r"\b(?:[a-f]{6,}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){3,})\b")
# A text in single quotes may hold apostrophes, one in double quotes escaped ones.
_QUOTED = re.compile(
    r"\"((?:[^\"\\]|\\.){0,1500})\"|(?<!\w)'((?:[^']|(?<=\w)'(?=\w)){1,1500})'(?!\w)"
)
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+")
# "none" is a word of a sentence as well, where no mark stands before it.
_LITERAL = re.compile(
    r"(?<![\w.$\-])(?:(?i:true|false|null|nil|undefined)|None|NONE"
    r"|(?:(?<=[=:(\[,\"'])|(?<=[=:(\[,]\s))none)(?![\w$\-])"
)
_UNITS = r"(?:[KMGTP]i?B|[KMGTP]B?|B|ms|us|µs|ns|secs?|mins?|hrs?)\b(?:/s(?:ec)?\b)?"
_UNIT = re.compile(rf"(?<=>)\s?{_UNITS}")
# A measure in brackets (or nothing in them) that other lines of a program do not have.
ASIDE = "()"
_MEASURED = re.compile(rf"\(<\*>\s?{_UNITS}\)|(?<=\s)\(\)(?=\s)")
_PIECE = re.compile(r"<\*>|[A-Za-z_][\w.$\-@*]*|=|\(\)")
# "proxy.example.org:5070"; a name that ends as a source file does is one.
_ADDRESS = re.compile(r"(?<![\w.\-@/$])[a-z0-9][a-z0-9\-]*+(?:\.[a-z0-9\-]++)+:\d{2,5}(?![\d.])")
# "Mon Jul 10": the names before the number of a day.
_DAY = re.compile(
    r"\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s{1,2})?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\s{1,2}(?=\d\d?(?:\s|,|\Z))"
)
_METHOD = re.compile(r"(GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)\b")
# What the words that name whom or what a value is end with.
_NAMING = {
    "user", "for", "from", "to", "host", "name", "id", "by", "on", "node", "of", "at", "in", "with",
}  # fmt: skip


def _quoted(found: re.Match[str]) -> str:
    value = found[1] if found[1] is not None else found[2]
    if found[1] is not None:
        method = _METHOD.match(value)
        if method:
            return f" {method[1]} {HOLE} "
    varied = not value or " " in value.strip() or any(map(str.isdigit, value))
    return f" {HOLE} " if varied else f" {value} "


def _addressed(found: re.Match[str]) -> str:
    name = found[0].partition(":")[0]
    return found[0] if name.rpartition(".")[2] in logline.vocabulary().sources else HOLE


def masked(text: str) -> str:
    """Return the message with quoted texts, addresses, paths, numbers and ids masked."""
    return _UNIT.sub("", _with_units(text))


def _with_units(text: str) -> str:
    text = _DAY.sub("", _QUOTED.sub(_quoted, statuses.lettered(text[:EXAMINED])))
    for pattern in (_URL, _EMAIL):
        text = pattern.sub(HOLE, text)
    text = _ADDRESS.sub(_addressed, text) if ":" in text else text
    for pattern in (_PATH, _HEX, _NUMBERED):
        text = pattern.sub(HOLE, text)
    return statuses.named(_LITERAL.sub(HOLE, text))


def words(text: str) -> Words:
    """Return the words of a message, with one hole for each run of variable ones."""
    found: list[str] = []
    for piece in _PIECE.findall(_UNIT.sub("", _MEASURED.sub(ASIDE, _with_units(text)))):
        if piece == "=":
            continue
        word = piece if piece == HOLE else piece.rstrip(".-:")
        # A lone letter after a hole is its unit.
        if word and not (found and found[-1] == HOLE and (len(word) == 1 or word == HOLE)):
            found.append(word)
    return tuple(found[:_MOST_WORDS])


def squeeze(row: Iterable[str]) -> Words:
    """Return the words with each run of holes made one."""
    kept: list[str] = []
    for word in row:
        if word != HOLE or not kept or kept[-1] != HOLE:
            kept.append(word)
    return tuple(kept)


def mine(rows: Iterable[Words]) -> Mapping[Words, Words]:
    """Return the template of each distinct message."""
    distinct = set(rows)
    substituted = _substitute(distinct)
    folded = _skeletons(set(substituted.values()))
    found = {row: squeeze(folded[substituted[row]]) for row in distinct}
    # The same words, with variable parts there or not: one statement.
    alike: dict[Words, set[Words]] = defaultdict(set)
    for template in set(found.values()):
        alike[tuple(word for word in template if word != HOLE)].add(template)
    final: dict[Words, Words] = {}
    for constant, templates in alike.items():
        longest = max(sorted(templates), key=len)
        for template in templates:
            final[template] = longest if len(constant) >= 2 else template
    return {row: final[template] for row, template in found.items()}


def _needed(row: Words, place: int, values: set[str], constants: int) -> int | None:
    """Return how many values in one context make a word variable; None where nothing does."""
    if constants == 0 or not values.isdisjoint(statuses.NAMES):
        return None
    if HOLE in values:
        return 2 if (place > 0 and constants >= 2) or constants >= 3 else 4
    if not all(_is_plain(value) for value in values):
        return 3 if place else 4
    if place and row[place - 1].lower() in _NAMING:
        return 4
    return 6 if place and constants >= 2 else 10


def _is_plain(word: str) -> bool:
    """Return whether a word is one of a language, or a name of a constant ("SCREEN_ON")."""
    if word.isalpha():
        return word.islower() or word.istitle() or word.isupper()
    name = word.rpartition(".")[2].replace("_", "")
    return name.isalpha() and name.isupper()


def _context(row: Words, place: int) -> tuple[int, Words]:
    return place, (*row[:place], _GAP, *row[place + 1 :])


def _substitute(rows: set[Words]) -> dict[Words, Words]:
    """Return each row with the words masked that many values stand for in one context."""
    result = {row: row for row in rows}
    alive = rows
    for _ in range(_ROUNDS):
        values: dict[tuple[int, Words], set[str]] = defaultdict(set)
        for row in alive:
            for place, word in enumerate(row):
                if word != ASIDE:
                    values[_context(row, place)].add(word)
        variable = set()
        for (place, context), seen in values.items():
            if len(seen) > 1:
                constants = sum(word not in (HOLE, _GAP) for word in context)
                needed = _needed(context, place, seen, constants)
                if needed is not None and len(seen) >= needed:
                    variable.add((place, context))
        change: dict[Words, Words] = {}
        for row in alive:
            new = tuple(
                HOLE if word != ASIDE and _context(row, place) in variable else word
                for place, word in enumerate(row)
            )
            if new != row and any(word != HOLE for word in new):
                change[row] = new
        if not change:
            break
        result = {row: change.get(now, now) for row, now in result.items()}
        alive = {change.get(row, row) for row in alive}
    return result


def _skeletons(rows: set[Words]) -> dict[Words, Words]:
    """Return each row, those that share most words with many others without their rare words."""
    result = {row: row for row in rows}
    kept_always = {HOLE, ASIDE, *statuses.NAMES}
    by_length: dict[int, list[Words]] = defaultdict(list)
    for row in rows:
        by_length[len(row)].append(row)
    for length, same in by_length.items():
        if len(same) < 8:
            continue
        often = Counter((place, word) for row in same for place, word in enumerate(row))
        least = max(4, int(len(same) ** 0.5))
        groups: dict[Words, list[Words]] = defaultdict(list)
        for row in same:
            skeleton = tuple(
                word if word in kept_always or often[place, word] >= least else HOLE
                for place, word in enumerate(row)
            )
            groups[skeleton].append(row)
        for skeleton, members in groups.items():
            kept = sum(word != HOLE for word in skeleton)
            holes = sum(all(row[at] == HOLE for row in members) for at in range(length))
            if len(members) >= 8 and kept >= 2 and kept * 2 >= length - holes:
                result.update((row, skeleton) for row in members)
    return result
