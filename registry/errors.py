"""The kinds of things that go wrong, each with a code, a sentence and a way out.

What a kind means on the wire (HTTP status, exit code) is decided in ``web/problems.py`` and
``cli``; here only the meaning lives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class RegistryError(Exception):
    """Something a person can act on: ``sentence`` says what happened, ``hint`` the way out."""

    code = "error"

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class InvalidDocument(RegistryError):
    """A document that breaks its contract.

    ``problems`` maps a JSON pointer (``/parties/0/code``) to sentences a registrar can act on.
    """

    code = "invalid-document"

    def __init__(
        self,
        sentence: str,
        *,
        hint: str = "",
        problems: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(sentence, hint=hint)
        self.problems = {pointer: list(said) for pointer, said in (problems or {}).items()}


class NotOnRegister(RegistryError):
    """Nothing on the register answers to the id that was asked for."""

    code = "not-on-register"


class Conflict(RegistryError):
    """The register already holds something that this contradicts."""

    code = "conflict"


class Gone(RegistryError):
    """It was on the register and was taken off it."""

    code = "gone"


class Unavailable(RegistryError):
    """A part of the machine (database, fonts, a library) is not there."""

    code = "unavailable"


class Unreadable(RegistryError):
    """A file or body that cannot be read as what it says it is."""

    code = "unreadable"


class NotSignedIn(RegistryError):
    """Nobody says who asks, or what says it is wrong or over."""

    code = "not-signed-in"


class NotAllowed(RegistryError):
    """It is known who asks, and they may not."""

    code = "not-allowed"


class TooManyRequests(RegistryError):
    """More than may be asked in this time; ``seconds`` until it may be asked again."""

    code = "too-many-requests"

    def __init__(self, sentence: str, *, seconds: int, hint: str = "") -> None:
        super().__init__(sentence, hint=hint)
        self.seconds = seconds
