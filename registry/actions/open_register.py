"""Open a register: database, knowledge and key, in the one object that pages and commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Engine

from registry.actions.release import open_release
from registry.actions.remembered import Remembered
from registry.catalogue.corridors import Corridor
from registry.catalogue.fees import FeeRule
from registry.catalogue.memberships import Memberships
from registry.catalogue.search import Filters, Page
from registry.issuing.keys import secret_key
from registry.linked.store import current_snapshot
from registry.recognition.coverage_report import CoverageReport
from registry.recognition.knowledge import Knowledge
from registry.settings import Settings, clock, now
from registry.storage.engine import open_engine


@dataclass(frozen=True, slots=True)
class Register:
    """One opened register: what pages, commands and papers share."""

    settings: Settings
    engine: Engine
    knowledge: Knowledge
    fees: tuple[FeeRule, ...]
    key: bytes
    loaded: datetime
    """When the ontology in use was made here."""
    today: Callable[[], date]
    now: Callable[[], datetime]
    corridors: Remembered[tuple[str, str, str, date], Corridor]
    summaries: Remembered[tuple[str, str, str, date], tuple[dict[str, Any], ...]]
    lists: Remembered[tuple[str, Filters, Page], bytes]
    reports: Remembered[tuple[str, date], CoverageReport]

    def modified(self, changed: datetime | None = None) -> datetime:
        """When an answer that speaks of today last changed: with the data, and with the day."""
        midnight = datetime.combine(self.today(), time(), UTC)
        return max(changed or self.loaded, midnight)

    @property
    def memberships(self) -> Memberships:
        """Dated memberships of regional regimes."""
        return self.knowledge.memberships


def open_register(settings: Settings) -> Register:
    """Open what ``bring_up_to_date`` has made ready; nothing is written but a missing key."""
    snapshot = current_snapshot(settings.home)
    release = open_release(snapshot)
    return Register(
        settings=settings,
        engine=open_engine(settings.database_url),
        knowledge=release.knowledge,
        loaded=datetime.fromtimestamp(int(snapshot.path.stat().st_mtime), UTC),
        fees=release.fees,
        key=secret_key(settings.secret_key, settings.secret_file),
        today=clock(settings),
        now=now,
        corridors=Remembered(most=2000),
        summaries=Remembered(most=2000),
        lists=Remembered(most=500),
        reports=Remembered(most=4),
    )
