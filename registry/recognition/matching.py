"""A title as somebody writes it, and the records whose names are like it.

A match is a suggestion that a person confirms. It names a record and says nothing about a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.recognition.folding import fold, romanised, skeleton, words
from registry.recognition.occupations import Occupation
from registry.recognition.qualification import Qualification
from registry.values.countries import country_name

MOST = 5
THRESHOLD = 0.8
"""Below it nothing is suggested; set by ``scripts/measure match``."""
_SAME_WORD = 0.75  # one wrong letter in four
_ABBREVIATED = 0.95
_BY_EAR = 0.95
_LOST = 0.2  # what a word of the title costs that the record does not have
_SHORTEST_SKELETON = 5

Likeness = Mapping[str, Mapping[str, float]]
"""For each word of a title, the words of the records that are like it, 0.8 to 1."""


class Subject(StrEnum):
    """What a candidate is."""

    QUALIFICATION = "qualification"
    OCCUPATION = "occupation"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant: the name that is like the title, and how like it is (0 to 1)."""

    kind: Subject
    id: str
    text: str
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a record in one script; ``place`` holds words that may stand in it or not."""

    kind: Subject
    id: str
    text: str
    language: str
    words: tuple[str, ...]
    occupations: tuple[str, ...]
    country: str = ""
    place: frozenset[str] = frozenset()


class TitleIndex:
    """All names of one release, made ready to be searched."""

    def __init__(
        self, qualifications: Iterable[Qualification], occupations: Iterable[Occupation]
    ) -> None:
        written = [*_of_qualifications(qualifications), *_of_occupations(occupations)]
        latin = [_in_latin(each) for each in written if not _is_latin(each.words)]
        bare = [_bare(each) for each in latin if each.language == "ar"]
        self._written = _Shelf(written, abbreviated=True)
        self._latin = _Shelf(latin)
        self._bare = _Shelf(bare)

    def matches(
        self,
        title: str,
        *,
        country: str | None = None,
        kind: Subject | None = None,
        threshold: float = THRESHOLD,
    ) -> tuple[Candidate, ...]:
        """The records that are most like a title, the best first, at most five; often none.

        A ``country`` narrows the qualifications to its own.
        """
        best: dict[tuple[Subject, str], Candidate] = {}
        for name, score in self._scored(title):
            if (kind and name.kind is not kind) or (country and name.country not in ("", country)):
                continue
            known = best.get((name.kind, name.id))
            if score >= threshold and (known is None or score > known.score):
                made = Candidate(name.kind, name.id, name.text, name.language, score)
                best[name.kind, name.id] = made
        ranked = sorted(best.values(), key=lambda each: (-each.score, each.kind, each.id))
        return tuple(ranked[:MOST])

    def _scored(self, title: str) -> Iterator[tuple[_Name, float]]:
        told = words(fold(title))
        yield from self._written.scored(told)
        if not _is_latin(told):
            return
        yield from self._latin.scored(told)
        bones = tuple(filter(None, map(skeleton, told)))
        if len("".join(bones)) >= _SHORTEST_SKELETON:
            yield from ((name, score * _BY_EAR) for name, score in self._bare.scored(bones))


class _Shelf:
    """Names by their words; a word weighs less the more occupations have it in their names."""

    def __init__(self, names: Sequence[_Name], *, abbreviated: bool = False) -> None:
        self._names = names
        self._abbreviated = abbreviated
        self._beginning: dict[str, set[int]] = {}
        self._holding: dict[str, set[int]] = {}
        self._glued: dict[str, list[_Name]] = {}
        spread: dict[str, set[str]] = {}
        for number, name in enumerate(names):
            self._glued.setdefault("".join(name.words), []).append(name)
            for word in name.words:
                self._holding.setdefault(word, set()).add(number)
                self._beginning.setdefault(word[0], set()).add(number)
                spread.setdefault(word, set()).update(name.occupations)
        self._vocabulary = list(self._holding)
        self._weights = {word: 1 / max(1, len(each)) for word, each in spread.items()}

    def scored(self, told: tuple[str, ...]) -> Iterator[tuple[_Name, float]]:
        """Names that have something of the title, each with its score."""
        for name in self._glued.get("".join(told), ()) if told else ():
            yield name, 1.0
        likeness = {word: self._alike(word) for word in dict.fromkeys(told)}
        for number in self._in_question(told, likeness):
            name = self._names[number]
            yield name, self._score(told, name, likeness)

    def _alike(self, word: str) -> dict[str, float]:
        if _has_digit(word):
            return {word: 1.0} if word in self._holding else {}
        found = process.extract(
            word,
            self._vocabulary,
            scorer=OSA.normalized_similarity,
            processor=None,
            limit=None,
            score_cutoff=_SAME_WORD,
        )
        return {each: score for each, score, _ in found if not _has_digit(each)}

    def _in_question(self, told: tuple[str, ...], likeness: Likeness) -> set[int]:
        numbers = {n for near in likeness.values() for each in near for n in self._holding[each]}
        if not self._abbreviated:
            return numbers
        return numbers | {
            number
            for word in told
            if not likeness[word] and _may_abbreviate(word, told)
            for number in self._beginning.get(word[0], ())
            if spelled_by(word, self._names[number].words)
        }

    def _score(self, told: tuple[str, ...], name: _Name, likeness: Likeness) -> float:
        if not {word for word in told if _has_digit(word)} <= set(name.words):
            return 0.0
        backward = {
            each: {word: likeness[word][each] for word in told if each in likeness[word]}
            for each in name.words
        }
        of_title, lost = self._covered(told, name, name.words, likeness)
        of_name, _ = self._covered(name.words, name, told, backward)
        return min(of_title, of_name) * max(0.0, 1 - _LOST * lost)

    def _covered(
        self, these: tuple[str, ...], name: _Name, others: tuple[str, ...], likeness: Likeness
    ) -> tuple[float, float]:
        """The share of ``these`` words that the ``others`` have, and the weight of the rest."""
        found = [max((likeness[w].get(o, 0.0) for o in others), default=0.0) for w in these]
        for place in _by_abbreviation(these, others) if self._abbreviated else ():
            found[place] = max(found[place], _ABBREVIATED)
        weights = [
            0.0 if word in name.place and not hit else self._weight(word, likeness)
            for word, hit in zip(these, found, strict=True)
        ]
        if not any(weights):
            return 0.0, 0.0
        share = sum(w * hit for w, hit in zip(weights, found, strict=True)) / sum(weights)
        return share, sum(w for w, hit in zip(weights, found, strict=True) if not hit)

    def _weight(self, word: str, likeness: Likeness) -> float:
        if word in self._weights:
            return self._weights[word]
        near = likeness[word]
        nearest = max(near, key=near.__getitem__, default="")
        return self._weights.get(nearest, 1.0)


# Abbreviations ----------------------------------------------------------------------------------


def spelled_by(short: str, others: Sequence[str]) -> range:
    """Where ``short`` is put together from the beginnings of words that stand in a row.

    >>> spelled_by("bsc", ("bachelor", "science", "nursing")), spelled_by("gnm", ("nursing",))
    (range(0, 2), range(0, 0))
    """
    if 2 <= len(short) <= 6 and short.isascii() and short.isalpha():
        for start in range(len(others)):
            end = _spells(short, others, start)
            if end - start > 1 or (end > start and 3 <= len(short) <= 4):
                return range(start, end)
    return range(0)


def _spells(short: str, others: Sequence[str], start: int) -> int:
    """The place after the last word that is used up by ``short``; ``start`` if it does not fit."""
    if start == len(others):
        return start
    word = others[start]
    for length in range(min(len(short), len(word)), 0, -1):
        if word.startswith(short[:length]):
            if length == len(short):
                return start + 1
            end = _spells(short[length:], others, start + 1)
            if end > start + 1:
                return end
    return start


def _by_abbreviation(these: tuple[str, ...], others: tuple[str, ...]) -> set[int]:
    """The places of words that abbreviate the others, or are abbreviated by one of them."""
    short = {
        place
        for place, word in enumerate(these)
        if _may_abbreviate(word, these) and spelled_by(word, others)
    }
    for other in others:
        if _may_abbreviate(other, others):
            short.update(spelled_by(other, these))
    return short


def _may_abbreviate(word: str, title: Sequence[str]) -> bool:
    """Two letters are too little to stand for a whole title."""
    return len(word) > 2 or len(title) > 1


# Names ------------------------------------------------------------------------------------------


def _of_qualifications(qualifications: Iterable[Qualification]) -> Iterator[_Name]:
    for each in qualifications:
        titles = [(fact.value.language, fact.value.text) for fact in each.titles]
        for language, text in [*titles, *each.labels.items()]:
            place = {word for tongue in ("en", language) for word in _place(each.country, tongue)}
            yield _Name(
                Subject.QUALIFICATION,
                each.id,
                text,
                language,
                words(fold(text)),
                each.occupations,
                each.country,
                frozenset(place),
            )


def _of_occupations(occupations: Iterable[Occupation]) -> Iterator[_Name]:
    for each in occupations:
        for language, text in [*each.labels.items(), *each.alternatives]:
            yield _Name(
                Subject.OCCUPATION, each.isco, text, language, words(fold(text)), (each.isco,)
            )


def _place(country: str, language: str) -> tuple[str, ...]:
    return words(fold(country_name(country, language)))


def _in_latin(name: _Name) -> _Name:
    place = frozenset(word for each in name.place for word in words(romanised(each)))
    return _written_as(name, words(romanised(" ".join(name.words))), place)


def _bare(name: _Name) -> _Name:
    bones = tuple(filter(None, map(skeleton, name.words)))
    return _written_as(name, bones, frozenset(map(skeleton, name.place)))


def _written_as(name: _Name, written: tuple[str, ...], place: frozenset[str]) -> _Name:
    return _Name(
        name.kind, name.id, name.text, name.language, written, name.occupations, name.country, place
    )


def _is_latin(told: Iterable[str]) -> bool:
    """Whether all words stand in Latin letters: folding leaves none of them with an accent."""
    return all(word.isascii() for word in told)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
