"""Pages that nobody was paged by, jobs that write to an index, and what is pointed elsewhere."""

from __future__ import annotations

import pytest

from tests.analysis.test_phase_words import phases

_FIRST = "09:02 concierge bot told a guest that the pool is open\n"


@pytest.mark.parametrize(
    "checked",
    [
        "vector store looks ok, the new pages are in there",
        "wiki pages are the right ones",
        "nightly job writes to guests_v2 since that release",
    ],
)
def test_what_is_looked_at_later_is_not_the_detection(checked: str) -> None:
    told = phases(f"{_FIRST}09:11 {checked}\n09:40 no more reports, calling it done")
    assert told.get("detected") != "09:11"


def test_a_pager_that_goes_off_still_is() -> None:
    assert phases("03:12 a page came for the spend alert\n03:40 resolved")["detected"] == "03:12"


@pytest.mark.parametrize(
    "done", ["pointing retriever at guests_v2 now", "repointed the alias", "pointed it back"]
)
def test_what_is_pointed_elsewhere_mitigates(done: str) -> None:
    assert phases(f"{_FIRST}09:24 {done}\n10:15 resolved")["mitigated"] == "09:24"


def test_what_is_checked_again_after_the_mitigation_takes_nothing_up() -> None:
    text = f"{_FIRST}14:24 auto-approve switched off\n15:05 re-checked 61 claims\n15:30 resolved"
    told = phases(text)
    assert told["mitigated"] == "14:24"
    assert "acknowledged" not in told


def test_an_acknowledgement_in_plain_words_may_come_after_an_automatic_rollback() -> None:
    text = "10:00 error rate alert fired\n10:02 rolled back to v3\n10:09 on-call acknowledged\n"
    assert phases(text + "10:30 resolved")["acknowledged"] == "10:09"
