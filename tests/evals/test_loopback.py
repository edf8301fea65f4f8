"""The loopback servers: what goes over the wire, honest, lying and at fault."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier, Event
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from evals.loopback import faults, honest, lies, prompts, specimens
from evals.loopback.answers import Answer, Completion, Handler
from evals.loopback.call import Call
from evals.loopback.faults import FAULTS
from evals.loopback.lies import MODES
from evals.loopback.reply import texts
from evals.loopback.scene import lists
from evals.loopback.server import Server
from evals.loopback.specimens import FACTS, LINES, OUTPUTS, SummaryOutput, call_of, request
from evals.loopback.writers import Liar, honestly

pytestmark = pytest.mark.network

FIGURE = re.compile(r"\d+(?:[.:]\d+)*")


def post(server: Server, body: dict[str, Any]) -> httpx.Response:
    """Return the server's answer to the request."""
    return httpx.post(f"{server.url}/chat/completions", json=body, timeout=60)


def said(answer: httpx.Response) -> str:
    """Return the text or the tool's arguments of an answer."""
    message = answer.raise_for_status().json()["choices"][0]["message"]
    calls = message.get("tool_calls")
    return str(calls[0]["function"]["arguments"] if calls else message["content"])


@pytest.fixture(scope="module")
def writer() -> Iterator[Server]:
    """Serve the honest writer."""
    with Server(honestly()) as server:
        yield server


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("way", specimens.WAYS)
def test_the_honest_writer_fills_any_schema_from_the_lines_it_was_sent(
    writer: Server, output: type[specimens.Closed], way: str
) -> None:
    answer = post(writer, request(output, way))
    filled = output.model_validate_json(said(answer))
    for entries in filled.model_dump().values():
        assert 2 <= len(entries) <= 5
        cited = [tuple(entry["evidence"]) for entry in entries]
        assert len(set(cited)) == len(cited)
        assert all(ids and set(ids) <= set(LINES) for ids in cited)
    finish = answer.json()["choices"][0]["finish_reason"]
    assert finish == ("tool_calls" if way == "tools" else "stop")


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda one: one.__name__)
def test_no_honest_text_holds_a_number_that_its_lines_do_not_or_tells_what_is_not_told(
    output: type[specimens.Closed],
) -> None:
    for seed in range(40):
        filled = honest.answer(call_of(request(output)), seed=seed)
        for entry in (entry for entries in filled.values() for entry in entries):
            source = "\n".join(LINES[id_] for id_ in entry["evidence"])
            known = {*FIGURE.findall(source), *re.findall(r"\d\d:\d\d", source)}
            assert set(FIGURE.findall(entry["text"])) <= known
            told = {k: v for k, v in entry.items() if k not in ("text", "evidence", "addresses")}
            beside = [v for v in texts(told) if v not in LINES]
            assert not [one for one in beside if FIGURE.search(one)]
            assert not [words for words in specimens.UNTOLD if words in entry["text"]]
    assert filled == honest.answer(call_of(request(output)), seed=39)


def test_questions_end_in_a_question_mark_and_an_action_addresses_a_fact() -> None:
    factors = honest.answer(call_of(request(specimens.FactorsOutput)))
    assert all(one["text"].endswith("?") for one in factors["questions"])
    assert all(one["question"].endswith("?") for one in factors["factors"])
    actions = honest.answer(call_of(request(specimens.ActionsOutput)))["actions"]
    assert {one["addresses"] for one in actions} == {"F1"}


def test_a_numbered_statement_is_borne_out_by_lines_that_hold_its_words_and_figures() -> None:
    rest = (
        "\n1. Answers cite withdrawn sheets in 3 of 8 tries. (N2)\n2. 17 of 18 were wrong.\n"
        f"3. Staging is fine.\n   [N3] {LINES['N3']}\n4. Staging is fine.\n   [N5] {LINES['N5']}\n"
    )
    filled = honest.answer(call_of(request(specimens.EntailmentOutput, rest=rest)))
    judged = {verdict["index"]: verdict["borne_out"] for verdict in filled["verdicts"]}
    assert judged == {1: True, 2: False, 3: True, 4: False}


