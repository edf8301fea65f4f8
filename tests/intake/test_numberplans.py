"""Numbering plans: a No is what the library says too."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.redaction.numberplans import may_have

_COUNTRIES = ("DE", "GB", "GG", "US", "AR", "BR", "IT", "FR", "RU", "KZ", "IN", "MX", "HU", "SM")
_LEADS = ("", "0", "00", "011", "8", "06", "49", "044", "180020")


def _is_valid(number: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


@given(
    region=st.sampled_from(_COUNTRIES),
    lead=st.sampled_from(_LEADS),
    tail=st.text(alphabet="0123456789 ()-./", min_size=4, max_size=14),
)
def test_a_number_that_a_country_has_is_never_denied(region: str, lead: str, tail: str) -> None:
    assert may_have(region, lead + tail) or not _is_valid(lead + tail, region)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_usual_numbers_of_a_country_are_its_own(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is not None:
            written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
            assert may_have(region, written)


@pytest.mark.parametrize("number", ["(020) 7946 0123", "0123"])
def test_a_number_of_no_kind_that_a_country_has_is_denied(number: str) -> None:
    assert not may_have("DE", number)


@pytest.mark.parametrize("number", ["+1 99", "1-800-FLOWERS", "12345678 ext 9", "\u0661\u0662"])
def test_what_is_more_than_figures_in_groups_is_left_to_the_library(number: str) -> None:
    assert may_have("DE", number)
