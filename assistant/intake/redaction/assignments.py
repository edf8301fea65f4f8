"""Values under a name that tells that they are secret: `password=...`, `"token": "..."`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from assistant.intake.redaction.assigned_rules import SEPARATOR, AssignedRules, assigned_rules
from assistant.intake.redaction.randomness import HIDDEN, is_blob, is_reference, looks_secret

Family = Literal["password", "api-key", "key", "token", "secret"]

# A quote as written in code, in JSON within JSON, in HTML or in a URL.
_QUOTE = r"(?:\\{0,7}[\"'`]|\\{1,4}u00(?:22|27)|&(?:quot|#34|#39);|%2[27])"
_WRAPPED = r"(?:SecretStr|Secret|String|str|bytes|b64decode|Buffer\.from)\("
_GAP = re.compile(
    rf"(?P<shut>(?:{_QUOTE})?[\])*_]{{0,2}}[ \t*]{{0,20}})"
    r"(?P<sign>=>|:=|={1,3}|:{1,2}|\uff1a|->|%3[ADad]|>|\||,|\+=)"
    rf"(?P<space>\*{{0,2}}[ \t]{{0,20}})(?P<open>(?:[brfuBRFU]|\[|\(|{_WRAPPED})?{_QUOTE})?"
)
_AS_VALUE = re.compile(
    rf"{_QUOTE}?[ \t]{{0,5}},?[ \t]{{0,5}}(?:{_QUOTE}?(?:value|default|content)"
    rf"{_QUOTE}?[ \t]{{0,5}}[=:][ \t]{{0,5}}"
    rf"|\}}?[ \t]{{0,5}}[:=]?[ \t]{{0,5}}\{{[ \t]{{0,5}}{_QUOTE}?(?:default|value){_QUOTE}?"
    rf"[ \t]{{0,5}}[=:][ \t]{{0,5}})(?P<open>{_QUOTE})?"
)
_BARE = re.compile(r"[^\s\"'`,;<>\\|]{1,4000}")
_WITHIN = {
    '"': re.compile(r"[^\"\\\n]{1,4000}"),
    "'": re.compile(r"[^'\\\n]{1,4000}"),
    "`": re.compile(r"[^`\\\n]{1,4000}"),
    "2": re.compile(r"[^\"'`\\&\n]{1,4000}"),
    ";": re.compile(r"[^\"'`\\&\n]{1,4000}"),
    "%": re.compile(r"[^\"'`\\&%\n]{1,4000}"),
}
_PART = re.compile(r"[A-Z]?[a-zçñ]+|[A-Z]+|\d+")
_WORD = re.compile(r"[\w.-]{0,40}")
# What stands before a name, read backwards from it.
_BEFORE = re.compile(r"\n?[\w.-]{0,60}")
_REACH = 60
# The letters of an escaped line break or tab, which a name that follows it is read with.
_ESCAPED = ("n", "r", "t")
_MASKED = re.compile(r"[*x•.#X_-]{3,}|\S{0,8}\*{3,}\S{0,8}|\S{0,8}(?:\.{3}|…)")
_BRACKET = re.compile(r"[\])}]")
_NEXT_FIELD = re.compile(r"&(?=[\w.\[\]%-]{1,60}=)|&amp;|&$")
_VERSION = re.compile(r"v?\d[\w.:-]{0,6}")


def assigned(text: str, lowered: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the values under secret names; `lowered` is `text` in small."""
    rules = assigned_rules()
    at = 0
    for stem in rules.names.finditer(lowered):
        if stem.start() < at:
            continue
        word = _WORD.match(text, stem.end())
        end = word.end() if word else stem.end()
        before = _BEFORE.match(text[max(0, stem.start() - _REACH) : stem.start()][::-1])
        begins = stem.start() - (before.end() if before else 0)
        if 0 < begins < stem.start() and text[begins] in _ESCAPED and text[begins - 1] == "\\":
            begins += 1
        key = text[begins:end]
        stripped = key.rstrip("-_.")
        end -= len(key) - len(stripped)
        family = name_family(stripped)
        at = end
        start = end - len(stripped)
        # A part of a resource's name ("arn:aws:...:secret:...") is no key.
        is_resource = text[end : end + 1] == ":" == text[start - 1 : start]
        if family is None or is_resource:
            continue
        span = _value(text, end, family, key_start=start)
        if span:
            yield (*span, family)
            at = span[1]


