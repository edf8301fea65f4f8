"""Names that are told in passing, in small letters, by accounts, by titles and in other scripts."""

from __future__ import annotations

import pytest

from tests.intake.test_passing import masked


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Klaus-Dieter setzt die Version zurück", "Responder A setzt die Version zurück"),
        ("Nguyễn Thị Hoa reports wrong totals", "Responder A reports wrong totals"),
        ("Grace found that the cache served v7", "Responder A found that the cache served v7"),
        ("Rose said recall dropped", "Responder A said recall dropped"),
        ("we pinged June about it", "we pinged Responder A about it"),
        ("Bill forwarded the mail", "Responder A forwarded the mail"),
        ("Thx maria, great catch!", "Thx Responder A, great catch!"),
        ("can mei look? she did it", "can Responder A look? she did it"),
        ("mei's on leave today", "Responder A's on leave today"),
        ("reported by R. Sharma today", "reported by Responder A today"),
        ("Scribe: Dev Patel", "Scribe: Responder A"),
        ("present: A. Kowalczyk, M. Schubert", "present: Responder A, Responder B"),
        ("last modified by Linnea Ek on Monday", "last modified by Responder A on Monday"),
        ("the chart of Jan Kowalski was shown", "the chart of Responder A was shown"),
        ("Executive sponsor: J. P. Laurent", "Executive sponsor: Responder A"),
        ("user=jdoe failed", "user=Customer 1 failed"),
        ("scp oduya@bastion:/var/log/a.log .", "scp Responder A@bastion:/var/log/a.log ."),
        ("C:\\Users\\e.marchetti\\Desktop", "C:\\Users\\Responder A\\Desktop"),
        ("https://github.com/mkowalczyk/a-b", "https://github.com/Responder A/a-b"),
        ("https://wiki.example/people/anita.desai", "https://wiki.example/people/Responder A"),
        ("https://a.example/~rbrandt/notes", "https://a.example/~Responder A/notes"),
        ("chiamata con il dott. Bellini", "chiamata con il Responder A"),
        ("10:20 田中さん confirmed", "10:20 Responder Aさん confirmed"),
        ("10:01 王伟 报告模型输出乱码", "10:01 Responder A 报告模型输出乱码"),
        ("陈经理 要求今天回滚", "Responder A 要求今天回滚"),
    ],
)
def test_somebody_is_hidden(line: str, shown: str) -> None:
    assert masked(line) == [shown]


def test_the_genitive_of_german_is_hidden_with_its_name() -> None:
    lines = ("Jürgen sah es zuerst", "Jürgens Skript zählt 41 Antworten")
    assert masked(*lines) == ["Responder A sah es zuerst", "Responder A Skript zählt 41 Antworten"]


def test_a_name_with_particles_below_a_closing_is_hidden() -> None:
    lines = ("Thanks and best,", "Roelof van der Merwe")
    assert masked(*lines) == ["Thanks and best,", "Responder A"]


def test_the_agent_of_a_help_desk_is_a_person() -> None:
    lines = ("Agent Lotte: Hi, how can I help?", "Visitor: hello", "Agent Lotte: I am sorry.")
    assert masked(*lines)[0] == "Agent Responder A: Hi, how can I help?"


@pytest.mark.parametrize(
    "line",
    [
        "Nightly job Penelope builds the index; Penelope failed at 02:10.",
        "Sydney and Charlotte offices had no access.",
        "the cluster in Austin ran out of memory",
        "On-call rota",
        "To diffs",
        "May has 31 days, June saw none",
        "Santiago and Oslo lost the link",
        "https://github.com/acme/app/issues/12 and /users/list",
        "ssh deploy@box and ssh ubuntu@10.0.0.4",
        "el programa Santo y Seña",
        "严重 错误: 金额 不对",
        "お客様から電話あり",
        "产品经理不知道",
        "plan A. Retriever off",
    ],
)
def test_nobody_is_hidden(line: str) -> None:
    assert masked(line) == [line]


def test_somebody_below_a_role_with_a_time_is_hidden() -> None:
    assert masked("14:02 IC: Fatou Diallo", "14:05 Fatou agrees") == [
        "14:02 IC: Responder A",
        "14:05 Responder A agrees",
    ]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("it told our nurse Zuvela to wait", "it told our nurse Responder A to wait"),
        ("2026-03-03 mdiaz bumped the model", "2026-03-03 Responder A bumped the model"),
        ("text. sanjay saw the same in QA", "text. Responder A saw the same in QA"),
        ("paging sanjay", "paging Responder A"),
    ],
)
def test_somebody_is_hidden_where_only_people_stand(line: str, shown: str) -> None:
    assert masked(line) == [shown]


@pytest.mark.parametrize(
    "line",
    [
        "the Johnson account complained",
        "calling mkdirs in the committer",
        "14:05 on-call: restarted the pod",
        "Paris agreed, London refused",
        "2026-03-03 bumped the model to v9",
        "nurse notes were missing",
    ],
)
def test_things_and_places_are_left_where_people_might_stand(line: str) -> None:
    assert masked(line) == [line]


def test_a_first_and_a_middle_name_are_the_same_person_as_the_full_name() -> None:
    lines = ("Björn Åke Lund called", "Björn Åke is on leave")
    assert masked(*lines) == ["Responder A called", "Responder A is on leave"]


@pytest.mark.parametrize(
    "step",
    [
        "- At 05.45: bot told wrong fares",
        "- Kl. 06.30: rolled back",
        "- 8:50 a.m.: closed",
        "6:15 A.M. Pacific - spend went up",
    ],
)
def test_what_belongs_to_a_time_is_nobody_s_name(step: str) -> None:
    assert masked(step, step) == [step, step]
