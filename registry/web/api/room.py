"""One noun's addresses, described for OpenAPI by flask-smorest, which only this module knows."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Blueprint as Described
from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema

from registry.schemas.answers import ProblemSchema

View = TypeVar("View", bound=Callable[..., Response])
_BODY = {"required": True}


class Room:
    """Addresses of one noun. A view takes the loaded query or body first, then the path's parts,
    and returns a finished response; the schema named in ``answers`` only describes it."""

    def __init__(self, name: str, description: str) -> None:
        self._blueprint = Blueprint(name, __name__, description=description)

    @property
    def blueprint(self) -> Described:
        """What is registered with the application."""
        blueprint: Described = self._blueprint
        return blueprint

    def keyed(self, scope: str = "") -> Callable[[View], View]:
        """Say that an address asks for a key, with a scope if one is named. Stands below the
        address."""

        def add(view: View) -> View:
            described: Any = self._blueprint.doc(security=[{"key": [scope] if scope else []}])(view)
            for code in _KEY_PROBLEMS:
                described = self._blueprint.alt_response(
                    code, schema=ProblemSchema, content_type="application/problem+json"
                )(described)
            keyed: View = described
            return keyed

        return add

    def get(
        self, path: str, *, answers: type[Schema], query: type[Schema] | None = None
    ) -> Callable[[View], View]:
        """A reading address."""
        return self._address(path, "GET", answers, HTTPStatus.OK, query, "query")

    def post(
        self,
        path: str,
        *,
        body: type[Schema],
        answers: type[Schema],
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Callable[[View], View]:
        """An address that takes a JSON document."""
        return self._address(path, "POST", answers, status, body, "json")

    def _address(  # noqa: PLR0913, PLR0917  the parts of an address
        self,
        path: str,
        method: str,
        answers: type[Schema],
        status: HTTPStatus,
        takes: type[Schema] | None,
        place: str,
    ) -> Callable[[View], View]:
        def add(view: View) -> View:
            described: Any = self._blueprint.response(status, answers)(view)
            for code in _PROBLEMS[method]:
                described = self._blueprint.alt_response(
                    code, schema=ProblemSchema, content_type="application/problem+json"
                )(described)
            if takes:
                # An instance is built once; a class would be built anew for each request.
                described = self._blueprint.arguments(takes(), location=place, unknown=RAISE)(
                    described
                )
            self._blueprint.route(path, methods=[method])(described)
            return view

        return add


_KEY_PROBLEMS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
_PROBLEMS = {
    "GET": (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    "POST": (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,
    ),
}
