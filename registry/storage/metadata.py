"""All tables together, for what works on every one of them: structure, copies, backups."""

from __future__ import annotations

from registry.storage import desk_tables, identity_tables
from registry.storage.tables import Base

METADATA = Base.metadata
# A table is known once its module is read.
MODULES = (desk_tables, identity_tables)
