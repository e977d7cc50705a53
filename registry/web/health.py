"""Addresses for whoever watches the machine."""

from __future__ import annotations

import orjson
from flask import Flask, Response
from sqlalchemy import func, select

from registry.actions.open_register import Register
from registry.storage.tables import AgreementRow
from registry.web.session import database


def add(app: Flask, register: Register) -> None:
    """``/healthz``: alive; ``/readyz``: database and knowledge answer."""

    @app.get("/healthz")
    def healthz() -> Response:
        return _json({"status": "alive"})

    @app.get("/readyz")
    def readyz() -> Response:
        count = select(func.count()).select_from(AgreementRow)
        agreements = database.session.scalar(count)
        return _json(
            {
                "status": "ready",
                "agreements": agreements,
                "qualifications": len(register.knowledge.qualifications),
            }
        )


def _json(body: object) -> Response:
    return Response(orjson.dumps(body), content_type="application/json")
