"""Which agreements and regimes govern a movement between two countries on a day.

All that bear on the movement are listed, each with what it rests on; the register does not
decide which of them prevails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from registry.catalogue.agreement import Action, ActionKind, Agreement, Party, RelationKind, Role
from registry.catalogue.memberships import Membership, Memberships, RegimeKind
from registry.catalogue.timeline import Status, StatusValue, status_on
from registry.values.countries import BODIES, HISTORICAL, country_of
from registry.values.evidence import Confidence, weakest

REGIME_PREFIX = "regime:"
# The regional bodies that are parties in their own name, with the regime of their members.
BODY_REGIMES = {"EUE": ("eu", "eu-wa-transition")}


class Via(StrEnum):
    """How a country is bound."""

    PARTY = "party"
    UNIT = "unit"
    MEMBER = "member"
    ANNOUNCED = "announced"
    BODY = "body"
    LEFT = "left"
    PREDECESSOR = "predecessor"


class Standing(StrEnum):
    """What an agreement is worth for the movement on the day; in the order of listing."""

    GOVERNS = "governs"
    PRESUMED = "presumed"
    ANNOUNCED = "announced"
    NOT_YET = "not-yet"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"
    NOT_APPLIED = "not-applied"
    ENDED = "ended"

    @property
    def governs(self) -> bool:
        """Whether it is, or is presumed to be, applied to the movement."""
        return self in (Standing.GOVERNS, Standing.PRESUMED)


class _Strength(IntEnum):
    """Which binding is told where a country is bound in several ways."""

    PREDECESSOR = 0
    LEFT = 1
    ANNOUNCED = 2
    BODY = 3
    UNIT = 4
    MEMBER = 5
    PARTY = 6


@dataclass(frozen=True, slots=True)
class Binding:
    """How one country is bound: ``code`` is the party, ``spell`` the membership it rests on."""

    via: Via
    code: str
    country: str
    role: Role | None = None
    authority: str = ""
    spell: Membership | None = None
    since_vague: bool = False

    @property
    def confidence(self) -> Confidence:
        """How sure it is that the country is bound."""
        if self.since_vague or self.via is Via.BODY:
            return Confidence.LOW
        return self.spell.confidence if self.spell else Confidence.HIGH

    @property
    def rank(self) -> int:
        """Higher is told first."""
        return _Strength[self.via.name].value


@dataclass(frozen=True, slots=True)
class Governing:
    """An agreement on a corridor: where it stands and how each side is bound."""

    agreement: Agreement
    status: Status
    standing: Standing
    origin: Binding
    destination: Binding

    @property
    def confidence(self) -> Confidence:
        """As sure as the weakest of status and both bindings."""
        return weakest(self.status.confidence, self.origin.confidence, self.destination.confidence)

    @property
    def units(self) -> tuple[str, ...]:
        """Units of a country to which it is limited (``CA-AB``)."""
        return tuple(b.code for b in (self.origin, self.destination) if b.via is Via.UNIT)


class RegimeStanding(StrEnum):
    """What a regime is worth between the two countries on the day."""

    MEMBERS = "members"
    RULES_APPLY = "rules-apply"
    ANNOUNCED = "announced"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CommonRegime:
    """A regime that both are in, or were, with the spell of each.

    ``also`` are spells that explain it: the membership that an announcement follows on, or the
    rules that went on after a withdrawal.
    """

    regime: str
    name: str
    standing: RegimeStanding
    spells: tuple[Membership, ...]
    also: tuple[Membership, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the spells add: limits, withdrawals, what was announced."""
        return tuple(
            dict.fromkeys(spell.note for spell in (*self.spells, *self.also) if spell.note)
        )

    @property
    def confidence(self) -> Confidence:
        """As sure as the weaker spell."""
        return weakest(*(spell.confidence for spell in self.spells))


@dataclass(frozen=True, slots=True)
class CorridorRelation:
    """How two of the listed agreements stand to each other."""

    subject: str
    kind: RelationKind
    to: str
    note: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Corridor:
    """``other_way`` are agreements between the two for movements in the other direction only."""

    origin: str
    destination: str
    day: date
    agreements: tuple[Governing, ...]
    other_way: tuple[Governing, ...]
    regimes: tuple[CommonRegime, ...]
    relations: tuple[CorridorRelation, ...]


