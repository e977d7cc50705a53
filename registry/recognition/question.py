"""What is asked: what a person holds, where they want to go, and for what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.recognition.qualification import LevelRef
from registry.values.dates import VagueDate


class Basis(StrEnum):
    """``told``: as the person says; ``assessed``: only evidence that somebody has seen counts."""

    TOLD = "told"
    ASSESSED = "assessed"


class Purpose(StrEnum):
    """What the answer is for; each purpose requires its own criteria."""

    REGULATED_PRACTICE = "regulated-practice"
    UNREGULATED_WORK = "unregulated-work"
    FURTHER_STUDY = "further-study"


class EvidenceState(StrEnum):
    """How far a piece of evidence has come."""

    CLAIMED = "claimed"
    COPY_SEEN = "copy-seen"
    ORIGINAL_SEEN = "original-seen"
    VERIFIED_WITH_ISSUER = "verified-with-issuer"
    SEALED_CREDENTIAL_VERIFIED = "sealed-credential-verified"
    UNAVAILABLE = "unavailable"
    NAME_MISMATCH = "name-mismatch"

    @property
    def seen(self) -> bool:
        """Whether somebody other than the holder has looked at it."""
        return self in _SEEN

    @property
    def verified(self) -> bool:
        """Whether the issuer stands behind it."""
        return self in _VERIFIED


_VERIFIED = frozenset(
    {EvidenceState.VERIFIED_WITH_ISSUER, EvidenceState.SEALED_CREDENTIAL_VERIFIED}
)
_SEEN = frozenset(
    {
        EvidenceState.COPY_SEEN,
        EvidenceState.ORIGINAL_SEEN,
        EvidenceState.VERIFIED_WITH_ISSUER,
        EvidenceState.SEALED_CREDENTIAL_VERIFIED,
    }
)


class EvidenceKind(StrEnum):
    """What a piece of evidence is about; a closed list, so that nobody's name can stand in it."""

    IDENTITY = "identity"
    DIPLOMA = "diploma"
    REGISTRATION = "registration"
    GOOD_STANDING = "good-standing"
    SYLLABUS = "syllabus"
    LANGUAGE = "language"
    EXPERIENCE = "experience"
    DISPLACEMENT = "displacement"
    ACQUIRED_RIGHTS = "acquired-rights-certificate"
    """The home authority certifies three consecutive years of practice in the last five
    (Directive 2005/36/EC, Article 23)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence and how far it has come."""

    kind: EvidenceKind
    state: EvidenceState


@dataclass(frozen=True, slots=True)
class Experience:
    """Practice in an ISCO-08 unit group."""

    occupation: str
    months: int
    state: EvidenceState = EvidenceState.CLAIMED


@dataclass(frozen=True, slots=True)
class Held:
    """What a person holds: a qualification of the register, or claims, or skills alone."""

    qualification: str | None = None
    occupation: str | None = None
    title: str | None = None
    country: str | None = None
    unit: str | None = None
    level: LevelRef | None = None
    field: str | None = None
    awarded_on: VagueDate | None = None
    training_started_on: date | None = None
    duration_months: int | None = None
    credits: str | None = None
    awarding_body: str | None = None
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A whole request; missing is unknown, never zero."""

    held: Held
    destination: str
    as_of: date
    purpose: Purpose = Purpose.REGULATED_PRACTICE
    basis: Basis = Basis.TOLD
    destination_unit: str | None = None
    target_qualification: str | None = None
    target_occupation: str | None = None
    registered_in: tuple[str, ...] = ()
    nationality: str | None = None
    evidence: tuple[Evidence, ...] = ()
    experience: tuple[Experience, ...] = field(default=())

    def states(self, kind: EvidenceKind) -> frozenset[EvidenceState]:
        """The states of all evidence of one kind."""
        return frozenset(item.state for item in self.evidence if item.kind == kind)

    def believed(self, state: EvidenceState) -> bool:
        """Whether evidence in ``state`` counts on this basis."""
        told = self.basis is Basis.TOLD and state is EvidenceState.CLAIMED
        return told or state.seen

    def shows(self, kind: EvidenceKind) -> bool:
        """Whether evidence of a kind is there in a state that counts on this basis, and nothing
        speaks against it."""
        states = self.states(kind)
        against = EvidenceState.NAME_MISMATCH in states
        return not against and any(self.believed(state) for state in states)
