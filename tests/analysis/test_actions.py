"""Suggested actions: called for by evidence, in this incident's terms, owner and date left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

import pytest

from assistant.analysis.actions import Action, ActionCategory
from assistant.analysis.assertions import owner_or_due_in
from assistant.analysis.factors import CATEGORIES
from assistant.analysis.facts import Facts, work_out
from assistant.analysis.layout import place
from assistant.analysis.vocabulary import keys, listed, text, words
from assistant.analysis.wording import breaks
from assistant.incident import Change
from tests.analysis.notebook import NOW, change, incident, notes


def facts(said: str, changes: Sequence[Change] = ()) -> Facts:
    made = incident(*notes(said), changes=changes)
    return work_out(made, place(made), now=NOW, stage=lambda _: None)


def suggested(said: str, changes: Sequence[Change] = ()) -> tuple[Action, ...]:
    return facts(said, changes).actions


def test_notes_that_tell_no_failure_get_no_action() -> None:
    assert suggested("09:00 paged\n09:30 all good again") == ()


def test_a_failure_mode_calls_for_an_action_that_cites_its_line() -> None:
    found = suggested(
        "09:00 paged\n09:05 the context window was full, rules fell out of the context"
    )
    assert ("tooling", ("N2",)) in [(a.category, a.evidence) for a in found]
    assert {a.evidence for a in found} == {("N2",)}


def test_an_action_names_the_component_that_moved_and_cites_its_line() -> None:
    moved = change("prompt", "09:00", "prompt-part v1 to v2, shorter")
    said = "09:05 incident start: wrong answers\n09:20 v2 dropped the instruction to escalate"
    first = suggested(said, [moved])[0]
    assert "prompt-part" in first.text
    assert first.evidence == ("N2", "H1")


def test_without_a_change_the_component_is_not_guessed() -> None:
    first = suggested("09:20 the new text dropped the instruction to escalate")[0]
    assert "$" not in first.text
    assert first.text.startswith("List the instructions that the prompt must always hold")


def test_a_factor_calls_for_an_action_in_its_own_words() -> None:
    (found,) = suggested("no alert looks at the status of cited sheets")
    assert "“no alert looks at the status of cited sheets”" in found.text
    assert (found.addresses, found.verified_as) == ("F1", "monitoring")


def test_an_action_addresses_a_factor_of_the_draft_or_none() -> None:
    worked = facts("the eval set has no such question\nrequests timed out for an hour")
    known = {factor.id for factor in worked.factors}
    assert {a.addresses for a in worked.actions} <= {*known, None}
    assert any(a.addresses == "F1" for a in worked.actions)


def test_the_notes_own_action_stands_in_its_own_words() -> None:
    said = "## Action items\n- Pin the model version - Owner: Responder A by Friday"
    (found,) = suggested(said)
    assert (found.text, found.origin, found.category) == ("Pin the model version", "notes", "model")
    assert (found.owner, found.due) == (None, None)


def test_the_catalogue_adds_nothing_that_the_notes_list_already() -> None:
    said = "the vendor silently updated the model\n## Action items\n- Pin the model version"
    texts = [a.text for a in suggested(said)]
    assert "Pin the model version" in texts
    assert not any(t.startswith("Ask for a dated") for t in texts)


def test_a_vague_wish_is_a_question_and_no_action() -> None:
    worked = facts("## Action items\n- improve monitoring")
    assert worked.actions == ()
    assert any("“Improve monitoring”" in q.text for q in worked.questions)


def test_what_is_to_be_done_calls_for_no_further_action() -> None:
    assert len(suggested("## Action items\n- Empty the semantic cache on each release")) == 1


def test_what_a_customer_asks_for_is_no_action() -> None:
    assert suggested("Customer 1 wrote: the app feels slow") == ()


@pytest.mark.parametrize(
    ("item", "verified"),
    [
        ("Alert when the share of empty answers passes 2%", "monitoring"),
        ("Run a workshop on reading drift reports", "training"),
        ("Write down who may pause the bot in the runbook", "process"),
        ("Guardrail must block on timeout", "technical"),
    ],
)
def test_each_kind_is_verified_by_its_own_rule(item: str, verified: str) -> None:
    (found,) = suggested(f"## Action items\n- {item}")
    assert found.verified_as == verified
    assert found.verification == text("actions", "verification", verified)


def test_actions_are_few_numbered_and_in_order_of_priority() -> None:
    items = "\n".join(f"- Add a check of field {n} to the loader" for n in range(1, 12))
    said = f"stale index\na user saw another customer's invoices\n## Action items\n{items}"
    found = suggested(said)
    assert 8 < len(found) <= 10
    assert [a.id for a in found] == [f"A{n}" for n in range(1, len(found) + 1)]
    rank = ("high", "medium", "low")
    assert [a.impact for a in found] == sorted((a.impact for a in found), key=rank.index)
    assert any(a.origin == "catalogue" for a in found)


def test_no_entry_of_the_catalogue_says_what_only_people_may() -> None:
    for name in keys("actions", "catalogue"):
        told = (
            *words("actions", "catalogue", name, "texts"),
            text("actions", "catalogue", name, "measure"),
        )
        for wording in told:
            assert not breaks(wording), (name, wording)
            assert owner_or_due_in(wording) is None


def test_every_entry_of_the_catalogue_is_whole() -> None:
    kinds = set(get_args(ActionCategory))
    for name in keys("actions", "catalogue"):
        at = ("catalogue", name)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert text("actions", *at, "category") in kinds
        assert text("actions", *at, "horizon") in {"immediate", "short-term", "long-term"}
        assert text("actions", *at, "verified") in keys_of_verification()
        assert {text("actions", *at, key) for key in ("impact", "effort")} <= {
            "high",
            "medium",
            "low",
        }
        assert text("actions", *at, "measure")
        assert set(listed("actions", *at, "factors")) <= set(CATEGORIES)
        called = [*listed("actions", *at, "modes"), *listed("actions", *at, "modes_moved")]
        by_factor = listed("actions", *at, "factor_cues") or listed("actions", *at, "otherwise")
        assert called or by_factor
        assert set(listed("actions", *at, "otherwise")) <= set(CATEGORIES)
        assert set(called) <= set(keys("signature", "failure_modes"))


def keys_of_verification() -> set[str]:
    return {"process", "technical", "monitoring", "training"}
