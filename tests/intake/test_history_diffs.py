"""Diffs of settings: each that was replaced, brought or taken out is a change by itself."""

from __future__ import annotations

from assistant.incident import Change
from assistant.intake.history.history import read
from assistant.intake.kinds import detect


def _changes(text: str, *, hide: str = "") -> tuple[Change, ...]:
    def redact(line: str) -> str:
        return line.replace(hide, "[secret:key]") if hide else line

    assert detect("pasted.txt", text) == "history"
    return read("pasted.txt", text, prefix="H", zone=None, redact=redact).changes


def _rows(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(c.kind, c.component, c.before, c.after) for c in changes]


def test_a_setting_that_was_only_added_counts_and_so_does_one_whose_values_are_hidden() -> None:
    text = (
        "--- .env.production.bak\n+++ .env.production\n@@ -1,4 +1,5 @@\n"
        "-LLM_MODEL=kit-4\n+LLM_MODEL=kit-5\n-DESK_API_KEY=abc-9\n+DESK_API_KEY=abc-9\n"
        " PORT=80\n+DISABLE_MODERATION=1\n"
    )
    assert _rows(_changes(text, hide="abc-9")) == [
        ("model", "LLM_MODEL", "kit-4", "kit-5"),
        ("model", "DESK_API_KEY", None, None),
        ("guardrail", "DISABLE_MODERATION", None, "1"),
    ]


def test_prose_beside_settings_adds_none() -> None:
    text = (
        "--- a/notes.txt\n+++ b/notes.txt\n@@ -1,2 +1,3 @@\n"
        "-version: 1\n+version: 2\n+model: what we call it\n"
    )
    assert len(_changes(text)) == 1


def test_a_record_on_one_line_tells_the_value_that_moved() -> None:
    text = (
        "--- topics-v6.json\n+++ topics-v7.json\n@@ -2,4 +2,4 @@\n"
        '-    {"name": "doses", "action": "block"},\n+    {"name": "doses", "action": "allow"},\n'
        '-  "grounding_threshold": 0.8\n+  "grounding_threshold": 0.5\n'
    )
    assert [(c.component, c.before, c.after) for c in _changes(text)] == [
        ("doses action", "block", "allow"),
        ("grounding_threshold", "0.8", "0.5"),
    ]


def test_a_bare_value_takes_the_name_above_it() -> None:
    text = (
        "--- /var/LIVE-1/apps.v1.Deployment.prod.desk\t2026-10-14 15:31:02 +0000\n"
        "+++ /var/MERGED-2/apps.v1.Deployment.prod.desk\t2026-10-14 15:31:02 +0000\n"
        "@@ -45,5 +45,5 @@\n         - name: MODEL_NAME\n-          value: kit-4\n"
        '+          value: kit-5\n         - name: TOP_K\n-          value: "8"\n'
        '+          value: "4"\n'
    )
    assert _rows(_changes(text)) == [
        ("model", "MODEL_NAME", "kit-4", "kit-5"),
        ("index", "TOP_K", "8", "4"),
    ]


def test_a_chart_s_diff_tells_each_setting() -> None:
    text = (
        "prod, desk-config, ConfigMap (v1) has changed:\n  data:\n"
        '-   SYSTEM_PROMPT_REV: "18"\n+   SYSTEM_PROMPT_REV: "19"\n'
        '-   GUARD_MODE: "enforce"\n+   GUARD_MODE: "monitor"\n'
    )
    assert _rows(_changes(text)) == [
        ("prompt", "SYSTEM_PROMPT_REV", "18", "19"),
        ("guardrail", "GUARD_MODE", "enforce", "monitor"),
    ]


_PLAY = """PLAY [desk] *******************************************************************

TASK [Render the desk's config] ***********************************************
Thursday 12 November 2026  07:31:20 +0000 (0:00:00.412)       0:00:03.911 *****
--- before: /etc/desk/config.yml
+++ after: /var/ansible/x/config.yml.j2
@@ -8,4 +8,4 @@
   - name: default
-    model: kit-70b
+    model: kit-8b
-    timeout: 60
+    timeout: 15

changed: [gw-1.internal]

PLAY RECAP ********************************************************************
gw-1.internal              : ok=4    changed=1
"""


def test_a_task_s_diff_has_the_task_as_its_words_and_the_time_of_its_start() -> None:
    changes = _changes(_PLAY)
    assert _rows(changes) == [
        ("model", "model", "kit-70b", "kit-8b"),
        ("config", "timeout", "60", "15"),
    ]
    assert {change.text for change in changes} == {"Render the desk's config"}
    assert changes[0].time is not None
    assert changes[0].time.at.isoformat() == "2026-11-12T07:31:20+00:00"
    assert "changed:" not in (changes[0].diff or "")


def test_the_settings_of_a_guardrail_s_resource_are_the_guardrail_s() -> None:
    text = (
        "  # cloud_guardrail.desk will be updated in-place\n"
        '  ~ resource "cloud_guardrail" "desk" {\n'
        '      ~ threshold = 0.75 -> 0.4\n      ~ message   = "No." -> "Ask us."\n    }\n'
        "  # cloud_parameter.model_id will be updated in-place\n"
        '  ~ resource "cloud_parameter" "model_id" {\n'
        '      ~ value   = "kit-4" -> "kit-5"\n      ~ version = 6 -> (known after apply)\n    }\n'
    )
    assert _rows(_changes(text)) == [
        ("guardrail", "threshold", "0.75", "0.4"),
        ("guardrail", "message", "No.", "Ask us."),
        ("model", "cloud_parameter.model_id", "kit-4", "kit-5"),
    ]


def test_a_command_above_a_log_or_a_diff_is_no_word_of_it() -> None:
    diff = (
        "$ diff -u limits-v6.json limits-v7.json\n--- limits-v6.json\n+++ limits-v7.json\n"
        '@@ -1 +1 @@\n-  "top_k": 8\n+  "top_k": 5\n'
    )
    assert "diff -u" not in _changes(diff)[0].text
    log = (
        "$ git -C desk log --format='%h %ad %an%d%n    %s' --date=iso-strict\n"
        "91c0f2e 2026-02-24T11:02:13+00:00 Mei Muster (HEAD -> main, origin/main)\n"
        "    Upload model.safetensors\n"
        "7bd1a30 2026-02-24T10:58:40+00:00 Mei Muster\n    max_length 512 -> 2048\n"
    )
    assert [c.text for c in _changes(log)] == ["Upload model.safetensors", "max_length 512 -> 2048"]


def test_a_translated_log_tells_its_dates_under_its_own_word() -> None:
    log = (
        "commit 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567\nAutor: Mei Muster <m@desk.example>\n"
        "Datum:   Mo 12 Okt 2026 14:03:11 CEST\n\n    Systemprompt: v8 -> v9\n"
    )
    (change,) = _changes(log)
    assert change.time is not None
    assert change.time.at.isoformat() == "2026-10-12T14:03:11+02:00"
    assert change.kind == "prompt"
