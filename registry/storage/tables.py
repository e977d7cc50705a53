"""The tables: the document, and only the columns that are searched by. No methods live here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from registry.storage.types import JSONDocument, Text, moment


class Base(DeclarativeBase):
    """What all tables hang from."""


_OWNER = "agreement.id"


class AgreementRow(Base):
    """An agreement; ``item_head`` and ``item_tail`` are the prepared list item around its status.

    ``content_hash`` is that of the document, ``prepared`` also that of everything derived from it.
    ``words`` are what it is found by: see ``storage.search``, which has an index of its own on
    SQLite.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index(
            "ix_agreement_words",
            text("array_to_tsvector(string_to_array(words, ' '))"),
            postgresql_using="gin",
        ).ddl_if(dialect="postgresql"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    type: Mapped[str] = mapped_column(Text, index=True)
    form: Mapped[str] = mapped_column(Text, index=True)
    document: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(Text)
    prepared: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    item_head: Mapped[str] = mapped_column(Text)
    item_tail: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class AgreementPartyRow(Base):
    """``country`` is the code itself, or the country that the unit belongs to."""

    __tablename__ = "agreement_party"
    __table_args__ = (Index("ix_agreement_party_country", "country", "agreement"),)

    agreement: Mapped[str] = mapped_column(ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    country: Mapped[str] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)


class AgreementSectorRow(Base):
    """``named`` is 1 where the agreement names the sector, 0 for the sectors above it."""

    __tablename__ = "agreement_sector"
    __table_args__ = (Index("ix_agreement_sector_sector", "sector", "agreement"),)

    agreement: Mapped[str] = mapped_column(ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True)
    sector: Mapped[str] = mapped_column(Text, primary_key=True)
    named: Mapped[int] = mapped_column(Integer)


class AgreementOccupationRow(Base):
    """ISCO-08 codes that the agreement names, itself or by a sector that is an occupation."""

    __tablename__ = "agreement_occupation"
    __table_args__ = (Index("ix_agreement_occupation_isco", "isco", "agreement"),)

    agreement: Mapped[str] = mapped_column(ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True)
    isco: Mapped[str] = mapped_column(Text, primary_key=True)


class AgreementObjectiveRow(Base):
    """Objectives of the Global Compact for Migration."""

    __tablename__ = "agreement_objective"
    __table_args__ = (Index("ix_agreement_objective_objective", "objective", "agreement"),)

    agreement: Mapped[str] = mapped_column(ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True)
    objective: Mapped[int] = mapped_column(Integer, primary_key=True)


class AgreementStatusSpanRow(Base):
    """The derived status of every day; days as ISO text, which sorts as they do."""

    __tablename__ = "agreement_status_span"

    agreement: Mapped[str] = mapped_column(ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True)
    first: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(Text)


class AgreementRelationRow(Base):
    """Links to other agreements, so that each can tell who links to it."""

    __tablename__ = "agreement_relation"
    __table_args__ = (Index("ix_agreement_relation_to", "to"),)

    agreement: Mapped[str] = mapped_column(ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    to: Mapped[str] = mapped_column(Text, primary_key=True)


class StatementRow(Base):
    """A kept statement; days as ISO text."""

    __tablename__ = "statement"

    serial: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(Text)
    document: Mapped[Any] = mapped_column(JSONDocument)
    made_on: Mapped[str] = mapped_column(Text)
    kept_until: Mapped[str] = mapped_column(Text, index=True)


class PaperRow(Base):
    """The bytes of a paper that was handed out, with their hash; ``opened_by`` is the hash of the
    code that they print."""

    __tablename__ = "paper"

    serial: Mapped[str] = mapped_column(
        ForeignKey("statement.serial", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    sha256: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    opened_by: Mapped[str] = mapped_column(Text, server_default="")


class JournalRow(Base):
    """What was done to the register, by whom, for good.

    ``hash`` is over the entry and over ``previous``, the hash of the entry before it, so that
    nothing can be changed or left out unseen. See ``storage.journal``.
    """

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(Text, server_default=moment())
    what: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text, server_default="")
    previous: Mapped[str] = mapped_column(Text, server_default="")
    hash: Mapped[str] = mapped_column(Text, server_default="")


class FactRow(Base):
    """Facts about this database: which corpus it holds, which state its agreements are in."""

    __tablename__ = "fact"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)
