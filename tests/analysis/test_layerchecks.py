"""The layer checklist: what the inputs say of each layer, or that they say nothing."""

from __future__ import annotations

from assistant.analysis import layerchecks
from assistant.analysis.changes import ChangeFact
from assistant.analysis.layerchecks import LayerCheck
from assistant.analysis.layout import place
from assistant.analysis.vocabulary import keys
from assistant.incident import Layer
from tests.analysis.notebook import incident, notes


def checked(said: str, *changes: ChangeFact) -> dict[str, LayerCheck]:
    found = layerchecks.check(place(incident(*notes(said))), changes)
    return {check.layer: check for check in found}


def moved(kind: Layer, component: str) -> ChangeFact:
    return ChangeFact(kind, component, "1", "2", None, None, 5.0, "", ("H1", "H2"))


def test_every_layer_is_in_the_checklist_in_order() -> None:
    assert tuple(checked("09:00 paged")) == keys("signature", "layers")


def test_a_layer_that_nothing_speaks_of_is_a_gap() -> None:
    check = checked("09:00 somebody rang")["rerank"]
    assert (check.status, check.evidence) == ("gap", ())


def test_a_layer_that_a_line_speaks_of_was_looked_at() -> None:
    check = checked("09:00 rang\n09:10 the reranker is fine, scores unchanged")["rerank"]
    assert (check.status, check.evidence) == ("looked-at", ("N2",))


def test_a_layer_that_is_only_asked_about_stays_a_gap() -> None:
    assert checked("could it be the reranker?")["rerank"].status == "gap"


def test_a_layer_that_is_only_to_be_worked_on_stays_a_gap() -> None:
    assert checked("## Action items\n- tune the reranker")["rerank"].status == "gap"


def test_a_change_counts_for_the_layer_of_its_kind() -> None:
    check = checked("09:00 paged", moved("index", "docs"))["retrieve"]
    assert (check.status, check.evidence) == ("changed", ("H1",))


def test_a_change_of_code_counts_for_the_layer_that_its_name_tells() -> None:
    found = checked("09:00 rang", moved("code", "tariff-parser"))
    assert found["validate"].status == "changed"
    assert found["generate"].status == "gap"
