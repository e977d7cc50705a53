"""Statements as they are kept, written by hand in the shape of the statement document."""
# ruff: noqa: E501  sentences stay on one line

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from registry.issuing.canonical import canonical
from registry.statements.numbering import code_of, digest_of, serial_of
from registry.statements.statement import Statement
from registry.statements.wording import OUTCOMES

KEY = b"a key for tests only"
BASE = "https://registry.example.org"
MADE_ON = date(2026, 11, 24)

DIRECTIVE = "Directive 2005/36/EC Art. 21 and Annex V.5.2.2"
SAXONY = "Landesdirektion Sachsen, Referat 21, Chemnitz"


def both(english: str, arabic: str) -> dict[str, str]:
    """A text in the two languages that are offered."""
    return {"en": english, "ar": arabic}


def source(text: str, confidence: str = "high", **more: str) -> dict[str, str]:
    return {"text": text, "confidence": confidence, **more}


def finding(
    rule: str,
    criterion: str,
    verdict: str,
    because: Mapping[str, str],
    *sources: dict[str, str],
    held: Mapping[str, str] | None = None,
    host: Mapping[str, str] | None = None,
    provision: str | None = None,
) -> dict[str, Any]:
    return {
        "rule": rule,
        "criterion": criterion,
        "verdict": verdict,
        "reason": "any",
        "because": because,
        "held": held,
        "host": host,
        "provision": provision,
        "sources": list(sources),
    }


def skill(slug: str, english: str, arabic: str) -> dict[str, Any]:
    return {"id": slug, "label": both(english, arabic)}


NURSE = {"code": "isco:2221", "label": both("Nursing professional", "ممرض متخصص")}
GERMAN = {
    "id": "deu-pflegefachperson",
    "country": "DEU",
    "title": "Pflegefachfrau / Pflegefachmann",
    "title_language": "de",
    "label": both("Registered nurse (Germany)", "ممرض مسجل (ألمانيا)"),
}
LIMITS = [
    both("Nothing that the person told us was checked.", "لم يتم التحقق من أي شيء قاله الشخص لنا."),
    both(
        "This paper is information. It is not a recognition decision, gives no right to practise, "
        "no visa and no right of residence.",
        "هذه الورقة معلومات. وهي ليست قرار اعتراف، ولا تمنح حق ممارسة المهنة ولا تأشيرة ولا حق إقامة.",
    ),
    both(
        "Only the authority named here can decide. Against its decision you can appeal; it must "
        "tell you how and until when.",
        "السلطة المذكورة هنا وحدها تستطيع أن تقرر. ويمكنك الطعن في قرارها؛ وعليها أن تخبرك كيف وإلى متى.",
    ),
]
RIGHT: dict[str, Any] = {
    "regulated": True,
    "status": "yes",
    "authority": "the health authority of the Land where the person will work",
    "procedure": "application for recognition; deficits are made up by an adaptation period or a test",
    "steps": [],
    "language": "German, usually level B2, proven before the licence is given",
    "measures": ["adaptation period", "knowledge test"],
    "fee": None,
    "time": "three to four months after the papers are complete",
    "legal_basis": "Pflegeberufegesetz (PflBG) sections 1, 2 and 40",
    "provision": None,
    "gives_right_to_practise": False,
    "sources": [
        source(
            "Pflegeberufegesetz, section 40; competent authorities of the 16 Laender",
            "medium",
            as_of="2024-12-31",
        )
    ],
}

ADMISSIBLE = finding(
    "R0",
    "admissible",
    "met",
    both("What you told us can be used.", "ما قلته لنا يمكن استخدامه."),
)
REGULATED = finding(
    "R9",
    "professional-right",
    "partly",
    both(
        "This work is regulated in Germany. The health authority of the Land decides.",
        "هذا العمل منظم في ألمانيا. وسلطة الصحة في الولاية هي التي تقرر.",
    ),
    source("Pflegeberufegesetz, section 40", "medium", as_of="2024-12-31"),
)


