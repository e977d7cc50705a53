"""Passwords: what may be one, how it is kept, and a comparison that takes as long for nobody."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from registry.actions.refusals import refused

SHORTEST, LONGEST = 12, 1000
# Argon2id with the second choice of RFC 9106, section 4: 64 MiB, three passes, four lanes. The
# numbers stand in every hash, so that they can be raised and old hashes are made anew at sign-in.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Of those of at least twelve characters that lists of stolen passwords hold most often, and names
# of this product.
_LISTED = """
    1234567890ab 123456789012 1234567890123 12345678901234567890 1q2w3e4r5t6y 1qaz2wsx3edc
    1qaz2wsx3edc4rfv q1w2e3r4t5y6 qwertyuiop12 qwertyuiop123 qwertyuiopasdfghjklzxcvbnm
    qwerty123456 qwerty1234567 123456qwerty abcdefghijkl abcd1234abcd abc123abc123 password1234
    password12345 password123456 passwordpassword p@ssw0rd1234 administrator administrator1
    adminadmin123 welcome12345 welcome123456 changeme1234 letmein12345 iloveyou1234
    iloveyou12345 unbelievable mobilityregistry mobility-registry thisismypassword mypassword123
    correcthorsebatterystaple
"""
_COMMON = frozenset(_LISTED.split())


def check_password(password: str, *, own: tuple[str, ...]) -> None:
    """Refuse what is short, common, repetitive or one's own name; nothing else is asked of it."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise refused("password", "too-short")
    if len(plain) > LONGEST:
        raise refused("password", "too-long")
    folded = "".join(plain.casefold().split())
    if folded in _COMMON or len(set(folded)) < 5:
        raise refused("password", "common")
    names = {part for name in own for part in (name.casefold(), name.casefold().partition("@")[0])}
    if any(len(name) > 3 and "".join(name.split()) in folded for name in names):
        raise refused("password", "own-name")


def hash_password(password: str) -> str:
    """A password as it is kept."""
    return _HASHER.hash(_normal(password))


def password_holds(kept: str | None, typed: str) -> bool:
    """Whether a password is the kept one; it takes as long where none is kept."""
    try:
        holds = _HASHER.verify(kept or _nobodys(), _normal(typed[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return holds and kept is not None


def is_old(kept: str) -> bool:
    """Whether a hash was made with other numbers than those of today."""
    return _HASHER.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """The same signs, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")
