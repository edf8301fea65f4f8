"""What a client raises, as a fault in words that hold nothing of the material."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from assistant.drafting.model import faults
from assistant.drafting.model.base import Request
from assistant.drafting.model.faulty import fault_of
from assistant.drafting.model.langchain import opened
from assistant.drafting.model.transport import TooLarge
from assistant.drafting.model.wire import FORMS, Form
from assistant.drafting.schema import SummaryOutput
from evals.loopback import answers
from evals.loopback.answers import Answer
from evals.loopback.call import Call
from evals.loopback.faults import FAULTS, PROSE
from evals.loopback.server import Server
from tests.drafting.model.wires import endpoint, nobody, waited

# Words of the material and of the instructions, which no reason may repeat.
SECRET = "quince medlar damson"
REQUEST = Request(f"Write of {SECRET}.", f"[N1] {SECRET} rose")


@dataclass
class Response:
    """What a client keeps of an answer."""

    status_code: int
    headers: Mapping[str, str]


class StatusError(Exception):
    """An answer with a status that is no success, as clients raise it."""

    def __init__(self, status: int, message: str = "", *, after: str | None = None) -> None:
        """Keep the status, and Retry-After where the endpoint stated it."""
        super().__init__(message)
        self.response = Response(status, {} if after is None else {"retry-after": after})


class ReadTimeout(Exception):
    """Nothing came in time."""


class ConnectError(Exception):
    """Nothing listens there."""


class RemoteProtocolError(Exception):
    """The other side hung up."""


class LengthFinishReasonError(Exception):
    """The answer ended at its longest."""


class ContentFilterFinishReasonError(Exception):
    """The answer was filtered."""


def raised_from(inner: Exception, outer: Exception) -> Exception:
    """Return an exception that another was the cause of, as clients wrap them."""
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (300, faults.Refused), (307, faults.Refused), (401, faults.Refused), (402, faults.Refused),
        (403, faults.Refused), (404, faults.Refused), (413, faults.Refused), (418, faults.Refused),
        (408, faults.Overloaded), (409, faults.Overloaded), (425, faults.Overloaded),
        (429, faults.Overloaded), (500, faults.Overloaded), (502, faults.Overloaded),
        (503, faults.Overloaded), (504, faults.Overloaded), (529, faults.Overloaded),
    ],
)  # fmt: skip
def test_a_status_is_told_as_what_it_means_in_every_form(
    status: int, kind: type[faults.Fault]
) -> None:
    for form in FORMS:
        fault = fault_of(StatusError(status, SECRET), form=form)
        assert type(fault) is kind
        assert fault.reason.startswith(f"HTTP {status}: ")


@pytest.mark.parametrize("status", [400, 415, 422, 501])
def test_a_request_turned_down_for_its_form_is_asked_in_another_and_text_is_the_last(
    status: int,
) -> None:
    told = [type(fault_of(StatusError(status), form=form)) for form in FORMS]
    assert told == [faults.Unsupported] * 3 + [faults.Refused]


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 8192 tokens",
        "code: context_length_exceeded",
        "prompt is too long: 210000 tokens",
        "the request exceeds the CONTEXT WINDOW",
    ],
)
def test_a_request_over_the_window_is_told_as_too_long(said: str) -> None:
    assert type(fault_of(StatusError(400, said), form="json_schema")) is faults.TooLong


def test_an_account_without_credit_is_not_waited_for() -> None:
    fault = fault_of(StatusError(429, "insufficient_quota", after="3"), form="text")
    assert type(fault) is faults.Refused
    assert not fault.passing


@pytest.mark.parametrize(
    ("stated", "seconds"), [("7", 7.0), ("0.5", 0.5), ("-3", 0.0), ("soon", None), ("", None)]
)
def test_a_wait_is_read_in_seconds(stated: str, seconds: float | None) -> None:
    assert fault_of(StatusError(429, after=stated), form="text").after == seconds


def test_a_wait_is_read_as_a_date() -> None:
    now = datetime.now(UTC)
    later = fault_of(
        StatusError(503, after=format_datetime(now + timedelta(hours=1), usegmt=True)), form="text"
    ).after
    assert later is not None
    assert 3000 < later <= 3600
    past = format_datetime(now - timedelta(hours=1), usegmt=True)
    assert fault_of(StatusError(503, after=past), form="text").after == 0.0


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (ReadTimeout(SECRET), faults.TimedOut, "within the deadline"),
        (ConnectError(SECRET), faults.Unreachable, "nothing answers"),
        (RemoteProtocolError(SECRET), faults.Unreachable, "the connection broke"),
        (LengthFinishReasonError(SECRET), faults.Unusable, "cut off"),
        (ContentFilterFinishReasonError(SECRET), faults.Unusable, "declined"),
        (TooLarge("the answer is over 4 MB"), faults.Unusable, "over 4 MB"),
        (NotImplementedError(SECRET), faults.Unsupported, "does not know this way"),
        (ValueError(SECRET), faults.Unusable, "could not be read"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_error_without_a_status_is_told_by_what_it_is_however_deep_it_lies(
    error: Exception, kind: type[faults.Fault], said: str
) -> None:
    assert type(fault_of(error, form="text")) is kind
    assert said in fault_of(error, form="text").reason
    if not isinstance(error, ValueError | NotImplementedError):
        wrapped = raised_from(raised_from(error, RuntimeError(SECRET)), RuntimeError(SECRET))
        assert type(fault_of(wrapped, form="text")) is kind


def test_a_fault_stays_what_it_is() -> None:
    fault = faults.OverBudget("the limit")
    assert fault_of(fault, form="text") is fault


def test_a_chain_of_causes_that_goes_round_has_an_end() -> None:
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert type(fault_of(one, form="text")) is faults.Unusable


def parroting(status: int, *, in_body: Callable[[str], bytes]) -> Callable[[Call], Answer]:
    """Return a server that repeats what it was sent in an answer of a status."""
    return lambda call: answers.Status(status, in_body(" ".join(call.texts())))


def told(url: str, form: Form) -> faults.Fault | None:
    """Return the fault of one call, None where a reply came."""

    async def ask() -> faults.Fault | None:
        async with opened(endpoint(url)) as wire:
            try:
                await wire.send(REQUEST, shape=SummaryOutput, form=form, seconds=60)
            except faults.Fault as fault:
                return fault
        return None

    return waited(ask())


@pytest.mark.network
@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 422, 429, 500])
def test_a_server_that_repeats_the_material_puts_no_word_of_it_into_a_reason(status: int) -> None:
    bodies: tuple[Callable[[str], bytes], ...] = (
        lambda text: answers.error(status, text, text).body,
        lambda text: text.encode(),
    )
    for body in bodies:
        with Server(parroting(status, in_body=body)) as server:
            for form in FORMS:
                fault = told(server.url, form)
                assert fault is not None
                assert not [word for word in SECRET.split() if word in fault.reason.casefold()]


@pytest.mark.network
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("400-response-format", faults.Unsupported),
        ("401", faults.Refused),
        ("404", faults.Refused),
        ("429-retry-after", faults.Overloaded),
        pytest.param("429-forever", faults.Refused),
        ("500", faults.Overloaded),
        ("503", faults.Overloaded),
        ("disconnect", faults.Unreachable),
        ("huge", faults.Unusable),
        ("bad-utf8", faults.Unusable),
        ("not-json", faults.Unusable),
        ("redirect", faults.Refused),
    ],
)
def test_the_faults_of_a_real_server_are_told_as_what_they_are(
    name: str, kind: type[faults.Fault]
) -> None:
    with Server(FAULTS[name]()) as server:
        fault = told(server.url, "json_schema")
    assert type(fault) is kind
    assert fault.after == (1.0 if name == "429-retry-after" else None)
    assert PROSE not in fault.reason


@pytest.mark.network
def test_an_address_at_which_nothing_listens_is_told_as_that() -> None:
    fault = told(nobody(), "text")
    assert type(fault) is faults.Unreachable
    assert fault.reason == "nothing answers at the model's address"