def answer(**changes: Any) -> dict[str, Any]:
    """The answer to a Filipino nurse who wants to work in Germany."""
    whole: dict[str, Any] = {
        "basis": "told",
        "outcome": "insufficient-evidence",
        "headline": both(
            "Germany: only an authority there can answer this. Here is where you stand.",
            "ألمانيا: لا يستطيع الإجابة عن هذا إلا سلطة هناك. هذا وضعك الآن.",
        ),
        "outcome_words": both("Not enough to compare", "لا يكفي للمقارنة"),
        "grade": "C",
        "grade_words": both(
            "C: what was told, a published comparison or a chain of tables",
            "C: ما قيل، أو مقارنة منشورة، أو سلسلة من الجداول",
        ),
        "table_row": "unknown",
        "table_says": "A criterion that the purpose requires is unknown.",
        "held": {
            "id": "phl-bsn-nursing",
            "country": "PHL",
            "title": "Bachelor of Science in Nursing",
            "title_language": "en",
            "label": both(
                "Bachelor of Science in Nursing (Philippines)",
                "بكالوريوس العلوم في التمريض (الفلبين)",
            ),
        },
        "compared_with": GERMAN,
        "occupation": NURSE,
        "referred_to": {
            "authority": RIGHT["authority"],
            "country": "DEU",
            "unit": None,
            "units": {},
        },
        "findings": [
            ADMISSIBLE,
            finding(
                "R1",
                "provision",
                "not-applicable",
                both(
                    "The register knows no provision that binds Germany to recognise this.",
                    "لا يعرف السجل حكما يلزم ألمانيا بالاعتراف بهذا.",
                ),
            ),
            finding(
                "R2",
                "convention",
                "unknown",
                both(
                    "Whether a recognition convention binds both Philippines and Germany is not known here.",
                    "لا يعرف هنا إن كانت اتفاقية اعتراف تلزم الفلبين وألمانيا معا.",
                ),
            ),
            finding(
                "R3",
                "body",
                "met",
                both(
                    "Awarded within a recognised system: Commission on Higher Education (CHED)",
                    "منح ضمن نظام معترف به: Commission on Higher Education (CHED)",
                ),
                source("CHED Memorandum Order No. 15, series of 2017", "medium"),
            ),
            finding(
                "R4",
                "level",
                "unknown",
                both(
                    "No published table links PQF level 6 with DQR level 4.",
                    "لا جدول منشور يربط المستوى 6 في PQF بالمستوى 4 في DQR.",
                ),
                source("Philippine Qualifications Framework, level descriptors"),
                source(
                    "German EQF Referencing Report, list of assigned qualifications",
                    as_of="2023-08-01",
                ),
                held=both("PQF level 6 (PQF 6 → AQRF 6)", "المستوى 6 في PQF (PQF 6 → AQRF 6)"),
                host=both("DQR level 4", "المستوى 4 في DQR"),
            ),
            finding(
                "R5",
                "field",
                "met",
                both(
                    "Both are in the field Nursing and midwifery.",
                    "كلاهما في مجال التمريض والقبالة.",
                ),
                held=both("0913 Nursing and midwifery", "0913 التمريض والقبالة"),
                host=both("0913 Nursing and midwifery", "0913 التمريض والقبالة"),
            ),
            finding(
                "R6",
                "outcomes",
                "partly",
                both(
                    "14 of 16 essential skills are covered. Still to be shown: nursing process "
                    "documentation and long-term care planning.",
                    "14 من 16 مهارة أساسية مغطاة. بقي إثبات: توثيق عملية التمريض وتخطيط الرعاية الطويلة الأمد.",
                ),
                source("Nursing Practice Standards, profile of the occupation", "low"),
            ),
            finding(
                "R7",
                "workload",
                "met",
                both(
                    "48 months against 36: length alone is no substantial difference.",
                    "48 شهرا مقابل 36: المدة وحدها ليست فرقا جوهريا.",
                ),
            ),
            finding(
                "R8",
                "profile",
                "not-applicable",
                both(
                    "The profile matters for further study only.",
                    "نوع الدراسة مهم لمواصلة الدراسة فقط.",
                ),
            ),
            REGULATED,
            finding(
                "R10",
                "experience",
                "unknown",
                both(
                    "24 months of practice were told. They may make up for differences once they are proven.",
                    "ذكرت 24 شهرا من الممارسة. وقد تعوض الفروق متى أثبتت.",
                ),
            ),
        ],
        "professional_right": RIGHT,
        "skills": {
            "covered": [
                skill("wound-care", "wound care", "العناية بالجروح"),
                skill("vital-signs", "measuring vital signs", "قياس العلامات الحيوية"),
                skill("medication", "giving medication", "إعطاء الأدوية"),
            ],
            "related": [skill("first-aid", "first aid", "الإسعافات الأولية")],
            "missing": [
                skill("process-notes", "nursing process documentation", "توثيق عملية التمريض"),
                skill("long-term-care", "long-term care planning", "تخطيط الرعاية الطويلة الأمد"),
            ],
        },
        "asks": [],
        "next_steps": [
            both(
                "Apply to the health authority of the Land where you will work. It answers in "
                "writing, with reasons, and you can appeal.",
                "قدم طلبك إلى سلطة الصحة في الولاية التي ستعمل فيها. وهي تجيب كتابة مع الأسباب، ويمكنك الطعن.",
            ),
            both(
                "Expect a measure for differences: adaptation period or knowledge test.",
                "توقع تدبيرا لتعويض الفروق: فترة تكيف أو اختبار معرفة.",
            ),
            both(
                "Language: German, usually level B2.",
                "اللغة: الألمانية، وعادة المستوى B2.",
            ),
            both(
                "Get references with dates and tasks for the work you have done.",
                "احصل على شهادات عمل فيها التواريخ والمهام لما أنجزته من عمل.",
            ),
        ],
        "why_not": [],
        "alternative": None,
        "next_best": [],
        "as_of": "2026-11-24",
        "versions": {
            "data": "2026.11.1",
            "rules": "3f9a1c20",
            "table": "1",
            "template": "information-3",
        },
    }
    return {**whole, **changes}


