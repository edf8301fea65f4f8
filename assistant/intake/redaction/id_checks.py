"""The checks that national numbers carry: check digits, check letters, dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.intake.redaction.accounts import luhn

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_ODD = "BAKPLCQDREVOSFTGUHMINJWZYX"
_HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_VERHOEFF_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_P = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def _weighted(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _verhoeff(number: str) -> bool:
    state = 0
    for place, digit in enumerate(reversed(number)):
        state = int(_VERHOEFF_D[state][int(_VERHOEFF_P[place % 8][int(digit)])])
    return state == 0 and len(set(number)) > 2


def _iso7064_11_10(number: str) -> bool:
    product = 10
    for digit in number[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(number[-1]) and len(set(number[:10])) <= 9


def _german_pension(number: str) -> bool:
    plain = number[:8] + f"{ord(number[8]) - 64:02d}" + number[9:11]
    total = 0
    for digit, weight in zip(plain, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True):
        total += sum(map(int, str(int(digit) * weight)))
    return total % 10 == int(number[11])


def _nir(number: str) -> bool:
    body = number[:13].replace("2A", "19").replace("2B", "18")
    return body.isdigit() and 97 - int(body) % 97 == int(number[13:])


def _dni(number: str) -> bool:
    body = number[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return _DNI[int(body) % 23] == number[-1] and len(set(body)) > 1


def _codice_fiscale(number: str) -> bool:
    total = 0
    for place, char in enumerate(number[:15]):
        value = int(char) if char.isdigit() else ord(char) - 65
        if place % 2:
            total += value
        else:
            total += _ODD.index(chr(65 + value))
    return chr(65 + total % 26) == number[15]


def _bsn(number: str) -> bool:
    total = _weighted(number[:8], (9, 8, 7, 6, 5, 4, 3, 2)) - int(number[8])
    return total % 11 == 0 and number != "000000000"


def _belgian(number: str) -> bool:
    body, key = int(number[:9]), int(number[9:])
    return key in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


def _cpf(number: str) -> bool:
    if len(set(number)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(number[at]) * (length + 1 - at) for at in range(length))
        if total * 10 % 11 % 10 != int(number[length]):
            return False
    return True


def _nric(number: str) -> bool:
    total = _weighted(number[1:8], (2, 7, 6, 5, 4, 3, 2))
    if number[0] == "M":
        return "KLJNPQRTUWX"[10 - (total + 3) % 11] == number[8]
    letters = "JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK"
    return letters[(total + (4 if number[0] in "TG" else 0)) % 11] == number[8]


def _pesel(number: str) -> bool:
    total = _weighted(number[:10], (1, 3, 7, 9, 1, 3, 7, 9, 1, 3))
    return (10 - total % 10) % 10 == int(number[10])


def _luhn_last_ten(number: str) -> bool:
    return luhn(number[-10:])


def _personnummer(number: str) -> bool:
    clock = int(number[-4:-2]) < 24 and int(number[-2:]) < 60
    return luhn(number[-10:]) and not clock


def _norwegian(number: str) -> bool:
    first = 11 - _weighted(number[:9], (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = 11 - _weighted(number[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return first % 11 == int(number[9]) and second % 11 == int(number[10])


def _hetu(number: str) -> bool:
    digits = number[:6] + number[-4:-1]
    return digits.isdigit() and _HETU[int(digits) % 31] == number[-1]


def _ean13(number: str) -> bool:
    total = _weighted(number[:12], (1, 3) * 6)
    return (10 - total % 10) % 10 == int(number[12])


def _nhs(number: str) -> bool:
    key = 11 - _weighted(number[:9], (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return key % 11 == int(number[9]) and len(set(number)) > 1


def _nif(number: str) -> bool:
    key = 11 - _weighted(number[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if key > 9 else key) == int(number[8])


def _tfn(number: str) -> bool:
    return _weighted(number, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def _chinese(number: str) -> bool:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _hkid(number: str) -> bool:
    body = number[:-1].rjust(8)
    values = [36 if c == " " else int(c, 36) for c in body]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    key = number[-1]
    return (total + (10 if key == "A" else int(key))) % 11 == 0


def _taiwanese(number: str) -> bool:
    code = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0]) + 10
    total = code // 10 + code % 10 * 9 + _weighted(number[1:9], (8, 7, 6, 5, 4, 3, 2, 1))
    return (total + int(number[9])) % 10 == 0


def _thai(number: str) -> bool:
    total = _weighted(number[:12], tuple(range(13, 1, -1)))
    return (11 - total % 11) % 10 == int(number[12])


def _rut(number: str) -> bool:
    total = sum(int(d) * (2 + at % 6) for at, d in enumerate(reversed(number[:-1])))
    return "0K987654321"[total % 11] == number[-1]


def _turkish(number: str) -> bool:
    digits = [int(digit) for digit in number]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return tenth == digits[9] and sum(digits[:10]) % 10 == digits[10]


def _snils(number: str) -> bool:
    total = _weighted(number[:9], (9, 8, 7, 6, 5, 4, 3, 2, 1))
    return total % 101 % 100 == int(number[9:])


def _argentine(number: str) -> bool:
    key = 11 - _weighted(number[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return key % 11 == int(number[10])


def _taj(number: str) -> bool:
    return _weighted(number[:8], (3, 7) * 4) % 10 == int(number[8])


def _ird(number: str) -> bool:
    number = number.rjust(9, "0")
    for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
        key = -_weighted(number[:8], weights) % 11
        if key < 10:
            return key == int(number[8])
    return False


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "luhn": luhn, "verhoeff": _verhoeff, "iso7064_11_10": _iso7064_11_10,
        "german_pension": _german_pension, "nir": _nir, "dni": _dni,
        "codice_fiscale": _codice_fiscale, "bsn": _bsn, "belgian": _belgian, "cpf": _cpf,
        "nric": _nric, "pesel": _pesel, "luhn_last_ten": _luhn_last_ten,
        "personnummer": _personnummer, "norwegian": _norwegian, "hetu": _hetu, "ean13": _ean13,
        "nhs": _nhs, "nif": _nif, "tfn": _tfn, "chinese": _chinese, "hkid": _hkid,
        "taiwanese": _taiwanese, "thai": _thai, "rut": _rut, "turkish": _turkish, "snils": _snils,
        "argentine": _argentine, "taj": _taj, "ird": _ird,
    }
)  # fmt: skip
