"""Papers remember which code they print, so that a changed key makes them anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Papers kept so far are made anew when they are next asked for."""
    op.add_column("paper", sa.Column("opened_by", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Back to papers that do not say."""
    op.drop_column("paper", "opened_by")
