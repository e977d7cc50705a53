"""JSON Schema (2020-12) of a document, read off its marshmallow schema and never written twice."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from registry.schemas.agreement import AgreementSchema


def agreement_json_schema() -> dict[str, Any]:
    """The contract of an agreement document for other people's tools."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://mobility-registry.example/schema/agreement/1",
        "title": "Agreement",
        **_object(AgreementSchema()),
    }


def _object(schema: Schema) -> dict[str, Any]:
    named = {field.data_key or name: field for name, field in schema.fields.items()}
    required = [name for name, field in named.items() if field.required]
    described = (type(schema).__doc__ or "").strip().splitlines()[0]
    return {
        "type": "object",
        "description": described,
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {name: _property(field) for name, field in named.items()},
    }


def _property(field: fields.Field[Any]) -> dict[str, Any]:
    said = {**_typed(field), **field.metadata}
    for validator in field.validators:
        said.update(_limits(field, validator))
    if field.allow_none:
        return {"anyOf": [said, {"type": "null"}]}
    return said


def _typed(field: fields.Field[Any]) -> dict[str, Any]:
    if isinstance(field, fields.Nested):
        return _object(field.schema)
    if isinstance(field, fields.List):
        return {"type": "array", "items": _property(field.inner)}
    if isinstance(field, fields.Dict):
        inner = {"type": "string"} if field.value_field is None else _property(field.value_field)
        return {"type": "object", "additionalProperties": inner}
    if isinstance(field, fields.Boolean):
        return {"type": "boolean"}
    return {"type": "integer" if isinstance(field, fields.Integer) else "string"}


def _limits(field: fields.Field[Any], validator: Any) -> dict[str, Any]:
    if isinstance(validator, validate.OneOf):
        return {"enum": list(validator.choices)}
    if isinstance(validator, validate.URL):
        return {"format": "uri"}
    if isinstance(validator, validate.Regexp):
        return {"pattern": "^" + str(validator.regex.pattern).replace(r"\Z", "$")}
    if isinstance(validator, validate.Length):
        noun = "Items" if isinstance(field, fields.List) else "Length"
        return _given({f"min{noun}": validator.min, f"max{noun}": validator.max})
    if isinstance(validator, validate.Range):
        return _given({"minimum": validator.min, "maximum": validator.max})
    return {}


def _given(limits: dict[str, Any]) -> dict[str, Any]:
    return {name: limit for name, limit in limits.items() if limit is not None}
