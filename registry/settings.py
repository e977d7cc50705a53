"""The only reader of the environment; each setting has its heading in the handbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. ``home`` holds everything that is not shipped."""

    home: Path
    database_url: str
    base_url: str
    secret_key: str | None = None
    today: str | None = None

    @property
    def secret_file(self) -> Path:
        """The key made on the first start where ``REGISTRY_SECRET_KEY`` is not set."""
        return self.home / "secret.key"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment (by default the process's own) asks for."""
    given = os.environ if environment is None else environment  # noqa: TID251  the one reader
    home = Path(given.get("REGISTRY_HOME") or "var").resolve()
    host, port = given.get("HOST") or "127.0.0.1", given.get("PORT") or "8000"
    return Settings(
        home=home,
        database_url=given.get("REGISTRY_DATABASE_URL") or f"sqlite:///{home / 'registry.sqlite'}",
        base_url=(given.get("REGISTRY_BASE_URL") or f"http://{host}:{port}").rstrip("/"),
        secret_key=given.get("REGISTRY_SECRET_KEY") or None,
        today=given.get("REGISTRY_TODAY") or None,
    )


def hand_on(host: str, port: int) -> None:
    """Let the worker processes know where they are served, so that papers carry the address."""
    os.environ.update(HOST=host, PORT=str(port))  # noqa: TID251  the one writer


def clock(settings: Settings) -> Callable[[], date]:
    """Today by the machine, or the fixed day of ``REGISTRY_TODAY`` (demonstrations, tests)."""
    if settings.today:
        fixed = date.fromisoformat(settings.today)
        return lambda: fixed
    return date.today  # noqa: TID251  the one clock
