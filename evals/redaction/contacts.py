"""Contacts and accounts by their public rules: e-mail, phones, cards (Luhn), IBAN (mod 97)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

WEIGHT = 20
Made = tuple[str, str]

_GIVEN = ("mira", "jonas", "adaeze", "li.wei", "sofia", "o.brien", "marek", "yuki", "noor")
_FAMILY = ("okafor", "berg", "tanaka", "silva", "novak", "haddad", "lindqvist", "d-souza")
_HOSTS = (
    "mail.example",
    "example.com",
    "harbourline.co.uk",
    "kundenpost.de",
    "sub.corp.example.org",
)
_REGIONS = ("US", "GB", "DE", "FR", "SG", "IN", "BR", "JP", "AU", "ES", "NL", "SE", "PL", "ZA")
# Issuer prefixes and lengths as published by the card schemes.
_SCHEMES: Mapping[str, tuple[tuple[str, ...], int]] = {
    "visa": (("4",), 16),
    "mastercard": (("51", "53", "55", "2221", "2720"), 16),
    "amex": (("34", "37"), 15),
    "discover": (("6011", "65"), 16),
    "jcb": (("3528", "3589"), 16),
    "maestro": (("5018", "6304"), 16),
}
# Country: length of the bank's own part, and whether it opens with letters (SWIFT registry).
_BANKS: Mapping[str, tuple[int, int]] = {
    "DE": (18, 0), "FR": (23, 0), "GB": (18, 4), "NL": (14, 4), "ES": (20, 0), "IT": (23, 1),
    "CH": (17, 0), "AT": (16, 0), "BE": (12, 0), "PL": (24, 0), "SE": (20, 0), "NO": (11, 0),
    "IE": (18, 4), "PT": (21, 0), "SA": (20, 0),
}  # fmt: skip
_PROSE = (
    "{}",
    "customer said {} and hung up",
    '{{"contact":"{}","ok":true}}',
    "contact={} status=open",
    "| 09:14 | {} | waiting |",
    "From: x <{}>",
    "({})",
)
CARRIERS: Mapping[str, tuple[str, ...]] = {
    "email": _PROSE,
    "phone": (
        "call me on {}",
        "Tel: {}",
        "customer +1 again, callback {} please",
        '{{"phone":"{}"}}',
        "phone={} status=open",
        "{}",
    ),
    "card": ("card {} was declined", '{{"pan":"{}"}}', "charged {} twice", "{}", "card_number={}"),
    "iban": ("refund to {}", '{{"iban":"{}"}}', "IBAN: {}", "{}", "account {}, thanks"),
}


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def email(random: Random) -> Made:
    """Return an address with dots, tags or digits in its local part."""
    local = random.choice((
        f"{random.choice(_GIVEN)}.{random.choice(_FAMILY)}",
        f"{random.choice(_GIVEN)}{_digits(random, 2)}",
        f"{random.choice(_GIVEN)}+{random.choice(('alerts', 'shop'))}",
        f"{random.choice(_GIVEN)[0]}_{random.choice(_FAMILY)}",
    ))  # fmt: skip
    text = f"{local}@{random.choice(_HOSTS)}"
    return "email", text.title() if random.random() < 0.1 else text


def _near(example: phonenumbers.PhoneNumber | None, random: Random) -> phonenumbers.PhoneNumber:
    """Return a number like the example with other last digits; it need not be a valid one."""
    if example is None or example.national_number is None:
        return phonenumbers.PhoneNumber()
    return phonenumbers.PhoneNumber(
        country_code=example.country_code,
        national_number=example.national_number // 10_000 * 10_000 + random.randint(0, 9999),
    )


def phone(random: Random) -> Made:
    """Return a valid number of some region as people write it, mostly with its country code."""
    region = random.choice(_REGIONS)
    kind = random.choice((PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE))
    number = phonenumbers.PhoneNumber()
    while not phonenumbers.is_valid_number(number):
        number = _near(phonenumbers.example_number_for_type(region, kind), random)
    form = random.choice((
        PhoneNumberFormat.INTERNATIONAL,
        PhoneNumberFormat.E164,
        PhoneNumberFormat.INTERNATIONAL,
        PhoneNumberFormat.NATIONAL,
    ))  # fmt: skip
    text = phonenumbers.format_number(number, form)
    name = {0: "e164", 1: "international", 2: "national"}[int(form)]
    if form == PhoneNumberFormat.INTERNATIONAL and random.random() < 0.3:
        text = text.replace(" ", random.choice(("-", ".")))
    return f"{name} {region}", text


def luhn_digit(body: str) -> str:
    """Return the digit that makes the number pass the Luhn check."""
    total = 0
    for place, figure in enumerate(reversed(body)):
        value = int(figure) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def card(random: Random) -> Made:
    """Return a card number that passes Luhn, in one piece or in groups."""
    scheme = random.choice(sorted(_SCHEMES))
    prefixes, length = _SCHEMES[scheme]
    prefix = random.choice(prefixes)
    body = prefix + _digits(random, length - 1 - len(prefix))
    number = body + luhn_digit(body)
    joint = random.choice(("", " ", "-"))
    sizes = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
    groups = [number[sum(sizes[:i]) : sum(sizes[: i + 1])] for i in range(len(sizes))]
    return scheme, joint.join(groups)


def iban(random: Random) -> Made:
    """Return an account number that passes mod 97, in one piece or in groups of four."""
    country = random.choice(sorted(_BANKS))
    length, letters = _BANKS[country]
    bank = "".join(random.choice("ABCDEFGHKLMNPRSTUVWX") for _ in range(letters))
    own = bank + _digits(random, length - letters)
    figures = "".join(str(int(one, 36)) for one in f"{own}{country}00")
    text = f"{country}{98 - int(figures) % 97:02d}{own}"
    if random.random() < 0.5:
        text = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    return country, text


MAKERS: Mapping[str, Callable[[Random], Made]] = {
    "email": email,
    "phone": phone,
    "card": card,
    "iban": iban,
}
