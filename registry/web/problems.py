"""The one table from kinds of errors to HTTP: problem documents (RFC 9457) or a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from registry.errors import (
    Conflict,
    Gone,
    InvalidDocument,
    NotAllowed,
    NotOnRegister,
    NotSignedIn,
    RegistryError,
    TooManyRequests,
    Unavailable,
    Unreadable,
)
from registry.schemas.problems import pointers

_LOG = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[RegistryError], HTTPStatus], ...] = (
    (InvalidDocument, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotOnRegister, HTTPStatus.NOT_FOUND),
    (NotSignedIn, HTTPStatus.UNAUTHORIZED),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (Conflict, HTTPStatus.CONFLICT),
    (Gone, HTTPStatus.GONE),
    (TooManyRequests, HTTPStatus.TOO_MANY_REQUESTS),
    (Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
    (Unreadable, HTTPStatus.BAD_REQUEST),
)
# The codes of errors that come from the protocol, not from a rule of the register.
CODES = {
    400: "bad-request",
    401: NotSignedIn.code,
    403: NotAllowed.code,
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    422: InvalidDocument.code,
    500: "internal-error",
    429: TooManyRequests.code,
    503: Unavailable.code,
}
# What the protocol's own errors say where nothing more special is known.
_DETAILS = {
    400: "The request cannot be read.",
    413: "The request is larger than this site takes: 1 MiB, and 200 fields in a form.",
    422: "Something in the request is not as it must be.",
    500: "Something failed here that should not fail.",
}
_HINTS = {
    400: "Send valid JSON in UTF-8.",
    404: "Look at /api/v1/openapi.json for the addresses that there are.",
    405: "The Allow header names the methods.",
    413: "Send less in one request.",
    415: "Send the body as application/json.",
    422: "Mend the fields named under problems.",
}
_EXPLAINED = {*CODES.values(), *(kind.code for kind, _ in _STATUS), RegistryError.code}
ErrorPage = Callable[[int, str, str], str]


def status_of(error: RegistryError) -> HTTPStatus:
    """The HTTP status that a kind of error has."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus(500))


def problem(status: int, code: str, detail: str, hint: str = "", problems: Any = None) -> Response:
    """A problem document; ``problems`` maps JSON pointers to sentences."""
    body: dict[str, Any] = {
        "type": f"/handbook/errors#{code}" if code in _EXPLAINED else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "hint": hint,
    }
    if problems:
        body["problems"] = problems
    return Response(orjson.dumps(body), status, content_type="application/problem+json")


def wants_json() -> bool:
    """Whether the client is a program: the API always answers JSON, pages only when asked to."""
    if request.path.startswith("/api/"):
        return True
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def answer_errors(app: Flask) -> None:
    """Answer every error as a problem document or a page, never with a stack trace."""

    @app.errorhandler(RegistryError)
    def registry_error(error: RegistryError) -> Response:
        problems = error.problems if isinstance(error, InvalidDocument) else None
        status = status_of(error)
        answer = _answer(app, status, error.code, error.sentence, error.hint, problems=problems)
        if isinstance(error, NotSignedIn):
            answer.headers["WWW-Authenticate"] = 'Bearer realm="Mobility Registry"'
        if isinstance(error, TooManyRequests):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400:
            return Response(status=status, headers=error.get_headers())
        messages = getattr(error, "data", {}).get("messages")
        problems = pointers(_body_only(messages)) if messages else None
        code = CODES.get(status, f"http-{status}")
        detail = _detail(error, status)
        answer = _answer(app, status, code, detail, _HINTS.get(status, ""), problems=problems)
        for name, value in error.get_headers():
            if name.lower() not in {"content-type", "content-length"}:
                answer.headers[name] = value
        return answer

    @app.errorhandler(RecursionError)
    def too_deep(_: RecursionError) -> Response:
        detail = "The document is nested too deeply to be read."
        return _answer(app, 400, CODES[400], detail, _HINTS[400])

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        _LOG.exception("An answer failed", exc_info=error)
        return _answer(
            app,
            500,
            CODES[500],
            _DETAILS[500],
            "Try again; if it stays, tell the operator the time and the address.",
        )


def _detail(error: HTTPException, status: int) -> str:
    """What was said where the error was raised, else our own words, else the protocol's."""
    said = error.description or HTTPStatus(status).phrase
    return _DETAILS.get(status, said) if said == type(error).description else said


def _body_only(messages: Any) -> Any:
    """webargs nests messages under where they came from; the pointer is into the document."""
    if isinstance(messages, dict) and len(messages) == 1:
        (place, inner), *_ = messages.items()
        if place in {"json", "query", "form", "headers"}:
            return inner
    return messages


def _answer(  # noqa: PLR0913  the parts of a problem document
    app: Flask, status: int, code: str, detail: str, hint: str, *, problems: Any = None
) -> Response:
    if wants_json():
        return problem(status, code, detail, hint, problems)
    page: ErrorPage = app.extensions["error-page"]
    return Response(page(status, detail, hint), status, content_type="text/html; charset=utf-8")
