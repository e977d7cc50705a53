"""Which language a page is in: asked for, remembered, or English; the browser only suggests."""

from __future__ import annotations

from flask import Request, Response
from werkzeug.exceptions import HTTPException

from registry.values.language import OFFERED

COOKIE = "language"
_A_YEAR = 31_536_000


def chosen(request: Request) -> str:
    """The language asked for in ``?lang=`` (or by a form's button), else the remembered one."""
    for told in (_asked(request), request.cookies.get(COOKIE)):
        if told in OFFERED:
            return told
    return OFFERED[0]


def suggested(request: Request, current: str) -> str | None:
    """A language the browser prefers to ``current``, where nobody has chosen one."""
    if COOKIE in request.cookies or _asked(request) is not None:
        return None
    preferred = request.accept_languages.best_match(OFFERED)
    return preferred if preferred and preferred != current else None


def remember(request: Request, response: Response, *, secure: bool) -> None:
    """Keep a language that was asked for on purpose."""
    told = _asked(request)
    if told in OFFERED:
        response.set_cookie(
            COOKIE, told, max_age=_A_YEAR, samesite="Lax", httponly=True, secure=secure
        )


def _asked(request: Request) -> str | None:
    """What address or form ask for; a form too large to be read asks for nothing."""
    try:
        return request.values.get("lang")
    except HTTPException:
        return request.args.get("lang")
