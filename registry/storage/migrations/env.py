"""Run migrations inside the transaction that ``upgrade`` has opened."""

from __future__ import annotations

from alembic import context

from registry.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=False,  # the transaction is the caller's
)
context.run_migrations()
