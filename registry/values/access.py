"""Who comes in and what they may carry: logins, networks, scopes of keys, limits on attempts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from registry.values.people import EVERYWHERE, OF_THE_REGISTER, Grant, Role


class Scope(StrEnum):
    """What a key may be used for; the grants of its owner limit it further."""

    WRITE_AGREEMENTS = "agreements:write"
    PUBLISH_AGREEMENTS = "agreements:publish"
    IMPORTS = "imports"
    STATEMENTS = "statements"
    LICENCES = "licences"
    AUDIT = "audit"


CARRIES: dict[Scope, frozenset[Role]] = {
    Scope.WRITE_AGREEMENTS: frozenset({Role.REGISTRAR, Role.TRANSLATOR}),
    Scope.PUBLISH_AGREEMENTS: frozenset({Role.REVIEWER, Role.PUBLISHER}),
    Scope.IMPORTS: frozenset({Role.REGISTRAR}),
    Scope.STATEMENTS: frozenset({Role.ASSESSOR}),
    Scope.LICENCES: frozenset({Role.LICENCE_OFFICER}),
    Scope.AUDIT: frozenset({Role.RECRUITER, Role.AUDITOR}),
}
# These only read or keep what is their own, so a password may be enough for them.
ONLY_READS = frozenset({Role.RECRUITER, Role.AUDITOR})
# Roles that nobody holds together.
APART = (frozenset({Role.OPERATOR, Role.PUBLISHER}),)


class Level(StrEnum):
    """How far somebody has come: a password opens only the way to the second factor."""

    PASSWORD = "password"  # noqa: S105  a name, no secret
    FULL = "full"


class Event(StrEnum):
    """What the audit of sign-ins and of accounts tells."""

    SIGNED_IN = "signed-in"
    REFUSED = "refused"
    HELD_OFF = "held-off"
    SIGNED_OUT = "signed-out"
    SESSION_ENDED = "session-ended"
    PASSWORD_SET = "password-set"  # noqa: S105  a name, no secret
    SECOND_FACTOR_SET = "second-factor-set"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    RECOVERY_CODE_USED = "recovery-code-used"
    KEY_MADE = "key-made"
    KEY_ENDED = "key-ended"
    INVITED = "invited"
    RESET_OFFERED = "reset-offered"
    ROLE_GIVEN = "role-given"
    ROLE_TAKEN = "role-taken"
    ACCOUNT_ENDED = "account-ended"
    ACCOUNT_ERASED = "account-erased"
    DATA_EXPORTED = "data-exported"


# What is done to an account is kept for good; who came in from where is forgotten.
OF_SIGN_INS = frozenset(
    {Event.SIGNED_IN, Event.REFUSED, Event.HELD_OFF, Event.SIGNED_OUT, Event.SESSION_ENDED}
)


@dataclass(frozen=True, slots=True)
class Whence:
    """Where a request comes from: the network, never the single address, and the program."""

    network: str
    agent: str


@dataclass(frozen=True, slots=True)
class Patience:
    """How many attempts are free, how soon one is forgotten, and the longest wait (seconds)."""

    free: int
    forgets_one_in: float
    longest: float = 900.0

    def left(self, count: float, since: float) -> float:
        """What is left of a count after ``since`` seconds."""
        return max(0.0, count - since / self.forgets_one_in)

    def wait(self, count: float) -> float:
        """How long after the last attempt the next may come; it doubles, and never stays."""
        over = count - self.free
        return 0.0 if over < 0 else min(self.longest, 2.0 ** min(over, 20))


def fold_login(typed: str) -> str:
    """A login as it is compared: case, width and blanks around it do not count.

    >>> fold_login(" Ana.Cruz@Example.ORG ")
    'ana.cruz@example.org'
    """
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def network_of(address: str | None) -> str:
    """The network of an address: its first 24 bits, or 48 of IPv6; the rest names a household.

    >>> network_of("203.0.113.77"), network_of("2001:db8:1:2::3")
    ('203.0.113.0/24', '2001:db8:1::/48')
    """
    try:
        told = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(told, IPv6Address) and told.ipv4_mapped:
        told = told.ipv4_mapped
    bits = 24 if told.version == 4 else 48
    kept = int(told) >> (told.max_prefixlen - bits) << (told.max_prefixlen - bits)
    return f"{type(told)(kept)}/{bits}"


def clash(held: Iterable[Role], asked: Role) -> Role | None:
    """A role that is held and keeps the other one away."""
    others = {role for pair in APART if asked in pair for role in pair if role is not asked}
    return next((role for role in held if role in others), None)


def fits(grant: Grant) -> bool:
    """Whether a role is asked for in the kind of place where it is held."""
    return (grant.place == EVERYWHERE) is (grant.role in OF_THE_REGISTER)


def needs_second_factor(grants: Iterable[Grant]) -> bool:
    """Whether any role writes; then a password alone opens nothing."""
    return any(grant.role not in ONLY_READS for grant in grants)


def carried(grants: frozenset[Grant], scopes: Iterable[Scope]) -> frozenset[Grant]:
    """What a key with these scopes may be of what its owner is."""
    roles = frozenset[Role]().union(*(CARRIES[scope] for scope in scopes))
    return frozenset(grant for grant in grants if grant.role in roles)
