"""Text sorts by code point on PostgreSQL too; words are found by an index on either database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = {
    "agreement": "id type form document content_hash prepared item_head item_tail words",
    "agreement_party": "agreement code country role",
    "agreement_sector": "agreement sector",
    "agreement_occupation": "agreement isco",
    "agreement_objective": "agreement",
    "agreement_status_span": "agreement first last status confidence",
    "agreement_relation": "agreement kind to",
    "statement": "serial digest document made_on kept_until",
    "paper": "serial language sha256 opened_by",
    "journal": "at what subject digest",
    "fact": "name value",
}
_MOMENT = "to_char(CURRENT_TIMESTAMP AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"


def upgrade() -> None:
    """Words come folded, so the tokenizer of SQLite only parts them at blanks and signs."""
    if op.get_bind().dialect.name == "postgresql":
        _collate("C")
        op.alter_column("journal", "at", server_default=sa.text(_MOMENT))
        op.create_index(
            "ix_agreement_words",
            "agreement",
            [sa.text("array_to_tsvector(string_to_array(words, ' '))")],
            postgresql_using="gin",
        )
    else:
        _index("ascii")


def downgrade() -> None:
    """Back to words as they were written."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_agreement_words", "agreement")
        op.alter_column("journal", "at", server_default=sa.func.current_timestamp())
        _collate("default")
    else:
        _index("unicode61 remove_diacritics 2")


def _collate(collation: str) -> None:
    for table, columns in _TEXTS.items():
        for column in columns.split():
            op.alter_column(table, column, type_=sa.Text(collation=collation))


def _index(tokenizer: str) -> None:
    op.execute("DROP TABLE agreement_words")
    op.execute(
        "CREATE VIRTUAL TABLE agreement_words USING fts5("
        f"id UNINDEXED, words, tokenize='{tokenizer}', prefix='2 3')"
    )
    op.execute("INSERT INTO agreement_words (id, words) SELECT id, words FROM agreement")
