from __future__ import annotations

import pytest

from assistant.intake.redaction.people import gather
from assistant.intake.redaction.redaction import Redactor


def masked(*lines: str) -> str:
    redactor = Redactor(gather(lines))
    return "\n".join(redactor.line(line) for line in lines)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("customer_name=Marta Oyelaran order=17", "customer_name=Customer 1 order=17"),
        ('{"customer": {"name": "Henrik Dahlqvist"}}', '{"customer": {"name": "Customer 1"}}'),
        ("Dear Ms Thistlewood, your order is late", "Dear Customer 1, your order is late"),
        ("Hi Zbigniew, your refund", "Hi Responder A, your refund"),
        ("the bot told patient John Doe to stop", "the bot told patient Customer 1 to stop"),
        ("Ship to: Rosalind Quartermaine, 4 High St", "Ship to: Customer 1, 4 High St"),
        ("account holder Margarethe Lindqvist called", "account holder Customer 1 called"),
        ("| Customer | Ottoline Prescott |", "| Customer | Customer 1 |"),
        ("Sehr geehrte Frau Obermüller,", "Sehr geehrte Responder A,"),
        ("Lieferant (Fr. Lindqvist): neu", "Lieferant (Fr. Responder A): neu"),
        ("HR Department, 2 hr. Outage", "HR Department, 2 hr. Outage"),
    ],
)
def test_who_is_named_as_a_customer_becomes_a_pseudonym(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "customer Northwind Traders was affected",
        '"customer": {"name": "Acme Corp"}',
        "service_name=Payment Gateway",
        "Hi team, quick update",
        "Dear customer, your order",
        "patient safety review opened",
        "10:04 DB: failover",
    ],
)
def test_companies_and_systems_keep_their_names(line: str) -> None:
    assert masked(line) == line


def test_initials_with_times_are_speakers() -> None:
    assert masked("14:06 RR: rolled back", "14:07 KT: ack") == (
        "14:06 Responder A: rolled back\n14:07 Responder B: ack"
    )


def test_a_company_that_speaks_for_itself_is_no_person() -> None:
    shown = masked("14:06 Northwind: we see errors on our side", "14:08 Lena: looking")
    assert "Northwind" in shown
    assert "Lena" not in shown