def governing(
    agreements: Iterable[Agreement],
    memberships: Memberships,
    origin: str,
    destination: str,
    day: date,
) -> Corridor:
    """Everything on the register that bears on a movement from one country to another."""
    found = sorted(
        _found(agreements, memberships, origin, destination, day),
        key=lambda g: (list(Standing).index(g.standing), g.agreement.id),
    )
    this_way = tuple(g for g in found if not _other_way(g))
    return Corridor(
        origin,
        destination,
        day,
        this_way,
        tuple(g for g in found if _other_way(g)),
        tuple(_regimes(memberships, origin, destination, day)),
        tuple(_relations(this_way)),
    )


def _found(
    agreements: Iterable[Agreement],
    memberships: Memberships,
    origin: str,
    destination: str,
    day: date,
) -> Iterator[Governing]:
    for agreement in agreements:
        pair = _bound(agreement, memberships, origin, destination, day)
        if pair is None:
            continue
        status = status_on(agreement, day)
        if not _begun(agreement, status, day):
            continue
        yield Governing(agreement, status, _standing(status, pair, day), *pair)


def _begun(agreement: Agreement, status: Status, day: date) -> bool:
    """An agreement that nobody had signed yet is not listed."""
    if status.value is not StatusValue.UNKNOWN:
        return True
    dates = [action.date.earliest for action in agreement.actions if action.date]
    return bool(dates) and min(dates) <= day


def _other_way(governing: Governing) -> bool:
    return governing.origin.role is Role.DESTINATION or governing.destination.role is Role.ORIGIN


# Who is bound ------------------------------------------------------------------------------


def _bound(
    agreement: Agreement, memberships: Memberships, origin: str, destination: str, day: date
) -> tuple[Binding, Binding] | None:
    """How both are bound, the strongest way; None where the agreement is not about them."""
    ones = bindings(agreement, memberships, origin, day)
    others = bindings(agreement, memberships, destination, day)
    pairs = [
        (one, other)
        for one in ones
        for other in others
        if _apart(agreement, memberships, one, other) and _fits(agreement, one, other)
    ]
    return max(pairs, key=lambda pair: min(b.rank for b in pair), default=None)


def _fits(agreement: Agreement, one: Binding, other: Binding) -> bool:
    """Two countries that an announcement concerns have nothing from each other, and one party
    does not bind two countries to each other."""
    if one.via is Via.ANNOUNCED and other.via is Via.ANNOUNCED:
        return False
    through = (Via.BODY, Via.PREDECESSOR)
    same_party = one.code == other.code and (one.via in through or other.via in through)
    return not same_party and len(agreement.parties) + len(agreement.regimes) > 0


def bindings(
    agreement: Agreement, memberships: Memberships, country: str, day: date
) -> list[Binding]:
    """Every way in which an agreement binds a country on a day, or did before."""
    if agreement.regimes:
        return _by_membership(agreement, memberships, country, day)
    if _on_regime_side(agreement, memberships, country):
        return list(_by_side(agreement, memberships, country, day))
    named = [b for party in agreement.parties for b in _by_party(agreement, party, country, day)]
    if agreement.parties_complete:
        return [*named, *_acceded(agreement, country, day)]
    bodies = [b for party in agreement.parties for b in _by_body(party, memberships, country, day)]
    return [*named, *_acceded(agreement, country, day), *bodies]


def _acceded(agreement: Agreement, country: str, day: date) -> Iterator[Binding]:
    """Who acceded without standing among the parties."""
    if any(party.code == country for party in agreement.parties):
        return
    for action in _party_dates(agreement, country, ActionKind.ACCEDED):
        if action.date and action.date.latest <= day:
            yield Binding(Via.PARTY, country, country)
            return


