from assistant.intake.clock.fieldtime import stamp_of
from assistant.intake.notes.records import parse, walk


def test_every_mapping_knows_the_line_it_begins_on() -> None:
    parsed = parse('[\n {"a": {"b": "x\\n{"},\n  "c": []},\n\n {"d": 1}\n]')
    assert parsed is not None
    assert [(sorted(record), record.line) for record in walk(parsed.values[0])] == [
        (["a", "c"], 2), (["b"], 2), (["d"], 5),
    ]  # fmt: skip


def test_a_text_that_breaks_off_is_mended_behind_its_last_whole_value() -> None:
    parsed = parse('{"messages": [\n{"a": 1},\n{"a": 2},\n{"a": "cut')
    assert parsed is not None
    assert parsed.cut == 4
    assert [record.get("a") for record in walk(parsed.values[0])][1:] == [1, 2]
    assert [record.line for record in walk(parsed.values[0])] == [1, 2, 3]


def test_json_lines_give_one_value_a_line_and_name_the_bad_ones() -> None:
    parsed = parse('{"a": 1}\n\n{"a": \n{"a": 3}\n')
    assert parsed is not None
    assert [record.line for value in parsed.values for record in walk(value)] == [1, 4]
    assert parsed.bad == (3,)


def test_what_is_no_json_is_none() -> None:
    for text in ("hello", "[14:05] Ines: hi", "{not json}", "[", '{"', "[" * 10_000):
        assert parse(text) is None


def test_a_field_tells_its_time_in_any_usual_unit() -> None:
    for value in ("1772546700.000200", 1772546700, 1772546700123, 1772546700123456, "1772546700"):
        assert stamp_of(value) == "2026-03-03T14:05:00+00:00"
    assert stamp_of("2026-03-03T14:05:00.120Z") == "2026-03-03T14:05:00.120+00:00"
    assert stamp_of("2026-03-03 14:05") == "2026-03-03T14:05:00"
    assert stamp_of("Tue, 03 Mar 2026 14:05:00 +0100") == "2026-03-03T14:05:00+01:00"
    nothing: tuple[object, ...] = (None, True, "soon", "2026-99-03T14:05:00Z", 12, [], "1" * 400)
    assert [stamp_of(value) for value in nothing] == [None] * len(nothing)
