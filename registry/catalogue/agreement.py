"""What the register says about one agreement: a work with dated actions, each with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from registry.values.dates import VagueDate
from registry.values.evidence import Confidence, Source
from registry.values.language import Labels


class AgreementType(StrEnum):
    """What kind of instrument it is (AGREEMENTS.md 2.2)."""

    BLA = "bla"
    MOU = "mou"
    MOC = "moc"
    PROTOCOL = "protocol"
    AMENDMENT = "amendment"
    PLACEMENT_AGREEMENT = "placement-agreement"
    SEASONAL_SCHEME = "seasonal-scheme"
    MMPA = "mmpa"
    MOBILITY_PARTNERSHIP = "mobility-partnership"
    SKILLS_MOBILITY_PARTNERSHIP = "skills-mobility-partnership"
    REGIONAL_FREE_MOVEMENT = "regional-free-movement"
    TRADE_MOBILITY = "trade-mobility"
    MRA = "mra"
    RECOGNITION_CONVENTION = "recognition-convention"
    SOCIAL_SECURITY = "social-security"
    YOUTH_MOBILITY = "youth-mobility"
    TRAINEE_EXCHANGE = "trainee-exchange"
    FRAMEWORK_AGREEMENT = "framework-agreement"
    JOINT_DECLARATION = "joint-declaration"


class Form(StrEnum):
    """Between how many, and whether others may join."""

    BILATERAL = "bilateral"
    PLURILATERAL = "plurilateral"
    REGIONAL = "regional"
    MULTILATERAL_OPEN = "multilateral-open"


class Bindingness(StrEnum):
    """Whether it binds; ``check-text`` says that nobody has looked at the text for it."""

    BINDING = "binding"
    BINDING_PRESUMED = "binding-presumed"
    NON_BINDING = "non-binding"
    NON_BINDING_OR_MIXED = "non-binding-or-mixed"
    MIXED = "mixed"
    AGENCY_LEVEL = "agency-level"
    CHECK_TEXT = "check-text"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """Where the workers of a party come from and go to."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    BOTH = "both"
    TRANSIT = "transit"
    OBSERVER = "observer"


class ActionKind(StrEnum):
    """What can happen to an agreement, or be reported of it."""

    NEGOTIATION_OPENED = "negotiation-opened"
    INITIALLED = "initialled"
    ADOPTED = "adopted"
    SIGNED = "signed"
    APPROVED = "approved"
    RATIFIED = "ratified"
    ACCEPTED = "accepted"
    ACCEDED = "acceded"
    SUCCEEDED = "succeeded"
    NOTIFIED = "notified"
    PROVISIONAL_STARTED = "provisional-application-started"
    PROVISIONAL_ENDED = "provisional-application-ended"
    ENTERED_INTO_FORCE = "entered-into-force"
    REPORTED_IN_FORCE = "reported-in-force"
    REPORTED_NOT_IN_FORCE = "reported-not-in-force"
    REPORTED_SUSPENDED = "reported-suspended"
    REPORTED_ENDED = "reported-ended"
    AMENDED = "amended"
    EXTENDED = "extended"
    RENEWED = "renewed"
    TACITLY_RENEWED = "tacitly-renewed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RESERVATION = "reservation"
    DECLARATION = "declaration"
    OBJECTION = "objection"
    WITHDRAWN = "withdrawn"
    DENOUNCED = "denounced"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"

    @property
    def is_report(self) -> bool:
        """Whether it tells what a source said on a day, not what happened on it."""
        return self.value.startswith("reported-")


class RelationKind(StrEnum):
    """How an agreement stands to an earlier or wider one; the inverses are derived."""

    SUPERSEDES = "supersedes"
    AMENDS = "amends"
    PART_OF = "part-of"
    SUPPLEMENTS = "supplements"
    RENEWS = "renews"
    IMPLEMENTS = "implements"