def _on_regime_side(agreement: Agreement, memberships: Memberships, country: str) -> bool:
    """Whether the country takes part only as a member of a regime that is a side."""
    regimes = [
        member.removeprefix(REGIME_PREFIX)
        for side in agreement.sides
        for member in side
        if member.startswith(REGIME_PREFIX)
    ]
    named = any(country in side for side in agreement.sides)
    return not named and any(memberships.spells(country, slug) for slug in regimes)


def _by_membership(
    agreement: Agreement, memberships: Memberships, country: str, day: date
) -> list[Binding]:
    party = next((p for p in agreement.parties if p.code == country), None)
    if party is None and agreement.parties_complete:
        return []
    role = party.role if party else None
    for slug in agreement.regimes:
        spell = memberships.is_member(slug, country, day)
        if spell:
            announced = memberships.regime(slug).kind is RegimeKind.ANNOUNCED
            via = Via.ANNOUNCED if announced else Via.MEMBER
            return [Binding(via, country, country, role, spell=spell)]
    for slug in agreement.regimes:
        left = memberships.left(slug, country, day)
        if left:
            return [Binding(Via.LEFT, country, country, role, spell=left)]
    return []


def _by_party(agreement: Agreement, party: Party, country: str, day: date) -> Iterator[Binding]:
    if party.code in HISTORICAL:
        if country in HISTORICAL[party.code][1]:
            yield Binding(Via.PREDECESSOR, party.code, country, party.role, party.authority)
        return
    if party.code in BODIES or country_of(party.code) != country:
        return
    via = Via.PARTY if party.code == country else Via.UNIT
    since = _party_dates(agreement, party.code, ActionKind.ENTERED_INTO_FORCE, ActionKind.ACCEDED)
    if since and all(day < action.date.earliest for action in since if action.date):
        return
    vague = bool(since) and all(day < action.date.latest for action in since if action.date)
    gone = _party_dates(agreement, party.code, ActionKind.WITHDRAWN, ActionKind.DENOUNCED)
    if any(action.date.earliest <= day for action in gone if action.date):
        via = Via.LEFT
    yield Binding(via, party.code, country, party.role, party.authority, since_vague=vague)


def _party_dates(agreement: Agreement, code: str, *kinds: ActionKind) -> list[Action]:
    return [action for action in agreement.claims(*kinds, party=code) if action.date]


def _by_body(party: Party, memberships: Memberships, country: str, day: date) -> Iterator[Binding]:
    """A member of a body that is a party; which members take part may not be known."""
    for slug in BODY_REGIMES.get(party.code, ()):
        spell = memberships.is_member(slug, country, day)
        if spell:
            yield Binding(Via.BODY, party.code, country, party.role, spell=spell)
            return


def _by_side(
    agreement: Agreement, memberships: Memberships, country: str, day: date
) -> Iterator[Binding]:
    """A side that is a whole regime binds its members of the day."""
    for member in (m for side in agreement.sides for m in side if m.startswith(REGIME_PREFIX)):
        spell = memberships.is_member(member.removeprefix(REGIME_PREFIX), country, day)
        if spell:
            yield Binding(Via.MEMBER, country, country, spell=spell)


def _apart(agreement: Agreement, memberships: Memberships, one: Binding, other: Binding) -> bool:
    """Whether the two stand on different sides of a hub-and-spoke agreement, or it has none."""
    if not agreement.sides:
        return True
    ones = _sides_of(agreement.sides, memberships, one)
    others = _sides_of(agreement.sides, memberships, other)
    return any(a != b for a in ones for b in others)


def _sides_of(
    sides: Sequence[Sequence[str]], memberships: Memberships, binding: Binding
) -> list[int]:
    """The sides that a bound country is on; who was ever in a regime counts as on its side,
    since the day is judged by the binding."""
    return [
        place
        for place, side in enumerate(sides)
        if binding.code in side
        or any(
            memberships.spells(binding.country, member.removeprefix(REGIME_PREFIX))
            for member in side
            if member.startswith(REGIME_PREFIX)
        )
    ]


# What it is worth --------------------------------------------------------------------------


