from __future__ import annotations

import base64
import random
import string
from collections.abc import Callable

import pytest

from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor

# Every secret here is made up at run time in the public format of its issuer.
NOBODY = People()
UPPER = string.ascii_uppercase + string.digits
MIXED = string.ascii_letters + string.digits
WEB = MIXED + "-_"
HEX = "0123456789abcdef"
B64 = MIXED + "+/"


class Draw(random.Random):
    """Draws characters and remembers what it drew."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.drawn: list[str] = []


Maker = Callable[[Draw], str]


def run(rng: Draw, letters: str, length: int) -> str:
    """Return `length` characters drawn from `letters`, the last of them a letter or digit."""
    ends = [c for c in letters if c.isalnum()]
    drawn = "".join(rng.choice(letters) for _ in range(length - 1)) + rng.choice(ends)
    rng.drawn.append(drawn)
    return drawn


def _prefixed(prefix: str, letters: str, length: int) -> Maker:
    return lambda rng: prefix + run(rng, letters, length)


def _jwt(rng: Draw) -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    head = part('{"alg":"HS256"}')
    body = part('{"sub":"' + run(rng, "0123456789", 8) + '","exp":1700000000}')
    return f"{head}.{body}.{run(rng, WEB, 43)}"


def _uuid(rng: Draw) -> str:
    return "-".join(run(rng, HEX, n) for n in (8, 4, 4, 4, 12))


def _basic(rng: Draw) -> str:
    return base64.b64encode(f"svc-{run(rng, HEX, 4)}:{run(rng, MIXED, 14)}".encode()).decode()


# Known by their own shape: they must be found in any sentence.
SHAPED: dict[str, Maker] = {
    "aws access key": _prefixed("AK" + "IA", UPPER, 16),
    "aws temporary key": _prefixed("AS" + "IA", UPPER, 16),
    "github classic": _prefixed("gh" + "p_", MIXED, 36),
    "github oauth": _prefixed("gh" + "o_", MIXED, 36),
    "github server": _prefixed("gh" + "s_", MIXED, 36),
    "github fine-grained": lambda r: (
        "github" + "_pat_" + run(r, MIXED, 22) + "_" + run(r, MIXED, 59)
    ),
    "gitlab": _prefixed("gl" + "pat-", WEB, 20),
    "slack bot": lambda r: (
        f"xo{'xb'}-{run(r, '123456789', 12)}-{run(r, '123456789', 12)}-{run(r, MIXED, 24)}"
    ),
    "slack user": lambda r: (
        f"xo{'xp'}-{run(r, '123456789', 12)}-{run(r, '123456789', 12)}-{run(r, HEX, 32)}"
    ),
    "slack app": lambda r: (
        f"xa{'pp'}-1-A{run(r, UPPER, 10)}-{run(r, '123456789', 13)}-{run(r, HEX, 64)}"
    ),
    "slack webhook": lambda r: (
        f"https://hooks.slack.com/ser{'vices'}/T{run(r, UPPER, 8)}/B{run(r, UPPER, 10)}"
        f"/{run(r, MIXED, 24)}"
    ),
    "openai classic": lambda r: (
        "s" + "k-" + run(r, MIXED, 20) + "T3" + "BlbkFJ" + run(r, MIXED, 20)
    ),
    "openai project": _prefixed("s" + "k-proj-", WEB, 124),
    "anthropic": _prefixed("s" + "k-ant-api03-", WEB, 95),
    "openrouter": _prefixed("s" + "k-or-v1-", HEX, 64),
    "langfuse": lambda r: "s" + "k-lf-" + _uuid(r),
    "langsmith": lambda r: "ls" + "v2_pt_" + run(r, HEX, 32) + "_" + run(r, HEX, 10),
    "hugging face": _prefixed("h" + "f_", string.ascii_letters, 34),
    "replicate": _prefixed("r" + "8_", MIXED, 37),
    "groq": _prefixed("gs" + "k_", MIXED, 52),
    "xai": _prefixed("x" + "ai-", MIXED, 80),
    "google api": _prefixed("AI" + "za", WEB, 35),
    "google client secret": _prefixed("GOC" + "SPX-", WEB, 28),
    "google access token": _prefixed("ya" + "29.", WEB, 120),
    "stripe live": _prefixed("s" + "k_live_", MIXED, 24),
    "stripe restricted": _prefixed("r" + "k_live_", MIXED, 24),
    "stripe webhook": _prefixed("wh" + "sec_", MIXED, 32),
    "twilio": _prefixed("S" + "K", HEX, 32),
    "sendgrid": lambda r: f"S{'G'}.{run(r, WEB, 22)}.{run(r, WEB, 43)}",
    "mailgun": _prefixed("ke" + "y-", HEX, 32),
    "npm": _prefixed("np" + "m_", MIXED, 36),
    "pypi": _prefixed("py" + "pi-AgEIcHlwaS5vcmc", WEB, 140),
    "azure client secret": lambda r: run(r, MIXED, 3) + "8" + "Q~" + run(r, MIXED + "_~.-", 34),
    "azure storage": lambda r: "AccountName=x;Account" + "Key=" + run(r, B64, 86) + "==",
    "digitalocean": _prefixed("do" + "p_v1_", HEX, 64),
    "databricks": _prefixed("da" + "pi", HEX, 32),
    "telegram": lambda r: run(r, "123456789", 10) + ":A" + "A" + run(r, WEB, 33),
    "discord": lambda r: "M" + run(r, MIXED, 25) + "." + run(r, MIXED, 6) + "." + run(r, MIXED, 38),
    "discord webhook": lambda r: (
        f"https://discord.com/api/web{'hooks'}/{run(r, '123456789', 18)}/{run(r, MIXED, 68)}"
    ),
    "shopify": _prefixed("shp" + "at_", HEX, 32),
    "linear": _prefixed("lin" + "_api_", MIXED, 40),
    "atlassian": _prefixed("ATA" + "TT3", WEB, 180),
    "postman": lambda r: f"PM{'AK'}-{run(r, HEX, 24)}-{run(r, HEX, 34)}",
    "grafana": lambda r: f"gl{'sa'}_{run(r, MIXED, 32)}_{run(r, HEX, 8)}",
    "new relic": _prefixed("NR" + "AK-", UPPER, 27),
    "vault": _prefixed("hv" + "s.", WEB, 90),
    "docker hub": _prefixed("dckr" + "_pat_", WEB, 27),
    "jwt": _jwt,
    "url password": lambda r: (
        f"postgres://app:{run(r, MIXED + '!$%^&*', 14)}@db.internal:5432/orders"
    ),
    "sas signature": lambda r: (
        f"https://x.blob.core.windows.net/c/f?sv=2024-01-01&si{'g'}={run(r, MIXED, 43)}%3D"
    ),
    "bcrypt": lambda r: "$2" + "b$12$" + run(r, MIXED + "./", 53),
}

# Known by what stands in front of them.
NAMED: dict[str, Maker] = {
    "bearer header": lambda r: "Authorization: Bearer " + run(r, MIXED, 40),
    "basic header": lambda r: "authorization: Basic " + _basic(r),
    "json header": lambda r: '{"Authorization": "Bearer ' + run(r, WEB, 48) + '"}',
    "api key header": lambda r: "X-Api-Key: " + run(r, MIXED, 32),
    "cookie": lambda r: f"Cookie: session={run(r, MIXED, 32)}; theme=dark",
    "set-cookie": lambda r: f"Set-Cookie: sid={run(r, WEB, 40)}; Path=/; HttpOnly",
    "password assigned": lambda r: "password=" + run(r, MIXED + "!@#$%", 12),
    "password in yaml": lambda r: "  db_password: " + run(r, MIXED, 12),
    "password in json": lambda r: '"password": "' + run(r, MIXED + "!@#$% ", 12).strip() + 'x9",',
    "password flag": lambda r: "mysqldump --password=" + run(r, MIXED, 12) + " orders",
    "curl user": lambda r: "curl -u svc:" + run(r, MIXED, 12) + " https://api.internal/v1",
    "environment": lambda r: "export COHERE_API_KEY=" + run(r, MIXED, 40),
    "aws secret": lambda r: "aws_secret_access_key = " + run(r, B64, 40),
    "client secret": lambda r: "client_secret: '" + run(r, WEB, 32) + "'",
    "camel case": lambda r: '"accessToken":"' + run(r, WEB, 60) + '"',
    "query string": lambda r: "GET /v1/items?access_token=" + run(r, MIXED, 32) + "&page=2",
    "hex key": lambda r: "api_key: " + run(r, HEX, 32),
    "uuid key": lambda r: "api-key=" + _uuid(r),
    "ado connection": lambda r: (
        "Server=db1;User Id=sa;Password=" + run(r, MIXED, 14) + ";Encrypt=true"
    ),
    "told in chat": lambda r: "the new password is " + run(r, MIXED, 8) + "7!",
}


FRAMES = ("{}", "the key {} leaked", "key='{}', retry=3", "[14:02] pasted `{}` by mistake")


def left_over(draw: Draw, shown: str) -> list[str]:
    """Return the drawn parts of a secret that can still be read."""
    return [part for part in draw.drawn if len(part) >= 6 and part in shown]


def masked(text: str) -> str:
    return Redactor(NOBODY).line(text)


@pytest.mark.parametrize("maker", SHAPED.values(), ids=SHAPED.keys())
def test_a_secret_of_a_public_format_is_hidden_wherever_it_stands(maker: Maker) -> None:
    for number in range(25):
        draw = Draw(number)
        line = FRAMES[number % len(FRAMES)].format(maker(draw))
        shown = masked(line)
        assert "[secret:" in shown, line
        assert not left_over(draw, shown), shown


@pytest.mark.parametrize("maker", NAMED.values(), ids=NAMED.keys())
def test_a_value_after_the_name_of_a_secret_is_hidden(maker: Maker) -> None:
    for number in range(25):
        draw = Draw(number)
        line = maker(draw)
        shown = masked(line)
        assert "[secret:" in shown, line
        assert not left_over(draw, shown), shown


def test_a_private_key_over_several_lines_is_hidden_line_by_line() -> None:
    rng = Draw(3)
    head, tail = ("-----{} RSA PRIVATE" + " KEY-----").format, "after the key"
    body = [run(rng, B64, 64) for _ in range(12)] + [run(rng, B64, 20) + "=="]
    lines = [head("BEGIN"), *(f"+{line}" for line in body), head("END"), tail]
    redactor = Redactor(NOBODY)
    shown = [redactor.line(line) for line in lines]
    assert shown[-1] == tail
    assert all("[secret:private-key]" in line for line in shown[:-1])
    assert not any(part in "".join(shown) for part in body)


def test_a_private_key_that_never_ends_hides_no_prose() -> None:
    redactor = Redactor(NOBODY)
    redactor.line("-----BEGIN PRIVATE" + " KEY-----")
    assert (
        redactor.line("14:05 maya: oops, deleted that paste")
        == "14:05 maya: oops, deleted that paste"
    )
    assert redactor.line("deadbeefdeadbeef01") == "deadbeefdeadbeef01"


def test_masking_what_is_masked_changes_nothing() -> None:
    rng = Draw(5)
    for maker in (*SHAPED.values(), *NAMED.values()):
        once = masked(maker(rng))
        assert masked(once) == once


@pytest.mark.parametrize(
    ("lines", "secret"),
    [
        (["- name: DB_PASSWORD", "  value: Sommer-regen7"], "Sommer-regen7"),
        (["kind: Secret", "data:", "  tls-extra: bHVYZVpTTW5iaUI2Q3BJ"], "bHVYZVpTTW5iaUI2Q3BJ"),
        (['variable "db_password" {', '  default = "k9!xPq2v"'], "k9!xPq2v"),
        (["password: |", "  Rn7hQ2vLx9Tz!"], "Rn7hQ2vLx9Tz!"),
        (["CREATE USER app IDENTIFIED BY 'Tr0ub4dor&3';"], "Tr0ub4dor&3"),
        (["mysql -h db -u root -phunter22 app"], "hunter22"),
        (["jdbc:oracle:thin:scott/Ti9ger77@db:1521/orcl"], "Ti9ger77"),
        (['body="{\\"user\\":\\"svc\\",\\"password\\":\\"Vr7!kkPq\\"}"'], "Vr7!kkPq"),
        (["define('DB_PASSWORD', 'Xk7!pl22');"], "Xk7!pl22"),
        (["<password>Xk7!pl22</password>"], "Xk7!pl22"),
        (["DB_PASSWORD_12: Sommer-regen7"], "Sommer-regen7"),
        (["| password | Xk7!pl22 |"], "Xk7!pl22"),
        (["app.config['SECRET_KEY'] = 'mK2p9Vx7Qw4Zr8Tn5Yb1'"], "mK2p9Vx7Qw4Zr8Tn5Yb1"),
    ],
)
def test_a_secret_that_only_its_surroundings_give_away_is_hidden(
    lines: list[str], secret: str
) -> None:
    redactor = Redactor(NOBODY)
    assert secret not in "\n".join(redactor.line(line) for line in lines)


def test_a_key_broken_by_quotes_is_hidden_whole() -> None:
    draw = Draw(3)
    first, second = run(draw, MIXED, 18), run(draw, MIXED, 18)
    shown = masked('token = "gh' + f'p_{first}" + "{second}"')
    assert first[:8] not in shown
    assert second[:8] not in shown


@pytest.mark.parametrize(
    "line",
    [
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-Ab3xYz",
        "mounted secret volume kube-api-access-x7k2p",
        "token validated sub=123e4567-e89b-12d3-a456-426614174000",
        "masking enabled: password=****** token=[FILTERED]",
        "FATAL: password authentication failed for user app",
        "cache-key: v1-npm-9f86d081884c7d659a2feaa0c55ad015",
        "Accepted publickey for deploy: RSA SHA256:uNiVztksCsDhcc0u9e8BrJXVGDTzLbm1",
        "chatcmpl-A1b2C3d4E5f6G7h8I9j0K1l2M3n4O finish_reason=stop",
    ],
)
def test_lines_about_secrets_that_give_none_away_stay(line: str) -> None:
    assert masked(line) == line
