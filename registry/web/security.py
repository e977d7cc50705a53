"""Headers that deny by default, and limits on what a request may be."""

from __future__ import annotations

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from registry.actions.open_register import Register

MAX_BODY = 1024 * 1024
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def let_script_run(response: Response) -> Response:
    """Let a page run the site's own script files; the few that have one work without it."""
    response.headers["Content-Security-Policy"] = f"{_POLICY}; script-src 'self'"
    return response


def harden(app: Flask, register: Register) -> None:
    """Set limits and headers; pages need no scripts, so none may run unless a page says so."""
    app.config.update(
        SECRET_KEY=register.key,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=register.settings.base_url.startswith("https:"),
    )

    if register.settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=register.settings.proxies, x_proto=0, x_host=0
        )

    # A doubled slash would be answered by an address made from the Host header, which may lie.
    app.url_map.merge_slashes = False

    @app.before_request
    def no_empty_characters() -> None:
        if "\0" in request.path:  # PostgreSQL does not even look it up
            abort(404)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if register.settings.base_url.startswith("https:"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
