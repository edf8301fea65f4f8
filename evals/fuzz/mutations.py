"""Mutations: ways in which a real input gets damaged, each drawn from the given randomness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]

CONTROLS: tuple[bytes, ...] = (
    b"\x00", b"\x01", b"\x08", b"\x0b", b"\x0c", b"\x1b[31m", b"\x1f", b"\x7f", b"\x85",
    b"\r", b"\r\n", b"\n", b"\t", b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    "\u200b".encode(), "\u202e".encode(), "\u2028".encode(), "\U000e0041".encode(),
    "\ufe0f".encode(), "\u0661\u0662:\u0663\u0660".encode(), "e\u0301".encode(),
)  # fmt: skip
PUMPED = 200


def _pick(random: Random, size: int) -> int:
    return random.randint(0, max(size - 1, 0))


def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def drop_line(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input without one of its lines."""
    lines = _lines(data)
    del lines[_pick(random, len(lines))]
    return b"\n".join(lines)


def repeat_line(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input with one line told several times."""
    lines = _lines(data)
    at = _pick(random, len(lines))
    return b"\n".join([*lines[:at], *([lines[at]] * random.randint(2, 40)), *lines[at:]])


def swap_lines(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input with two lines in each other's place."""
    lines = _lines(data)
    one, other = _pick(random, len(lines)), _pick(random, len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def truncate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return a part of the input, cut anywhere, inside a character as well."""
    start, end = sorted((_pick(random, len(data)), _pick(random, len(data))))
    return data[:end] if random.randint(0, 1) else data[start:]


def splice(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the beginning of this input and the end of another one."""
    other = others[_pick(random, len(others))]
    return data[: _pick(random, len(data))] + other[_pick(random, len(other)) :]


def insert_control(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input with control or invisible characters put into it."""
    at = _pick(random, len(data))
    return data[:at] + CONTROLS[_pick(random, len(CONTROLS))] + data[at:]


def pump(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input with a short piece of it repeated many times in place."""
    at = _pick(random, len(data))
    piece = data[at : at + random.randint(1, 6)]
    return data[:at] + piece * random.randint(2, PUMPED) + data[at:]


def change_digit(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input with one of its digits changed."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return data
    at = digits[_pick(random, len(digits))]
    return data[:at] + bytes([random.randint(48, 57)]) + data[at + 1 :]


def change_byte(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return the input with one of its bytes changed."""
    if not data:
        return b"\x00"
    at = _pick(random, len(data))
    return data[:at] + bytes([random.randint(0, 255)]) + data[at + 1 :]


MUTATIONS: tuple[Mutation, ...] = (
    drop_line, repeat_line, swap_lines, truncate, splice, insert_control, pump, change_digit,
    change_byte,
)  # fmt: skip


def mutated(seed: bytes, random: Random, others: Sequence[bytes], *, most: int = 8) -> bytes:
    """Return the seed damaged in one to `most` ways."""
    data = seed
    for _ in range(random.randint(1, most)):
        data = MUTATIONS[_pick(random, len(MUTATIONS))](data, random, others)
    return data
