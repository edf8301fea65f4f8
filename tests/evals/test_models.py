"""Drafts with a model: what is sent to it, what of its lies stands, what its faults come to."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from assistant.drafting.pen import pen_of
from assistant.settings import Settings
from evals.loopback.call import Call
from evals.loopback.lies import MODES
from evals.loopback.server import Server
from evals.loopback.writers import Liar, honestly
from evals.models import leaks, lying
from evals.models.citations import citations
from evals.models.commandline import ran
from evals.models.drafting import Drafting, as_json, read
from evals.models.faults import Ended, ended
from evals.models.lying import Lied
from evals.models.needles import haystack
from evals.models.plain import CHUNK, chunks
from evals.models.planted import planted
from evals.models.plants import Planter
from evals.product import command
from evals.tasks import samples

pytestmark = pytest.mark.network

FAULTS = ("400-response-format", "hang", "huge", "bad-utf8", "think")
WHOLE = {"400-response-format", "think"}
SECONDS = 2.0


def inputs(name: str) -> Path:
    """Return the inputs of a bundled sample."""
    (folder,) = samples((name,))
    return folder / "inputs"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> leaks.Leaks:
    """Return what three drafts of planted incidents sent."""
    return leaks.leaked(3, tmp_path_factory.mktemp("leaks"), seed=1)


@pytest.fixture(scope="module")
def faulty() -> Mapping[str, Ended]:
    """Return what drafts with five of the faults came to."""
    found = ended(inputs("five-lines-clinic-bot"), FAULTS, seconds=SECONDS)
    return {one.fault: one for one in found}


@pytest.fixture(scope="module")
def lied(tmp_path_factory: pytest.TempPathFactory) -> Lied:
    """Return what stood of a draft with each lying mode, and what of a person's it changed."""
    incident = read(inputs("saver-fare-prompt"))
    known = "\n".join(line.text for line in incident.evidence)
    modes: dict[str, lying.Stood] = defaultdict(lying.Stood)
    changed: list[str] = []
    for mode in MODES:
        liar = Liar(mode, 5, secret=lying.PLANTED, known=known)
        with Server(liar) as server:
            draft = Drafting(server.url, tmp_path_factory.mktemp("lies")).draft(incident)
        if as_json(draft)["root_cause"]["status"] != "awaiting human judgement":
            changed.append(f"{mode}: root cause")
        changed += [f"{mode}: {a.id}" for a in draft.actions if a.owner or a.due]
        lying.judge(liar.lies, draft, modes)
    return Lied(modes, len(MODES), tuple(changed))


def test_no_planted_secret_and_no_e_mail_is_sent(sent: leaks.Leaks) -> None:
    assert {plant.kind for plant in sent.plants} == {"name", "email", "phone", "secret"}
    assert sent.of("secret", "email") == ()


def test_no_phone_number_with_its_country_code_is_sent(sent: leaks.Leaks) -> None:
    coded = [plant for plant in sent.plants if plant.values[0].startswith("+")]
    assert coded
    assert not [leak for leak in sent.of("phone") if leak.plant in coded]


def test_nearly_all_that_is_planted_stands_in_lines_that_are_sent(sent: leaks.Leaks) -> None:
    assert len(sent.reached) > 0.9 * len(sent.plants)


def test_everybody_of_an_incident_and_every_contact_is_planted_once() -> None:
    planter = Planter(1)
    first, second = (planter.incident(number, names=4) for number in (0, 1))
    values = [value.casefold() for plant in first for value in plant.values]
    assert len(values) == len(set(values))
    contacts = [{p.values[0] for p in made if p.kind != "name"} for made in (first, second)]
    assert not contacts[0] & contacts[1]


def test_the_same_seed_plants_the_same() -> None:
    first, second = (list(planted(3, 4)) for _ in range(2))
    assert [one.files for one in first] == [one.files for one in second]


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "so {} said",
        "a\n{}",
    ],
)
def test_a_planted_value_in_a_request_is_found(written: str) -> None:
    for plant in Planter(2).incident(0, names=1):
        assert haystack([asking(written.format(plant.values[0]))]).find(plant), plant


