"""Pages of lists: the same words in every list of the interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from marshmallow import RAISE, Schema, fields, validate

from registry.schemas.fields import no_control_characters

T = TypeVar("T")
MOST = 200


class PageSchema(Schema):
    """``page`` from 1, ``page_size`` up to 200; ``lang`` for the words in the answer."""

    class Meta:
        unknown = RAISE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))
    page_size = fields.Integer(load_default=50, validate=validate.Range(1, MOST))
    lang = fields.String(load_default="en", validate=validate.Length(max=20))


class SearchSchema(PageSchema):
    """A list that can be searched by words."""

    q = fields.String(load_default="", validate=[validate.Length(max=200), no_control_characters])


def page_of(items: Sequence[T], page: int, page_size: int) -> dict[str, Any]:
    """One page out of a whole list."""
    start = (page - 1) * page_size
    return {
        "items": list(items[start : start + page_size]),
        "page": page,
        "page_size": page_size,
        "total": len(items),
        "facets": {},
    }
