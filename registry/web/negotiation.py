"""Answers as bytes: JSON with validators, so that a client can ask whether anything changed."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from flask import Response, request


def json_answer(
    body: Any, status: int = 200, *, cache: bool = False, modified: datetime | None = None
) -> Response:
    """A JSON answer; with ``cache`` it carries an ``ETag`` and may answer 304."""
    return bytes_answer(
        orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS), status, cache=cache, modified=modified
    )


def bytes_answer(
    data: bytes, status: int = 200, *, cache: bool = False, modified: datetime | None = None
) -> Response:
    """An answer that is already JSON; ``modified`` is when what it shows last changed."""
    response = Response(data, status, content_type="application/json")
    if cache:
        response.last_modified = modified
        response.set_etag(sha256(data).hexdigest()[:32])
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
    return response
