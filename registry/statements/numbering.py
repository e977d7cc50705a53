"""Number and code of a paper: both follow from its content and the register's key.

The serial is the hash of the canonical document, so the same content keeps one number. The code
is a keyed hash of the serial, so nobody can make one without the key.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from registry.values.identifiers import base32, make_serial, read_code

_CODE_LENGTH = 8


def digest_of(canonical: bytes) -> str:
    """SHA-256 of the canonical document (RFC 8785) in hexadecimal."""
    return sha256(canonical).hexdigest()


def serial_of(canonical: bytes) -> str:
    """The paper's number."""
    return make_serial(sha256(canonical).digest())


def code_of(serial: str, key: bytes) -> str:
    """The check code that belongs to a serial, written ``XXXX-XXXX`` (40 bits)."""
    plain = base32(
        hmac.new(key, b"statement-code:" + serial.encode(), sha256).digest(), _CODE_LENGTH
    )
    return f"{plain[:4]}-{plain[4:]}"


def code_holds(serial: str, typed: str, key: bytes) -> bool:
    """Whether a typed code belongs to a serial, in the same time for every answer."""
    return hmac.compare_digest(read_code(typed).encode(), read_code(code_of(serial, key)).encode())
