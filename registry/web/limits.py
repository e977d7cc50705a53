"""How often one network may ask for what writes, counted for all worker processes together."""

from __future__ import annotations

from flask import Flask, request

from registry.actions.open_register import Register
from registry.actions.refusals import SENTENCES
from registry.errors import TooManyRequests
from registry.storage import allowances
from registry.storage.engine import writing
from registry.web.identity import visitor_of

# Everybody may make papers, and each is kept for a year.
_KEEPS = frozenset({"/api/v1/statements", "/equivalence/statement"})
_AT_ONCE, _PER_SECOND = 120, 1.0


def add(app: Flask, register: Register) -> None:
    """Reading is not counted: a count would cost more than the answer."""

    @app.before_request
    def count() -> None:
        if request.method != "POST" or request.path not in _KEEPS:
            return
        key = f"papers {visitor_of(request).whence.network}"
        at = register.now().timestamp()
        with writing(register.engine, alone=False) as connection:
            many = allowances.pour(connection, key, at, per_second=_PER_SECOND)
        if many > _AT_ONCE:
            seconds = int((many - _AT_ONCE) / _PER_SECOND) + 1
            raise TooManyRequests(SENTENCES["too-often"], seconds=seconds)
