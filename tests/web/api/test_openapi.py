"""The interface keeps its own description, whatever is thrown at it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)


def test_the_description_is_openapi_3_1_and_names_every_address(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    assert {
        "/api/v1/agreements",
        "/api/v1/agreements/{agreement_id}",
        "/api/v1/corridors/{origin}/{destination}",
        "/api/v1/frameworks",
        "/api/v1/levels/compare",
        "/api/v1/qualifications",
        "/api/v1/equivalences",
        "/api/v1/occupations",
        "/api/v1/skills",
        "/api/v1/coverage",
        "/api/v1/assessments",
        "/api/v1/statements",
    } <= document["paths"].keys()


_CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
_MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@pytest.mark.filterwarnings("default")
def test_no_request_breaks_the_interface(app: Flask) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 14
    for operation in operations:

        @_MANY
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            case.call_and_validate(checks=_CHECKS)

        send()
