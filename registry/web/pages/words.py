"""The words for what the data says in codes; translated by their English text like all messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from registry.actions.refusals import SENTENCES
from registry.values.countries import UNITS
from registry.web.pages import desk_words

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "bla": "Bilateral labour agreement",
        "mou": "Memorandum of understanding",
        "moc": "Memorandum of cooperation",
        "protocol": "Protocol",
        "amendment": "Amendment",
        "placement-agreement": "Placement agreement",
        "seasonal-scheme": "Seasonal scheme",
        "mmpa": "Migration and mobility partnership agreement",
        "mobility-partnership": "Mobility partnership",
        "skills-mobility-partnership": "Skills mobility partnership",
        "regional-free-movement": "Regional free movement",
        "trade-mobility": "Mobility in a trade agreement",
        "mra": "Mutual recognition arrangement",
        "recognition-convention": "Recognition convention",
        "social-security": "Social security agreement",
        "youth-mobility": "Youth mobility scheme",
        "trainee-exchange": "Trainee exchange",
        "framework-agreement": "Framework agreement",
        "joint-declaration": "Joint declaration",
    }
)

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "bilateral": "Between two parties",
        "plurilateral": "Between several parties",
        "regional": "Regional",
        "multilateral-open": "Open to all states",
    }
)

BINDING: Mapping[str, str] = MappingProxyType(
    {
        "binding": "Binding",
        "binding-presumed": "Binding, as is usual for this type (presumed)",
        "non-binding": "Not binding",
        "non-binding-or-mixed": "Not binding, or only in part",
        "mixed": "Partly binding",
        "agency-level": "Between agencies, not between states",
        "check-text": "Not known: the text has to be checked",
        "unknown": "Not known",
    }
)

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "proposed": "Proposed",
        "under-negotiation": "Under negotiation",
        "signed": "Signed",
        "presumed-in-force": "Presumed in force",
        "provisionally-applied": "Provisionally applied",
        "in-force": "In force",
        "partly-in-force": "Partly in force",
        "suspended": "Suspended",
        "not-in-force": "Not in force",
        "expired": "Expired",
        "terminated": "Terminated",
        "superseded": "Superseded",
        "unknown": "Status not known",
    }
)

STATUS_TONES: Mapping[str, str] = MappingProxyType(
    {
        "in-force": "met",
        "provisionally-applied": "met",
        "presumed-in-force": "partly",
        "partly-in-force": "partly",
        "signed": "partly",
        "suspended": "not",
        "not-in-force": "not",
        "expired": "not",
        "terminated": "not",
        "superseded": "not",
    }
)

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "origin": "country of origin",
        "destination": "country of destination",
        "both": "both origin and destination",
        "transit": "transit",
        "observer": "observer",
    }
)

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "negotiation-opened": "Negotiation opened",
        "initialled": "Initialled",
        "adopted": "Adopted",
        "signed": "Signed",
        "approved": "Approved",
        "ratified": "Ratified",
        "accepted": "Accepted",
        "acceded": "Acceded",
        "succeeded": "Succeeded",
        "notified": "Notified",
        "provisional-application-started": "Provisional application started",
        "provisional-application-ended": "Provisional application ended",
        "entered-into-force": "Entered into force",
        "reported-in-force": "Reported in force by a source",
        "reported-not-in-force": "Reported not in force by a source",
        "reported-suspended": "Reported suspended by a source",
        "reported-ended": "Reported ended by a source",
        "amended": "Amended",
        "extended": "Extended",
        "renewed": "Renewed",
        "tacitly-renewed": "Tacitly renewed",
        "suspended": "Suspended",
        "resumed": "Resumed",
        "reservation": "Reservation",
        "declaration": "Declaration",
        "withdrawn": "Withdrawn",
        "denounced": "Denounced",
        "terminated": "Terminated",
        "expired": "Expired",
        "superseded": "Superseded",
        "objection": "Objection",
    }
)

RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "supersedes": "Supersedes",
        "superseded-by": "Superseded by",
        "amends": "Amends",
        "amended-by": "Amended by",
        "part-of": "Part of",
        "has-part": "Includes",
        "supplements": "Supplements",
        "supplemented-by": "Supplemented by",
        "renews": "Renews",
        "renewed-by": "Renewed by",
        "implements": "Implements",
        "implemented-by": "Implemented by",
    }
)

INVERSE: Mapping[str, str] = MappingProxyType(
    {
        "supersedes": "superseded-by",
        "amends": "amended-by",
        "part-of": "has-part",
        "supplements": "supplemented-by",
        "renews": "renewed-by",
        "implements": "implemented-by",
    }
)

STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "governs": "In force between the two",
        "presumed": "Presumed in force between the two",
        "announced": "Continued application announced",
        "not-yet": "Signed or proposed, not in force",
        "suspended": "Suspended",
        "unknown": "Standing not known on this day",
        "not-applied": "In force, but not applied between the two",
        "ended": "Ended",
    }
)

REGIME_STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "members": "Both are members",
        "rules-apply": "The rules apply between both",
        "announced": "Withdrawn; continued application announced",
        "ended": "No longer common to both",
    }
)

CONFIDENCE: Mapping[str, str] = MappingProxyType(
    {
        "high": "High: printed in a source that was read",
        "medium": "Medium: well established",
        "low": "Low: to be verified",
    }
)

SURE: Mapping[str, str] = MappingProxyType(
    {"high": "certain", "medium": "likely", "low": "unverified"}
)

# Verdict words that read better than the general ones for what is looked at, by the reason or
# the verdict.
VERDICT_TONES: Mapping[str, str] = MappingProxyType(
    {"met": "met", "partly": "partly", "not-met": "not", "unknown": "unknown"}
)

OUTCOME_TONES: Mapping[str, str] = MappingProxyType(
    {
        "comparable": "met",
        "conditional": "partly",
        "alternative": "partly",
        "partial": "partly",
        "not-comparable": "not",
        "insufficient-evidence": "unknown",
    }
)

# What would change an answer: the signal and what it would have to say.
CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "admissible": "what you told us can be used",
        "body": "the awarding body is known to be recognised",
        "level": "a published table shows the same level",
        "field": "the field is the same",
        "outcomes": "all essential skills are shown",
        "workload": "the length of the training is comparable",
        "access": "it opens the same next studies",
        "professional-right": "it is known whether the work is regulated, and who decides",
    }
)

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "regulated-practice": "Work in an occupation",
        "unregulated-work": "Work in an occupation that needs no licence",
        "further-study": "Study further",
    }
)

REGULATED: Mapping[str, str] = MappingProxyType(
    {
        "yes": "Regulated: you need a licence or registration",
        "partly": "Partly regulated",
        "no": "Not regulated: no licence is needed",
        "unknown": "Not known here",
    }
)

# The kinds of facts that the coverage page counts by their confidence.
CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Titles of qualifications",
        "level": "Levels of qualifications",
        "field": "Fields of qualifications",
        "duration": "Lengths of training",
        "credits": "Credits of qualifications",
        "awarding-system": "Who awards qualifications",
        "skills": "Skills of qualifications",
        "access": "What qualifications open at home",
        "essential-skills": "Skill profiles of occupations",
        "level-referencing": "Relations between levels",
        "convention-party": "Parties of recognition conventions",
        "provision": "Provisions on recognition",
        "annex-entry": "Entries of annexes",
        "authority": "Authorities",
        "procedure": "Facts of procedures with a source of their own",
        "appeal": "Ways to appeal",
    }
)

# Said in a table that has no room for more.
REGULATED_SHORT: Mapping[str, str] = MappingProxyType(
    {"yes": "Regulated", "partly": "Partly", "no": "Not regulated", "unknown": "Not known"}
)

NAMED_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "steps": "Steps",
        "papers": "Papers",
        "fee": "Fee",
        "time": "Time",
        "language": "Language",
        "language_checked": "When the language is checked",
        "appeal": "How to appeal",
    }
)

DESCRIBED_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "level": "Level",
        "field": "Field",
        "months": "Length",
        "awarding": "Awarding system",
        "skills": "Skills",
    }
)

EQUIVALENCE_STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "proposed": "Proposed; it gives nothing yet",
        "agreed": "Agreed and not published; it gives nothing yet",
        "published": "Published",
        "contested": "Contested; it gives nothing",
        "withdrawn": "Withdrawn; it gives nothing any more",
    }
)
EFFECTS: Mapping[str, str] = MappingProxyType(
    {
        "right-to-practise": "Right to practise, once the formalities are done",
        "entitled-to-register": "Entitles to register, without a new assessment",
        "recognition-with-measures": (
            "The authority must recognise, or name the difference and the measure"
        ),
        "eligible-to-apply": "Opens the way to apply; the authority decides",
        "level-recognised": "Settles the level of a degree and nothing else",
        "entry-right": "A right of entry, not recognition",
        "educational-base": "Speaks about education only and gives no right",
        "presumption": "Sets who must prove what",
        "information-only": "Information; changes nothing by itself",
    }
)

BODY_STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "recognised": "Recognised",
        "not-recognised": "Not recognised",
        "disputed": "Disputed",
        "displaced": "Displaced",
    }
)

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "higher-education": "Higher education",
        "vocational": "Vocational",
        "professional": "Professional",
    }
)

USES: Mapping[str, str] = MappingProxyType(
    {
        "referenced": "Referenced",
        "compared": "Compared",
        "bilateral": "Agreed between the two",
        "not-for-recognition": "Not for recognition",
        "no-agreement": "No agreement at this level",
        "unverified": "Unverified, not counted",
    }
)

LEVEL_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "same-level": "same level",
        "close-match": "close match",
        "broader-than": "broader than",
        "compatible": "compatible",
        "approximate": "approximate",
        "pilot-mapping": "pilot mapping",
        "no-match": "no match",
    }
)

# What a step of the question flow says when an answer cannot be used.
ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "to": "Choose the country where you want to go",
        "origin": "Choose the country where you learned your work",
        "held": (
            "Choose your qualification, or say that it is not listed, or that you have no paper"
        ),
        "title": "Write the title without control characters, in at most 300 letters",
        "level": "Choose a level from the list, or leave it open",
        "meant": "Choose the title on your paper, or say that it is none of these",
        "purpose": "Choose what you want to do there",
        "occupation": "Choose an occupation, or say that yours is not in the list",
        "unit": "Choose a place from the list, or say that you do not know yet",
        "years": "Write the years as a number from 0 to 60",
        "months": "Write the months as a number from 0 to 11",
        "nationality": "Choose a country, or skip the question",
        "started": "Write a day, a month and a year, for example 1 10 2008",
        "started-future": "The training must have begun before today",
        "registered": "Choose a place from the list, or skip the question",
        "yes-or-no": "Choose yes or no, or skip the question",
        "day": "Write a day, a month and a year, not before 1900 and not after today",
    }
)

# What the list of agreements says of a filter that it cannot take, by the filter's name.
FILTERS_REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "q": "Write at most 200 letters, without control characters",
        "party": "Write the three letters of a country that is or was, as PHL",
        "type": "Choose a type from the list",
        "status": "Choose a status from the list",
        "on": "Write a day between 1900 and 2200, as 2026-11-24",
        "sector": "Choose a sector from the list",
        "occupation": "Write isco: and four digits, as isco:2221",
        "objective": "Write a number from 1 to 23",
        "form": "Choose a form from the list",
        "page": "Write a whole number from 1",
        "page_size": "Write a whole number from 1 to 200",
    }
)
NO_SUCH_FILTER = "There is no such filter"

_LISTS: tuple[Mapping[Any, str], ...] = (
    TYPES, FORMS, BINDING, STATUSES, ROLES, ACTIONS, RELATIONS, STANDINGS, REGIME_STANDINGS,
    CONFIDENCE, SURE,
    CHANGES, PURPOSES, REGULATED, EFFECTS, EQUIVALENCE_STANDINGS, BODY_STANDINGS, KINDS,
    USES, LEVEL_RELATIONS,
    CLAIMS, REGULATED_SHORT, NAMED_FACTS, DESCRIBED_FACTS,
    ERRORS, FILTERS_REFUSED, UNITS,
    SENTENCES, *desk_words.LISTS,
)  # fmt: skip


def every_word() -> Iterator[str]:
    """All messages of this page, for whoever translates."""
    for each in _LISTS:
        yield from each.values()
    yield NO_SUCH_FILTER
