"""The bare server's application: a constant, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_BODY = b'{"status":"alive"}'
_HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(_BODY)))]


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:  # type: ignore[type-arg]
    """Answer the constant."""
    environ["wsgi.input"].read()
    start_response("200 OK", _HEADERS)
    return [_BODY]
