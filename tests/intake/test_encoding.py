import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.encoding import decode, not_text


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_text_survives_its_encoding(codec: str) -> None:
    text = "Grüße aus dem Vorfall\nzweite Zeile, noch mehr Text"
    assert not_text(text.encode(codec)) is None
    assert decode(text.encode(codec)).text == text


def test_plain_utf8_is_not_remarked_on_and_anything_else_is() -> None:
    assert decode("é".encode()).remark is None
    assert "Windows-1252" in (decode(b"caf\xe9").remark or "")
    assert "not valid UTF-8" in (decode("é".encode() + b"\xff").remark or "")


def test_every_kind_of_line_end_counts_once() -> None:
    assert decode(b"a\r\nb\rc\nd").text == "a\nb\nc\nd"


@given(st.binary(max_size=300))
def test_no_bytes_make_decoding_fail(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
