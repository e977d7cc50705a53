"""``match``: titles as people write them, found or not; the peer is equality after folding.

Half of the titles serve to choose the threshold, the figures are of the other half. Countries are
not told, which is the hardest case.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from common import report
from match_titles import BY_EAR, FORMS, OTHERS

from registry.actions.load import bring_up_to_date
from registry.actions.open_register import open_register
from registry.recognition.folding import fold
from registry.recognition.knowledge import Knowledge
from registry.recognition.matching import THRESHOLD
from registry.settings import read_settings

SEED = 20261124
THRESHOLDS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
_ABBREVIATED = (
    ("Bachelor of Science", "BSc"), ("Bachelor of Technology", "BTech"), ("Bachelor of", "B."),
    ("Certificate", "Cert."), ("Diploma", "Dip."), ("Technician", "Tech."), ("National", "Nat."),
    ("Diplôme", "Dipl."), ("Ingénieur", "Ing."), ("Ingeniero", "Ing."), ("Professeur", "Prof."),
    ("Technicien", "Tech."), ("Técnico", "Téc."), ("Auxiliar", "Aux."), ("Fachrichtung", "FR"),
)  # fmt: skip
# Cyrillic in Latin letters as passports write it (ICAO Doc 9303).
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia"
_PASSPORT = dict(zip(_CYRILLIC, _LATIN.replace("_", "").split(" "), strict=True))


@dataclass(frozen=True)
class Written:
    """A title as somebody writes it; ``meant`` is empty where the register holds nothing."""

    text: str
    language: str
    way: str
    meant: frozenset[str]


def measure_match() -> None:
    """Titles a second, and by language and way of writing how many are found."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"REGISTRY_HOME": folder})
        list(bring_up_to_date(settings))
        knowledge = open_register(settings).knowledge
    chance = random.Random(SEED)  # noqa: S311  a fixed seed is the point
    written = [*_held(knowledge, chance), *_not_held(knowledge)]
    chance.shuffle(written)
    choosing, telling = written[::2], written[1::2]
    for threshold in THRESHOLDS:
        _tell_threshold(threshold, choosing, knowledge)
    _tell_found(telling, knowledge)
    _tell_false(telling, knowledge)
    _tell_speed(telling, knowledge)


# Titles -----------------------------------------------------------------------------------------


def _names(knowledge: Knowledge) -> dict[str, tuple[str, frozenset[str]]]:
    """Each name of the register with its language and all records that have it."""
    by_text: dict[str, set[str]] = defaultdict(set)
    languages: dict[str, str] = {}
    for each in knowledge.qualifications.values():
        titles = [(fact.value.language, fact.value.text) for fact in each.titles]
        for language, text in [*titles, *each.labels.items()]:
            by_text[text].add(each.id)
            languages[text] = language
    for occupation in knowledge.occupations.values():
        for language, text in [*occupation.labels.items(), *occupation.alternatives]:
            by_text[text].add(occupation.isco)
            languages[text] = language
    return {text: (languages[text], frozenset(ids)) for text, ids in by_text.items()}


def _held(knowledge: Knowledge, chance: random.Random) -> Iterator[Written]:
    names = _names(knowledge)
    ways: dict[str, Callable[[str], str]] = {
        "as it is": str,
        "capitals": str.upper,
        "one typo": lambda text: _typo(text, chance),
        "two typos": lambda text: _typo(_typo(text, chance), chance),
        "word order": lambda text: _shuffled(text, chance),
        "abbreviation": _abbreviated,
        "passport letters": _passport,
    }
    for text, (language, ids) in sorted(names.items()):
        for way, write in ways.items():
            made = write(text)
            if way == "as it is" or made != text:
                yield Written(made, language, way, ids)
    for text, made in BY_EAR:
        language, ids = names[text]
        yield Written(made, language, "by ear", ids)


def _not_held(knowledge: Knowledge) -> Iterator[Written]:
    """Titles that no record has; one that the register has come to hold since drops out."""
    held = {fold(text) for text in _names(knowledge)}
    return (written for written in _absent() if fold(written.text) not in held)


