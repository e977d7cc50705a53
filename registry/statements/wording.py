"""The words: one sentence for each thing that a rule can find.

The keys are reason codes (or their variants); each value is a template that ``say`` fills. The
words are fixed by role: an information statement never prints "recognised" for an authority that
has not spoken, and never "you may practise" before a registration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from registry.recognition.findings import Country, Sentence, Value
from registry.values.speech import Speech

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "plain": "{text}",
        "claimed": "{text} (you told us; not counted)",
        "months": "{months} months",
        "credits-as-months": "{credits} {system} ({per_year} make a year: {months} months)",
        "credits-as-hours": "{credits} {system} ({hours} hours of work)",
        "as-told": "{what}, as told",
        # R0
        "admissible": "What you told us can be used.",
        "unusable-dates": "The dates cannot be right: a qualification is awarded after the training starts, and not in the future.",
        "training-too-short": "The dates cannot be right: the training takes far longer than the time between them.",
        "training-not-over": "By the day on which it began, the training is not over yet. Tell the day of the award.",
        "earlier-than-the-qualification": "Two things contradict each other: the dates lie before this qualification existed. Perhaps its predecessor is meant.",
        "later-than-the-qualification": "Two things contradict each other: the dates lie after this qualification ended. Perhaps its successor is meant.",
        "another-thing-than-the-qualification": "Two things contradict each other: level, field or length told are not those of the qualification.",
        "another-country-than-the-qualification": "Two things contradict each other: the qualification is of another country than the one told.",
        "unit-of-another-country": "Two things contradict each other: the place told is not in the country of what is held.",
        "target-of-another-occupation": "Two things contradict each other: the qualification aimed at is not for the occupation aimed at.",
        "same-country": "What is held is of the country where the work would be. Between countries there is nothing to recognise; ask the authority there how to register.",
        "evidence-missing": "Nothing was told that could be compared: name a qualification, skills, an occupation or experience.",
        "target-not-known": "The register does not know the occupation or qualification that you aim at.",
        "documents-unavailable-refugee": "Your papers cannot be had. That is no reason to refuse: ask for an interview or another way to show what you can do.",
        "name-mismatch": "The name on the paper is not the name of the person, and nobody has explained why.",
        "identity-not-seen": "Nobody has seen proof of identity, so the paper is not tied to a person.",
        "diploma-not-seen": "Nobody has seen the diploma.",
        "title-not-identified": "The title is not on this register. What was told about its level or field is shown and not counted.",
        "no-paper": "No qualification was named. Skills and experience are looked at by themselves.",
        # R1
        "provision-not-looked-at": "No provision is applied to what cannot be used.",
        "not-for-study": "{provision} ({profession}): {gives}. It is about work and says nothing about study.",
        "equivalence-applies": "A published equivalence of {held} and {host} applies: {effect}. Legal basis: {basis}.",
        "equivalence-proposed": "An equivalence of {held} and {host} has been proposed ({basis}). It is shown and not counted.",
        "equivalence-agreed": "An equivalence of {held} and {host} has been agreed and is not published yet ({basis}). It is shown and not counted.",
        "equivalence-contested": "An equivalence of {held} and {host} ({basis}) is contested by: {parties}. It is shown and not counted.",
        "equivalence-withdrawn": "An equivalence of {held} and {host} ({basis}) was withdrawn. It is shown and not counted.",
        "equivalence-unverified": "An equivalence of {held} and {host} ({basis}) is on the register unverified, so it is shown and not counted.",
        "equivalence-not-in-force": "The published equivalence of {held} and {host} ({basis}) was not in force on {day}.",
        "equivalence-shown": "Authorities have looked at {held} and {host} together ({basis}): {effect}. It is shown and changes nothing here.",
        "equivalence-not-for-study": "A published equivalence of {held} and {host} ({basis}) says: {effect}. It is about work and says nothing about study.",
        "no-binding-provision": "{host}: the register knows no provision that would bind it to recognise this.",
        "binding-provision-applies": "{provision} applies: {effect} ({profession}).",
        "binding-provision-applies-terms": "{provision} applies: {effect} ({profession}). Its terms: {terms}.",
        "acquired-rights": "{provision}: your training began before {reference_date}; a certificate of three consecutive years of practice in the last five gives acquired rights to the same effect ({article}).",
        "acquired-rights-terms": "{provision}: your training began before {reference_date}; a certificate of three consecutive years of practice in the last five gives acquired rights to the same effect ({article}). Its terms: {terms}.",
        "condition-unknown": "{provision} may apply ({profession}): {effect}. Still to be known: {conditions}.",
        "provision-unverified": "{provision} ({profession}) is on the register unverified, so it is shown and not counted.",
        "agreement-not-in-force": "{provision} was not in force between the two sides on {day}.",
        "out-of-personal-scope": "{provision} covers nationals of the states that it binds here, and people whom the law treats like them, such as family members; {nationality} is not one of these states.",
        "reference-date-not-met": "{provision}: your training began before {reference_date}, and there is no certificate of three consecutive years of practice in the last five.",
        "practice-too-short": "{provision}: your training began before {reference_date}, and less than three years of practice were told or can have followed the award.",
        "provision-start-unknown": "{provision}: from which day it binds is not known here, so it is not counted for {day}.",
        "condition-practice-years": "{provision} asks {months} months of practice; less was told.",
        "qualified-for-another-occupation": "{provision} recognises qualifications for the same profession; this one is for another.",
        "title-not-listed": "The title is not in the list on which {provision} rests.",
        "automatic-route-open": "{provision} ({profession}) is not needed: the automatic route is open.",
        "host-does-not-regulate": "{provision} is for regulated professions, and this one needs no licence there.",
        "same-unit": "{provision} is for moving between units; you are registered where you want to work.",
        "level-recognised": "{provision} ({profession}): {gives}. It settles the level of a degree and nothing else, and is not counted as an outcome.",
        "entry-right": "{provision} ({profession}): {gives}. It is a right of entry, not recognition.",
        "educational-base": "{provision} ({profession}): {gives}. It speaks about education only and gives no right.",
        "presumption": "{origin} and {host} are both bound by: {convention}. A refusal must show a substantial difference, and the burden is on the authority.",
        "information-only": "{provision} ({profession}): {gives}. This is information and changes nothing here.",
        # conditions, as they stand in a list
        "nationality-unknown": "your nationality",
        "title-not-in-hand": "whether your title is in the list of the directive",
        "title-listing-unknown": "whether your title is in the list of the directive (the register holds only part of it)",
        "reference-date-not-held": "the reference date for your title, which the register does not hold",
        "training-start-unknown": "when your training began (on or after {reference_date} it counts directly, before it through acquired rights)",
        "acquired-rights-practice-unknown": "a certificate of your home authority that you practised for three consecutive years in the last five, because your training began before {reference_date} ({article})",
        "training-length-open": "whether your training lasted its full {months} months, or earlier study was credited",
        "name-mismatch-open": "why the name on the paper is not yours",
        "qualified-for-occupation-unknown": "whether you are fully qualified for this profession at home",
        "awarding-body-open": "whether the body that awarded the paper was recognised on the day of the award",
        "papers-unavailable": "another way to show your qualification, because the paper cannot be had",
        "automatic-route-not-settled": "whether the automatic route is open to you",
        "host-regulation-unknown": "whether the work is regulated where you want to go",
        "registration-unknown": "where you are registered in this occupation",
        "registration-of-another-occupation": "whether your registration is for this occupation",
        "unit-of-registration-unknown": "the state or province where you are registered",
        "unit-aimed-at-unknown": "the state or province where you want to work",
        "evidence-not-seen": "evidence that somebody has seen",
        "practice-unknown": "{months} months of practice in this occupation",
        "good-standing-unknown": "a certificate of good standing",
        "terms-not-held": "{missing} (not held by this register; the authority can tell)",
        # R2
        "convention-not-applicable": "The recognition conventions speak of higher education; this qualification is not part of it.",
        "kind-unknown": "The recognition conventions speak of higher education; whether this belongs to it is not known.",
        "convention-unknown": "{origin} and {host}: whether a recognition convention binds both is not known here.",
        "convention-without-burden": "{origin} and {host} are both bound by: {convention}. It is of the older kind and does not say who must prove a difference.",
        "no-convention": "{origin} and {host}: no recognition convention bound both on this day.",
        # R3
        "body-recognised": "Awarded within a recognised system: {system}.",
        "body-named-unchecked": "Awarded within a recognised system: {system}. Whether the body that you named belongs to it was not checked.",
        "body-not-recognised": "The awarding body was not recognised on the day of award.",
        "body-recognised-then": "{body} was recognised on the day of the award: {day}.",
        "body-recognised-throughout": "{body} has been recognised for as long as it has existed, so on the day of the award too.",
        "body-not-recognised-then": "{body} was not recognised on the day of the award: {day}.",
        "body-not-recognised-throughout": "{body} has not been recognised for as long as it has existed, so not on the day of the award either.",
        "body-day-open": "The standing of {body} has not always been the same, so the day of the award must be known to the point.",
        "body-day-not-held": "{body} is on this register, but its standing on the day of the award is not: {day}.",
        "body-displaced": "{body} was displaced at the time of the award, so papers of its name must be looked at one by one; that is no reason to refuse.",
        "body-other-awards": "{body} is on this register for qualifications of another kind, so its standing is not counted for this one.",
        "body-title-unknown": "{body} was recognised at the time of the award, but whether it may award this title is not known here.",
        "body-unverified": "The standing of {body} is on this register unverified, so it is shown and not counted.",
        "transnational-provision": "{body} belongs to {home} and also awards in {origin}. What this award counts for must be asked in both countries.",
        "body-status-unknown": "Who awarded it, and whether that body is recognised, is not known here.",
        "body-disputed": "The standing of the awarding body is disputed or cannot be checked; that is no reason to refuse.",
        # R4
        "level-same": "{held} and {host} stand at the same level ({route}).",
        "level-higher": "{held} stands above {host} ({route}). A higher level is never held against you.",
        "level-one-below": "{held} stands one level below {host} ({route}).",
        "level-lower": "{held} stands below {host} ({route}).",
        "level-range-overlap": "The tables put {held} and {host} in ranges that overlap, so they cannot be told apart ({route}).",
        "no-agreement-at-level": "The two countries compared their frameworks and did not agree on this level: {held}.",
        "mapping-not-endorsed": "A table sets {held} beside {host}, but those who made it say that it must not be used for recognition.",
        "level-unknown": "No published table links {held} with {host}.",
        "held-level-unknown": "The level of what you hold is not known here.",
        "level-claimed": "The level is only claimed, for a title that this register does not know.",
        "no-host-qualification": "{host}: the register holds no qualification to compare with.",
        "host-level-unknown": "{host}: the level of the qualification there is not known here.",
        # R5
        "field-same": "Both are in the field {held}.",
        "field-related": "The fields are related: {held}, and {host}.",
        "field-different": "The fields differ: {held}, and {host}.",
        "field-unknown": "The field of one of the two is not known here.",
        # R6
        "outcomes-covered": "All {total} essential skills are covered.",
        "outcome-missing-essential": "{covered} of {total} essential skills are covered. Still to be shown: {missing}.",
        "outcomes-none": "None of the {total} essential skills is shown yet: {missing}.",
        "skills-aside": "The paper is for another occupation and shows {covered} of {total} essential skills. What was told beside it is not counted; the authority can tell how to show it.",
        "outcomes-unknown": "What the training covers has not been shown, so it cannot be compared.",
        # R7
        "workload-comparable": "{held} against {host}: at two thirds or more, this register counts no difference in length.",
        "workload-substantially-shorter": "{held} against {host}: less than two thirds.",
        "workload-open": "{held} against {host}: the hours that a credit stands for leave it open whether that is two thirds.",
        "workload-units-differ": "The two lengths are told in units that no declared conversion turns into each other.",
        "workload-unknown": "The length of one of the two is not known here.",
        # R8
        "profile-unknown": "Whether it is academic or professional is not known on one side or both.",
        "profile-same": "Both are {held}.",
        "profile-different": "One is {held}, the other {host}.",
        "access-not-asked": "What it opens matters for further study only.",
        "access-unknown": "What it opens at home is not known here.",
        "access-at-home": "At home it opens {opens}.",
        "no-access-to-next-cycle": "At home it opens {opens}, which is less than the qualification there.",
        "profile:academic": "academic",
        "profile:professional": "professional",
        "profile:research": "research",
        "cycle:isced-5": "short-cycle higher education",
        "cycle:isced-6": "bachelor's studies",
        "cycle:isced-7": "master's studies",
        "cycle:isced-8": "doctoral studies",
        # R9
        "regulated-refer-authority": "{host}: this work is regulated. The authority in charge: {authority}.",
        "partly-regulated": "{host}: part of this work is regulated. Who can tell, and decides: {authority}.",
        "unregulated": "{host}: no licence is needed for this work.",
        "regulation-unknown": "{host}: whether this work is regulated is not known here.",
        "no-licence-known": "{host}: no licence is known for this work, but that is unverified. What the source says: {procedure}.",
        "language-before-application": "{host}: proof of language comes before the application.",
        "language-with-application": "{host}: proof of language goes in with the application.",
        "language-before-licence": "{host}: the language is checked before the licence or the registration is given.",
        "language-after-recognition": "{host}: the language is checked after the qualification is recognised, not before.",
        "language-not-asked": "{host}: the authority asks for no proof of language.",
        "language-check-unknown": "{host}: when the language is checked is not known here.",
        "language-without-licence": "No licence is needed, so no authority checks the language for one. An employer or a visa may ask for it.",
        "right-not-asked": "This is about further study, so no right to practise is looked at.",
        # R10
        "no-experience-told": "No practice in this occupation was told.",
        "gap-closed-by-experience": "{months} months of verified practice make up for what the training did not show.",
        "experience-closes-part": "{months} months of verified practice make up for part of what is missing, and not for all of it.",
        "experience-not-proven": "{months} months of practice were told. They may make up for differences once they are proven.",
        # effects
        "effect:right-to-practise": "the right to practise, once the formalities are done",
        "effect:entitled-to-register": "you are entitled to register, without a new assessment",
        "effect:recognition-with-measures": "the authority must recognise it, or name the difference and the measure",
        "effect:eligible-to-apply": "you may apply; the authority decides",
        "effect:level-recognised": "the level of a degree, and nothing else",
        "effect:entry-right": "a right of entry, not recognition",
        "effect:educational-base": "it speaks about education only and gives no right",
        "effect:presumption": "it sets who must prove what",
        "effect:information-only": "information, which changes nothing by itself",
        "effect:not-for-recognition": "those who made the comparison say that it must not be used for recognition",
        "effect:no-agreement": "they compared the two and did not agree",
        # next steps
        "step-ask": "{host}: ask the labour authority or the embassy whether this work needs a licence, and who decides.",
        "step-correct": "Look again at what you told us, correct it, and ask again.",
        "step-register": "Register before you start work, with: {authority}. Nothing here allows you to practise before that.",
        "step-register-unnamed": "Register with the authority of the place where you will work before you start. Nothing here allows you to practise before that. Tell us the place to learn its name.",
        "step-apply": "Apply to: {authority}. Ask for the decision in writing, with its reasons, and how you can appeal.",
        "step-apply-study": "Apply to the school where you want to study, and ask it who recognises foreign qualifications for admission. Ask for the decision in writing, with its reasons, and how you can appeal.",
        "step-settle": "Tell us, or be ready to show: {conditions}. Then {provision} can be looked at.",
        "step-measures": "Where the authority finds differences, it usually asks for: {measures}.",
        "step-language": "Language: {language}.",
        "step-identify": "Find your qualification on this register, or ask the body that issued it for its level and syllabus.",
        "step-syllabus": "Ask the school or centre where you trained for a list of what was taught, with hours, so that skills can be compared.",
        "step-papers-lost": "If you have a qualification but cannot get its papers, because of war or flight for example, tell the authority why, and ask for another way to show what you can do, such as an interview or a test.",
        "step-show-skills": "Tell us what you can do; a test or an employer's reference can show it where you have no paper.",
        "step-prove-skills": "Get a test or an employer's reference for what you told us, and ask the authority whether it recognises skills without a paper.",
        "step-prior-learning": "A way without a paper: {route}. Who offers it: {provider}. Legal basis: {basis}. What comes of it is decided there.",
        "step-check-entry": "{host}: no licence is needed for this work. Ask whether you may enter and work there.",
        "step-prove-experience": "Get references with dates and tasks for the work you have done.",
    }
)  # fmt: skip

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "comparable": "Comparable",
        "conditional": "Comparable on conditions",
        "alternative": "Comparable to something else",
        "partial": "Partly comparable",
        "not-comparable": "Not comparable",
        "insufficient-evidence": "Not enough to compare",
    }
)

# Where a comparison says no, but a provision may still decide once more is told.
LAW_OPEN = "The law may decide"

# Where a provision leaves the decision to an authority, the outcome says no more than that.
BY_EFFECT: Mapping[str, str] = MappingProxyType(
    {
        "recognition-with-measures": "The authority must answer",
        "eligible-to-apply": "You may apply",
    }
)

# The headline of an answer: by the effect of the provision that decides, else by the outcome, and
# whether an authority decides beside it.
HEADLINES: Mapping[str, str] = MappingProxyType(
    {
        "right-to-practise": "{host}: if what you told us is right, the law gives you the right to practise, once you have done the formalities with the authority there.",
        "entitled-to-register": "{host}: if what you told us is right, you are entitled to register for the equivalent occupation.",
        "recognition-with-measures": "{host}: if what you told us is right, the authority must recognise your qualification, or name the difference and the measure.",
        "eligible-to-apply": "{host}: if what you told us is right, you may apply, and the authority decides.",
        "comparable": "{host}: if what you told us is right, comparable to {target}. This gives no right to practise.",
        "conditional": "{host}: if what you told us is right, comparable to {target} once the gaps are closed.",
        "alternative": "{host}: not comparable to {target}, but perhaps to something else.",
        "partial": "{host}: part of what {target} asks is covered.",
        "not-comparable": "{host}: not comparable to {target}.",
        "law-open": "{host}: {provision} may decide this; what it still needs to know stands below. Compared without it, what is held does not reach {target}.",
        "insufficient-evidence": "{host}: there is not enough to compare this with {target}.",
        "insufficient-evidence-unnamed": "{host}: there is not enough to answer. Name what is held and what it is for.",
        "insufficient-evidence-referred": "{host}: only an authority there can answer this. Here is where you stand.",
    }
)

# The same on the assessed basis, where somebody has seen the evidence.
HEADLINES_ASSESSED: Mapping[str, str] = MappingProxyType(
    {
        **HEADLINES,
        "right-to-practise": "{host}: on the evidence seen, the law gives you the right to practise, once you have done the formalities with the authority there.",
        "entitled-to-register": "{host}: on the evidence seen, you are entitled to register for the equivalent occupation.",
        "recognition-with-measures": "{host}: on the evidence seen, the authority must recognise your qualification, or name the difference and the measure.",
        "eligible-to-apply": "{host}: on the evidence seen, you may apply, and the authority decides.",
        "comparable": "{host}: on the evidence seen, comparable to {target}. This gives no right to practise.",
        "conditional": "{host}: on the evidence seen, comparable to {target} once the gaps are closed.",
    }
)

# What a rule on recruitment does; whom it is for is told beside it.
FEE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "prohibited": "Charging is forbidden",
        "prohibited-mostly": "Charging is forbidden for most things",
        "cap": "Not more than a limit may be charged",
        "cap-set-by-order": "The government sets a limit",
        "state-channel": "Only the state recruits",
        "employer-levy": "The employer pays a levy",
    }
)

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "met": "No difference",
        "not-met": "A difference",
        "partly": "Partly",
        "unknown": "Unknown",
        "not-applicable": "Does not apply",
    }
)

_BY_CRITERION: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("admissible", "met"): "Can be used",
        ("admissible", "partly"): "Only in part",
        ("admissible", "not-met"): "Cannot be used",
        ("provision", "met"): "Applies",
        ("provision", "not-met"): "Does not apply",
        ("provision", "unknown"): "May apply",
        ("provision", "not-applicable"): "Decides nothing",
        ("convention", "met"): "Binds both",
        ("convention", "not-met"): "None binds both",
        ("convention", "partly"): "An older one binds both",
        ("body", "met"): "Known system",
        ("body", "not-met"): "Not recognised",
        ("professional-right", "met"): "No licence needed",
        ("professional-right", "partly"): "An authority is in charge",
        ("language", "met"): "Not asked for",
        ("language", "partly"): "Time is known",
        ("language", "unknown"): "Time not known",
        ("outcomes", "met"): "All covered",
        ("outcomes", "partly"): "Partly covered",
        ("outcomes", "not-met"): "Not shown yet",
        ("outcomes", "unknown"): "Not shown yet",
        ("experience", "met"): "Closes gaps",
        ("experience", "unknown"): "Not proven yet",
    }
)


def verdict_words(criterion: str, verdict: str) -> str:
    """A verdict in the words that fit what was looked at: a provision applies, a level differs."""
    return _BY_CRITERION.get((criterion, verdict)) or VERDICTS[verdict]


VERDICT_WORDS: tuple[str, ...] = (*VERDICTS.values(), *_BY_CRITERION.values())

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "admissible": "What you told us",
        "provision": "Law and agreements",
        "convention": "Recognition convention",
        "body": "Who awarded it",
        "level": "Level",
        "field": "Field",
        "outcomes": "Skills",
        "workload": "Length of training",
        "profile": "Profile",
        "access": "What it opens",
        "professional-right": "Right to practise",
        "language": "Language",
        "experience": "Experience",
    }
)

# When the language is checked, as the block on the right to practise says it.
LANGUAGE_CHECKED: Mapping[str, str] = MappingProxyType(
    {
        "before-application": "Checked before you can apply.",
        "with-application": "Proof goes in with the application.",
        "before-licence": "Checked before the licence or the registration is given.",
        "after-recognition": "Checked after the qualification is recognised, not before.",
        "not-asked": "The authority asks for no proof of language.",
    }
)

# What may be known of a procedure, by the name that the answer gives it.
PROCEDURE: Mapping[str, str] = MappingProxyType(
    {
        "steps": "the steps",
        "papers": "the papers",
        "fee": "the fee",
        "time": "the time it takes",
        "language_checked": "when the language is checked",
        "appeal": "how to appeal",
    }
)

# Whether the way to contest a decision is the general one.
APPEAL_NOTES: Mapping[bool, str] = MappingProxyType(
    {
        True: "This is the general rule; the decision itself must name the way and the time.",
        False: "This is the way for this profession; the decision itself should name it too.",
    }
)

GRADES: Mapping[str, str] = MappingProxyType(
    {
        "A": "A: a provision in force, and a paper that its issuer confirmed",
        "B": "B: a paper seen in the original, and a provision in force or official sources for level and awarding system",
        "C": "C: what was told, a copy, a published comparison or a chain of tables",
        "D": "D: nothing on this register identifies what is held",
    }
)

LIMITS: tuple[str, ...] = (
    "Nothing that the person told us was checked.",
    "This paper is information. It is not a recognition decision, gives no right to practise, no visa and no right of residence.",
    "Only the authority can decide. Ask it for its decision in writing, with reasons, and how and until when you can appeal.",
)


def facts_said(facts: Iterable[str], speech: Speech) -> str:
    """Facts of a procedure as a list that opens a sentence."""
    named = [speech.message(PROCEDURE[each]) for each in facts]
    said = speech.listing(named) if named else ""
    return said[:1].upper() + said[1:]


def missing(right: Mapping[str, Any]) -> list[str]:
    """The facts of a procedure that an answer's block on the right to practise lacks.

    >>> missing({"steps": ["apply"], "fee": "10", "time": None, "papers": [], "appeal": None})
    ['papers', 'time', 'language_checked', 'appeal']
    """
    return [fact for fact in PROCEDURE if not right.get(fact)]


def say(sentence: Sentence, speech: Speech) -> str:
    """The sentence in a language, its values said in that language too."""
    template = speech.message(SENTENCES[sentence.key])
    spoken = {name: speak(value, speech) for name, value in sentence.values.items()}
    return template.format_map(spoken)


def speak(value: Value, speech: Speech) -> str:
    """One value of a sentence in a language."""
    if isinstance(value, tuple):
        return speech.listing([speak(each, speech) for each in value])
    if isinstance(value, Sentence):
        return say(value, speech)
    if isinstance(value, Country):
        return speech.country(value.code)
    if isinstance(value, Mapping):
        return speech.name(value)
    return speech.day(value) if isinstance(value, date) else str(value)
