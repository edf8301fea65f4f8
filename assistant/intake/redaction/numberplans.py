"""Numbering plans: which numbers a country surely does not have, told without reading them whole.

To read a number as the library does takes ten times as long as to hold its digits against all the
kinds of numbers that the country has, and most of what is asked about is none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# Figures in groups; what else a number may hold has a meaning of its own.
_WRITTEN = re.compile(r"[0-9 ()./-]*")
# Nothing matches it.
_NEVER = r"(?!)"
_NO_DIGIT = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class _Plan:
    """The numbers of a country: what leads abroad or to another place, and all of their kinds."""

    abroad: re.Pattern[str]
    prefix: re.Pattern[str]
    kinds: re.Pattern[str]


def may_have(region: str, number: str) -> bool:
    """Return whether a country may have the number, written its way; never wrong about a No."""
    plan = _plan(region)
    if plan is None or _WRITTEN.fullmatch(number) is None:
        return True
    digits = _NO_DIGIT.sub("", number)
    if plan.abroad.match(digits):
        return True
    if plan.kinds.fullmatch(digits):
        return True
    prefix = plan.prefix.match(digits)
    return prefix is not None and plan.kinds.fullmatch(digits, prefix.end()) is not None


@cache
def _plan(region: str) -> _Plan | None:
    """Return the plan of a country; None where its numbers are rewritten, or it has no plan."""
    from phonenumbers import PhoneMetadata, region_codes_for_country_code

    own = PhoneMetadata.metadata_for_region(region.upper(), None)
    if own is None or own.country_code is None or own.national_prefix_transform_rule:
        return None
    # A number is valid where any country that shares the code has it.
    sharing = [
        PhoneMetadata.metadata_for_region(one, None)
        for one in region_codes_for_country_code(own.country_code)
    ]
    kinds = {
        kind.national_number_pattern: None
        for plan in sharing
        if plan is not None
        for kind in (
            plan.premium_rate,
            plan.toll_free,
            plan.shared_cost,
            plan.voip,
            plan.personal_number,
            plan.pager,
            plan.uan,
            plan.voicemail,
            plan.fixed_line,
            plan.mobile,
        )
        if kind is not None and kind.national_number_pattern
    }
    return _Plan(
        abroad=re.compile(f"{own.country_code}|{own.international_prefix or _NEVER}"),
        prefix=re.compile(own.national_prefix_for_parsing or _NEVER),
        kinds=re.compile("|".join(kinds) or _NEVER),
    )
