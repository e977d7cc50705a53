"""The REST interface under ``/api/v1``, described by its own OpenAPI 3.1 document."""

from __future__ import annotations

from flask import Flask, request
from flask_smorest import Api

from registry import __version__
from registry.actions.open_register import Register
from registry.schemas.answers import ProblemSchema
from registry.web.api import (
    agreements,
    assessments,
    corridors,
    coverage,
    equivalences,
    frameworks,
    keys,
    matches,
    occupations,
    qualifications,
    skills,
    statements,
)
from registry.web.api.body import check_body

_ROOMS = (
    agreements,
    corridors,
    frameworks,
    qualifications,
    equivalences,
    occupations,
    skills,
    coverage,
    matches,
    assessments,
    statements,
    keys,
)


def add(app: Flask, register: Register) -> None:
    """Add every address of the interface."""
    app.config.update(
        API_TITLE="Mobility Registry",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {
                "description": "Labour mobility agreements, and what qualifications are worth "
                "elsewhere. Unknown is an answer; every sentence names its source.",
                "license": {"name": "Data CC BY 4.0", "identifier": "CC-BY-4.0"},
            },
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
            "servers": [{"url": register.settings.base_url}],
        },
    )

    @app.before_request
    def only_json() -> None:
        if request.path.startswith("/api/") and request.method == "POST":
            check_body(request)

    interface = Api(app)
    interface.ERROR_SCHEMA = ProblemSchema
    for room in _ROOMS:
        interface.register_blueprint(room.blueprint(register), url_prefix="/api/v1")
