"""Secrets of people: what can be compared is kept as a hash, what must be read again is sealed."""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.errors import Unavailable

_NONCE = 12


def derived(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that what one gives away says nothing of another."""
    named = f"mobility-registry/{purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=named).derive(key)


def marked(key: bytes, purpose: str, text: str) -> str:
    """A text as a mark that only this register can make."""
    return hmac.new(derived(key, purpose), text.encode(), sha256).hexdigest()


def hashed(token: str) -> str:
    """A random token as it is kept; it cannot be guessed, so one round is enough."""
    return sha256(token.encode()).hexdigest()


def seal(key: bytes, purpose: str, text: str, *, of: str) -> bytes:
    """A text that can only be opened with the register's key, and only as that of ``of``."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(derived(key, purpose)).encrypt(nonce, text.encode(), of.encode())


def unseal(key: bytes, purpose: str, sealed: bytes, *, of: str) -> str:
    """The text that was sealed."""
    nonce, closed = sealed[:_NONCE], sealed[_NONCE:]
    try:
        return AESGCM(derived(key, purpose)).decrypt(nonce, closed, of.encode()).decode()
    except InvalidTag as error:
        raise Unavailable(
            "A sealed secret cannot be opened: the register's key is another one.",
            hint="Put the key back from the backup, or reset the account.",
        ) from error
