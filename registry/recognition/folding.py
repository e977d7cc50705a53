"""Titles in one form, so that case, accents, marks and script do not keep two spellings apart."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

LONGEST = 300
"""Characters of a title that are looked at."""
_MOST_WORDS = 30
_WORD = re.compile(r"[^\W\d_]+|\d+")  # letters or digits: NC2 is NC 2
# A letter that stands alone before a full stop belongs to what follows: B.Sc. is bsc.
_INITIAL = re.compile(r"\b([^\W\d_])\.(?=[^\W_])")
_ARABIC_ARTICLE = re.compile(r"^(?:[وب]?ال|لل)(?=\w{3})")
_ROMAN_NUMERALS = {"ii": "2", "iii": "3", "iv": "4"}
_LETTERS = str.maketrans(
    {"ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ٱ": "ا", "ک": "ك", "ـ": None, "'": " ", "’": " "}
)
# Words that join others and tell nothing about a title, in the languages of the register's titles.
_JOINING = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "for",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "au",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "pour",
        "sur",
        "al",
        "con",
        "del",
        "e",
        "el",
        "las",
        "los",
        "por",
        "y",
        "am",
        "der",
        "die",
        "das",
        "fur",
        "im",
        "mit",
        "und",
        "von",
        "zu",
        "i",
        "w",
        "z",
        "dlia",
        "dlya",
        "na",
        "o",
        "po",
        "v",
        "fi",
        "wa",
        "wal",
        "в",
        "для",
        "и",
        "на",
        "о",
        "по",
        "с",
        "او",
        "في",
        "على",
        "من",
        "و",
    ]
)
_LATIN_ARTICLE = re.compile(r"^[aeu]l(?=\w{4})")
_VOWELS = re.compile(r"[aeiouwy]")
_TWICE = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """Words in one form, a blank between them; what is folded once stays as it is.

    >>> fold("Diplomă: B.Sc. NURSING – Level III")
    'diploma bsc nursing level 3'
    """
    words = _WORD.findall(_INITIAL.sub(r"\1", unmarked(text[:LONGEST])))
    if words[1:] and words[-1] == "i":
        words[-1] = "1"  # NC I; anywhere else it may be a word
    return " ".join(_ROMAN_NUMERALS.get(each, each) for each in words)[:LONGEST].strip()


def unmarked(text: str) -> str:
    """Letters in one form, without case, accents and marks; words and signs stay where they are.

    >>> unmarked("Señora, FÜR Łódź")
    'senora, fur lodz'
    """
    if text.isascii():
        return text.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    return "".join(map(_letter, plain))


def _letter(char: str) -> str:
    if char.isascii():
        return char
    if unicodedata.category(char) in {"Mn", "Cf"}:
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    latin = unicodedata.name(char, "").startswith("LATIN")
    return anyascii(char).casefold() if latin else char


def romanised(text: str) -> str:
    """A title in Latin letters, folded.

    >>> romanised("Инженер-строитель")
    'inzhener stroitel'
    """
    return fold(re.sub("['`]", "", anyascii(text[:LONGEST])))


def words(folded: str) -> tuple[str, ...]:
    """The words of a folded title that tell something about it.

    >>> words("bachelor of science in nursing")
    ('bachelor', 'science', 'nursing')
    """
    told = (_ARABIC_ARTICLE.sub("", each) for each in folded.split()[:_MOST_WORDS])
    return tuple(each for each in told if each not in _JOINING and not _is_stray(each))


def _is_stray(word: str) -> bool:
    """A letter that stands alone, as the s of Ship's; a sign of Chinese is a word."""
    return len(word) == 1 and word.isalpha() and unicodedata.category(word) == "Ll"


def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters: Arabic script leaves most vowels out.

    >>> skeleton("bakaloryos"), skeleton("bklwryws")
    ('bklrs', 'bklrs')
    """
    bones = _VOWELS.sub("", _LATIN_ARTICLE.sub("", word))
    return _TWICE.sub(r"\1", bones).removesuffix("h")
