"""People: accounts, roles, sessions, keys, and the audit of sign-ins."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = (
    "allowance",
    "kept_form",
    "account_event",
    "one_time_link",
    "api_key",
    "passkey",
    "recovery_code",
    "session",
    "role_grant",
    "account",
)
_APART = """
    EXISTS (SELECT 1 FROM role_grant WHERE account = NEW.account
            AND role IN ('operator', 'publisher') AND role <> NEW.role)
"""
_SAID = "an operator cannot publish"


def upgrade() -> None:
    """Forward."""
    _accounts()
    _coming_in()
    _keys_and_links()
    _counts()
    _keep_apart()


def downgrade() -> None:
    """Back to a register without people."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER role_grant_apart ON role_grant")
        op.execute("DROP FUNCTION role_grant_apart()")
    for table in _TABLES:
        op.drop_table(table)


def _text(name: str, **options: Any) -> sa.Column[Any]:
    options.setdefault("nullable", False)
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    owner = (sa.ForeignKey("account.id"),) if options.pop("owner", False) else ()
    return sa.Column(name, kind, *owner, **options)


def _accounts() -> None:
    op.create_table(
        "account",
        _text("id", primary_key=True),
        _text("login", unique=True),
        _text("name"),
        _text("made_at"),
        _text("ended_at", nullable=True),
        _text("issuer", nullable=True),
        _text("subject", nullable=True),
        _text("password", nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False, server_default="0"),
        sa.CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="ck_account_provider"),
    )
    op.create_index("ix_account_subject", "account", ["issuer", "subject"], unique=True)
    op.create_table(
        "role_grant",
        _text("account", owner=True, primary_key=True),
        _text("role", primary_key=True),
        _text("place", primary_key=True),
        _text("given_by"),
        _text("given_at"),
        sa.CheckConstraint("given_by <> account", name="ck_role_grant_by_another"),
    )


def _coming_in() -> None:
    op.create_table(
        "session",
        _text("token", primary_key=True),
        _text("id", unique=True),
        _text("account", owner=True, index=True),
        *map(_text, ("level", "how", "made_at", "seen_at")),
        _text("ends_at", index=True),
        *map(_text, ("network", "agent")),
        _text("challenge", nullable=True),
        _text("kept", nullable=True),
    )
    op.create_table(
        "recovery_code",
        _text("account", owner=True, primary_key=True),
        _text("code", primary_key=True),
        _text("used_at", nullable=True),
    )
    op.create_table(
        "passkey",
        _text("id", primary_key=True),
        _text("account", owner=True, index=True),
        _text("name"),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _text("made_at"),
        _text("used_on", nullable=True),
    )


def _keys_and_links() -> None:
    op.create_table(
        "api_key",
        _text("id", primary_key=True),
        _text("account", owner=True, index=True),
        *map(_text, ("name", "secret", "scopes", "made_at", "ends_on")),
        _text("ended_at", nullable=True),
        _text("used_on", nullable=True),
    )
    op.create_table(
        "one_time_link",
        _text("token", primary_key=True),
        _text("opens"),
        _text("account", owner=True, index=True, nullable=True),
        *map(_text, ("made_by", "made_at", "ends_at")),
        _text("used_at", nullable=True),
    )


def _counts() -> None:
    op.create_table(
        "account_event",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _text("at", index=True),
        _text("what"),
        _text("account", nullable=True),
        *map(_text, ("by", "how", "network")),
    )
    op.create_index("ix_account_event_account", "account_event", ["account", "id"])
    op.create_table(
        "kept_form",
        _text("token", primary_key=True),
        *map(_text, ("sealed", "at")),
    )
    op.create_table(
        "allowance",
        _text("key", primary_key=True),
        sa.Column("count", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False, index=True),
    )


def _keep_apart() -> None:
    """Whatever the program does, nobody both runs the register and publishes in it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION role_grant_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.role IN ('operator', 'publisher') AND {_APART} "
            f"THEN RAISE check_violation USING MESSAGE = '{_SAID}'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER role_grant_apart BEFORE INSERT OR UPDATE ON role_grant "
            "FOR EACH ROW EXECUTE FUNCTION role_grant_apart()"
        )
        return
    for when in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER role_grant_apart_{when.lower()} BEFORE {when} ON role_grant "
            f"WHEN NEW.role IN ('operator', 'publisher') AND {_APART} "
            f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )
