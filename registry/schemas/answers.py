"""What the interface answers, for its OpenAPI document."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from registry.recognition.occupations import LanguageChecked, Regulated


class ProblemSchema(Schema):
    """A problem document (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    hint = fields.String(required=True)
    problems = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class ListSchema(Schema):
    """A page of a list in a stable order."""

    items = fields.List(fields.Dict(), required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    total = fields.Integer(required=True)
    facets = fields.Dict(required=True)


class RecordSchema(Schema):
    """One record of the register, whole."""

    id = fields.String(required=True)


class OccupationSchema(Schema):
    """One occupation with its skills and its regulators."""

    code = fields.String(required=True)
    regulations = fields.List(fields.Dict(), required=True)


class MatchesSchema(Schema):
    """Records that a title may mean, for a person to confirm."""

    candidates = fields.List(fields.Dict(), required=True)
    threshold = fields.Float(required=True)


class CorridorSchema(Schema):
    """Everything that governs a movement on a day."""

    agreements = fields.List(fields.Dict(), required=True)
    regimes = fields.List(fields.Dict(), required=True)
    recognition_conventions = fields.List(fields.Dict(), required=True)
    relations = fields.List(fields.Dict(), required=True)
    fees = fields.List(fields.Dict(), required=True)


class LevelComparisonSchema(Schema):
    """A level seen from another country's frameworks."""

    levels = fields.List(fields.Dict(), required=True)


class ProfessionalRightSchema(Schema):
    """How an authority decides; what is not known is null or an empty list."""

    regulated = fields.Boolean(required=True, allow_none=True)
    status = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Regulated])
    )
    authority = fields.String(required=True, allow_none=True)
    procedure = fields.String(required=True, allow_none=True)
    steps = fields.List(fields.String(), required=True)
    papers = fields.List(fields.String(), required=True)
    language = fields.String(required=True, allow_none=True)
    language_checked = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf([each.value for each in LanguageChecked]),
    )
    measures = fields.List(fields.String(), required=True)
    fee = fields.String(required=True, allow_none=True)
    time = fields.String(required=True, allow_none=True)
    legal_basis = fields.String(required=True, allow_none=True)
    appeal = fields.Dict(required=True, allow_none=True)
    provision = fields.String(required=True, allow_none=True)
    gives_right_to_practise = fields.Boolean(required=True)
    sources = fields.List(fields.Dict(), required=True)


class AssessmentSchema(Schema):
    """The answer to a question."""

    basis = fields.String(required=True)
    outcome = fields.String(required=True)
    grade = fields.String(required=True)
    table_row = fields.String(required=True)
    referred_to = fields.Dict(required=True, allow_none=True)
    findings = fields.List(fields.Dict(), required=True)
    professional_right = fields.Nested(ProfessionalRightSchema, required=True)
    skills = fields.Dict(required=True)
    next_steps = fields.List(fields.String(), required=True)
    why_not = fields.List(fields.Dict(), required=True)
    bridging = fields.Dict(required=True)
    prior_learning = fields.List(fields.Dict(), required=True)
    next_best = fields.List(fields.Dict(), required=True)
    as_of = fields.Date(required=True)
    versions = fields.Dict(required=True)


class IssuedSchema(Schema):
    """A paper that was made and kept."""

    serial = fields.String(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    page = fields.String(required=True)
    pdf = fields.String(required=True)
    credential = fields.String(required=True)


class StandingSchema(Schema):
    """A paper's standing."""

    serial = fields.String(required=True)
    kind = fields.String(required=True)
    made_on = fields.Date(required=True)
    standing = fields.String(required=True)
    digest = fields.String(required=True)
