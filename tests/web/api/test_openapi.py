"""The interface keeps its own description, whatever is thrown at it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
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
        "/api/v1/occupations",
        "/api/v1/skills",
        "/api/v1/assessments",
        "/api/v1/statements",
    } <= document["paths"].keys()


@pytest.fixture(scope="session")
def described(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


schema = schemathesis.pytest.from_fixture("described")


@pytest.mark.filterwarnings("default")
@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_no_request_breaks_the_interface(case: Any) -> None:
    case.call_and_validate(
        checks=[
            not_a_server_error,
            content_type_conformance,
            response_schema_conformance,
            status_code_conformance,
            unsupported_method,
        ]
    )
