"""The words of the desk for roles, scopes, events and doors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.values.access import Event, Scope
from registry.values.people import Role

DOORS: Mapping[str, str] = MappingProxyType({"people": "People", "account": "My account"})
BEHIND: Mapping[str, str] = MappingProxyType(
    {
        "people": "Invite people, give and take roles, see who came in.",
        "account": "Password, second factor, keys, and where you are signed in.",
    }
)
ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.REGISTRAR: "Registrar",
        Role.REVIEWER: "Reviewer",
        Role.PUBLISHER: "Publisher",
        Role.ASSESSOR: "Assessor",
        Role.LICENCE_OFFICER: "Licence officer",
        Role.TRANSLATOR: "Translator",
        Role.RECRUITER: "Recruiter",
        Role.AUDITOR: "Auditor",
        Role.DATA_PROTECTION_OFFICER: "Data-protection officer",
        Role.OPERATOR: "Operator",
    }
)
SCOPE_NAMES: Mapping[Scope, str] = MappingProxyType(
    {
        Scope.WRITE_AGREEMENTS: "Write drafts of agreements",
        Scope.PUBLISH_AGREEMENTS: "Review and publish agreements",
        Scope.IMPORTS: "Import spreadsheets",
        Scope.STATEMENTS: "Make statements",
        Scope.LICENCES: "Keep licences",
        Scope.AUDIT: "Keep reports on recruitment",
    }
)
EVENTS: Mapping[Event, str] = MappingProxyType(
    {
        Event.SIGNED_IN: "Signed in",
        Event.REFUSED: "Refused",
        Event.HELD_OFF: "Held off after many attempts",
        Event.SIGNED_OUT: "Signed out",
        Event.SESSION_ENDED: "Session ended",
        Event.PASSWORD_SET: "Password set",
        Event.SECOND_FACTOR_SET: "Codes set up",
        Event.PASSKEY_ADDED: "Passkey added",
        Event.PASSKEY_REMOVED: "Passkey removed",
        Event.RECOVERY_CODES_MADE: "Recovery codes made",
        Event.RECOVERY_CODE_USED: "Recovery code used",
        Event.KEY_MADE: "Key made",
        Event.KEY_ENDED: "Key ended",
        Event.INVITED: "Invited",
        Event.RESET_OFFERED: "Way back in offered",
        Event.ROLE_GIVEN: "Role given",
        Event.ROLE_TAKEN: "Role taken",
        Event.ACCOUNT_ENDED: "Account ended",
        Event.ACCOUNT_ERASED: "Account erased",
        Event.DATA_EXPORTED: "Personal data exported",
    }
)
LISTS = (DOORS, BEHIND, ROLE_NAMES, SCOPE_NAMES, EVENTS)
