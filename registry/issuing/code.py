"""The QR code of a paper: the address that opens it, as a drawing inside the page."""

from __future__ import annotations

from urllib.parse import quote

import segno

# ISO/IEC 18004: a quarter of the square may be lost (level Q), and four modules stay white around.
_LEVEL = "q"
_QUIET = 4


def address(serial: str, code: str, base_url: str) -> str:
    """The address that answers for a paper; it carries number and code.

    >>> address("MR-0000-0000-0000-0", "AAAA-BBBB", "https://example.org/")
    'https://example.org/s/MR-0000-0000-0000-0?c=AAAA-BBBB'
    """
    return f"{base_url.rstrip('/')}/s/{quote(serial)}?c={quote(code)}"


def qr_svg(content: str, *, title: str = "") -> str:
    """``content`` as a black and white SVG with its quiet zone; ``title`` is read aloud."""
    made = segno.make(content, error=_LEVEL, micro=False, boost_error=False)
    return str(
        made.svg_inline(
            border=_QUIET,
            dark="#000",
            light="#fff",
            title=title or None,
            omitsize=True,
            svgclass="qr",
            lineclass=None,
        )
    )
