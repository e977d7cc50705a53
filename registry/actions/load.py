"""Bring an installation up to date: structure, corpus, ontology; what is current is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from registry.actions.accounts import has_operator, operator_link
from registry.actions.open_register import Register, open_register
from registry.actions.register import corpus_is_loaded, load_corpus
from registry.actions.release import make_release
from registry.errors import Unavailable
from registry.linked.store import current_snapshot
from registry.paths import AGREEMENTS
from registry.settings import Settings, clock, now, read_settings
from registry.storage import account_events, allowances, statements
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.values.moments import written

SIGN_INS_KEPT = timedelta(days=365)
COUNTS_KEPT = timedelta(days=2)


def bring_up_to_date(settings: Settings) -> Iterator[str]:
    """Do what is needed and say it, a line at a time; a register that is current says nothing.

    Statements and sign-ins whose twelve months are over are forgotten here.
    """
    engine = open_engine(settings.database_url)
    upgrade(engine)
    if not corpus_is_loaded(AGREEMENTS, engine):
        yield f"Agreements: {load_corpus(AGREEMENTS, engine)}"
    before = _loaded(settings)
    snapshot = make_release(settings.home, table=settings.decision_table)
    if snapshot.hash != before:
        yield f"Ontology {snapshot.hash} is in use."
    with writing(engine) as connection:
        forgotten = statements.forget_expired(connection, clock(settings)())
        account_events.forget_sign_ins(connection, written(now() - SIGN_INS_KEPT))
        allowances.forget_old(connection, (now() - COUNTS_KEPT).timestamp())
    if forgotten:
        yield f"{forgotten} statements were kept for twelve months and are now forgotten."
    engine.dispose()


def way_in(settings: Settings) -> Iterator[str]:
    """How to sign in at the desk: while nobody can let others in, by a link that works once."""
    register = open_register(settings)
    if has_operator(register):
        yield f"Sign in at the desk: {settings.base_url}/desk/sign-in"
    else:
        yield "Nobody can sign in yet. To become the first operator, open this within 24 hours:"
        yield operator_link(register)
    register.engine.dispose()


def opened() -> Register:
    """The register that the environment names, brought up to date without a word."""
    settings = read_settings()
    for _ in bring_up_to_date(settings):
        pass
    return open_register(settings)


def _loaded(settings: Settings) -> str | None:
    try:
        return current_snapshot(settings.home).hash
    except Unavailable:
        return None
