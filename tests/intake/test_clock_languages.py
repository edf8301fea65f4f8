"""Dates, clock times and zones as they are written outside English, and by ships and shifts."""

from __future__ import annotations

import pytest

from assistant.intake.clock.dates import find_dates
from assistant.intake.clock.datespan import complete
from assistant.intake.clock.linetimes import read_line
from assistant.intake.clock.zone_statements import zone_told
from assistant.intake.clock.zones import name_of


def day(text: str) -> str | None:
    (span,) = find_dates(text)
    found = complete(span, near=None, order=None)
    return found.isoformat() if found else None


def clocks(text: str) -> list[str]:
    return [f"{told.clock.at:%H:%M}" for told in read_line(text).told if told.clock]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Data: 5 marzo 2025", "2025-03-05"),
        ("Data incydentu: 14 listopada 2024 r.", "2024-11-14"),
        ("woensdag 8 januari 2025", "2025-01-08"),
        ("3 października 2024", "2024-10-03"),
        ("Дата: 18 октября 2024 г.", "2024-10-18"),
        ("6. helmikuuta 2025", "2025-02-06"),
        ("7 de novembro de 2024", "2024-11-07"),
        ("発生日:2024年11月20日", "2024-11-20"),
        ("发生于2024年9月5日14:02", "2024-09-05"),
        ("발생일: 2024년 8월 13일", "2024-08-13"),
        ("03-Dec-24 10:44 Rolled back", "2024-12-03"),
        ("on 3 Dec '24 we saw", "2024-12-03"),
        ("Date: 2025.03.18 (site Tarn)", "2025-03-18"),
    ],
)
def test_a_date_is_read_in_the_language_of_who_wrote_it(text: str, told: str) -> None:
    assert day(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "released 2025.03.18 to all",
        "09:12 April: looking at it",
        "09:12 Maja: looking at it",
        "5월 매출",
        "take 3 or more",
    ],
)
def test_versions_names_and_months_alone_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- 08.30 uur: nieuwe kennisbank geladen", "08:30"),
        ("om 9 uur viel alles uit", "09:00"),
        ("- Kl. 05.45: väderdata uteblir", "05:45"),
        ("kl 14 gick larmet", "14:00"),
        ("- godz. 6:40 – wdrożenie", "06:40"),
        ("ore 07.50 – aggiornamento", "07:50"),
        ("à 11h l'équipe a compris", "11:00"),
        ("às 14h o plantão voltou", "14:00"),
        ("a las 9:30 de la noche", "21:30"),
        ("- 10:02 h – Se despliega la versión", "10:02"),
        ("10:02 h Se despliega la versión", "10:02"),
        ("- 10時55分 対応チームを招集", "10:55"),
        ("午後3時に再起動", "15:00"),
        ("下午3点回滚", "15:00"),
        ("14点半恢复", "14:30"),
        ("오후 2시 50분 담당자 확인", "14:50"),
        ("于14:02上线", "14:02"),
        ("0615 local  Cameras re-aimed", "06:15"),
        ("0915 CT new table shipped", "09:15"),
        ("1130 CT  dealer calls", "11:30"),
        ("at 1405 ET we stopped it", "14:05"),
    ],
)
def test_a_word_or_sign_beside_a_number_makes_a_time_of_it(text: str, told: str) -> None:
    assert clocks(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "na 3 uur was het klaar",
        "01:30 h of work lost",
        "It took us 10:30 h - too long",
        "passée de 2h à 11h",
        "3時間かかった",
        "打了10点",
        "1200 local users were hit",
        "1200 CT scans failed",
        "2000 EST tokens were lost",
        "we moved 3 ore trucks",
    ],
)
def test_stretches_scores_and_amounts_stay_none(text: str) -> None:
    assert clocks(text) == []