def asked(**changes: Any) -> dict[str, Any]:
    """The structured inputs that are kept."""
    whole: dict[str, Any] = {
        "held": {
            "qualification": "phl-bsn-nursing",
            "awarded_on": "2018-04-06",
            "training_started_on": "2014-06-09",
            "skills": ["medication", "wound-care"],
        },
        "registered_in": ["PHL"],
        "destination": "DEU",
        "target": {"occupation": "isco:2221"},
        "purpose": "regulated-practice",
        "evidence": [{"kind": "diploma", "state": "original-seen"}],
        "experience": [{"occupation": "isco:2221", "months": 24, "state": "claimed"}],
        "as_of": "2026-11-24",
    }
    return {**whole, **changes}


TRIPLE_WIN = {
    "id": "tw-phl",
    "title": "Triple Win: placement agreement between the Federal Employment Agency and the POEA",
    "signed": "2013-03-19",
    "entry_into_force": None,
    "status": {"value": "presumed-in-force", "confidence": "low", "on": "2026-11-24"},
}


def statement(
    answered: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
    agreements: tuple[Mapping[str, Any], ...] = (TRIPLE_WIN,),
    **more: Any,
) -> Statement:
    """A kept statement with the number that follows from its document."""
    document = {
        "kind": "information",
        "schema": "https://mobility-registry.example/schema/information-statement/1",
        "made_on": MADE_ON.isoformat(),
        "kept_days": 365,
        "languages": ["en", "ar"],
        "prevailing_language": "en",
        "asked": deepcopy(dict(told or asked())),
        "answer": deepcopy(dict(answered or answer())),
        "agreements": [dict(each) for each in agreements],
        "limits": LIMITS,
        **more,
    }
    whole = canonical(document)
    return Statement(serial_of(whole), digest_of(whole), MADE_ON, document)


def code(made: Statement) -> str:
    """The check code of a statement."""
    return code_of(made.serial, KEY)


def filipino_nurse() -> Statement:
    """No provision, no table: the authority decides."""
    return statement()


