"""Logs as tools export them are known as logs and read record by record."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from assistant.intake.item import Input
from assistant.intake.kinds import detect
from assistant.intake.logs import logline, logs, slowpath
from assistant.intake.logs.logs import LogReading
from tests.intake.digests import digest_of

_JOURNAL = (
    '{"__CURSOR":"s=ab;i=1","__REALTIME_TIMESTAMP":"1736831690123456","PRIORITY":"3",'
    '"_HOSTNAME":"gpu03","SYSLOG_IDENTIFIER":"embed","MESSAGE":"CUDA out of memory"}\n'
)
_CLOUD = [
    {
        "insertId": "a1",
        "jsonPayload": {"message": "embedding dimension mismatch"},
        "timestamp": "2025-02-18T10:02:00.123456Z",
        "severity": "ERROR",
        "receiveTimestamp": "2025-02-18T10:02:01Z",
    },
    {
        "insertId": "a2",
        "textPayload": "index rebuilt",
        "timestamp": "2025-02-18T10:05:00Z",
        "severity": "INFO",
    },
]
_LOKI = [
    {
        "line": 'level=error msg="faq index empty"',
        "timestamp": "1739873100000000000",
        "fields": {"app": "faq"},
    },
    {
        "line": 'level=info msg="faq index full"',
        "timestamp": "1739873160000000000",
        "fields": {"app": "faq"},
    },
]
_OTLP = {
    "resourceLogs": [
        {
            "scopeLogs": [
                {
                    "logRecords": [
                        {
                            "timeUnixNano": "1747123260000000000",
                            "severityNumber": 17,
                            "body": {"stringValue": "agent loop exceeded 25 steps"},
                        }
                    ]
                }
            ]
        }
    ]
}
_LOGURU = {
    "text": "2025-07-08 14:02:11.532 | ERROR | bot.llm:complete:71 - upstream 429\n",
    "record": {
        "elapsed": {"repr": "0:00:01", "seconds": 1},
        "level": {"name": "ERROR", "no": 40},
        "message": "upstream 429 from provider",
        "name": "bot.llm",
        "time": {"repr": "2025-07-08 14:02:11.532123+02:00", "timestamp": 1751976131.5},
        "extra": {"note": "x" * 700},
    },
}
_SPLUNK = (
    '"_time",host,source,sourcetype,"_raw"\n'
    '"2025-02-18T11:04:00.000+0100",web1,"/var/log/faq.log",faq,'
    '"2025-02-18 11:04:00,000 ERROR faq answer rejected"\n'
)
_WINDOWS = (
    "Level,Date and Time,Source,Event ID,Task Category\n"
    'Error,8/5/2025 4:25:10 AM,FaqService,1000,None,"Faulting application name: faq.exe"\n'
)
_DATADOG = (
    '"Date","Host","Service","Status","Message"\n'
    '"2025-02-18T10:02:00.123Z","web1","faq","error","embedding dimension mismatch"\n'
)


def _read(text: str) -> LogReading:
    return logs.read(
        Input("export.txt", "log", data=text.encode()),
        prefix="L",
        zone=None,
        redact=lambda line: line,
    )


@pytest.mark.parametrize(
    ("text", "line", "at", "message"),
    [
        (_JOURNAL, 1, "2025-01-14T05:14:50", "embed: CUDA out of memory"),
        (json.dumps(_CLOUD, indent=2), 2, "2025-02-18T10:02:00", "embedding dimension mismatch"),
        (json.dumps(_LOKI), 1, "2025-02-18T10:05:00", "faq index empty"),
        (json.dumps(_OTLP), 1, "2025-05-13T08:01:00", "agent loop exceeded <*> steps"),
        (json.dumps(_LOGURU), 1, "2025-07-08T12:02:11", "bot.llm: upstream <*> from provider"),
        (_SPLUNK, 2, "2025-02-18T10:04:00", "faq answer rejected"),
        (_WINDOWS, 2, "2025-08-05T04:25:10", "Faulting application name: faq.exe"),
        (_DATADOG, 2, "2025-02-18T10:02:00", "embedding dimension mismatch"),
    ],
    ids=["journald", "cloud", "loki", "otlp", "loguru", "splunk", "windows", "datadog"],
)
def test_an_export_is_a_log_with_an_entry_for_each_record(
    text: str, line: int, at: str, message: str
) -> None:
    assert detect("export.txt", text) == "log"
    reading = _read(text)
    (failed,) = (row for row in reading.file.templates if row.level == "ERROR")
    assert (failed.template, failed.lines) == (message, (line,))
    assert failed.first is not None
    assert failed.first.at.replace(microsecond=0) == datetime.fromisoformat(f"{at}+00:00")
    told = next(one for one in reading.evidence if one.line == line)
    assert told.time is not None
    assert told.time.at == failed.first.at


def test_records_of_a_document_keep_the_lines_that_they_begin_in() -> None:
    text = json.dumps(_CLOUD, indent=2)
    reading = _read(text)
    lines = text.split("\n")
    for line in reading.evidence:
        assert lines[line.line - 1].strip() == "{"
        assert json.loads(line.text) in _CLOUD
    assert reading.findings == ()


def test_records_that_share_a_line_are_numbered_and_that_is_told() -> None:
    reading = _read(json.dumps(_LOKI))
    assert [line.line for line in reading.evidence] == [1, 2]
    assert "n-th record" in reading.findings[0].message


def test_a_broken_record_costs_none_before_it() -> None:
    reading = _read(json.dumps(_CLOUD, indent=2)[:-60])
    assert reading.file.levels == {"ERROR": 1}
    assert "index rebuilt" in "".join(line.text for line in reading.evidence)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([{"timestamp": "2026-05-04T09:00:00Z", "message": "I see it", "user": "Ada"}]),
        json.dumps([{"at": "2026-05-04T09:00:00Z", "summary": "Prompt 4", "version": "4"}]),
        "Date,Owner,Status,Message\n2026-05-04,Ada,open,Answers are wrong\n",
        "Date,Monitor,Status,Message\n2026-05-04 09:00,faq,critical,Many wrong answers\n",
        "- seen first by (Ada) 10:42:11 and told at once\nstep 1) 10:43:12 we looked at it\n",
    ],
)
def test_what_people_write_is_no_exported_log(text: str) -> None:
    assert detect("export.txt", text) != "log"


@pytest.mark.parametrize(("number", "level"), [("0", "FATAL"), ("3", "ERROR"), ("6", "INFO")])
def test_a_priority_of_syslog_is_a_level(number: str, level: str) -> None:
    assert logline.written_level({"PRIORITY": number}) == level
    assert logline.written_level({"priority": number}) is None


def test_a_status_is_a_level_only_where_it_names_one() -> None:
    assert logline.written_level({"status": "error"}) == "error"
    assert logline.written_level({"status": "open"}) is None


def test_many_rows_of_an_export_are_read_by_its_header() -> None:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["_time", "host", "_raw"])
    for minute in range(40):
        raw = f"2025-02-18 11:{minute:02}:00,000 WARN queue, now {minute} long"
        rows.writerow([f"2025-02-18T11:{minute:02}:00.000+0100", "web1", raw])
    reading = _read(written.getvalue())
    assert reading.file.levels == {"WARN": 40}
    assert reading.file.first is not None
    assert reading.file.first.at == datetime(2025, 2, 18, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "level"),
    [
        ("TimeGenerated [UTC],Level,ResultDescription", "Error"),
        ("timestamp [UTC],severityLevel,message", "3"),
    ],
)
def test_a_table_of_azure_tells_its_levels(header: str, level: str) -> None:
    text = f'{header}\n"5/13/2025, 10:06:02.014 AM",{level},no answer\n'
    assert slowpath.is_exported(text)
    found = digest_of(text.encode())
    assert [(logline.common_level(row.level), row.words) for row in found.rows[1:]] == [
        ("ERROR", ("no", "answer"))
    ]
    assert found.rows[0].level is None


def test_the_lines_that_a_store_lists_by_stream_are_read_in_the_order_of_their_times() -> None:
    streams = [
        {"stream": {"app": "quote", "level": "error"}, "values": [["1747123262000000000", "lost"]]},
        {"stream": {"app": "notes"}, "values": [["1747123261000000000", "level=warn msg=slow"]]},
    ]
    text = json.dumps({"status": "success", "data": {"resultType": "streams", "result": streams}})
    assert detect("answer.json", text) == "log"
    reading = _read(text)
    assert {row.template: row.level for row in reading.file.templates} == {
        "lost": "ERROR",
        "slow": "WARN",
    }
    assert reading.file.first is not None
    assert reading.file.first.at == datetime(2025, 5, 13, 8, 1, 1, tzinfo=UTC)
    assert "by time" in reading.findings[0].message
    assert detect("cut.json", text[:-9]) == "log"
    assert _read(text[:-9]).file.lines == 1
