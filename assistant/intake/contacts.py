"""Contact and payment data in a text: e-mails, phones, cards, bank accounts, public addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.tables import load

# What a cheap look must find before the numbers in a line are worth a closer one.
_HAS_NUMBER = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")

_DATE = re.compile(r"\d{4}[-/.]\d\d[-/.]\d\d ?")
_STAMP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_GROUP = re.compile(r"(?<!\d)[(\d]")
_NUMBER_RUN = re.compile(r"(?<!\w)\(?\d[\d().\-/ ]{5,40}\d(?!\w)")


@dataclass(frozen=True, slots=True)
class ContactRules:
    """The expressions and lists that contact data is told by."""

    email: re.Pattern[str]
    email_spelled: re.Pattern[str]
    not_domains: frozenset[str]
    codes: frozenset[str]
    international: re.Pattern[str]
    national: tuple[re.Pattern[str], ...]
    announced: re.Pattern[str]
    not_a_phone: re.Pattern[str]
    extension: re.Pattern[str]
    card: re.Pattern[str]
    brands: re.Pattern[str]
    grouping: re.Pattern[str]
    id_before: re.Pattern[str]
    iban: re.Pattern[str]
    iban_lengths: dict[str, int]
    v4: re.Pattern[str]
    v6: re.Pattern[str]
    hyphened: re.Pattern[str]
    version_before: re.Pattern[str]
    network_before: re.Pattern[str]
    resolvers: frozenset[str]
    local: tuple[ipaddress.IPv4Network, ...]


@cache
def contact_rules() -> ContactRules:
    """Return the rules of the data file."""
    data = load("people_contacts.toml")
    email, phone, card = data.table("email"), data.table("phone"), data.table("card")
    iban, ip = data.table("iban"), data.table("ip")
    return ContactRules(
        email=email.pattern("address"),
        email_spelled=email.pattern("spelled"),
        not_domains=frozenset(email.words("not_domains")),
        codes=frozenset(phone.words("codes")),
        international=phone.pattern("international"),
        national=phone.patterns("national"),
        announced=phone.pattern("announced"),
        not_a_phone=phone.pattern("not_a_phone"),
        extension=phone.pattern("extension"),
        card=card.pattern("number"),
        brands=card.pattern("brands"),
        grouping=card.pattern("grouping"),
        id_before=card.pattern("id_before"),
        iban=iban.pattern("number"),
        iban_lengths={word[:2]: int(word[2:]) for word in iban.words("lengths")},
        v4=ip.pattern("v4"),
        v6=ip.pattern("v6"),
        hyphened=ip.pattern("hyphened"),
        version_before=ip.pattern("version_before"),
        network_before=ip.pattern("network_before"),
        resolvers=frozenset(ip.words("resolvers")),
        local=tuple(ipaddress.IPv4Network(net) for net in ip.words("local")),
    )


def has_number(text: str) -> bool:
    """Return whether `text` holds enough digits for a phone, card, account or address."""
    return _HAS_NUMBER.search(text) is not None or text.count(":") > 3 or "::" in text


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the e-mail addresses in `text`."""
    rules = contact_rules()
    if "@" in text or "%40" in text:
        for match in rules.email.finditer(text):
            local, domain = re.split("@|%40", match[0], maxsplit=1)
            last = domain.rpartition(".")[2].casefold()
            is_remote = local == "git" and text[match.end() : match.end() + 1] == ":"
            is_place = text[max(0, match.start() - 3) : match.start()] == "://"
            if last not in rules.not_domains and not is_remote and not is_place:
                lead = len(match[0]) - len(match[0].lstrip("'.!#&=%"))
                yield match.start() + lead, match.end()
    lowered = text.casefold()
    if "at]" in lowered or "at)" in lowered or (" at " in lowered and "dot" in lowered):
        for match in rules.email_spelled.finditer(text):
            yield match.span()


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the phone numbers in `text`."""
    rules = contact_rules()
    if "+" in text or "00" in text:
        for match in rules.international.finditer(text):
            if _is_international(match[0], rules):
                yield match.start(), _with_extension(text, match.end(), rules)
    for run in _NUMBER_RUN.finditer(text):
        before = text[max(0, run.start() - 40) : run.start()]
        announced = _digits(run[0]) <= 15 and rules.announced.search(before) is not None
        if announced and not rules.not_a_phone.search(run[0]):
            yield run.start(), _with_extension(text, run.end(), rules)
        elif _digits(run[0]) >= 9 and run.end() - run.start() > _digits(run[0]):
            yield from _national(text, run, rules)


def _national(text: str, run: re.Match[str], rules: ContactRules) -> Iterator[tuple[int, int]]:
    """Yield the numbers in a run of digits and separators that one country writes like that."""
    if run[0].count(".") == 3 and " " not in run[0]:
        return
    date = _DATE.match(run[0])
    at = run.start() + (date.end() if date else 0)
    for group in _GROUP.finditer(text, at, run.end()):
        if group.start() < at:
            continue
        for pattern in rules.national:
            match = pattern.match(text, group.start())
            if match:
                at = _with_extension(text, match.end(), rules)
                yield match.start(), at
                break


def _digits(run: str) -> int:
    return len(run) - sum(map(run.count, "-./() "))


def _is_international(found: str, rules: ContactRules) -> bool:
    digits = re.sub(r"\D", "", found)
    if found[1:].isdigit() and _STAMP.match(found, 1):
        return False
    if found.startswith("00"):
        digits = digits[2:]
        if len(digits) < 10:
            return False
    return 9 <= len(digits) <= 15 and any(digits[:n] in rules.codes for n in (1, 2, 3))


def _with_extension(text: str, end: int, rules: ContactRules) -> int:
    match = rules.extension.match(text, end)
    return match.end() if match else end


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the payment card numbers in `text`."""
    rules = contact_rules()
    for match in rules.card.finditer(text):
        number = re.sub(r"\D", "", match[0])
        if not rules.brands.fullmatch(number) or not luhn(number):
            continue
        if match[0].isdigit():
            if rules.id_before.search(text[max(0, match.start() - 24) : match.start()]):
                continue
        elif not rules.grouping.fullmatch(match[0]):
            continue
        yield match.span()


def luhn(number: str) -> bool:
    """Return whether the check digit of a card number is right."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0 and set(number) != {"0"}


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the bank account numbers (IBAN) in `text`."""
    rules = contact_rules()
    for match in rules.iban.finditer(text):
        length = rules.iban_lengths.get(match[0][:2])
        if length is None:
            continue
        kept = [at for at in range(*match.span()) if text[at] not in " -"]
        if len(kept) < length:
            continue
        end = kept[length - 1] + 1
        follows = text[end : end + 1]
        number = "".join(text[at] for at in kept[:length])
        if not follows.isalnum() and _mod97(number) == 1:
            yield match.start(), end


def _mod97(number: str) -> int:
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97


@lru_cache(maxsize=4096)
def _is_public(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        return parsed in ipaddress.IPv6Network("2000::/3")
    return not any(parsed in network for network in contact_rules().local)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the public IP addresses in `text`."""
    rules = contact_rules()
    if text.count(".") >= 3:
        for match in rules.v4.finditer(text):
            if _is_public(match[0]) and not _is_version(text, match, rules):
                yield match.span()
        if "ec2-" in text:
            for match in rules.hyphened.finditer(text):
                if _is_public(match[1].replace("-", ".")):
                    yield match.span(1)
    if text.count(":") >= 2:
        for match in rules.v6.finditer(text):
            found = match[0].rstrip(":.")
            if _is_public(found):
                yield match.start(), match.start() + len(found)


def _is_version(text: str, match: re.Match[str], rules: ContactRules) -> bool:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :][:2]
    if after[:1] == ":" and after[1:].isdigit():
        return False
    if after[:1] == ":" and after[1:].isalpha():
        return True
    if rules.version_before.search(before):
        return True
    if max(map(int, match[0].split("."))) < 32 and match[0] not in rules.resolvers:
        return rules.network_before.search(before) is None
    return before[-1:] == "/" and before[-2:-1].isalpha() and match[0].endswith(".0.0")
