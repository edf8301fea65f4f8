"""E-mail and public network addresses in a text."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.intake.tables import load

# An at sign: plain, in a URL, full width, or as JSON and HTML escape it.
_AT = re.compile(r"@|%40|\uff20|\\u0040|&#64;|&#x40;|&commat;")


@dataclass(frozen=True, slots=True)
class ContactRules:
    """The expressions and lists that addresses are told by."""

    email: re.Pattern[str]
    email_spelled: re.Pattern[str]
    email_said: re.Pattern[str]
    email_spaced: re.Pattern[str]
    email_mailed: re.Pattern[str]
    not_domains: frozenset[str]
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
    email, ip = data.table("email"), data.table("ip")
    return ContactRules(
        email=email.pattern("address"),
        email_spelled=email.pattern("spelled"),
        email_said=email.pattern("said"),
        email_spaced=email.pattern("spaced"),
        email_mailed=email.pattern("mailed"),
        not_domains=frozenset(email.words("not_domains")),
        v4=ip.pattern("v4"),
        v6=ip.pattern("v6"),
        hyphened=ip.pattern("hyphened"),
        version_before=ip.pattern("version_before"),
        network_before=ip.pattern("network_before"),
        resolvers=frozenset(ip.words("resolvers")),
        local=tuple(ipaddress.IPv4Network(net) for net in ip.words("local")),
    )


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the e-mail addresses in `text`, plainly written or disguised."""
    rules = contact_rules()
    if _AT.search(text):
        for match in rules.email.finditer(text):
            local, domain = _AT.split(match[0], maxsplit=1)
            last = domain.rpartition(".")[2].casefold()
            is_remote = local == "git" and text[match.end() : match.end() + 1] == ":"
            is_place = text[max(0, match.start() - 3) : match.start()] == "://"
            if last not in rules.not_domains and not is_remote and not is_place:
                lead = len(match[0]) - len(match[0].lstrip("'.!#&=%/?{|}~^*$"))
                yield match.start() + lead, match.end()
        if " @" in text or "@ " in text:
            for match in rules.email_spaced.finditer(text):
                if match[0].rpartition(".")[2].casefold() not in rules.not_domains:
                    yield match.span()
    lowered = text.casefold()
    if _is_disguised(lowered):
        for match in rules.email_spelled.finditer(text):
            yield match.span()
        if _is_said(lowered):
            yield from (match.span() for match in rules.email_said.finditer(text))
    if "mail" in lowered and " at " in lowered:
        for match in rules.email_mailed.finditer(text):
            yield match.span("address")


def _is_disguised(lowered: str) -> bool:
    if not any(word in lowered for word in ("at", "a)", "@", "ät", "arroba")):
        return False
    marks = (
        "at]",
        "at)",
        "at}",
        "at>",
        "_at_",
        "-at-",
        "at )",
        "at ]",
        "(a)",
        "@)",
        "@]",
        "ät)",
        "arroba",
    )
    return any(mark in lowered for mark in marks) or _is_said(lowered)


def _is_said(lowered: str) -> bool:
    """Return whether the signs of an address are said in words ("at", "dot")."""
    return any(word in lowered for word in (" at ", " arroba ")) and any(
        word in lowered for word in (" dot ", " punkt ", " punto ")
    )


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
    version = rules.version_before.search(before)
    if version and not (version[0].endswith("=") and rules.network_before.search(before)):
        return True
    if max(map(int, match[0].split("."))) < 32 and match[0] not in rules.resolvers:
        return rules.network_before.search(before) is None
    return before[-1:] == "/" and before[-2:-1].isalpha() and match[0].endswith(".0.0")
