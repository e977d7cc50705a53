"""The tables of the desk: drafts and the parts people take in them, published versions, files.

What must hold even where the program errs is said here, for the database to hold to: nobody has
two parts in one draft, a version of the desk has an author, a reviewer and a publisher who are
three people, and what is published is never changed (triggers, see the migration).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.tables import Base
from registry.storage.types import JSONDocument, Text


class DraftRow(Base):
    """A draft of an agreement; ``revision`` counts the times it was saved.

    ``place`` is the party whose ministry keeps it. ``base`` is the version that it changes, None
    for a registration. ``round`` counts the times it was submitted.
    """

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_place", "place", "state"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    agreement: Mapped[str] = mapped_column(Text, index=True)
    place: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    base: Mapped[int | None] = mapped_column(Integer)
    document: Mapped[Any] = mapped_column(JSONDocument)
    state: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    round: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str] = mapped_column(Text)


class DraftPartRow(Base):
    """Who has which part in a draft; one part each, by its primary key."""

    __tablename__ = "draft_part"
    __table_args__ = (UniqueConstraint("draft", "account", "part", name="uq_draft_part"),)

    draft: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    account: Mapped[str] = mapped_column(Text, primary_key=True)
    part: Mapped[str] = mapped_column(Text)


class DraftMoveRow(Base):
    """What was done to a draft, by whom and why; ``digest`` is that of the document then."""

    __tablename__ = "draft_move"
    __table_args__ = (Index("ix_draft_move_draft", "draft", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    draft: Mapped[str] = mapped_column(ForeignKey("draft.id"))
    move: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)


class ReviewStepRow(Base):
    """The checks that a ministry makes of its drafts, in their order."""

    __tablename__ = "review_step"

    place: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class FileRow(Base):
    """A file by its content: the text of an agreement."""

    __tablename__ = "file"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DraftFileRow(Base):
    """A file that was put into a draft, with the name that it had."""

    __tablename__ = "draft_file"

    draft: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("file.sha256"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class AgreementVersionRow(Base):
    """A published version, whole, for those who may read it; what the public gets of the newest
    one stands in the table of agreements.

    A version of the desk names its draft, and by it the people: a reviewer and a publisher, who
    each have that part in the draft. A version of the corpus or of an import names none.
    """

    __tablename__ = "agreement_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ("draft", "reviewed_by", "reviewer"),
            ("draft_part.draft", "draft_part.account", "draft_part.part"),
            name="fk_version_reviewer",
        ),
        ForeignKeyConstraint(
            ("draft", "published_by", "publisher"),
            ("draft_part.draft", "draft_part.account", "draft_part.part"),
            name="fk_version_publisher",
        ),
        CheckConstraint(
            "(draft IS NULL AND reviewer IS NULL AND publisher IS NULL) OR (draft IS NOT NULL"
            " AND reviewed_by IS NOT NULL AND reviewer = 'reviewer'"
            " AND published_by IS NOT NULL AND publisher = 'publisher')",
            name="ck_version_people",
        ),
        Index("ix_agreement_version_at", "agreement", "published_at"),
    )

    agreement: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    document: Mapped[Any] = mapped_column(JSONDocument)
    digest: Mapped[str] = mapped_column(Text)
    confidentiality: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    published_at: Mapped[str] = mapped_column(Text)
    draft: Mapped[str | None] = mapped_column(Text)
    reviewed_by: Mapped[str | None] = mapped_column(Text)
    reviewer: Mapped[str | None] = mapped_column(Text)
    published_by: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)


class WithdrawalRow(Base):
    """An agreement that was taken off: for good by a draft, or at once in an emergency.

    An emergency lapses at ``until`` unless somebody else stands by it before (``confirmed_by``).
    """

    __tablename__ = "withdrawal"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    agreement: Mapped[str] = mapped_column(Text, index=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    until: Mapped[str | None] = mapped_column(Text)
    confirmed_by: Mapped[str | None] = mapped_column(Text)
    confirmed_at: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[str | None] = mapped_column(Text)


class PartyClaimRow(Base):
    """A party's word on a published version: it stands by it, or contests a place of it."""

    __tablename__ = "party_claim"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    agreement: Mapped[str] = mapped_column(Text, index=True)
    number: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(Text)
    stance: Mapped[str] = mapped_column(Text)
    pointer: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[str | None] = mapped_column(Text)


class SourceRecordRow(Base):
    """A record of another source, as it was read: linked by reference, never merged."""

    __tablename__ = "source_record"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    ref: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[Any] = mapped_column(JSONDocument)
    problems: Mapped[Any] = mapped_column(JSONDocument)
    agreement: Mapped[str | None] = mapped_column(Text, index=True)
    read_at: Mapped[str] = mapped_column(Text)
