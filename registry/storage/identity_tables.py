"""The tables of people: accounts, roles, what proves who somebody is, and who came in.

Secrets that can be compared by a hash are kept as one. Moments are ISO text in UTC.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.tables import Base
from registry.storage.types import JSONDocument, Text

_ACCOUNT = "account.id"


class AccountRow(Base):
    """Somebody who may sign in; ``issuer`` and ``subject`` where a provider says who it is.

    ``ended_at`` closes it for good. ``secret`` is that of the codes, sealed; ``step`` the last one
    that was used.
    """

    __tablename__ = "account"
    __table_args__ = (
        Index("ix_account_subject", "issuer", "subject", unique=True),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="ck_account_provider"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    login: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    password: Mapped[str | None] = mapped_column(Text)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    step: Mapped[int] = mapped_column(Integer, server_default="0")


class RoleGrantRow(Base):
    """A role for a place; nobody gives one to themselves. A trigger keeps apart what is apart."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("given_by <> account", name="ck_role_grant_by_another"),)

    account: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    place: Mapped[str] = mapped_column(Text, primary_key=True)
    given_by: Mapped[str] = mapped_column(Text)
    given_at: Mapped[str] = mapped_column(Text)


class SessionRow(Base):
    """Somebody who is signed in; ``token`` is a hash. ``kept`` is a form that waits for them."""

    __tablename__ = "session"

    token: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    account: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), index=True)
    level: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[str] = mapped_column(Text)
    ends_at: Mapped[str] = mapped_column(Text, index=True)
    network: Mapped[str] = mapped_column(Text)
    agent: Mapped[str] = mapped_column(Text)
    challenge: Mapped[str | None] = mapped_column(Text)
    kept: Mapped[Any | None] = mapped_column(JSONDocument)


class RecoveryCodeRow(Base):
    """A code that stands in for a lost device, once; a hash."""

    __tablename__ = "recovery_code"

    account: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    used_at: Mapped[str | None] = mapped_column(Text)


class PasskeyRow(Base):
    """A public key that a device keeps the other half of."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), index=True)
    name: Mapped[str] = mapped_column(Text)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    count: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[str] = mapped_column(Text)
    used_on: Mapped[str | None] = mapped_column(Text)


class ApiKeyRow(Base):
    """A key for programs; ``id`` is the part that may be seen, ``secret`` a hash of the rest."""

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey(_ACCOUNT), index=True)
    name: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    scopes: Mapped[Any] = mapped_column(JSONDocument)
    made_at: Mapped[str] = mapped_column(Text)
    ends_on: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[str | None] = mapped_column(Text)
    used_on: Mapped[str | None] = mapped_column(Text)


class OneTimeLinkRow(Base):
    """A link that opens one thing once; ``token`` is a hash."""

    __tablename__ = "one_time_link"

    token: Mapped[str] = mapped_column(Text, primary_key=True)
    opens: Mapped[str] = mapped_column(Text)
    account: Mapped[str | None] = mapped_column(ForeignKey(_ACCOUNT), index=True)
    made_by: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(Text)
    ends_at: Mapped[str] = mapped_column(Text)
    used_at: Mapped[str | None] = mapped_column(Text)


class AccountEventRow(Base):
    """Who came in, when, how, from which network; and what was done to accounts and by whom."""

    __tablename__ = "account_event"
    __table_args__ = (Index("ix_account_event_account", "account", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(Text, index=True)
    what: Mapped[str] = mapped_column(Text)
    account: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text)
    network: Mapped[str] = mapped_column(Text)


class KeptFormRow(Base):
    """A form, sealed, that waits while its owner is at the provider; ``token`` is a hash."""

    __tablename__ = "kept_form"

    token: Mapped[str] = mapped_column(Text, primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)


class AllowanceRow(Base):
    """How much of something was used lately, as all worker processes count it together."""

    __tablename__ = "allowance"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[float] = mapped_column(Float)
    at: Mapped[float] = mapped_column(Float, index=True)
