"""Slugs that name records, and serials with a check character that name papers."""

from __future__ import annotations

import re

SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CHECK = _ALPHABET + "*~$=U"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_SERIAL_LENGTH = 12


def is_slug(text: str) -> bool:
    """Whether ``text`` may name a record: lower-case words joined by hyphens, at most 120 long.

    >>> is_slug("tw-phl"), is_slug("TW_PHL")
    (True, False)
    """
    return len(text) <= 120 and SLUG.fullmatch(text) is not None


def base32(data: bytes, length: int) -> str:
    """The first ``length`` characters of ``data`` in Crockford's base 32 (5 bits each)."""
    number, bits = int.from_bytes(data), len(data) * 8
    return "".join(_ALPHABET[(number >> (bits - 5 * (i + 1))) & 31] for i in range(length))


def check_character(body: str) -> str:
    """Position-weighted check over Crockford digits, modulo 37.

    37 is prime, so every single changed character and every swap of neighbours is caught.
    """
    return _CHECK[sum((i + 2) * _ALPHABET.index(c) for i, c in enumerate(body)) % 37]


def _letters_only(check: str) -> bool:
    return check in _ALPHABET


def make_serial(digest: bytes) -> str:
    """A paper's number from the digest of its canonical document: ``MR-XXXX-XXXX-XXXX-C``.

    Bodies whose check would be one of the five signs outside the alphabet are stepped to the
    next one, so that a serial is always typed on a phone without signs.
    """
    number = int.from_bytes(digest[:8]) >> 4
    while True:
        body = base32((number << 4).to_bytes(8), _SERIAL_LENGTH)
        check = check_character(body)
        if _letters_only(check):
            return f"MR-{body[:4]}-{body[4:8]}-{body[8:]}-{check}"
        number = (number + 1) % (1 << 60)


def read_serial(typed: str) -> str | None:
    """The serial that a person typed, in its written form; None if its check does not hold.

    >>> read_serial("not a serial") is None
    True
    """
    if len(typed) > 60:
        return None
    plain = typed.strip().upper().translate(_READ_AS)
    if not plain.startswith("MR") or len(plain) != _SERIAL_LENGTH + 3:
        return None
    body, check = plain[2:-1], plain[-1]
    if any(c not in _ALPHABET for c in body) or check_character(body) != check:
        return None
    return f"MR-{body[:4]}-{body[4:8]}-{body[8:]}-{check}"


def read_code(typed: str) -> str:
    """A check code as it is compared: upper case, look-alikes folded, no spaces or hyphens."""
    return typed[:60].strip().upper().translate(_READ_AS)
