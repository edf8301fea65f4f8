"""Secrets are hidden where commands, headers, settings and people's sentences hold them."""

from __future__ import annotations

import pytest

from assistant.intake.redaction.people import People
from assistant.intake.redaction.redaction import Redactor

NOBODY = People()
LONG = "4f1c9ab2d07e4b55a6178899aabbcc3144556677"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("wandb login ", LONG, ""),
        ("wandb: Appending key ", LONG, " to ~/.netrc"),
        ("aws configure set aws_secret_access_key ", LONG, ""),
        ("pulumi config set dbPassword ", "Lantern77x", ""),
        ("curl -b 'session=", f"a{LONG}", "' https://a.example/me"),
        ("htpasswd -bc /etc/nginx/.htpasswd mon ", "Lantern77x", ""),
        ("ldapsearch -x -D cn=admin -w ", "Lantern77x", " -b dc=x"),
        ("keytool -list -keystore k.jks -storepass ", "Lantern77x", ""),
        ("smbclient //fs/share -U 'svc%", "Lantern77x", "'"),
        ('echo "', "Lantern77x", '" | docker login -u ci --password-stdin'),
        ("net use Z: \\\\fs\\share ", "Lantern77x", " /user:CORP\\svc"),
        ("net user svc ", "Lantern77x", " /add"),
        ('ConvertTo-SecureString "', "Lantern77x", '" -AsPlainText -Force'),
        ('{"m":"ConvertTo-SecureString \\"', "Lantern77x", '\\" -Force"}'),
        ('echo "::add-mask::', "Lantern77x", '"'),
        ("snmp-server community ", "Lantern77x", " RO"),
        ("sqlcmd -S db -U sa -P ", "Lantern77x", ' -Q "select 1"'),
        ("sqlplus system/", "Lantern77x", "@//db:1521/ORCL"),
        ("7z x a.7z -p", "Lantern77x", ""),
        ("xfreerdp /u:svc /p:", "Lantern77x", " /v:10.0.0.5"),
        ("rabbitmqctl add_user svc ", "Lantern77x", ""),
        ("app:", "Lantern77x", "@tcp(db:3306)/shop"),
        ("Authorization: SSWS ", f"00{LONG}", ""),
        ("Authorization: Negotiate ", f"YII{LONG}", ""),
        ('Authorization: Digest username="m", response="', LONG[:32], '"'),
        ("see `Authorization: GenieKey ", "98924d0c-d1e1-c29d-d16d-b07f7767e20f", "` in it"),
        ("Stripe-Signature: t=1772619072,v1=", LONG, ""),
        ("PD_ROUTING_KEY=", LONG[:32], ""),
        ("InstrumentationKey=", "76c94f1a-abee-462b-b8d7-4f1cd3684f56", ";x=1"),
        ("recovery codes: ", "8d749-b97ff fe883-77dd5", ""),
        ("backup codes: ", "48120937, 55120938, 77120939", ""),
        ("the 2FA code is ", "016723", ""),
        ("Your verification code is ", "016723", ", bye"),
        ("PIN: ", "9350", ""),
        ("cvv ", "123", " was asked for"),
        ('"env": [{"name": "DB_PASSWORD", "value": "', "Lantern77x", '"}]'),
        ('requests.get(url, auth=("svc", "', "Lantern77x", '"))'),
        ("the DB password (currently ", "Lantern77x", ") must change"),
        ("A temporary password is generated for root@localhost: ", "Lantern77x", ""),
        ("Grafana admin/", "Lantern77!x", ""),
        ("SMTP: nora@mail.example / ", "Lantern77x", ""),
        ("webhook secret ", LONG, " was printed"),
        ("unlock code ", "537500", ""),
        ("license key: ", "3PSKH-PT3SN-X2AUS-B1IIH-GTE9D", ""),
        ("seed phrase: ", "abandon ladder copper violet " * 2 + "rocket maple harbor winter", ""),
        ("le mot de passe est ", "Lantern77x", ""),
        ("la contraseña es ", "Lantern77x", ""),
        ("a senha é ", "Lantern77x", ""),
        ("login with svc / ", "Lantern77!", ""),
        ("user admin, pass ", "Lantern77!", ""),
        ("he changed the password from ", "Lantern77x", " an hour ago"),
        ("<server><password>", "lIxgHxCjoAgi", "</password></server>"),
        ('{"m":"[db]\\nuser = x\\npw = ', "Lantern77x", '"}'),
    ],
)
def test_a_secret_is_hidden_in_its_place(before: str, value: str, after: str) -> None:
    hidden = Redactor(NOBODY).line(before + value + after)
    assert value not in hidden
    assert "[secret:" in hidden


def test_a_password_behind_an_address_is_hidden_with_it() -> None:
    line = "leaked: nora.test@mail.example:Lantern77x"
    assert Redactor(NOBODY).line(line) == "leaked: [email]:[secret:password]"


def test_what_stands_behind_a_header_is_left() -> None:
    line = "Authorization: Bearer 4f1c9Ab2d07e4B55a6178899 status=401 path=/v1"
    assert Redactor(NOBODY).line(line).endswith(" status=401 path=/v1")


@pytest.mark.parametrize(
    "line",
    [
        "vault login was refused twice",
        "snyk auth failed for the runner",
        "echo the answer | tee out.txt",
        "backup codes were printed by nobody",
        "the error code is 500123",
        "GPIO pin 4021 was high",
        "pinned: 2024 of 3000 rows",
        "the recovery phrase was shown to the user",
        "login form / signup form",
        "config set max_tokens 4096",
        "git clone git@git.example:team/app2.git",
        "routing_key=orders.created.v2",
        "password rotation from March to June is late",
        "product code: A-12",
        "open admin/users2 and root/etc",
        "password hints are generated for each user: none",
        '"name": "MAX_TOKENS", "value": "4096"',
        "authorization: failed because the session was old",
        "C:\\new\\temp\\report.txt was read",
    ],
)
def test_words_about_secrets_are_left(line: str) -> None:
    assert Redactor(NOBODY).line(line) == line