def _absent() -> Iterator[Written]:
    for language, (forms, subjects) in FORMS.items():
        for form in forms:
            for subject in subjects:
                yield Written(form.format(subject), language, "made up", frozenset())
    for language, titles in OTHERS.items():
        for title in titles:
            yield Written(title, language, "real", frozenset())


def _typo(text: str, chance: random.Random) -> str:
    """One letter of a longer word left out, doubled, or changed over with the next."""
    places = [m.start() + 1 for m in re.finditer(r"[^\W\d_]{4,}", text)]
    ends = [m.end() - 2 for m in re.finditer(r"[^\W\d_]{4,}", text)]
    if not places:
        return text
    word = chance.randrange(len(places))
    at = chance.randint(places[word], max(places[word], ends[word]))
    left, letter, right = text[:at], text[at], text[at + 1 :]
    return chance.choice(
        [left + right, left + letter * 2 + right, left + right[:1] + letter + right[1:]]
    )


def _shuffled(text: str, chance: random.Random) -> str:
    parts = text.split()
    chance.shuffle(parts)
    return " ".join(parts)


def _abbreviated(text: str) -> str:
    for long, short in _ABBREVIATED:
        text = re.sub(rf"\b{long}\b", short, text)
    return text


def _passport(text: str) -> str:
    if not set(_CYRILLIC) & set(text.lower()):
        return text
    return "".join(_PASSPORT.get(letter, letter) for letter in text.lower())


# Figures ----------------------------------------------------------------------------------------


def _offered(title: Written, knowledge: Knowledge, threshold: float) -> list[str]:
    return [each.id for each in knowledge.titles.matches(title.text, threshold=threshold)]


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return 100 * sum(counted) / len(counted) if counted else 0.0


def _false(titles: Iterable[Written], knowledge: Knowledge, threshold: float) -> list[bool]:
    return [bool(_offered(each, knowledge, threshold)) for each in titles if not each.meant]


def _found(titles: Iterable[Written], knowledge: Knowledge, threshold: float) -> list[bool]:
    """Whether what was meant is among the candidates."""
    return [
        bool(each.meant & set(_offered(each, knowledge, threshold)))
        for each in titles
        if each.meant
    ]


def _tell_threshold(threshold: float, titles: list[Written], knowledge: Knowledge) -> None:
    found = _found(titles, knowledge, threshold)
    false = _false(titles, knowledge, threshold)
    for what, hits, better in (("found", found, "higher"), ("false", false, "lower")):
        name = f"match-choosing-{threshold}-{what}"
        report(name, _share(hits), None, better=better, unit="%", n=len(hits))


def _tell_found(titles: list[Written], knowledge: Knowledge) -> None:
    equal: dict[str, set[str]] = defaultdict(set)
    for text, (_, ids) in _names(knowledge).items():
        equal[fold(text)] |= ids
    groups: dict[str, list[Written]] = defaultdict(list)
    for each in titles:
        if each.meant:
            for name in ("all", each.language, each.way):
                groups[name].append(each)
    for name, group in sorted(groups.items()):
        ours = _share(_found(group, knowledge, THRESHOLD))
        peer = _share(bool(each.meant & equal[fold(each.text)]) for each in group)
        label = f"match-found-{name.replace(' ', '-')}"
        report(label, ours, peer, better="higher", unit="%", n=len(group))
    first = [
        bool(each.meant & set(_offered(each, knowledge, THRESHOLD)[:1])) for each in groups["all"]
    ]
    report("match-found-first", _share(first), None, better="higher", unit="%", n=len(first))


def _tell_false(titles: list[Written], knowledge: Knowledge) -> None:
    for way in ("made up", "real"):
        false = _false([each for each in titles if each.way == way], knowledge, THRESHOLD)
        label = f"match-false-{way.replace(' ', '-')}"
        report(label, _share(false), None, better="lower", unit="%", n=len(false))
    false = _false(titles, knowledge, THRESHOLD)
    report("match-false-all", _share(false), None, better="lower", unit="%", n=len(false))


def _tell_speed(titles: list[Written], knowledge: Knowledge) -> None:
    start = time.perf_counter()
    for each in titles:
        knowledge.titles.matches(each.text)
    rate = len(titles) / (time.perf_counter() - start)
    report("match-speed", rate, None, better="higher", unit="titles/s", n=len(titles))
