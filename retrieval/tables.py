"""The tables of the library's database."""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA = sa.MetaData()
RECORDS = sa.Table(
    "library_records",
    SCHEMA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("date", sa.Text, index=True),
    sa.Column("client", sa.Text),
    sa.Column("system", sa.Text),
    sa.Column("severity", sa.Text),
    sa.Column("failure_modes", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
VECTORS = sa.Table(
    "library_vectors",
    SCHEMA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("vectors", sa.LargeBinary, nullable=False),
    sa.Column("mechanism", sa.Text, nullable=False),
)
MODES = sa.Table(
    "library_modes",
    SCHEMA,
    sa.Column("mode", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False, index=True),
    sa.Column("weight", sa.Float, nullable=False),
)
OUTBOX = sa.Table(
    "library_outbox",
    SCHEMA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bytes", sa.Integer, nullable=False),
)
FACTS = sa.Table(
    "library_facts",
    SCHEMA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
