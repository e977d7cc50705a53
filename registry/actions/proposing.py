"""Propose to the desk what a changed file says of an agreement that the desk keeps."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from registry.catalogue.agreement import Agreement
from registry.catalogue.workflow import Kind, State
from registry.schemas.agreement import dump_agreement
from registry.storage import drafts, journal, versions
from registry.storage.journal import Entry


def propose(connection: Connection, agreement: Agreement) -> str | None:
    """A draft for the ministry that keeps the agreement; its id, None where it has been made.

    The same change is proposed once, whatever the desk then does with it.
    """
    document = dump_agreement(agreement)
    earlier = drafts.of_agreement(connection, agreement.id)
    if any(each.kind is Kind.PROPOSAL and each.document == document for each in earlier):
        return None
    newest = versions.latest(connection, agreement.id)
    made = drafts.new(connection, agreement.id, _keeper(earlier, agreement), document)
    draft = replace(made, kind=Kind.PROPOSAL, base=newest.number if newest else None)
    drafts.create(connection, draft)
    journal.note(connection, "", [Entry("change proposed", agreement.id)])
    return agreement.id


def _keeper(earlier: tuple[drafts.Draft, ...], agreement: Agreement) -> str:
    """The ministry that published it last; the first party where nobody has."""
    published = (each.place for each in earlier if each.state is State.PUBLISHED)
    return next(published, agreement.parties[0].code)