def test_a_line_opens_with_a_time_behind_a_word_of_its_language() -> None:
    for text in ("Vers 9h40 : premières alertes", "Około 7:05 kurierzy", "Om 14:05 stopte het"):
        assert read_line(text).opens


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Fuseau : heure de Paris", "Europe/Paris"),
        ("Strefa czasowa: Europe/Warsaw", "Europe/Warsaw"),
        ("Tijden in CET", "+01:00"),
        ("Alla tider i svensk tid", "Europe/Stockholm"),
        ("Horários em horário de Brasília", "America/Sao_Paulo"),
        ("Время московское", "Europe/Moscow"),
        ("時刻はすべて日本時間です", "Asia/Tokyo"),
        ("时区:北京时间(UTC+8)", "Asia/Shanghai"),
        ("時刻は全てJST", "+09:00"),
        ("时间均为UTC", "UTC"),
        ("2025-05-13 timeline UTC", "UTC"),
        ("**Timezone:** CET", "+01:00"),
        ("- **Timezone:** America/New_York", "America/New_York"),
        ("**Date:** Saturday, 12 July 2025 · **Zone:** CET", "+01:00"),
        ("| **Time zone** | CET |", "+01:00"),
    ],
)
def test_a_zone_is_stated_in_the_language_of_who_wrote_it(text: str, zone: str) -> None:
    told = zone_told(text)
    assert told is not None
    assert name_of(told.zone) == zone


@pytest.mark.parametrize(
    "text",
    [
        "Vi tog svensk tidtabell som grund",
        "Nous avons une heure de retard",
        "la hora de comer",
        "les messages de Paris : rien",
        "panne de la zone de Paris.",
    ],
)
def test_words_for_time_alone_state_no_zone(text: str) -> None:
    assert zone_told(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("a las 10:05 (hora de Madrid), se publicó", "Europe/Madrid"),
        ("à 10h05, heure de Paris, on a vu", "Europe/Paris"),
        ("6:15 a.m. Pacific we saw", "America/Los_Angeles"),
        ("10:05 (heure de pointe) tout ralentit", None),
        ("2025-03-05, 14:03 UTC+1: deployed", "+01:00"),
        ("2025-03-05 14:03 +0100: deployed", "+01:00"),
        ("14:03 [UTC] deployed", "UTC"),
        ("14.03 UTC - deployed", "UTC"),
        ("March 5, 2025 at 2:03:22 PM Pacific Standard Time", "America/Los_Angeles"),
    ],
)
def test_a_place_behind_a_time_is_its_clock(text: str, zone: str | None) -> None:
    clock = read_line(text).told[0].clock
    assert clock is not None
    assert (name_of(clock.zone) if clock.zone else None) == zone


@pytest.mark.parametrize(
    "text",
    [
        "le 5 mars à 14h03 : alerte",
        "el 5 de marzo a las 14:03, aviso",
        "5 marzo, ore 14:03 avviso",
        "5 марта в 14:03 сбой",
        "2025-03-05 (Wed) 14:03 alert",
        "2025年3月5日(水)14:03 障害",
    ],
)
def test_a_date_and_its_time_are_one_in_any_language(text: str) -> None:
    (found,) = read_line(text).told
    assert found.clock is not None
    assert found.date is not None
    assert (found.date.month, found.date.day) == (3, 5)


@pytest.mark.parametrize("text", ["score 14.03 CT scans", "model 5.12 GB", "build 14.03 USB stick"])
def test_a_number_with_a_point_is_a_time_only_before_a_zone(text: str) -> None:
    assert clocks(text) == []


@pytest.mark.parametrize(
    "text",
    ["Störung Mieterbot, 19.11.", "Do 19.11.", "seit dem 19.11. falsch", "Protokoll (19.11.)"],
)
def test_a_day_and_month_with_dots_is_a_day_where_words_make_it_one(text: str) -> None:
    (told,) = read_line(text).told
    assert told.date is not None
    assert (told.date.day, told.date.month) == (19, 11)


@pytest.mark.parametrize("text", ["siehe Kapitel 3.2.", "Version 3, 2.1.", "section 4.5. says so"])
def test_the_number_of_a_chapter_or_version_is_no_day(text: str) -> None:
    assert not read_line(text).told
