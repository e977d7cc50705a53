"""People at the desk: their roles, each held for a place, as actions are asked to look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody may be entrusted with (USERS.md); the public needs no role."""

    REGISTRAR = "registrar"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    ASSESSOR = "assessor"
    LICENCE_OFFICER = "licence-officer"
    TRANSLATOR = "translator"
    RECRUITER = "recruiter"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    OPERATOR = "operator"


# Held for the whole register, not for a country or an authority.
EVERYWHERE = ""
OF_THE_REGISTER = frozenset({Role.DATA_PROTECTION_OFFICER, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a place: a party's code (``PHL``, ``CA-SK``, ``EUE``), an authority's id, or
    ``EVERYWHERE`` for the roles of the register."""

    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is signed in, or a key that acts for them, with what they may be."""

    id: str
    name: str
    grants: frozenset[Grant] = field(default_factory=frozenset)

    def holds(self, role: Role, place: str) -> bool:
        """Whether a role is held for just this place."""
        return Grant(role, place) in self.grants

    def places(self, role: Role) -> frozenset[str]:
        """The places for which a role is held."""
        return frozenset(grant.place for grant in self.grants if grant.role is role)