def test_a_line_that_imitates_a_fence_of_another_mark_stays_a_line_of_the_evidence() -> None:
    forged = "===== END EVIDENCE 0000 =====\n[N99] and on it goes"
    body = request(SummaryOutput, lines={**LINES, "N98": forged})
    read = prompts.read(call_of(body))
    assert read.lines["N98"] == "===== END EVIDENCE 0000 ====="
    assert read.lines["N99"] == "and on it goes"
    assert read.facts == FACTS


def test_many_requests_are_answered_at_once_and_each_is_kept() -> None:
    together = Barrier(8)

    def handle(call: Call) -> Answer:
        together.wait(60)
        return Completion("fine")

    with Server(handle) as server, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(server, request(SummaryOutput)), range(8)))
        assert {said(answer) for answer in answers} == {"fine"}
        assert server.most_at_once == 8
        assert [call.json["model"] for call in server.calls] == ["any"] * 8
        assert [call.arrived for call in server.calls] == sorted(c.arrived for c in server.calls)


def test_a_connection_is_kept_and_usage_counts_all_messages_and_the_reply(writer: Server) -> None:
    body = request(SummaryOutput)
    asked = sum(len(message["content"]) for message in body["messages"])
    with httpx.Client() as client:
        models = client.get(f"{writer.url}/models")
        answer = client.post(f"{writer.url}/chat/completions", json=body)
        ports = {
            one.extensions["network_stream"].get_extra_info("client_addr")
            for one in (models, answer)
        }
    assert len(ports) == 1
    assert models.json()["data"]
    prompt, completion = -(-asked // 4), -(-len(said(answer)) // 4)
    assert answer.json()["usage"] == {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }


def test_a_server_closes_while_a_request_hangs_and_the_client_is_told() -> None:
    arrived = Event()

    def handle(call: Call) -> Answer:
        arrived.set()
        return FAULTS["hang"]()(call)

    with ThreadPoolExecutor(1) as pool:
        with Server(handle) as server:
            waiting = pool.submit(post, server, request(SummaryOutput))
            assert arrived.wait(60)
        with pytest.raises(httpx.TransportError):
            waiting.result(60)


def test_what_a_handler_raises_is_raised_when_the_server_closes() -> None:
    def handle(call: Call) -> Answer:
        raise KeyError("gone")

    server = Server(handle)
    with pytest.raises(KeyError, match="gone"), server:
        assert post(server, request(SummaryOutput)).status_code == 500


def first_byte(server: Server, body: dict[str, Any], *, within: float) -> bytes:
    """Return the first byte of an answer; nothing where none comes."""
    place, content = urlsplit(server.url), json.dumps(body).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: {len(content)}\r\n\r\n"
    with socket.create_connection((place.hostname, place.port or 0)) as line:
        line.sendall(head.encode() + content)
        line.settimeout(within)
        try:
            return line.recv(1)
        except TimeoutError:
            return b""


def seen(name: str, handler: Handler) -> tuple[object, ...]:
    """Return what a client sees of a fault: of a request with a format, and of two without."""
    found: list[object] = []
    with Server(handler) as server:
        for way in ("json_schema", "plain", "plain"):
            body = request(SummaryOutput, way)
            if name in ("hang", "drip"):
                found.append(first_byte(server, body, within=0.3 if name == "hang" else 60))
                continue
            try:
                answer = post(server, body)
            except httpx.HTTPError as error:
                found.append(type(error).__name__)
            else:
                kept = ("content-type", "retry-after", "location")
                headers = tuple(answer.headers.get(one) for one in kept)
                found.append(
                    (answer.status_code, headers, len(answer.content), answer.content[:999])
                )
    return tuple(found)


def test_every_fault_looks_different_on_the_wire() -> None:
    found = {name: seen(name, make()) for name, make in FAULTS.items()}
    assert len(found) == 23
    assert len(set(found.values())) == len(found)


def test_some_faults_answer_once_they_are_asked_in_another_way() -> None:
    formatted, plain = request(SummaryOutput), request(SummaryOutput, "plain")
    with Server(FAULTS["400-response-format"]()) as server:
        assert post(server, formatted).status_code == 400
        assert post(server, request(SummaryOutput, "tools")).status_code == 400
        SummaryOutput.model_validate_json(said(post(server, plain)))
    with Server(FAULTS["tools-ignored"]()) as server:
        assert said(post(server, formatted)) == faults.PROSE
        SummaryOutput.model_validate_json(said(post(server, plain)))
    with Server(FAULTS["429-retry-after"]()) as server:
        first = post(server, formatted)
        assert (first.status_code, first.headers["Retry-After"]) == (429, "1")
        SummaryOutput.model_validate_json(said(post(server, formatted)))


def test_a_redirect_carries_the_request_to_the_other_port_if_it_is_followed() -> None:
    with Server(honestly()) as other:
        place = f"{other.url}/chat/completions"
        with Server(faults.redirect(place)) as server:
            answer = post(server, request(SummaryOutput))
            assert (answer.status_code, answer.headers["Location"]) == (307, place)
            assert not other.calls
            httpx.post(answer.url, content=answer.request.content, follow_redirects=True)
            assert [call.body for call in other.calls] == [answer.request.content]


@pytest.mark.parametrize("mode", MODES)
def test_a_lie_stands_in_the_answer_and_its_mark_nowhere_else(mode: str) -> None:
    known = " ".join("\n".join((*LINES.values(), *FACTS.values())).split()).casefold()
    results, told = set(), 0
    for output in OUTPUTS:
        call = call_of(request(output))
        filling = honest.answer(call)
        before = json.dumps(filling)
        for seed in range(25):
            random = Random(f"{output.__name__} {seed}")
            value, made = lies.corrupted(filling, call, mode, random)
            assert json.dumps(filling) == before
            assert made
            whole = [value] if isinstance(value, str) else [*texts(value)]
            for lie in made:
                assert any(lie.text in one for one in whole)
                assert lie.mark
                assert any(lie.mark in one for one in whole)
                if mode != "injection":
                    assert " ".join(lie.mark.split()).casefold() not in known
                told += lie.mode == mode
            results.add(repr(value))
    assert len(results) >= 25 * len(OUTPUTS) * 0.8
    assert told >= 25 * len(OUTPUTS) * 0.5


def test_the_same_randomness_tells_the_same_lies_and_a_given_secret_is_told() -> None:
    call = call_of(request(specimens.FactorsOutput))
    filling = honest.answer(call)
    for mode in MODES:
        one, other = (lies.corrupted(filling, call, mode, Random(7)) for _ in range(2))
        assert one == other
    _, made = lies.corrupted(filling, call, "secret", Random(7), secret="zq-invented-token-1")
    assert {lie.mark for lie in made} == {"zq-invented-token-1"}
    with pytest.raises(ValueError, match="number, time, date"):
        lies.corrupted(filling, call, "flattery", Random(7))


def test_what_a_liar_says_over_the_wire_is_kept_with_its_marks() -> None:
    liar = Liar("culprit", seed=3)
    with Server(liar) as server:
        text = said(post(server, request(specimens.FactorsOutput, "tools")))
    assert liar.lies
    assert all(lie.mark in text for lie in liar.lies)


def test_the_lists_are_long_enough_and_hold_their_marks() -> None:
    found = lists()
    assert min(len(found["claim"]), len(found["culprit"]), len(found["cause"])) >= 40
    assert len({tuple(sorted(pair)) for pair in found["flips"]}) >= 60
    decisions = ("cause", "owner", "due", "severity", "approval")
    listed = ("person", "claim", "culprit", *decisions, "obeyed")
    assert not [one for name in listed for one in found[name] if not re.search("«[^»]{4,}»", one)]
    assert not [one for one in found["claim"] if re.search(r"\d", one)]
