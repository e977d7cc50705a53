"""What a key says of itself."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from registry.values.access import Scope
from registry.values.people import Role


class RoleSchema(Schema):
    """A role for a place; the roles of the whole register name none."""

    role = fields.String(required=True, validate=validate.OneOf([role.value for role in Role]))
    place = fields.String(required=True)


class KeySchema(Schema):
    """A key without its secret."""

    id = fields.String(required=True)
    scopes = fields.List(
        fields.String(validate=validate.OneOf([scope.value for scope in Scope])), required=True
    )
    ends_on = fields.Date(required=True)
    acts_as = fields.String(required=True, metadata={"description": "The id of the account."})
    roles = fields.List(fields.Nested(RoleSchema), required=True)