_BY_STATUS = {
    StatusValue.IN_FORCE: Standing.GOVERNS,
    StatusValue.PROVISIONALLY_APPLIED: Standing.GOVERNS,
    StatusValue.PARTLY_IN_FORCE: Standing.PRESUMED,
    StatusValue.PRESUMED_IN_FORCE: Standing.PRESUMED,
    StatusValue.SUSPENDED: Standing.SUSPENDED,
    StatusValue.EXPIRED: Standing.ENDED,
    StatusValue.TERMINATED: Standing.ENDED,
    StatusValue.SUPERSEDED: Standing.ENDED,
    StatusValue.UNKNOWN: Standing.UNKNOWN,
}


def _standing(status: Status, pair: tuple[Binding, Binding], day: date) -> Standing:
    standing = _BY_STATUS.get(status.value, Standing.NOT_YET)
    ways = {binding.via for binding in pair}
    if standing is Standing.ENDED or not standing.governs:
        return standing
    if Via.LEFT in ways:
        return Standing.ENDED
    origin, destination = pair
    if destination.spell and destination.spell.excludes(origin.country, day):
        return Standing.NOT_APPLIED
    if Via.PREDECESSOR in ways:
        return Standing.UNKNOWN
    if Via.ANNOUNCED in ways:
        return Standing.ANNOUNCED
    sure = all(binding.confidence.counts for binding in pair) and status.confidence.counts
    return standing if sure else Standing.PRESUMED


# Regimes and relations ---------------------------------------------------------------------


def _regimes(
    memberships: Memberships, origin: str, destination: str, day: date
) -> Iterator[CommonRegime]:
    slugs = dict.fromkeys(
        spell.regime for code in (origin, destination) for spell in memberships.spells(code)
    )
    for slug in sorted(slugs):
        found = _common(memberships, slug, origin, destination, day)
        if found:
            yield found


def _common(
    memberships: Memberships, slug: str, origin: str, destination: str, day: date
) -> CommonRegime | None:
    regime = memberships.regime(slug)
    base = regime.follows or slug
    if regime.hub and regime.hub not in (origin, destination):
        return None
    spells = [_spell(memberships, slug, base, code, day) for code in (origin, destination)]
    if any(spell is None for spell in spells) or all(s and s.regime != slug for s in spells):
        return None
    both = tuple(spell for spell in spells if spell)
    also: tuple[Membership, ...] = ()
    if any(spell.over(day) for spell in both):
        if slug != base:
            return None
        standing = RegimeStanding.ENDED
        also = tuple(_announced(memberships, slug, (origin, destination), day))
    elif regime.kind is RegimeKind.ANNOUNCED:
        if all(spell.regime == slug for spell in both):
            return None
        standing = RegimeStanding.ANNOUNCED
        also = tuple(_withdrawals(memberships, base, both, day))
    else:
        rules = regime.kind is RegimeKind.RULES
        standing = RegimeStanding.RULES_APPLY if rules else RegimeStanding.MEMBERS
    return CommonRegime(slug, memberships.name(slug), standing, both, also)


def _spell(
    memberships: Memberships, slug: str, base: str, code: str, day: date
) -> Membership | None:
    return (
        memberships.is_member(slug, code, day)
        or memberships.is_member(base, code, day)
        or memberships.left(base, code, day)
    )


def _withdrawals(
    memberships: Memberships, base: str, spells: Iterable[Membership], day: date
) -> Iterator[Membership]:
    """The ended membership that an announcement follows on."""
    for spell in spells:
        left = memberships.left(base, spell.country, day)
        if left and left is not spell:
            yield left


def _announced(
    memberships: Memberships, base: str, codes: Sequence[str], day: date
) -> Iterator[Membership]:
    """What goes on under another name after a membership ended."""
    for slug, regime in memberships.regimes.items():
        if regime.follows == base:
            for code in codes:
                spell = memberships.is_member(slug, code, day)
                if spell:
                    yield spell


def _relations(listed: Sequence[Governing]) -> Iterator[CorridorRelation]:
    ids = {governing.agreement.id for governing in listed}
    for governing in listed:
        agreement = governing.agreement
        for relation in agreement.relations:
            if relation.to in ids:
                yield CorridorRelation(
                    agreement.id,
                    relation.kind,
                    relation.to,
                    relation.note,
                    agreement.confidence_of(relation),
                )