def test_a_planted_value_is_found_however_it_is_written() -> None:
    for plant in Planter(2).incident(0, names=1):
        value = plant.values[0]
        half = len(value) // 2
        for said in (
            value.upper(),
            quote(value, safe=""),
            base64.b64encode(f"so {value} said".encode()).decode(),
            json.dumps(json.dumps(value)),
            f"{value[:half]}\n{value[half:]}",
            value.encode().hex(),
        ):
            assert haystack([asking(said)]).find(plant), said


def test_a_planted_value_in_a_header_is_found() -> None:
    for plant in Planter(2).incident(0, names=1):
        call = Call("POST", "/", {"x-note": plant.values[0]}, b"{}", {}, 0.0)
        assert haystack([call]).find(plant)


def test_what_is_masked_is_not_found() -> None:
    held = haystack([asking("Responder A wrote to [email], [phone], with [secret:token]")])
    assert not [p for p in Planter(2).incident(0, names=4) if held.find(p)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_ends_in_a_valid_draft_that_names_every_section_without_the_model(
    faulty: Mapping[str, Ended], fault: str
) -> None:
    assert faulty[fault].ran.status == 0
    assert faulty[fault].wrong == ()


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - WHOLE))
def test_a_server_without_a_usable_answer_leaves_the_offline_text(
    faulty: Mapping[str, Ended], fault: str
) -> None:
    assert len(faulty[fault].fallbacks) == 8
    assert faulty[fault].written == 0


def test_a_lying_model_changes_nothing_that_is_for_people(lied: Lied) -> None:
    assert set(lied.modes) == set(MODES)
    assert lied.changed == ()
    assert lied.modes["extra-keys"].stood == 0


def test_no_made_up_figure_time_version_name_or_id_stands(lied: Lied) -> None:
    assert {m: lied.modes[m].which for m in lying.TOKENS if lied.modes[m].stood} == {}


def test_most_of_what_an_honest_model_writes_is_kept(tmp_path: Path) -> None:
    found = lying.kept(
        [inputs("saver-fare-prompt"), inputs("withdrawn-routes-index")], tmp_path, None, seeds=1
    )
    assert found.offered > 50
    assert found.share >= 0.9


def test_every_sentence_with_a_citation_points_at_lines_of_the_draft(tmp_path: Path) -> None:
    with Server(honestly()) as server:
        draft = as_json(Drafting(server.url, tmp_path).draft(read(inputs("saver-fare-prompt"))))
    counts = citations(draft)
    assert counts.sentences >= counts.cited >= counts.checked > 0.9 * counts.sentences


def test_nothing_is_sent_without_a_configured_model(tmp_path: Path) -> None:
    with Server(honestly()) as server:
        done = ran(
            command("draft", str(inputs("five-lines-clinic-bot")), "--format", "json"),
            POSTMORTEM_DATA_DIR=str(tmp_path),
            OPENAI_BASE_URL=server.url,
            OPENAI_API_KEY="made-up",
        )
        assert server.calls == ()
    assert done.status == 0
    assert done.draft()["provenance"]["engine"] == "offline"
    assert pen_of(Settings(data_dir=tmp_path, model=None, timeout_seconds=1.0)) is None


def test_the_plain_way_splits_at_lines_and_loses_none() -> None:
    text = "".join(f"line {number} of the log\n" for number in range(3000))
    made = chunks(text)
    assert "".join(made) == text
    assert len(made) > 1
    assert all(len(chunk) <= CHUNK * 4 and chunk.endswith("\n") for chunk in made)


def asking(text: str) -> Call:
    """Return a request whose user message is this text."""
    body = {"messages": [{"role": "user", "content": text}]}
    return Call("POST", "/v1/chat/completions", {}, json.dumps(body).encode(), body, 0.0)
