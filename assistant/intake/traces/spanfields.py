"""The fields of a span's record: its attributes as single values, and whether it failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Value = str | int | float | bool

_VALUES = ("stringValue", "intValue", "doubleValue", "boolValue", "string_value", "int_value",
           "double_value", "bool_value")  # fmt: skip
_LISTS = ("arrayValue", "array_value")
_FAILED = frozenset({"2", "ERROR", "STATUS_CODE_ERROR", "FAILED", "FAILURE"})
_GRAVE = frozenset({"ERROR", "FATAL", "CRITICAL"})
_NO = frozenset({"", "0", "false"})
_EVENTS = 50


def attributes(held: object) -> dict[str, Value]:
    """Return attributes written as a mapping, nested or flat, or as a list of keys and values."""
    found: dict[str, Value] = {}
    if isinstance(held, dict):
        for key, value in held.items():
            if isinstance(value, dict):
                inner = _otlp(value)
                if inner is not None:
                    found[key] = inner
                else:
                    found.update({f"{key}.{k}": v for k, v in attributes(value).items()})
            elif isinstance(value, str | int | float | bool):
                found[key] = value
            elif isinstance(value, list) and value and isinstance(value[0], str | int | float):
                found[key] = value[0]
    elif isinstance(held, list):
        for pair in held:
            if isinstance(pair, dict) and isinstance(pair.get("key"), str):
                told = _otlp(pair.get("value"))
                if told is not None:
                    found[pair["key"]] = told
    return found


def exceptions(record: Mapping[str, object]) -> dict[str, Value]:
    """Return the attributes of the exceptions among the events of a span, or its logs (Jaeger)."""
    found: dict[str, Value] = {}
    for event in (*_dicts(record.get("events")), *_dicts(record.get("logs"))):
        told = attributes(event.get("attributes")) | attributes(event.get("fields"))
        if event.get("name") == "exception" or told.get("event") in ("exception", "error"):
            found.update(told)
    return found


def _dicts(held: object) -> Iterator[Mapping[str, object]]:
    if isinstance(held, list):
        yield from (one for one in held[:_EVENTS] if isinstance(one, dict))


def _otlp(value: object) -> Value | None:
    if isinstance(value, str | int | float | bool):
        return value
    if not isinstance(value, dict):
        return None
    for name in _VALUES:
        held = value.get(name)
        if isinstance(held, str | int | float | bool):
            return held
    for name in _LISTS:
        held = value.get(name)
        inner = held.get("values") if isinstance(held, dict) else None
        if isinstance(inner, list) and inner:
            return _otlp(inner[0])
    return None


def text(value: Mapping[str, object], names: tuple[str, ...]) -> str:
    """Return the first of the fields that has a value, as text; "" where none has."""
    for name in names:
        held = value.get(name)
        if isinstance(held, str | int | float) and not isinstance(held, bool) and held != "":
            return str(held)
        if isinstance(held, list) and len(held) == 2 and all(isinstance(x, int) for x in held):
            # Seconds and nanoseconds apart, as some exporters write a time.
            return f"{held[0]}.{held[1]:09d}"
    return ""


def failed(record: Mapping[str, object], values: Mapping[str, Value]) -> bool:
    """Return whether a span says of itself that it failed: by its status, level or error."""
    status = record.get("status")
    code = status.get("code", status.get("status_code")) if isinstance(status, dict) else status
    codes = (code, record.get("status_code"), values.get("otel.status_code"))
    if any(str(one).upper() in _FAILED for one in codes):
        return True
    if str(record.get("level", "")).upper() in _GRAVE:
        return True
    if values.get("error.type") or values.get("exception.type"):
        return True
    errors = (record.get("error"), values.get("error"))
    return any(one is not None and str(one).lower() not in _NO for one in errors)