class TextKind(StrEnum):
    """What a text is worth."""

    AUTHENTIC = "authentic"
    TRANSLATION = "translation"
    MACHINE_TRANSLATION = "machine-translation"


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source by its name, with the reference inside it (``CW-0511``) where there is one."""

    name: str
    confidence: Confidence
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Country, unit, regional body or historical state; no role means that it is not known."""

    code: str
    role: Role | None = None
    authority: str = ""
    name: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """One claim about what happened; without a date the day is not known.

    ``party`` limits it to one party; ``by`` names the agreement that did it; ``manner`` says how
    a reported end came (``terminated``, ``expired``, ``superseded``). No sources and no
    confidence of its own means those of the agreement.
    """

    kind: ActionKind
    date: VagueDate | None = None
    party: str = ""
    by: str = ""
    manner: ActionKind | None = None
    note: str = ""
    sources: tuple[CitedSource, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another agreement on the register."""

    kind: RelationKind
    to: str
    note: str = ""
    sources: tuple[CitedSource, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom it is about: slugs of the sector scheme and ISCO-08 codes of one to four digits."""

    sectors: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()


class Confidentiality(StrEnum):
    """Who may know of it: everybody, everybody in outline, or only those who keep it."""

    PUBLIC = "public"
    SUMMARY = "summary"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the agreement in one language, elsewhere (``address``) or held here.

    ``file`` is the SHA-256 of a file that the register holds. The ``prevailing`` text decides
    where texts differ.
    """

    language: str
    kind: TextKind
    address: str = ""
    file: str = ""
    prevailing: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole record.

    ``sides`` make it hub and spoke: it governs only between a member of one side and a member of
    another; a member is a code or ``regime:<slug>``. ``regimes`` name the dated memberships that
    decide who is bound on a day; without them it is the parties.

    ``withheld`` are the places (JSON pointers) that the public does not get; ``public_part`` says
    of a public record that it is not the whole.
    """

    id: str
    title: Labels
    type: AgreementType
    form: Form
    bindingness: Bindingness
    parties: tuple[Party, ...]
    parties_complete: bool
    sources: tuple[CitedSource, ...]
    confidence: Confidence
    sides: tuple[tuple[str, ...], ...] = ()
    regimes: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    objectives: tuple[int, ...] = ()
    relations: tuple[Relation, ...] = ()
    texts: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    withheld: tuple[str, ...] = ()
    public_part: bool = False

    def confidence_of(self, claim: Action | Relation) -> Confidence:
        """The claim's own confidence, else the agreement's."""
        return claim.confidence or self.confidence

    def sources_of(self, claim: Action | Relation) -> tuple[Source, ...]:
        """The claim's own sources, else the agreement's, with the record that carries them."""
        return tuple(
            Source(said_by(cited), cited.confidence, f"/agreements/{self.id}")
            for cited in claim.sources or self.sources
        )

    def claims(self, *kinds: ActionKind, party: str = "") -> tuple[Action, ...]:
        """The actions of some kinds that concern the whole agreement, or one party."""
        return tuple(a for a in self.actions if a.kind in kinds and a.party == party)

    def dated(self, *kinds: ActionKind) -> VagueDate | None:
        """The date of the best of several claims; the first one written where they are equal."""
        return self.best_date(self.claims(*kinds))

    def best_date(self, claims: Iterable[Action]) -> VagueDate | None:
        """The date of the claim with the highest confidence."""
        dated = [(self.confidence_of(a).rank, a.date) for a in claims if a.date]
        return max(dated, key=lambda pair: pair[0])[1] if dated else None

    @property
    def signed(self) -> VagueDate | None:
        """When it was signed, or adopted where nobody signs."""
        return self.dated(ActionKind.SIGNED) or self.dated(ActionKind.ADOPTED)

    @property
    def entry_into_force(self) -> VagueDate | None:
        """When it entered into force as a whole."""
        return self.dated(ActionKind.ENTERED_INTO_FORCE)


def said_by(cited: CitedSource) -> str:
    """A source as people cite it.

    >>> said_by(CitedSource("Chilton and Woda", Confidence.HIGH, "CW-0511"))
    'Chilton and Woda, CW-0511'
    """
    return ", ".join(part for part in (cited.name, cited.ref) if part)
