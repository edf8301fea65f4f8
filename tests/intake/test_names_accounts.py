"""Names of accounts: in chats, in sentences, in tables and in the lines of logs."""

from __future__ import annotations

import pytest

from assistant.intake.redaction.people import gather
from assistant.intake.redaction.places import in_log
from assistant.intake.redaction.redaction import Redactor
from tests.intake.test_passing import masked


def logged(line: str) -> str:
    """Return the line of a log with the people named in it under their pseudonyms."""
    assert in_log(line)
    return Redactor(gather([], logged=[line])).line(line)


def test_an_account_over_a_time_is_the_writer_of_the_message_below() -> None:
    chat = ("olga.petrova", "7:58 AM", "no answer", "sergey_k", "8:14 AM", "fixed")
    assert masked(*chat) == ["Responder A", *chat[1:3], "Responder B", *chat[4:]]


@pytest.mark.parametrize("head", ["Latency", "Alerts", "rollback", "p95", "Search Team"])
def test_a_section_over_a_time_is_nobody(head: str) -> None:
    lines = [head, "7:58 AM", "up to 3 s", head, "8:14 AM", "down again"]
    assert masked(*lines) == lines


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("mira ✨ — 10:04 AM", "Responder A ✨ — 10:04 AM"),
        ("kit_kat 🐱 — 10:20 AM", "Responder A 🐱 — 10:20 AM"),
        ("[18/11/2025, 22:15:40] ~ Joe P: wrong", "[18/11/2025, 22:15:40] ~ Responder A: wrong"),
        ("told henrik.s and petra.novotna", "told Responder A and Responder B"),
        ("edited by lena-vogt", "edited by Responder A"),
        ("createdBy ngozi-adeyemi", "createdBy Responder A"),
        ("10:02 hvdberg: answers are good", "10:02 Responder A: answers are good"),
        ("2025-05-07 10:40 UTC jschmidt verified", "2025-05-07 10:40 UTC Responder A verified"),
    ],
)
def test_an_account_is_hidden_where_a_person_stands(line: str, shown: str) -> None:
    assert masked(line) == [shown]


@pytest.mark.parametrize(
    "line",
    [
        "told max.tokens, grace.period and retry.count",
        "edited by deploy-bot",
        "built by clara-embed.service from anna.ipynb and petra.internal",
        "see nora-kb and sofia-api",
        "10:02 mlflow: promoted v3",
        "10:02 kserve: slow",
        "10:02 pgvector: out of memory",
        "10:40 checker verified the copy",
    ],
)
def test_keys_files_hosts_and_programs_stay(line: str) -> None:
    assert masked(line) == [line]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("WARN login failed for user mhalloran", "WARN login failed for user Responder A"),
        ("ERROR bad file /home/mhalloran/x.yaml", "ERROR bad file /home/Responder A/x.yaml"),
        ("ERROR export for klara.weiss failed", "ERROR export for Responder A failed"),
        ("ERROR crm: no record for Otto Brandauer", "ERROR crm: no record for Responder A"),
        ('{"userId": "otto.brandauer"}', '{"userId": "Customer 1"}'),
        ("INFO installedBy=siobhan ok", "INFO installedBy=Responder A ok"),
        (
            "gw sudo[12]: mhalloran : TTY=pts/0 ; PWD=/home/mhalloran ; USER=root ; COMMAND=/bin/x",
            "gw sudo[12]: Responder A : TTY=pts/0 ; PWD=/home/Responder A ; USER=root"
            " ; COMMAND=/bin/x",
        ),
    ],
)
def test_the_line_of_a_log_names_a_person_by_the_account(line: str, shown: str) -> None:
    assert logged(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "session opened for user root",
        "login failed for user app",
        "login failed for user svc-rag",
        "for user prompts longer than 4k",
        "by user agent, as user input",
        "bad file /home/app/config.yaml and /home/jovyan/x and /home/vllm/y",
        "started Atlas Search, Apollo Server, Nova Lite, Otto Scheduler",
        "max.tokens=512 service=clara-embed",
        '{"userId": "u-8123", "model": "gpt-4o"}',
    ],
)
def test_services_and_settings_of_a_log_stay(line: str) -> None:
    assert Redactor(gather([], logged=[line])).line(line) == line


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (
            ("Nr;Zeit;Wer;Was", "1;09:10;Kowalczyk;Index aktiv", "2;09:15;Technik;neu"),
            ("Nr;Zeit;Wer;Was", "1;09:10;Responder A;Index aktiv", "2;09:15;Technik;neu"),
        ),
        (
            ("id,installed_by,what", "1,paul,v3", '2,siobhan,"v4, new"', "3,flyway,v5"),
            ("id,installed_by,what", "1,Responder A,v3", '2,Responder B,"v4, new"', "3,flyway,v5"),
        ),
        (
            ("| Id | Created by |", "|----|----|", "| 1 | otto.brandauer |", "| 2 | argocd |"),
            ("| Id | Created by |", "|----|----|", "| 1 | Responder A |", "| 2 | argocd |"),
        ),
        (
            ("Time\tQui\tQuoi", "09:10\tLefort\trien"),
            ("Time\tQui\tQuoi", "09:10\tResponder A\trien"),
        ),
    ],
)
def test_a_column_of_people_gives_their_names(
    table: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    assert masked(*table) == list(shown)


@pytest.mark.parametrize(
    "table",
    [
        ("from,to,model", "gpt-4o,Claude,Sonnet"),
        ("who, what, when", "we asked, waited, left"),
        ("Von;Bis;Was", "09:10;09:20;neu"),
        ("Dienst;Status;Art", "Kowalczyk;aktiv;neu"),
    ],
)
def test_other_columns_and_lists_give_nobody(table: tuple[str, ...]) -> None:
    assert masked(*table) == list(table)


def test_who_opened_or_merged_in_a_copied_list_is_hidden_and_a_bot_is_not() -> None:
    page = (
        "10:20 ack'd by Amandine",
        "#908 by amandine-lrx was merged yesterday • Approved",
        "#905 by pvdberg was merged 2 days ago • Review required",
        "#901 opened 3 days ago by kbster",
        "#900 by dependabot was merged 19 hours ago",
    )
    shown = "\n".join(masked(*page))
    assert "mandine" not in shown
    assert "pvdberg" not in shown
    assert "kbster" not in shown
    assert "dependabot" in shown


def test_accounts_in_a_column_of_people_are_hidden_and_machines_stay() -> None:
    told = masked("time,User,change", "08:00,mhale,prompt v2", "09:00,kfry,v3", "09:30,argocd,v4")
    assert told[1:] == ["08:00,Responder A,prompt v2", "09:00,Responder B,v3", "09:30,argocd,v4"]
