"""Expressions that are compiled late are expressions."""

from __future__ import annotations

import re

import pytest

from assistant.intake.expressions import Expression
from assistant.intake.redaction.cues import cues
from assistant.intake.redaction.national_ids import id_rules
from assistant.intake.redaction.secret_shapes import shape_rules


def test_every_rule_of_the_data_files_compiles() -> None:
    expressions = [rule.expression for rule in id_rules()]
    expressions += [rule.expression for rule in shape_rules()]
    expressions += [way.wording for cue in cues() for way in cue.ways]
    for expression in expressions:
        assert expression.pattern.pattern == expression.source


def test_what_is_no_expression_is_told_when_it_is_first_used() -> None:
    broken = Expression("(")
    with pytest.raises(re.error):
        _ = broken.pattern
