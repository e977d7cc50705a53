"""The first structure: agreements with what they are searched by, statements, papers, journal."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT = sa.Text()


def upgrade() -> None:
    """Forward."""
    _agreements()
    _statements()
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("at", _TEXT, nullable=False, server_default=sa.func.current_timestamp()),
        sa.Column("what", _TEXT, nullable=False),
        sa.Column("subject", _TEXT, nullable=False),
        sa.Column("digest", _TEXT, nullable=False),
    )
    op.create_table(
        "fact",
        sa.Column("name", _TEXT, primary_key=True),
        sa.Column("value", _TEXT, nullable=False),
    )


def _agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("type", _TEXT, nullable=False, index=True),
        sa.Column("form", _TEXT, nullable=False, index=True),
        sa.Column("document", _TEXT, nullable=False),
        sa.Column("content_hash", _TEXT, nullable=False),
        sa.Column("prepared", _TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_head", _TEXT, nullable=False),
        sa.Column("item_tail", _TEXT, nullable=False),
        sa.Column("words", _TEXT, nullable=False),
    )
    _part("party", [("code", _TEXT)], [("country", _TEXT, False), ("role", _TEXT, True)], "country")
    _part("sector", [("sector", _TEXT)], [("named", sa.Integer(), False)], "sector")
    _part("occupation", [("isco", _TEXT)], [], "isco")
    _part("objective", [("objective", sa.Integer())], [], "objective")
    _part(
        "status_span",
        [("first", _TEXT)],
        [("last", _TEXT, False), ("status", _TEXT, False), ("confidence", _TEXT, False)],
    )
    _part("relation", [("kind", _TEXT), ("to", _TEXT)], [])
    op.create_index("ix_agreement_relation_to", "agreement_relation", ["to"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE agreement_words USING fts5("
            "id UNINDEXED, words, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )


def _part(
    noun: str,
    keys: list[tuple[str, sa.types.TypeEngine[Any]]],
    rest: list[tuple[str, sa.types.TypeEngine[Any], bool]],
    searched: str = "",
) -> None:
    """A table of parts of an agreement; ``searched`` is the column that it is looked up by."""
    table = f"agreement_{noun}"
    op.create_table(
        table,
        sa.Column(
            "agreement", _TEXT, sa.ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True
        ),
        *(sa.Column(name, kind, primary_key=True) for name, kind in keys),
        *(sa.Column(name, kind, nullable=empty) for name, kind, empty in rest),
    )
    if searched:
        op.create_index(f"ix_{table}_{searched}", table, [searched, "agreement"])


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("serial", _TEXT, primary_key=True),
        sa.Column("digest", _TEXT, nullable=False),
        sa.Column("document", _TEXT, nullable=False),
        sa.Column("made_on", _TEXT, nullable=False),
        sa.Column("kept_until", _TEXT, nullable=False, index=True),
    )
    op.create_table(
        "paper",
        sa.Column(
            "serial",
            _TEXT,
            sa.ForeignKey("statement.serial", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("language", _TEXT, primary_key=True),
        sa.Column("sha256", _TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Back to an empty database."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("agreement_words")
    parts = ("party", "sector", "occupation", "objective", "status_span", "relation")
    for table in (*(f"agreement_{part}" for part in parts), "agreement"):
        op.drop_table(table)
    for table in ("paper", "statement", "journal", "fact"):
        op.drop_table(table)