def romanian_nurse() -> Statement:
    """A provision is in play and a condition of it is not known."""
    gives = both(
        "Automatic recognition of nurses (EU) may apply (nurse responsible for general care): the "
        "right to practise, once the formalities are done. Still to be known: your nationality "
        "and when your training began (on or after 1 January 2007 it counts directly, before it "
        "through acquired rights).",
        "قد ينطبق Automatic recognition of nurses (EU) (nurse responsible for general care): حق "
        "ممارسة المهنة بعد إتمام الإجراءات. بقي أن يعرف: جنسيتك ومتى بدأ تدريبك (منذ 1 يناير 2007 "
        "يحتسب مباشرة، وقبله من خلال الحقوق المكتسبة).",
    )
    return statement(
        answer(
            held={
                "id": "rou-asistent-medical-generalist",
                "country": "ROU",
                "title": "Diplomă de asistent medical generalist",
                "title_language": "ro",
                "label": both("Diploma of general nurse (Romania)", "دبلوم ممرض عام (رومانيا)"),
            },
            findings=[
                ADMISSIBLE,
                finding(
                    "R1",
                    "provision",
                    "unknown",
                    gives,
                    source(DIRECTIVE),
                    source("European Union membership of Romania and Germany", "medium"),
                    host=both(DIRECTIVE, DIRECTIVE),
                    provision="eu-pqd-auto-2221",
                ),
                REGULATED,
            ],
            asks=[
                {"input": "nationality", "provision": "eu-pqd-auto-2221"},
                {"input": "training_started_on", "provision": "eu-pqd-auto-2221"},
                {"input": "held.skills", "provision": None},
            ],
            referred_to={
                "authority": "",
                "country": "DEU",
                "unit": None,
                "units": {
                    "DE-BE": "Landesamt für Gesundheit und Soziales (LAGeSo), Berlin",
                    "DE-SN": SAXONY,
                },
            },
            skills={"covered": [], "related": [], "missing": []},
            professional_right={**RIGHT, "authority": None},
        ),
        asked(
            held={"qualification": "rou-asistent-medical-generalist"},
            registered_in=[],
            evidence=[],
            experience=[],
        ),
        (),
        names={
            "eu-pqd-auto-2221": both(
                "automatic recognition of nurses (EU)",
                "الاعتراف التلقائي بالممرضين (الاتحاد الأوروبي)",
            )
        },
    )


def unknown_diploma() -> Statement:
    """A diploma that nobody knows, with a level that was only claimed."""
    return statement(
        answer(
            grade="D",
            grade_words=both(
                "D: nothing on this register identifies what is held",
                "D: لا شيء في هذا السجل يحدد ما لديك",
            ),
            held=None,
            compared_with=None,
            referred_to=None,
            skills={"covered": [], "related": [], "missing": []},
            professional_right={
                **RIGHT,
                "regulated": None,
                "status": "unknown",
                "authority": None,
                "procedure": None,
                "language": None,
                "measures": [],
                "time": None,
                "legal_basis": None,
                "sources": [],
            },
        ),
        asked(
            held={
                "title_not_on_register": True,
                "country": "EGY",
                "level": {"framework": "egy-nqf", "level": "5"},
                "field": "0715",
                "duration_months": 24,
            },
            target={},
            destination="ARE",
            evidence=[{"kind": "diploma", "state": "unavailable"}],
        ),
    )


def with_outcome(outcome: str) -> Statement:
    """A statement of one outcome."""
    arabic = {
        "comparable": "قابل للمقارنة",
        "conditional": "قابل للمقارنة بشروط",
        "alternative": "قابل للمقارنة بشيء آخر",
        "partial": "قابل للمقارنة جزئيا",
        "not-comparable": "غير قابل للمقارنة",
        "insufficient-evidence": "لا يكفي للمقارنة",
    }
    return statement(
        answer(
            outcome=outcome,
            outcome_words=both(OUTCOMES[outcome], arabic[outcome]),
            alternative=GERMAN if outcome == "alternative" else None,
            findings=[
                finding(
                    "R4",
                    "level",
                    verdict,
                    both("The two stand at the same level.", "كلاهما في المستوى نفسه."),
                )
                for verdict in ("met", "not-met", "partly", "unknown", "not-applicable")
            ],
        )
    )
