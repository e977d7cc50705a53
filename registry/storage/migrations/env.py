"""Run migrations inside the transaction that ``upgrade`` has opened."""

from __future__ import annotations

from alembic import context

from registry.storage.metadata import METADATA


def run() -> None:
    """Bring the connection that was handed over up to date."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        transactional_ddl=False,  # the transaction is the caller's
    )
    context.run_migrations()


# Alembic puts its configuration there before it runs this file; whoever else imports it does not.
if hasattr(context, "config"):
    run()
