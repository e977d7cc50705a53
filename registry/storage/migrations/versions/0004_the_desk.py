"""The desk: drafts, the parts people take in them, versions nobody changes, a chained journal."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_FOR_GOOD = ("agreement_version", "journal", "draft_move")
_CHAINED = ("actor", "previous", "hash")
# In an order in which they can be made: what others refer to comes first.
_MADE = (
    "draft", "draft_part", "draft_move", "review_step", "file", "draft_file", "agreement_version",
    "withdrawal", "party_claim", "source_record",
)  # fmt: skip


def upgrade() -> None:
    """New tables; the journal learns who did it, and what came before."""
    for name in _CHAINED:
        op.add_column("journal", sa.Column(name, _TEXT, nullable=False, server_default=""))
    _drafts()
    _files()
    _versions()
    _words()
    for table in _FOR_GOOD:
        _keep_for_good(table)


def downgrade() -> None:
    """Without the desk; the journal keeps its entries and loses its chain."""
    for table in _FOR_GOOD:
        _let_go(table)
    for table in reversed(_MADE):
        op.drop_table(table)
    for name in reversed(_CHAINED):
        with op.batch_alter_table("journal") as batch:
            batch.drop_column(name)


def _column(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, _TEXT, nullable=options.pop("nullable", False), **options)


def _key(name: str, refers: str = "") -> sa.Column[Any]:
    to = [sa.ForeignKey(refers)] if refers else []
    return sa.Column(name, _TEXT, *to, primary_key=True)


def _number(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=options.pop("nullable", False), **options)


def _drafts() -> None:
    op.create_table(
        "draft",
        _key("id"),
        _column("agreement", index=True),
        _column("place"),
        _column("kind"),
        _number("base", nullable=True),
        _column("document"),
        _column("state"),
        _number("revision"),
        _number("round"),
        _column("made_at"),
        _column("changed_at"),
        _column("changed_by"),
    )
    op.create_index("ix_draft_place", "draft", ["place", "state"])
    op.create_table(
        "draft_part",
        _key("draft", "draft.id"),
        _key("account"),
        _column("part"),
        sa.UniqueConstraint("draft", "account", "part", name="uq_draft_part"),
    )
    op.create_table(
        "draft_move",
        _number("id", primary_key=True, autoincrement=True),
        sa.Column("draft", _TEXT, sa.ForeignKey("draft.id"), nullable=False),
        _column("move"),
        _column("step"),
        _number("round"),
        _column("account"),
        _column("reason"),
        _column("digest"),
        _column("at"),
    )
    op.create_index("ix_draft_move_draft", "draft_move", ["draft", "id"])
    op.create_table(
        "review_step",
        _key("place"),
        sa.Column("position", sa.Integer(), primary_key=True),
        _column("name"),
    )


def _files() -> None:
    op.create_table(
        "file",
        _key("sha256"),
        _column("media_type"),
        _number("size"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "draft_file",
        _key("draft", "draft.id"),
        _key("sha256", "file.sha256"),
        _column("name"),
    )


def _versions() -> None:
    part = ["draft_part.draft", "draft_part.account", "draft_part.part"]
    op.create_table(
        "agreement_version",
        _key("agreement"),
        sa.Column("number", sa.Integer(), primary_key=True),
        _column("document"),
        _column("digest"),
        _column("confidentiality"),
        _column("origin"),
        _column("reason"),
        _column("published_at"),
        *(
            _column(name, nullable=True)
            for name in ("draft", "reviewed_by", "reviewer", "published_by", "publisher")
        ),
        sa.ForeignKeyConstraint(
            ["draft", "reviewed_by", "reviewer"], part, name="fk_version_reviewer"
        ),
        sa.ForeignKeyConstraint(
            ["draft", "published_by", "publisher"], part, name="fk_version_publisher"
        ),
        sa.CheckConstraint(_PEOPLE, name="ck_version_people"),
    )
    op.create_index("ix_agreement_version_at", "agreement_version", ["agreement", "published_at"])


_PEOPLE = (
    "(draft IS NULL AND reviewer IS NULL AND publisher IS NULL) OR (draft IS NOT NULL"
    " AND reviewed_by IS NOT NULL AND reviewer = 'reviewer'"
    " AND published_by IS NOT NULL AND publisher = 'publisher')"
)


def _words() -> None:
    """What is said of a version by others: withdrawals, parties, other sources."""
    op.create_table(
        "withdrawal",
        _number("id", primary_key=True, autoincrement=True),
        _column("agreement", index=True),
        _column("reason"),
        _column("at"),
        _column("by"),
        *(_column(name, nullable=True) for name in ("until", "confirmed_by", "confirmed_at")),
        _column("ended_at", nullable=True),
    )
    op.create_table(
        "party_claim",
        _number("id", primary_key=True, autoincrement=True),
        _column("agreement", index=True),
        _number("number"),
        *(_column(name) for name in ("place", "stance", "pointer", "said", "at", "by")),
        _column("ended_at", nullable=True),
    )
    op.create_table(
        "source_record",
        _key("source"),
        _key("ref"),
        _column("document"),
        _column("problems"),
        _column("agreement", nullable=True, index=True),
        _column("read_at"),
    )


def _keep_for_good(table: str) -> None:
    said = f"what stands in {table} stays as it is"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()"
        )
        return
    for what in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_stays_{what} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )


def _let_go(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
        op.execute(f"DROP FUNCTION {table}_stays()")
        return
    for what in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_stays_{what}")
