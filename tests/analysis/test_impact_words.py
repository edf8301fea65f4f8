"""Impact figures in the words and languages of hurried notes."""

from __future__ import annotations

import pytest

from tests.analysis.test_impact import read


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("5,600 messages unfiltered", [("requests", 5600, "messages")]),
        ("1,930 sessions w/o answer", [("requests", 1930, "sessions")]),
        ("212 Schäden ohne Betrag", [("requests", 212, "schäden")]),
        ("ca. 2.300 gesprekken mislukt", [("requests", 2300, "gesprekken")]),
        ("23 pedidos com desconto errado", [("requests", 23, "pedidos")]),
        (
            "total 418 emails to 57 customers",
            [("requests", 418, "emails"), ("users", 57, "customers")],
        ),
        (
            "63 Kunden betroffen, 7 Verträge falsch abgeschlossen",
            [("users", 63, "kunden"), ("records", 7, "verträge")],
        ),
        (
            "9,400 payments declined, about ₹3.1 crore lost",
            [
                ("requests", 9400, "payments"),
                ("money", 31_000_000, "INR"),
            ],
        ),
        ("2.4 lakh customers affected", [("users", 240_000, "customers")]),
        ("they refunded 404 customers", [("users", 404, "customers")]),
    ],
)
def test_what_was_hit_is_counted(text: str, figures: list[tuple[str, float, str]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "all summaries 404",
        "customers see 502 from the gateway",
        "answers return 500, no idea why",
        "Quoted price 29,90 statt 39,90 €",
        "prix annoncé 29,90 au lieu de 39,90 €",
    ],
)
def test_statuses_and_the_price_that_was_right_are_no_figure(text: str) -> None:
    assert read(text) == []


def test_the_whole_that_a_figure_is_out_of_was_not_hit() -> None:
    text = "Users affected: 318 (out of ~52 000 sessions that day)"
    assert read(text) == [("users", 318, "users")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("cost us ~AU$4,200 of call centre overtime", ("money", 4200, "AUD")),
        ("refunded CA$1,200 to customers", ("money", 1200, "CAD")),
        ("12 k tickets were misrouted", ("requests", 12_000, "tickets")),
    ],
)
def test_dollars_of_a_country_and_thousands_set_apart_are_read(
    text: str, figure: tuple[str, float, str]
) -> None:
    assert figure in read(text)


@pytest.mark.parametrize(
    "text", ["a fine of EUR 15k is possible", "the regulator could fine us up to EUR 2m"]
)
def test_a_fine_that_may_come_is_no_loss_yet(text: str) -> None:
    assert read(text) == []
