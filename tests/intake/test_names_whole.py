"""Names that go as a whole: with their titles, particles, initials and family names."""

from __future__ import annotations

import pytest

from tests.intake.test_passing import masked


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Jeroen van Dalen rolled it back", "Responder A rolled it back"),
        ("10:12 Bastiaan de Wit rolled back", "10:12 Responder A rolled back"),
        ("Hanneke van den Berg saw it", "Responder A saw it"),
        ("Fatima El Amrani saw it", "Responder A saw it"),
        ("Camille Le Goff saw it", "Responder A saw it"),
        ("Maria da Silva saw it", "Responder A saw it"),
        ("10:12 Tomasz W. rolled back", "10:12 Responder A rolled back"),
        (
            "rang the hotline, Dragomir calls back: fixed",
            "rang the hotline, Responder A calls back: fixed",
        ),
        ("supplier called (Jeroen van Dalen, Tarnfood)", "supplier called (Responder A, Tarnfood)"),
        ("10:02 Zbyszko van den Torbrand: ack", "10:02 Responder A: ack"),
    ],
)
def test_a_family_name_goes_with_its_particles(line: str, shown: str) -> None:
    assert masked(line) == [shown]


def test_a_family_name_with_particles_stands_for_its_owner_alone_and_in_an_account() -> None:
    assert masked("Author: Jeroen van Dalen", "van Dalen has it", "login of jvdalen") == [
        "Author: Responder A",
        "Responder A has it",
        "login of Responder A",
    ]


@pytest.mark.parametrize("word", ["von", "van", "de"])
def test_the_firm_that_somebody_is_from_is_no_family_name(word: str) -> None:
    shown = masked(f"Katja {word} Tarnfood ruft an", "Tarnfood meldet einen Ausfall")
    assert shown == [f"Responder A {word} Tarnfood ruft an", "Tarnfood meldet einen Ausfall"]


def test_a_name_known_by_its_first_word_is_hidden_in_full() -> None:
    assert masked("asked Obi", "Obi Nwachukwu looks", "Nwachukwu agreed") == [
        "asked Responder A",
        "Responder A looks",
        "Responder A agreed",
    ]
    assert masked("paged Amandine", "Amandine Roux looks")[1] == "Responder A looks"


@pytest.mark.parametrize("line", ["Obi Restarts Kafka", "Obi Monday", "Obi Sicherung gestartet"])
def test_what_else_follows_a_name_is_no_family_name(line: str) -> None:
    assert masked("asked Obi", line)[1] == line.replace("Obi", "Responder A")


@pytest.mark.parametrize("name", ["Elif Yıldız", "ELIF YILDIZ", "Elif Yildiz", "elif.yıldız"])
def test_a_dotless_i_ends_no_name(name: str) -> None:
    assert masked("Elif Yıldız looks at it", f"asked {name}") == [
        "Responder A looks at it",
        "asked Responder A",
    ]


def test_a_name_of_a_dotless_i_in_capitals_is_hidden_whoever_else_is_known() -> None:
    assert masked("Owner: Ayla Yıldız", "ask YILDIZ")[1] == "ask Responder A"
    assert masked("Owner: Ayla Yildiz", "ask Yıldız")[1] == "ask Responder A"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Herr Thoma übernimmt", "Responder A übernimmt"),
        ("Frau Dr. Ahlers ruft an", "Responder A ruft an"),
        ("Mrs. Whitfield called", "Responder A called"),
        ("Sra. Ibarra llamó", "Responder A llamó"),
        ("M. Dupuis rappelle", "Responder A rappelle"),
        ("Mme Lefort appelle", "Responder A appelle"),
    ],
)
def test_a_form_of_address_goes_with_the_name(line: str, shown: str) -> None:
    assert masked(line) == [shown]


def test_a_form_of_address_before_nobody_stays() -> None:
    for line in ("Dr. Support", "M. 4 of 5", "the SR of Kafka", "Dear Sir or Madam"):
        assert masked(line) == [line]


def test_the_name_under_a_letter_is_hidden_at_its_head_too() -> None:
    letter = (
        "Margarethe Schönfeld",
        "Ihr Assistent hat mir falsche Preise genannt.",
        "Mit freundlichen Grüßen",
        "",
        "Margarethe Schönfeld",
    )
    shown = masked(*letter)
    assert shown == ["Responder A", *letter[1:4], "Responder A"]


@pytest.mark.parametrize("closing", ["Cordialement,", "Un saludo", "Yours sincerely,", "MfG"])
def test_a_letter_may_close_in_several_languages(closing: str) -> None:
    assert masked("hello", closing, "Zbyszko Torbrand")[2] == "Responder A"


def test_who_closes_a_letter_as_a_team_is_nobody() -> None:
    assert masked("Best regards", "Support Team")[1] == "Support Team"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("08:20 ack'd by Amandine", "08:20 ack'd by Responder A"),
        ("Amandine acks the page", "Responder A acks the page"),
        ("Zbyszko acked", "Responder A acked"),
        ("Zbyszko schaut", "Responder A schaut"),
        ("Zbyszko bekijkt het", "Responder A bekijkt het"),
        ("Zbyszko took incident 12", "Responder A took incident 12"),
        ("Agente asignado: Zbyszko", "Agente asignado: Responder A"),
        ("Erstellt von: Zbyszko", "Erstellt von: Responder A"),
    ],
)
def test_a_name_in_no_list_is_hidden_where_only_a_person_can_stand(line: str, shown: str) -> None:
    assert masked(line) == [shown]


@pytest.mark.parametrize(
    "line",
    [
        "PagerDuty acked the page",
        "Opsgenie acked",
        "Watchdog took it",
        "ops acked",
        "Technik schaut nach",
        "Niemand schaut",
        "Agente asignado: Soporte",
        "08:20 ack'd by Datadog",
    ],
)
def test_machines_and_teams_in_those_places_stay(line: str) -> None:
    assert masked(line) == [line]
