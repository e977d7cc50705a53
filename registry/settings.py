"""The only reader of the environment; each setting has its heading in the handbook."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

_SHORTEST_KEY = 16
_OF_THE_PROVIDER = (
    "REGISTRY_OIDC_ISSUER",
    "REGISTRY_OIDC_CLIENT_ID",
    "REGISTRY_OIDC_CLIENT_SECRET",
    "REGISTRY_OIDC_GROUPS",
)
_LOOPBACK = re.compile(r"http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:/|$)")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-_\[\]:]+(?:/[A-Za-z0-9.\-_~/]*)?", re.ASCII)


class WrongSetting(ValueError):
    """A setting that cannot be meant: what is wrong with it, and how to write it."""

    def __init__(self, sentence: str, *, hint: str) -> None:
        super().__init__(f"{sentence} {hint}")
        self.sentence = sentence
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Provider:
    """Who says who somebody is (OpenID Connect), and what its groups are here.

    ``groups`` are (group, role, place), as they are written.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    groups: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. ``home`` holds everything that is not shipped."""

    home: Path
    database_url: str
    base_url: str
    secret_key: str | None = None
    today: str | None = None
    decision_table: Path | None = None
    """A table in place of the product's."""
    proxies: int = 0
    provider: Provider | None = None

    @property
    def secret_file(self) -> Path:
        """The key made on the first start where ``REGISTRY_SECRET_KEY`` is not set."""
        return self.home / "secret.key"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment (by default the process's own) asks for."""
    given = os.environ if environment is None else environment  # noqa: TID251  the one reader
    home = Path(given.get("REGISTRY_HOME") or "var").resolve()
    served = served_at(given.get("HOST") or "127.0.0.1", given.get("PORT") or "8000")
    return Settings(
        home=home,
        database_url=given.get("REGISTRY_DATABASE_URL") or f"sqlite:///{home / 'registry.sqlite'}",
        base_url=_checked_address(given.get("REGISTRY_BASE_URL") or served),
        secret_key=_checked_key(given.get("REGISTRY_SECRET_KEY") or None),
        today=_checked_day(given.get("REGISTRY_TODAY") or None),
        decision_table=_checked_file(given.get("REGISTRY_DECISION_TABLE") or None),
        proxies=_checked_count(given.get("REGISTRY_PROXIES") or "0"),
        provider=_provider(given),
    )


def served_at(host: str, port: int | str) -> str:
    """The address of the site; an IPv6 address stands in brackets.

    >>> served_at("::1", 8000)
    'http://[::1]:8000'
    """
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _checked_key(key: str | None) -> str | None:
    """A key that can be guessed lets anybody make the codes of papers."""
    if key is not None and len(key) < _SHORTEST_KEY:
        raise WrongSetting(
            f"REGISTRY_SECRET_KEY is shorter than {_SHORTEST_KEY} characters.",
            hint="Set a long random one, or leave it out: one is made under REGISTRY_HOME.",
        )
    return key


def _checked_address(address: str) -> str:
    """An address that may be printed on papers; a wrong one would be there for a year."""
    plain = address.rstrip("/")
    if not _ADDRESS.fullmatch(plain):
        raise WrongSetting(
            f"REGISTRY_BASE_URL is {plain[:60]!r}, which is no address of a site.",
            hint="Write it whole, without question mark, as https://registry.example.org",
        )
    return plain


def _checked_day(day: str | None) -> str | None:
    try:
        return day and date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise WrongSetting(
            f"REGISTRY_TODAY is {day!r}, which is no day.", hint="Write it as 2026-11-24."
        ) from error


def _checked_file(path: str | None) -> Path | None:
    """Whoever names a table does not mean that another one decides when it is not found."""
    if path is None:
        return None
    if not Path(path).is_file():
        raise WrongSetting(
            f"REGISTRY_DECISION_TABLE is {path!r}, where there is no file.",
            hint="Name a file, or leave it out for the table of the register.",
        )
    return Path(path).resolve()


def _checked_count(count: str) -> int:
    if not (count.isascii() and count.isdecimal() and int(count[:4]) <= 9):
        raise WrongSetting(
            f"REGISTRY_PROXIES is {count[:20]!r}, which is no number of proxies.",
            hint="Write how many of your own proxies stand before the site: 0, 1 or 2.",
        )
    return int(count)


def _provider(given: Mapping[str, str]) -> Provider | None:
    """All of the provider or nothing of it."""
    told = [given.get(name, "").strip() for name in _OF_THE_PROVIDER]
    if not any(told):
        return None
    missing = [name for name, value in zip(_OF_THE_PROVIDER, told, strict=True) if not value]
    if missing:
        raise WrongSetting(
            f"{', '.join(missing)} is missing beside the other settings of the provider.",
            hint="Set all four, or none of them.",
        )
    issuer, client, secret, groups = told
    if not issuer.startswith("https://") and not _LOOPBACK.match(issuer):
        raise WrongSetting(
            f"REGISTRY_OIDC_ISSUER is {issuer[:60]!r}, which anybody on the way could answer for.",
            hint="Write the https: address that the provider calls its issuer.",
        )
    return Provider(issuer, client, secret, tuple(map(_group, groups.split(","))))


def _group(told: str) -> tuple[str, str, str]:
    """``group=role:place``; the roles of the whole register have no place."""
    group, _, role = told.strip().rpartition("=")
    name, _, place = role.partition(":")
    if not group or not name:
        raise WrongSetting(
            f"REGISTRY_OIDC_GROUPS holds {told.strip()[:60]!r}, which maps nothing.",
            hint="Write it as registrars-phl=registrar:PHL,admins=operator with commas between.",
        )
    return group, name, place


def hand_on(host: str, port: int) -> None:
    """Let the worker processes know where they are served, so that papers carry the address."""
    os.environ.update(HOST=host, PORT=str(port))  # noqa: TID251  the one writer


def environment_with(**more: str) -> dict[str, str]:
    """The environment of a program that is started; empty values are left out."""
    return {**os.environ, **{name: value for name, value in more.items() if value}}  # noqa: TID251


def clock(settings: Settings) -> Callable[[], date]:
    """Today by the machine, or the fixed day of ``REGISTRY_TODAY`` (demonstrations, tests)."""
    if settings.today:
        fixed = date.fromisoformat(settings.today)
        return lambda: fixed
    return date.today  # noqa: TID251  the one clock


def now() -> datetime:
    """The moment by the machine; who may come in never goes by a fixed day."""
    return datetime.now(UTC)  # noqa: TID251  the one clock
