"""``registry assess``: ask from a terminal what a qualification is worth elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from registry.actions.answer import answer_question
from registry.actions.issue_statement import make_information
from registry.actions.load import opened
from registry.actions.open_register import Register
from registry.cli.files import write_paper
from registry.recognition.question import EvidenceKind, Question
from registry.schemas.assessment import in_one
from registry.schemas.question import load_question
from registry.statements.wording import CRITERIA, LANGUAGE_CHECKED, verdict_words
from registry.values.speech import Speech, speech

_COLOURS = {
    "met": "green",
    "partly": "yellow",
    "not-met": "red",
    "unknown": "cyan",
    "not-applicable": "dim",
}
_OUTCOME_COLOURS = {"comparable": "green", "conditional": "yellow", "partial": "yellow"}


@click.command()
@click.option("--held", help="A qualification of the register, as phl-bsn-nursing.")
@click.option("--held-country", help="Country of a qualification that is not on the register.")
@click.option("--held-title", help="Its title; shown, never counted, never kept.")
@click.option("--occupation", help="The occupation you have practised, as isco:7212.")
@click.option("--to", "destination", required=True, help="Country of destination, as DEU.")
@click.option("--unit", help="State or province of destination, as DE-BY.")
@click.option("--target", help="A qualification, or an occupation as isco:2221.")
@click.option(
    "--purpose",
    default="regulated-practice",
    type=click.Choice(["regulated-practice", "unregulated-work", "further-study"]),
    show_default=True,
)
@click.option("--as-of", help="The day the law is taken of; today if not given.")
@click.option("--nationality", help="Asked only where a provision turns on it.")
@click.option("--training-started-on", help="Day the training began.")
@click.option("--registered-in", multiple=True, help="Where you are registered, as NZL.")
@click.option("--experience-months", type=int, help="Months of practice in the occupation.")
@click.option(
    "--evidence",
    multiple=True,
    type=click.Choice([kind.value for kind in EvidenceKind]),
    help="A paper you say you have; repeat it.",
)
@click.option("--skill", multiple=True, help="A skill you have; repeat it.")
@click.option("--lang", default="en", type=click.Choice(["en", "ar"]), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Make a statement.")
def assess(**told: Any) -> None:
    """Say what a qualification is worth, each finding with its source."""
    register = opened()
    question = load_question(_document(told, register), today=register.today())
    document = answer_question(question, register).document(in_one(speech(told["lang"])))
    if told["as_json"]:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _show(document, told["lang"])
    if told["pdf"]:
        _write_paper(question, register, told["pdf"], told["lang"])


def _document(told: dict[str, Any], register: Register) -> dict[str, Any]:
    """The options as the request that the interface takes."""
    target, occupation = told["target"], told["occupation"]
    kind = "occupation" if target and target.startswith("isco:") else "qualification"
    months = told["experience_months"]
    practised = occupation or (target if kind == "occupation" else _prepares_for(told, register))
    if months is not None and practised is None:
        raise click.UsageError("Say with --occupation in which occupation the months were.")
    return {
        "held": {
            "qualification": told["held"],
            "country": told["held_country"],
            "title": told["held_title"],
            "occupation": occupation,
            "training_started_on": told["training_started_on"],
            "skills": list(told["skill"]),
        },
        "registered_in": list(told["registered_in"]),
        "nationality": told["nationality"],
        "destination": told["destination"],
        "destination_unit": told["unit"],
        "target": {kind: target} if target else None,
        "purpose": told["purpose"],
        "evidence": [{"kind": each, "state": "claimed"} for each in told["evidence"]],
        "experience": [{"occupation": practised, "months": months}] if months is not None else [],
        "as_of": told["as_of"],
    }


def _prepares_for(told: dict[str, Any], register: Register) -> str | None:
    """The occupation of the qualification held, where the register knows one."""
    held = register.knowledge.qualifications.get(told["held"] or "")
    return f"isco:{held.occupations[0]}" if held and held.occupations else None


def _show(document: dict[str, Any], language: str) -> None:
    console, spoken = Console(), speech(language)
    colour = _OUTCOME_COLOURS.get(document["outcome"], "cyan")
    console.print(Text(f" {document['outcome_words']} ", style=f"bold reverse {colour}"))
    console.print(Text(document["headline"], style="bold"))
    console.print(Text(document["grade_words"], style="dim"))
    if document["referred_to"]:
        console.print(f"{spoken.message('Who decides')}: {document['referred_to']['authority']}")
    _show_right(console, document["professional_right"], spoken)
    _heading(console, spoken.message("What to do next"))
    for number, step in enumerate(document["next_steps"], 1):
        console.print(Padding(f"{number}. {step}", (0, 0, 0, 2)), markup=False)
    _heading(console, spoken.message("How we reached this"))
    for finding in document["findings"]:
        if finding["verdict"] != "not-applicable":
            _show_finding(console, finding, spoken.message)


def _show_right(console: Console, right: dict[str, Any], spoken: Speech) -> None:
    """How an authority decides, as far as it is known."""
    checked, appeal, say = right["language_checked"], right["appeal"], spoken.message
    facts = {
        say("Procedure"): [right["procedure"]],
        say("Steps there"): right["steps"],
        say("Papers asked for"): right["papers"],
        say("Language"): [right["language"], checked and say(LANGUAGE_CHECKED[checked])],
        say("Fee"): [right["fee"]],
        say("Time"): [right["time"]],
        say("Usual measures for differences"): right["measures"],
        say("If you disagree with the decision"): appeal
        and [f"{appeal['procedure']} ({appeal['legal_basis']})"],
    }
    told = {name: list(filter(None, values or ())) for name, values in facts.items()}
    if right["authority"] and any(told.values()):
        _heading(console, say("The right to practise"))
    for name, values in told.items() if right["authority"] else ():
        if values:
            console.print(Padding(Text(name, style="bold"), (0, 0, 0, 2)))
        for value in values:
            console.print(Padding(Text(value), (0, 0, 0, 4)))


def _show_finding(console: Console, finding: dict[str, Any], message: Any) -> None:
    verdict = message(verdict_words(finding["criterion"], finding["verdict"]))
    line = Text(f"{finding['rule']:>3} ", style="dim")
    line.append(f"{message(CRITERIA[finding['criterion']])}: ", style="bold")
    line.append(verdict, style=_COLOURS[finding["verdict"]])
    console.print(line)
    console.print(Padding(Text(finding["because"]), (0, 0, 0, 4)))
    for source in finding["sources"]:
        told = f"{source['text']} ({message(source['confidence'])})"
        console.print(Padding(Text(told, style="dim"), (0, 0, 0, 4)))


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words, style="bold underline"))


def _write_paper(question: Question, register: Register, path: Path, language: str) -> None:
    from registry.issuing.paper import render_pdf

    issued = make_information(question, register)
    base = register.settings.base_url
    write_paper(path, render_pdf(issued.statement, issued.code, language, base))
    click.echo(f"Statement {issued.statement.serial}, code {issued.code}: {path}", err=True)
