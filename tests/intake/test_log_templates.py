"""Lines that one statement wrote count as one template, those of two statements as two."""

from __future__ import annotations

from assistant.intake.logs import logsummary
from tests.intake.digests import lines_of


def _kinds(*messages: str) -> list[int]:
    """Return the template of each message of a log."""
    text = "".join(f"2025-05-13 10:06:02 INFO {message}\n" for message in messages)
    found, each = lines_of(text.encode())
    of_row = logsummary.summarise(found).kind_of_row
    return [of_row[row] for row in each.rows.tolist()]


def test_addresses_with_a_port_are_variable_whatever_their_names() -> None:
    hosts = ("proxy.dover.example:5070", "vectors.internal:443", "10.0.0.7:80")
    assert (
        len(set(_kinds(*(f"{host} open through proxy a.dover.example:70" for host in hosts)))) == 1
    )


def test_a_line_of_code_is_no_address() -> None:
    assert len(set(_kinds("ranker.py:88 gave up", "loader.py:90 gave up"))) == 2


def test_a_measure_in_brackets_that_others_lack_tells_statements_apart() -> None:
    plain, measured = "close, 812 bytes sent", "close, 8120 bytes (7.93 KB) sent"
    first, second, third = _kinds(plain, measured, "close, 9120 bytes (1.20 MB) sent")
    assert first != second
    assert second == third


def test_empty_brackets_are_not_those_with_something_in_them() -> None:
    hosts = ("alder", "birch", "cedar", "elm", "hazel", "maple", "rowan", "willow")
    filled = [f"connection from 10.0.0.7 ({host}.dover.example) at 7" for host in hosts]
    kinds = _kinds("connection from 10.0.0.7 () at 7", *filled)
    assert kinds[0] not in kinds[1:]
    assert len(set(kinds[1:])) == 1


def test_names_of_days_and_months_before_a_number_are_part_of_a_time() -> None:
    days = ("Mon Jun 30 10:06:02 2025", "Tue Jul 1 10:06:02 2025", "Wed Jul 2 10:06:02 2025")
    assert len(set(_kinds(*(f"connected at {day}" for day in days)))) == 1
    assert len(set(_kinds("loaded by March", "loaded by April"))) == 2


def test_none_is_a_value_behind_a_mark_and_a_word_elsewhere() -> None:
    assert len(set(_kinds("Failed none for guest", "Failed password for guest"))) == 2
    assert len(set(_kinds("the cache held: none", "the cache held: 12"))) == 1


def test_names_of_constants_are_kept_where_few_stand_in_one_place() -> None:
    states = ("SCREEN_ON", "SCREEN_OFF", "TIME_TICK")
    assert len(set(_kinds(*(f"onReceive action: app.action.{state}" for state in states)))) == 3


_WORDS = [
    "where",
    "how",
    "when",
    "refund",
    "order",
    "late",
    "my",
    "please",
    "the",
    "bag",
    "lost",
    "was",
    "again",
    "it",
    "seat",
    "flight",
]


def _texts(count: int) -> list[str]:
    """Return texts of many lengths that hardly share their first words."""
    return [
        " ".join(_WORDS[(n * 7 + at * (n % 5 + 1)) % len(_WORDS)] for at in range(3 + n % 9))
        for n in range(count)
    ]


def test_what_people_and_models_write_is_no_statement_of_a_program() -> None:
    asked = [f"user asked: {text}" for text in _texts(90)]
    read = [f"could not parse model output: {text}" for text in _texts(90)]
    kinds = _kinds(*asked, *read)
    assert len(set(kinds)) == 2
    assert kinds[0] != kinds[-1]


def test_statements_behind_the_name_of_a_part_stay_apart() -> None:
    told = [f"index store: {text}" for text in _texts(20)]
    assert len(set(_kinds(*told, *told, *told))) > 10
    assert len(set(_kinds(*(f"failed to {text}" for text in _texts(20))))) > 10


def test_quoted_texts_may_hold_apostrophes() -> None:
    texts = ("it won't load", "my order's late", "no idea")
    assert len(set(_kinds(*(f"prompt text: '{text}', tokens: 7" for text in texts)))) == 1


def test_a_quoted_value_with_a_number_in_it_is_variable_as_a_whole() -> None:
    tags = ("window/place:0", "view lock", "ringer-7")
    assert len(set(_kinds(*(f'lock taken, tag="{tag}", name=shop' for tag in tags)))) == 1
