"""Make, keep and find information statements: asked twice, one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.actions.answer import Answer, answer_question
from registry.actions.open_register import Register
from registry.issuing.canonical import canonical
from registry.recognition.question import Question
from registry.schemas.assessment import dump_names, in_all
from registry.schemas.question import dump_question
from registry.statements.numbering import code_holds, code_of, digest_of, serial_of
from registry.statements.statement import KEPT_DAYS, Statement
from registry.statements.wording import LIMITS
from registry.storage import statements
from registry.storage.engine import writing
from registry.values.identifiers import read_serial
from registry.values.language import OFFERED
from registry.values.speech import speech

_NO_SERIAL = "MR-0000-0000-0000-0"


@dataclass(frozen=True, slots=True)
class Issued:
    """A kept statement and the code that opens it."""

    statement: Statement
    code: str


def information_statement(
    answer: Answer,
    *,
    today: date,
) -> Statement:
    """The frozen document of an answer: structured inputs and verdict, no name, no free text."""
    case = answer.assessment.case
    speeches = {language: speech(language) for language in OFFERED}
    put = in_all(speeches)
    whole = answer.document(put)
    governing = whole.pop("agreements")
    document = {
        "kind": "information",
        "schema": "https://mobility-registry.example/schema/information-statement/1",
        "made_on": today.isoformat(),
        "kept_days": KEPT_DAYS,
        "languages": list(OFFERED),
        "prevailing_language": "en",
        "asked": dump_question(case.question, body=case.body.id if case.body else None),
        "answer": whole,
        "agreements": governing,
        "names": dump_names(answer.assessment, put),
        "limits": [
            put(lambda spoken, limit=limit: spoken.message(limit))  # type: ignore[misc]
            for limit in LIMITS
        ],
    }
    data = canonical(document)
    return Statement(serial_of(data), digest_of(data), today, document)


def make_information(question: Question, register: Register) -> Issued:
    """Answer a question, keep the answer as a statement, and give the code that opens it."""
    answer = answer_question(question, register)
    statement = information_statement(answer, today=register.today())
    with writing(register.engine, alone=False) as connection:
        statements.keep(connection, statement)
    return Issued(statement, code_of(statement.serial, register.key))


def verify(typed_serial: str, typed_code: str, register: Register) -> Statement | None:
    """The statement that a number and its code open.

    A number that does not exist and a wrong code are answered alike and with the same work: the
    code is compared and the store is asked in either case, with a wrong code for a number that
    nobody has, because reading a document would take a time of its own.
    """
    serial = read_serial(typed_serial) or _NO_SERIAL
    holds = code_holds(serial, typed_code, register.key)
    with register.engine.connect() as connection:
        return statements.find(connection, serial if holds else _NO_SERIAL)
