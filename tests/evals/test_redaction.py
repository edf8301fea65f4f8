"""The redaction measures: what is generated, what is left readable, what is hidden by mistake."""

from __future__ import annotations

import re
from random import Random

import pytest

from evals.redaction import command, contacts, passing, specimens
from evals.redaction.hidden import Hidden, Piece, in_lines
from evals.redaction.scorers import clean, recall
from evals.redaction.specimens import Specimen

MADE = specimens.generated(3, each=1)


def hidden(line: str, *pieces: Piece) -> Hidden:
    """Return one line with these pieces hidden."""
    return Hidden((line,), (pieces,))


def test_the_same_seed_makes_the_same_specimens_and_another_does_not() -> None:
    assert specimens.generated(3, each=1) == MADE
    assert specimens.generated(4, each=1) != MADE


def test_what_has_to_be_hidden_stands_in_the_line_of_each_specimen() -> None:
    assert len({one.format for one in MADE}) > 120
    assert all(one.hidden in one.line for one in MADE)
    assert not [one for one in MADE if re.search(r"\{[a-z0-9]+:\d+\}|[«»]", one.line)]


@pytest.mark.parametrize("seed", range(20))
def test_cards_pass_luhn_and_accounts_mod_97(seed: int) -> None:
    number = re.sub(r"\D", "", contacts.card(Random(seed))[1])
    assert contacts.luhn_digit(number[:-1]) == number[-1]
    account = contacts.iban(Random(seed))[1].replace(" ", "")
    figures = "".join(str(int(one, 36)) for one in account[4:] + account[:4])
    assert int(figures) % 97 == 1


def test_a_secret_left_whole_or_in_a_telling_part_is_a_miss() -> None:
    secret = Specimen("prefixed", "one", "key abc_0123456789abcdefghij", "abc_0123456789abcdefghij")
    whole = Piece("secret", 4, 28)
    assert recall.recall((secret,), hidden(secret.line, whole)).value == 1.0
    assert recall.recall((secret,), hidden(secret.line)).value == 0.0
    assert recall.recall((secret,), hidden(secret.line, Piece("secret", 4, 14))).value == 0.0
    assert recall.recall((secret,), hidden(secret.line, Piece("secret", 8, 28))).value == 1.0


def test_a_clean_line_counts_by_the_kind_that_was_hidden_in_it() -> None:
    lines = ("order 12345678 was paid",)
    taken = hidden(lines[0], Piece("phone", 6, 14))
    assert clean.NUMBERS.score(lines, taken).value == 0.0
    assert clean.SECRETS.score(lines, taken).value == 1.0


def test_the_product_itself_hides_a_secret_and_leaves_the_rest_of_the_line() -> None:
    secret = next(one for one in MADE if one.format == "github-classic")
    found = in_lines(["all is well", secret.line], seconds=60)
    assert found.pieces[0] == ()
    assert secret.hidden not in found.left(1)


def test_the_command_prints_a_row_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--each", "1"]) == 0
    out = capsys.readouterr().out
    for group in ("prefixed", "named", "email", "phone", "card", "iban", "look-alikes"):
        assert f"\n{group} " in out


def test_every_name_of_the_sentences_stands_in_its_line_and_a_third_is_set_aside() -> None:
    tuned, aside = passing.named(aside=False), passing.named(aside=True)
    assert all(one.hidden in one.line for one in (*tuned, *aside))
    assert not any("«" in one.line for one in (*tuned, *aside))
    assert len({one.line for one in tuned}) == 2 * len({one.line for one in aside})
    assert len(passing.unnamed(aside=False)) == 2 * len(passing.unnamed(aside=True))
