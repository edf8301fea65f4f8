"""Secrets in the public formats of many issuers are hidden wherever they are pasted."""

from __future__ import annotations

import random
import string

import pytest

from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor

# Every secret here is made up at run time in the public format of its issuer.
NOBODY = People()
MIXED = string.ascii_letters + string.digits
SMALL = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
WEB = MIXED + "-_"

# Prefix, then the letters and the length of each part, which the last text joins.
FORMATS = {
    "bedrock": ("bedrock-api-" + "key-", ((MIXED, 90),), ""),
    "facebook app": ("", (("0123456789", 15), (MIXED, 27)), "|"),
    "x app": ("A" * 21, ((MIXED, 80),), ""),
    "anyscale": ("esecret" + "_", ((SMALL, 28),), ""),
    "honeycomb": ("hcaik" + "_01", ((SMALL, 56),), ""),
    "rootly": ("rootly" + "_", ((HEX, 64),), ""),
    "aiven": ("AVNS" + "_", ((WEB, 19),), ""),
    "dbt": ("dbtc" + "_", ((WEB, 40),), ""),
    "dropbox": ("sl" + ".u.", ((WEB, 150),), ""),
    "yandex": ("t1" + ".9euelZ", ((WEB, 90), (WEB, 86)), "."),
    "alibaba session": ("STS" + ".", ((MIXED, 28),), ""),
    "axiom": ("xaat" + "-", ((HEX, 8), (HEX, 4), (HEX, 4), (HEX, 4), (HEX, 12)), "-"),
    "cockroach": ("CCDB1" + "_", ((MIXED, 22), (MIXED, 40)), "_"),
    "depot": ("depot_org" + "_", ((HEX, 64),), ""),
    "inngest": ("signkey-" + "prod-", ((HEX, 64),), ""),
    "langsmith before": ("ls" + "__", ((HEX, 32),), ""),
    "llama": ("llx" + "-", ((MIXED, 48),), ""),
    "modal": ("as" + "-", ((MIXED, 22),), ""),
    "postman": ("PMAT" + "-", ((UPPER, 26),), ""),
    "runpod": ("rpa" + "_", ((UPPER, 46),), ""),
    "sentry": ("sntryi" + "_", ((HEX, 64),), ""),
    "vercel blob": ("vercel_blob" + "_rw_", ((MIXED, 16), (MIXED, 30)), "_"),
    "a mark in capitals": ("KEY" + "-", ((UPPER, 40),), ""),
    "a kind in the middle": ("omni_pat" + "_", ((WEB, 50),), ""),
    "nobody's mark": ("zyx" + "-", ((MIXED, 40),), ""),
}
CARRIERS = (
    "we found {} in the old runbook",
    "2026-03-04T10:11:12Z WARN upstream refused {} with 401",
    '{{"msg":"call with \\"{}\\" failed"}}',
    '{{"msg":"it was\\n{}\\nand is revoked"}}',
    "- client = Client('{}')",
    "| prod | `{}` | rotated |",
)


def made(name: str) -> str:
    """Return a secret in the format of an issuer, the same at each run."""
    prefix, parts, joint = FORMATS[name]
    rng = random.Random(name)
    # A digit and both cases, so that none looks like a word by chance.
    drawn = ("".join(rng.choice(letters) for _ in range(n - 1)) + "7" for letters, n in parts)
    return prefix + joint.join(drawn)


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_secret_in_the_format_of_its_issuer_is_hidden(name: str, carrier: str) -> None:
    secret = made(name)
    hidden = Redactor(NOBODY).line(carrier.format(secret))
    assert secret[-16:] not in hidden
    assert "[secret:" in hidden


@pytest.mark.parametrize(
    "path",
    [
        "https://open.feishu.cn/open-apis/bot/v2/hook/{}",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={}",
        "https://hook.eu1.make.com/{}",
        "https://maker.ifttt.com/trigger/x/with/key/{}",
        "https://endpoint.example/receiver/v1/http/{}{}==",
        "https://logs-01.loggly.com/inputs/{}/tag/http/",
        "https://app.example.com/invite/{}",
        "https://app.example.com/callback?code={}&state=ab12",
    ],
)
def test_an_address_that_lets_in_whoever_has_it_is_hidden(path: str) -> None:
    secret = "4f1c9ab2d07e4b55a6178899aabbcc31"
    assert secret not in Redactor(NOBODY).line(path.replace("{}", secret))


@pytest.mark.parametrize(
    "line",
    [
        "https://github.example/files#diff-268b9968a4db21ac6eeb7bcaef10e4db744d00ba5398R904",
        '"integrity": "sha512-b7Kk0fQm9vX2cV1nM4bL8hJ6gF5dS3aP0oI9uY7tR6eW5qZ4xC3vB2nM1"',
        "conv_4f1c9ab2d07e4b55a6178899 turn 3",
        "KEY-ROTATION-FOR-THE-SECOND-QUARTER",
        "orders_key_of_the_second_table_in_the_list",
        "checkout-prod-7d9f8b6c5d-x2x9k restarted",
        "model deep-seek-r1-distill-llama-70b-instruct loaded",
        "https://app.example.com/verify/status and /reset/password-policy-overview",
    ],
)
def test_ids_that_look_much_like_it_are_left(line: str) -> None:
    assert Redactor(NOBODY).line(line) == line


def test_the_lines_of_a_key_are_hidden_behind_the_head_of_a_log_line() -> None:
    body = ["aB3/" * 16, "cD4+" * 16, "eF5g" * 5 + "=="]
    key = ["-----BEGIN PRIVATE KEY-----", *body, "-----END PRIVATE KEY-----"]
    redactor = Redactor(NOBODY)
    shown = [redactor.line(f"2026-03-04 10:11:12 INFO {line}") for line in (*key, "started")]
    assert all(one not in "\n".join(shown) for one in body)
    assert shown[-1] == "2026-03-04 10:11:12 INFO started"


def test_the_checksum_of_an_openpgp_key_ends_no_key() -> None:
    key = ["-----BEGIN PGP PRIVATE KEY BLOCK-----", "", "lQdG" * 16, "=2uvV"]
    redactor = Redactor(NOBODY)
    shown = [redactor.line(line) for line in (*key, "-----END PGP PRIVATE KEY BLOCK-----", "ok")]
    assert "=2uvV" not in shown
    assert shown[-1] == "ok"
