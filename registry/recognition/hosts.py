"""The qualifications of each country, arranged so that a look-up costs the same for any number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from registry.recognition.facts import counted
from registry.recognition.qualification import Kind, LevelRef, Qualification

# Keys hold a one-tuple for a value that is asked for, and this for any value.
_ANY: tuple[()] = ()
_Key = tuple[str, str, tuple[Kind | None, ...], tuple[str | None, ...]]


class Hosts:
    """Qualifications by country: what prepares for an occupation, and what stands at a level.

    Of several that answer alike, the first in the order of ids is meant; what has ended is compared
    with nothing.
    """

    def __init__(self, qualifications: Iterable[Qualification]) -> None:
        self._first: dict[_Key, Qualification] = {}
        self._levels: dict[str, dict[LevelRef, dict[str, Qualification]]] = {}
        living = (each for each in qualifications if each.until is None)
        for each in sorted(living, key=lambda q: q.id):
            field = each.field.value if each.field else None
            for isco, kinds, fields in product(
                each.occupations, ((each.kind,), _ANY), ((field,), _ANY)
            ):
                self._first.setdefault((each.country, isco, kinds, fields), each)
            if level := counted(each.level):
                broad = field[:2] if field else ""
                of_level = self._levels.setdefault(each.country, {}).setdefault(level.value, {})
                of_level.setdefault(broad, each)
                of_level.setdefault("any", each)

    def comparable(
        self, country: str, isco: str, held: Qualification | None, *, same_kind: bool
    ) -> Qualification | None:
        """What is compared with ``held``: same kind and field first, then kind, then field."""
        if held is None:
            return self._first.get((country, isco, _ANY, _ANY))
        kinds = ((held.kind,),) if same_kind else ((held.kind,), _ANY)
        fields = ((held.field.value,), _ANY) if held.field else (_ANY,)
        keys: Iterable[_Key] = (
            (country, isco, kind, field) for kind, field in product(kinds, fields)
        )
        return next((self._first[key] for key in keys if key in self._first), None)

    def levels(self, country: str) -> Mapping[LevelRef, Mapping[str, Qualification]]:
        """The levels at which a country's qualifications stand: the first of each broad field of
        ISCED-F (two digits, empty where unknown), and under ``any`` the first of all."""
        return self._levels.get(country, {})