@lru_cache(maxsize=4096)
def name_family(key: str) -> Family | None:
    """Return the kind of secret that a key name announces, None where it announces none."""
    rules = assigned_rules()
    if key.casefold().endswith(rules.passwords):
        return "password"
    parts = [part.casefold() for part in _PART.findall(key)]
    while len(parts) > 1 and (parts[-1] in rules.trailing or parts[-1].isdecimal()):
        parts.pop()
    last = parts[-1] if parts else ""
    name = key.casefold()
    at = name.rfind(last) + len(last)
    name = name[:at]
    if name.endswith(rules.harmless) or SEPARATOR.sub("", name).endswith(rules.harmless_keys):
        return None
    if name.endswith(rules.passwords) or last in rules.password_parts:
        return "password"
    joined = SEPARATOR.sub("", name)
    if not (joined.endswith(rules.joined) or last in rules.token_parts):
        return "key" if last == "key" else None
    if "key" in name:
        return "api-key" if "api" in name or "access" in name else "secret"
    return "token" if "token" in name else "secret"


def _value(text: str, at: int, family: Family, *, key_start: int) -> tuple[int, int] | None:
    """Return start and end of the secret value that follows the name that ends at `at`."""
    gap = _AS_VALUE.match(text, at) or _GAP.match(text, at)
    if not gap:
        return None
    sign = gap["sign"] if gap.re is _GAP else "="
    quote = gap["open"] or ""
    start = gap.end()
    if sign in ",|>" and not _is_apart(text, key_start, gap, quote):
        return None
    match = (_within(quote) if quote else _BARE).match(text, start)
    if not match:
        return None
    value = match[0]
    if not quote:
        value = _trimmed(value, sign)
    if not value or says_nothing(value, assigned_rules()):
        return None
    after = start + len(value)
    if family == "password":
        rest = text[after : after + 400]
        given = _is_given(value, quoted=bool(quote), sign=sign, rest=rest)
    elif family == "key":
        given = is_blob(value) if text[key_start:at].casefold() == "key" else _is_key(value)
        given = given and not any(char in value for char in " /:")
    else:
        in_query = text[max(0, key_start - 1) : key_start] in ("?", "&") and sign == "="
        worded = in_query and len(value) >= 8 and any(char.isdigit() for char in value)
        given = " " not in value and (worded or looks_secret(value))
    return (start, after) if given else None


def _is_key(value: str) -> bool:
    return is_blob(value) or (len(value) >= 32 and value.isalnum() and looks_secret(value))


def _within(quote: str) -> re.Pattern[str]:
    if "%" in quote:
        return _WITHIN["%"]
    return _WITHIN.get(quote[-1], _WITHIN["2"])


def _is_apart(text: str, key_start: int, gap: re.Match[str], quote: str) -> bool:
    """Return whether a name and a value that only a comma, bar or bracket parts are a pair."""
    before = text[max(0, key_start - 3) : key_start]
    shut = gap["shut"].strip()
    if gap["sign"] == ",":
        return (bool(shut) and bool(quote)) or (before[-1:] in ("", ",") and not gap["space"])
    if gap["sign"] == "|":
        return before.rstrip()[-1:] == "|"
    return before[-1:] == "<" or "<" in text[max(0, key_start - 40) : key_start]


def _trimmed(value: str, sign: str) -> str:
    field = _NEXT_FIELD.search(value)
    if field:
        value = value[: field.start()]
    if sign.startswith("%3"):
        value = value.partition("%26")[0]
    return value.rstrip(".)]}") or value


def says_nothing(value: str, rules: AssignedRules) -> bool:
    """Return whether a value under a secret's name is a word about it and gives nothing away."""
    value = value[:400]
    bare = value.strip("\"'`.,;:!?()[]{}<>*_").casefold()
    return (
        bare in rules.empty
        or _BRACKET.split(bare, maxsplit=1)[0] in rules.empty
        or not bare
        or HIDDEN in value
        or is_reference(value)
        or _MASKED.fullmatch(value) is not None
    )


def _is_given(value: str, *, quoted: bool, sign: str, rest: str) -> bool:
    """Return whether what follows a password's name is the password, not prose about it."""
    if value.startswith(("/", "~/")) or len(value) < 3:
        return False
    if quoted:
        return " " not in value or is_told_password(value)
    if (
        sign not in (":", "|", "->", ">")
        or rest.startswith("</")
        or not rest.strip(" \t,;}])\"'|.*")
    ):
        return True
    return is_told_password(value)


def is_told_password(value: str) -> bool:
    """Return whether a word in running text can only be a password."""
    letters = any(c.isalpha() for c in value)
    others = any(c.isdigit() or c in "!@#$%^&*?+=~" for c in value)
    return len(value) >= 6 and letters and others and not _VERSION.fullmatch(value)
