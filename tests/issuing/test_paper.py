"""The paper as PDF: its words, its bytes, its parts and what it needs of the machine.

What is compared. English: the whole text that poppler's ``pdftotext`` reads from the body of the
pages, in reading order, equals the transcript word for word (hyphens aside, because pdftotext
joins a word that a line breaks at its hyphen). Both languages: poppler's reader of the tag tree
(``pdfinfo -struct-text``) gives each line of each sentence in the order of the tree, with the
characters as they stand on the page from left to right; every one of these lines equals, character
by character, the next piece of the transcript put into visual order by the Unicode Bidirectional
Algorithm (GNU FriBidi). So no letter is wrong, missing or added, and the order of the words is
that of the transcript. White space between Arabic words is proven apart: ``pdftotext`` finds the
same words the same number of times.
"""

from __future__ import annotations

import ctypes
import json
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
import segno
from PIL import Image

from registry.errors import Unavailable
from registry.issuing import paper as paper_module
from registry.issuing.blocks import LABELS, Kind, Paper, Shape, Span, clean, paper, plain, spans
from registry.issuing.canonical import canonical
from registry.issuing.code import address
from registry.issuing.paper import (
    MEND,
    missing_parts,
    render_html,
    render_pdf,
    unprintable,
)
from registry.issuing.transcript import transcript
from registry.recognition.question import EvidenceKind
from registry.statements.numbering import digest_of, serial_of
from registry.statements.statement import Statement
from registry.statements.wording import (
    APPEAL_NOTES,
    CRITERIA,
    LANGUAGE_CHECKED,
    OUTCOMES,
    VERDICT_WORDS,
)
from registry.values.identifiers import read_serial
from registry.values.language import direction
from registry.values.speech import speech
from tests.issuing import builders

_MISSING = [
    *(part.name for part in missing_parts()),
    *(tool for tool in ("pdftotext", "pdfinfo", "pdffonts", "qpdf") if not shutil.which(tool)),
]
pytestmark = [
    pytest.mark.paper,
    pytest.mark.skipif(bool(_MISSING), reason=f"missing here: {', '.join(_MISSING)}"),
]

# The body of an A4 page in points, between the head and the foot that every page repeats.
_BODY = ["-x", "0", "-y", "114", "-W", "596", "-H", "672"]
_CASES = {
    "filipino-nurse": builders.filipino_nurse,
    "romanian-nurse": builders.romanian_nurse,
    "unknown-diploma": builders.unknown_diploma,
    **{outcome: lambda outcome=outcome: builders.with_outcome(outcome) for outcome in OUTCOMES},
}
cases = pytest.mark.parametrize("made", _CASES.values(), ids=_CASES)


def pdf_of(made: Statement, language: str) -> bytes:
    return render_pdf(made, builders.code(made), language, builders.BASE)


def words_of(made: Statement, language: str) -> str:
    return transcript(made, builders.code(made), language, builders.BASE)


def content_of(made: Statement, language: str) -> Paper:
    return paper(made, builders.code(made), language, builders.BASE)


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "paper.pdf"
        path.write_bytes(data)
        return path

    return write


# Words -----------------------------------------------------------------------------------------


@cases
def test_the_english_text_layer_is_the_transcript(made, printed):
    made = made()
    path = printed(pdf_of(made, "en"))

    read = run("pdftotext", *_BODY, str(path), "-")

    # pdftotext joins a word that a line breaks at its hyphen; the tag tree shows the hyphens
    assert read.replace("-", "").split() == words_of(made, "en").replace("-", "").split()


@cases
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_tag_tree_reads_as_the_transcript(made, language, printed):
    made = made()
    content = content_of(made, language)
    path = printed(pdf_of(made, language))

    expected = list(_expected(content))
    _assert_read(_tagged_lines(path), expected, language)

    together = "".join(span.text for span in expected)
    assert "".join(together.split()) == "".join(words_of(made, language).split())


@cases
def test_the_words_of_the_arabic_text_layer_are_those_of_the_transcript(made, printed):
    made = made()
    path = printed(pdf_of(made, "ar"))

    # poppler marks each change of direction, and sets the space beside it on the wrong side
    read = re.sub("[\u202a-\u202c]", " ", run("pdftotext", *_BODY, str(path), "-"))

    assert Counter(re.findall(r"\w+", read)) == Counter(re.findall(r"\w+", words_of(made, "ar")))


def _expected(content: Paper) -> Iterator[Span]:
    """The spans of a paper in their order, with the marks of lists."""
    for section in content.sections:
        yield from section.heading or ()
        for group in section.groups:
            for number, block in enumerate(group.blocks, start=1):
                if group.shape is Shape.STEPS:
                    yield Span(f"{number}.")
                if block.kind is Kind.ITEM:
                    yield Span("•")
                for text in block.texts:
                    yield from text


def _tagged_lines(path: Path) -> list[str]:
    """The text of the tag tree, line by line, as it stands on the page from left to right."""
    tree = run("pdfinfo", "-struct-text", str(path))
    return [line.strip()[1:-1] for line in tree.splitlines() if line.strip().startswith('"')]


def _assert_read(lines: list[str], expected: list[Span], language: str) -> None:
    waiting = [span for span in expected if span.text.strip()]
    rest, reads_right_to_left = "", False
    for line in lines:
        length = len("".join(line.split()))
        if not length:
            continue
        if not rest.strip():
            span = waiting.pop(0)
            rest = span.text
            reads_right_to_left = direction(span.language or language) == "rtl"
        piece, rest = _take(rest, length)
        assert "".join(line.split()) == "".join(visual(piece, reads_right_to_left).split())
    assert not rest.strip()
    assert not waiting


def _take(text: str, length: int) -> tuple[str, str]:
    """``length`` characters from the start of a text, not counting white space, and the rest."""
    at = count = 0
    while count < length:
        count += not text[at].isspace()
        at += 1
    return text[:at].strip(), text[at:]


_FRIBIDI_RTL, _FRIBIDI_LTR = 0x111, 0x110


def visual(text: str, right_to_left: bool) -> str:
    """A line in the order of the eye, from left to right (UAX 9, rule L2; nothing mirrored)."""
    fribidi = ctypes.CDLL("libfribidi.so.0")
    length = len(text)
    characters = (ctypes.c_uint32 * length)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * length)(), (ctypes.c_uint32 * length)()
    levels = (ctypes.c_int8 * length)()
    base = ctypes.c_uint32(_FRIBIDI_RTL if right_to_left else _FRIBIDI_LTR)
    fribidi.fribidi_get_bidi_types(characters, length, types)
    fribidi.fribidi_get_bracket_types(characters, length, types, brackets)
    fribidi.fribidi_get_par_embedding_levels_ex(types, brackets, length, ctypes.byref(base), levels)
    order = list(range(length))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < length:
            end = at
            while end < length and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return "".join(text[at] for at in order)


def test_visual_order_is_that_of_the_standard():
    assert visual("car THE CAR", right_to_left=False) == "car THE CAR"
    assert visual("سنة 2013.", right_to_left=True) == ".2013 ةنس"


def test_a_wrong_letter_in_the_text_layer_would_be_noticed(printed):
    made = builders.filipino_nurse()
    lines = _tagged_lines(printed(pdf_of(made, "ar")))
    at = max(range(len(lines)), key=lambda each: len(lines[each]))
    lines[at] = lines[at][1] + lines[at][0] + lines[at][2:]

    with pytest.raises(AssertionError):
        _assert_read(lines, list(_expected(content_of(made, "ar"))), "ar")


# What is said ----------------------------------------------------------------------------------


def test_an_unknown_title_is_never_printed():
    text = words_of(builders.unknown_diploma(), "en")

    assert "a qualification that is not on the register" in text
    assert "Diploma: cannot be had" in text


def test_a_state_that_a_person_claims_for_a_paper_is_printed_as_told():
    text = words_of(builders.filipino_nurse(), "en")

    assert "Diploma: told, not seen by anybody here" in text
    assert "original" not in text


@pytest.mark.parametrize("kind", [each.value for each in EvidenceKind])
def test_every_kind_of_evidence_has_its_word_on_the_paper(kind):
    assert f"paper:{kind}" in LABELS


def test_a_nationality_is_told_of_and_not_kept():
    made = builders.statement(told=builders.asked(nationality_told=True))
    assert "told and used, not kept" in words_of(made, "en")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_paper_says_that_it_gives_no_right(language):
    for made in _CASES.values():
        text = words_of(made(), language)
        said = clean(speech(language).message(LABELS["no-right"]))
        assert said.partition("{")[0] in text


def test_the_translation_says_which_text_prevails():
    made = builders.filipino_nurse()

    assert LABELS["unreviewed"] in words_of(made, "ar")
    assert clean(speech("ar").message(LABELS["unreviewed"])) in words_of(made, "ar")
    assert LABELS["unreviewed"] not in words_of(made, "en")


def test_skills_are_not_asked_for_where_the_law_decides_without_them():
    right = {**builders.RIGHT, "provision": "eu-pqd-auto-2221", "gives_right_to_practise": True}
    made = builders.statement(builders.answer(professional_right=right, referred_to=None))
    text = words_of(made, "en")

    assert "skills" not in {section.id for section in content_of(made, "en").sections}
    assert LABELS["right-by-law"] in text
    assert "This statement does not give the right to practise as: Nursing professional." in text


def test_the_paper_tells_gaps_by_group_ways_without_a_paper_and_close_occupations():
    wash, feed = (
        builders.skill("wash", "Wash people", "غسل"),
        builders.skill("feed", "Feed", "إطعام"),
    )
    step = builders.both("Ask there.", "اسأل هناك.")
    answer = builders.answer(
        bridging={
            "groups": [
                {**builders.skill("care", "Care", "رعاية"), "skills": [wash]},
                {**builders.skill("food", "Food", "طعام"), "skills": [feed]},
            ],
            "measures": [],
        },
        prior_learning=[
            {
                "name": builders.both("Externenprüfung", "Externenprüfung"),
                "procedure": "An examination",
                "provider": "the chamber",
                "legal_basis": "BBiG, section 45(2)",
            }
        ],
        next_best=[
            {
                "label": builders.both("Health care assistants", "مساعدون"),
                "covered": 12,
                "essential": 18,
                "status": "partly",
                "next_step": step,
            }
        ],
    )
    text = words_of(builders.statement(answer), "en")

    assert "Care: Wash people" in text and "Food: Feed" in text
    assert "Externenprüfung. An examination. Who offers it: the chamber. Legal basis: BBiG" in text
    assert "Health care assistants: 12 of 18 essential skills. Partly regulated there. Ask" in text


def test_what_is_still_to_be_known_is_listed_with_its_provision():
    text = words_of(builders.romanian_nurse(), "en")

    assert "your nationality (for automatic recognition of nurses (EU))" in text
    assert "the skills that the training gave\n" in text


def test_each_part_of_a_country_has_its_own_authority():
    text = words_of(builders.romanian_nurse(), "en")

    assert f"DE-SN (Germany): {builders.SAXONY}" in text


def test_the_arabic_paper_has_every_label_with_the_same_values():
    said = speech("ar").messages
    needed = {*LABELS.values(), *CRITERIA.values(), *VERDICT_WORDS}

    assert not {text for text in needed if text not in said}
    for text in needed:
        assert set(re.findall(r"{\w+}", said[text])) == set(re.findall(r"{\w+}", text)), text


# Bytes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_statement_gives_the_same_bytes(language):
    made = builders.filipino_nurse()

    assert pdf_of(made, language) == pdf_of(made, language)


def test_other_papers_in_between_change_no_byte():
    first = pdf_of(builders.filipino_nurse(), "en")
    pdf_of(builders.romanian_nurse(), "ar")
    pdf_of(builders.unknown_diploma(), "ar")

    assert pdf_of(builders.filipino_nurse(), "en") == first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_fresh_process_gives_the_same_bytes(language, tmp_path):
    made = builders.filipino_nurse()
    program = (
        "import sys; from pathlib import Path\n"
        "import registry.issuing.paper as papers\n"
        "from tests.issuing import builders\n"
        "made = builders.filipino_nurse()\n"
        "Path(sys.argv[1]).write_bytes("
        "papers.render_pdf(made, builders.code(made), sys.argv[2], builders.BASE))\n"
    )
    target = tmp_path / "fresh.pdf"
    root = Path(__file__).resolve().parents[2]

    subprocess.run([sys.executable, "-c", program, str(target), language], check=True, cwd=root)

    assert target.read_bytes() == pdf_of(made, language)


def test_two_threads_print_the_same_bytes():
    made = builders.filipino_nurse()
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(pdf_of(made, "en"))) for _ in range(2)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert results == [pdf_of(made, "en")] * 2


def test_a_changed_character_in_the_document_changes_the_number():
    made = builders.filipino_nurse()
    changed = builders.statement(builders.answer(grade="B"))

    assert changed.serial != made.serial


def test_a_changed_character_in_a_number_is_caught():
    serial = builders.filipino_nurse().serial
    for at in range(3, len(serial)):
        if serial[at] != "-":
            other = "7" if serial[at] != "7" else "8"
            assert read_serial(serial[:at] + other + serial[at + 1 :]) is None


# Parts of the file -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_document_and_the_transcript_are_attached(language, printed):
    made = builders.filipino_nurse()

    with pikepdf.open(printed(pdf_of(made, language))) as pdf:
        attached = {name: pdf.attachments[name] for name in pdf.attachments}
        document = attached["statement.json"].get_file().read_bytes()
        words = attached["transcript.txt"].get_file().read_bytes()
        related = {str(each.UF): str(each.AFRelationship) for each in pdf.Root.AF}

        assert set(attached) == {"statement.json", "transcript.txt"}
        assert all(each.description for each in attached.values())
        assert attached["statement.json"].get_file().mime_type == "application/json"

    assert document == canonical(made.document)
    assert digest_of(document) == made.digest
    assert serial_of(document) == made.serial
    assert json.loads(document)["kind"] == "information"
    assert words.decode() == words_of(made, language)
    assert related == {"statement.json": "/Source", "transcript.txt": "/Alternative"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_is_tagged_titled_and_fixed(language, printed):
    made = builders.filipino_nurse()
    path = printed(pdf_of(made, language))

    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(path))
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert made.serial in str(pdf.docinfo.Title)
        assert str(pdf.docinfo.CreationDate) == "D:20261124"
        with pdf.open_metadata() as metadata:
            assert made.serial in metadata["dc:title"]
            assert "pdfuaid:part" not in metadata  # aims at PDF/UA-1, and claims nothing


def test_heads_and_feet_are_no_content(printed):
    made = builders.filipino_nurse()
    path = printed(pdf_of(made, "en"))
    tree = run("pdfinfo", "-struct-text", str(path))
    pages = run("pdftotext", str(path), "-").split("\f")[:-1]

    assert "Page 1 of" not in tree
    assert "Figure" not in tree
    for number, page in enumerate(pages, start=1):
        assert made.serial in page
        assert builders.code(made) in page
        assert LABELS["told"] in page
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.parametrize(("language", "others"), [("en", {"de", "ro"}), ("ar", {"de", "en", "ro"})])
def test_a_change_of_language_is_told(language, others, printed):
    with pikepdf.open(printed(pdf_of(builders.romanian_nurse(), language))) as pdf:
        told = {str(each.Lang) for each in pdf.objects if _tells_language(each)}

    assert told == others


def _tells_language(candidate: pikepdf.Object) -> bool:
    return (
        isinstance(candidate, pikepdf.Dictionary)
        and candidate.get("/Type") == "/StructElem"
        and "/Lang" in candidate
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_square_on_each_page_holds_the_address(language, printed, tmp_path):
    """Every module as it is drawn equals the code of the address, with its quiet zone around."""
    made = builders.filipino_nurse()
    opens = address(made.serial, builders.code(made), builders.BASE)
    expected = [list(row) for row in segno.make(opens, error="q", boost_error=False).matrix]
    run("pdftoppm", "-r", "300", "-gray", str(printed(pdf_of(made, language))), str(tmp_path / "p"))

    pages = sorted(tmp_path.glob("p-*.pgm"))
    assert pages
    for page in pages:
        with Image.open(page) as picture:
            width, millimetre = picture.width, picture.width / 210
            side = (0, width // 3) if language == "ar" else (width * 2 // 3, width)
            head = picture.crop((side[0], 0, side[1], int(37 * millimetre)))
        dark = head.point(lambda grey: 255 * (grey < 128))
        left, top, right, bottom = dark.getbbox()
        module = (right - left) / len(expected)
        assert module > 0.4 * millimetre
        read = [
            [
                int(head.getpixel((left + (x + 0.5) * module, top + (y + 0.5) * module)) < 128)
                for x in range(len(expected))
            ]
            for y in range(len(expected))
        ]
        assert read == expected
        assert abs((bottom - top) - (right - left)) <= 2


def test_facts_are_lists_with_labels(printed):
    path = printed(pdf_of(builders.filipino_nurse(), "en"))
    roles = Counter(re.findall(r"^\s*(\w+)", run("pdfinfo", "-struct", str(path)), re.MULTILINE))

    assert roles["Lbl"] >= 20
    assert roles["H1"] == 1
    assert "Table" not in roles


@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_fonts_are_embedded(language, printed):
    listed = run("pdffonts", str(printed(pdf_of(builders.filipino_nurse(), language))))
    rows = [line.split() for line in listed.splitlines()[2:]]

    assert rows
    for row in rows:
        assert "Noto" in row[0]
        assert row[-5:-2] == ["yes", "yes", "yes"], row


def test_a_picture_in_a_text_is_text():
    made = builders.statement(
        builders.answer(headline=builders.both('<img src="http://example.org/x.png">', "نص"))
    )

    assert b"%PDF" in pdf_of(made, "en")
    html = render_html(made, builders.code(made), "en", builders.BASE)
    assert "&lt;img src=" in html
    assert not re.search(r"<(?:img|link|script|iframe|object)\b", html)


# Hard texts ------------------------------------------------------------------------------------

_LONG = "An authority with a name of three hundred characters " * 6
_UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 9


def _hard(text: str) -> Statement:
    said = builders.both(text, text)
    return builders.statement(
        builders.answer(
            headline=said,
            outcome_words=said,
            next_steps=[said, said],
            findings=[
                builders.finding(
                    "R4", "level", "unknown", said, builders.source(text), held=said, host=said
                )
            ],
            professional_right={**builders.RIGHT, "authority": text, "steps": [text, text]},
            skills={
                "covered": [],
                "related": [],
                "missing": [{"id": "any", "label": said}],
            },
        ),
        agreements=({**builders.TRIPLE_WIN, "title": text},),
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "text",
    [_LONG, _UNBROKEN, "<script>alert('x')</script> & <b>bold</b> {not_a_value} %s"],
    ids=["long", "unbroken", "markup"],
)
def test_hard_texts_stay_text_and_inside_the_page(text, language, printed):
    made = _hard(text)
    path = printed(pdf_of(made, language))

    squeezed = "".join("".join(_tagged_lines(path)).split())
    assert "".join(clean(text).split()) in squeezed
    for box in re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" '
        r'yMax="([\d.-]+)"',
        run("pdftotext", "-bbox", str(path), "-"),
    ):
        left, top, right, bottom = map(float, box)
        assert 56 <= left <= right <= 540
        assert 20 <= top <= bottom <= 842


def test_vowel_marks_and_control_characters_are_left_out():
    assert clean("قَدِّمْ\u202e طلبًا\u0000") == "قدم طلبا"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("المستوى 6 في PQF.", [("المستوى 6 في ", None), ("PQF", "en"), (".", None)]),
        ("قدم إلى Amt (LfP) الآن", [("قدم إلى ", None), ("Amt (LfP)", "en"), (" الآن", None)]),
        (
            "صفحة EU (في 20 يونيو 2024)؛ eu: ROU (years) و(DQR) (PQF 4)",
            [
                ("صفحة ", None),
                ("EU", "en"),
                (" (في 20 يونيو 2024)؛ ", None),
                ("eu: ROU (years)", "en"),
                (" و(", None),
                ("DQR", "en"),
                (") (", None),
                ("PQF 4", "en"),
                (")", None),
            ],
        ),
        (
            "مجال 0913 Nursing 'EU' 2005/36/EC",
            [("مجال 0913 ", None), ("Nursing 'EU' 2005/36/EC", "en")],
        ),
        ("الإطار (PQF)", [("الإطار (", None), ("PQF", "en"), (")", None)]),
        ("Only English.", [("Only English.", "en")]),
        ("2013", [("2013", None)]),
    ],
)
def test_what_reads_the_other_way_is_set_apart(text, expected):
    found = spans(text, "ar")

    assert [(span.text, span.language) for span in found] == expected
    assert plain(found) == text


# What the machine lacks ------------------------------------------------------------------------


def test_characters_without_a_glyph_are_told_and_not_drawn_as_boxes(printed, caplog):
    title = "介護福祉士"
    made = builders.statement(
        builders.answer(
            held={
                "id": "jpn-kaigo-fukushishi",
                "country": "JPN",
                "title": title,
                "title_language": "ja",
                "label": builders.both(
                    "Certified care worker (Japan)", "عامل رعاية معتمد (اليابان)"
                ),
            }
        )
    )
    if not unprintable(title):
        pytest.skip("a font of this machine has these characters")

    path = printed(pdf_of(made, "en"))

    assert unprintable(title) == set(title)
    assert "[5 characters that cannot be printed here" in run("pdftotext", str(path), "-").replace(
        "\n", " "
    )
    assert title in words_of(made, "en")
    assert ".notdef" not in caplog.text


@cases
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_character_of_the_papers_has_a_glyph(made, language):
    assert not unprintable(words_of(made(), language))


@pytest.mark.parametrize("name", ["pango", "harfbuzz-subset", "fonts"])
def test_a_missing_part_is_named_with_the_command_that_mends_it(name, monkeypatch):
    part = paper_module.Missing(name, "why", MEND)
    monkeypatch.setattr(paper_module, "missing_parts", lambda: [part])
    paper_module._engine.cache_clear()
    made = builders.filipino_nurse()

    with pytest.raises(Unavailable) as raised:
        pdf_of(made, "en")

    paper_module._engine.cache_clear()
    assert name in raised.value.sentence
    assert raised.value.hint == (
        "Run: apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "fonts-noto-core"
    )
    assert "<html" in render_html(made, builders.code(made), "en", builders.BASE)


def test_a_machine_without_pango_is_told_apart():
    """In a process where no system library can be loaded by name."""
    program = (
        "import cffi\n"
        "def refuse(self, name, flags=0): raise OSError(f'cannot load library {name!r}')\n"
        "cffi.FFI.dlopen = refuse\n"
        "from registry.issuing.paper import missing_parts\n"
        "print([part.name for part in missing_parts()])\n"
    )
    root = Path(__file__).resolve().parents[2]

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )

    assert "'pango'" in done.stdout


def test_missing_fonts_are_named(monkeypatch):
    monkeypatch.setattr(paper_module, "_fonts", dict)

    assert [part.name for part in missing_parts()] == ["fonts"]
    assert "NotoNaskhArabic-Regular.ttf" in missing_parts()[0].why


def test_how_the_authority_decides_leads_and_what_to_do_next_follows():
    sections = [section.id for section in content_of(builders.filipino_nurse(), "en").sections]
    assert sections[:5] == ["opening", "right", "next", "asked", "findings"]


def test_where_nobody_decides_the_right_to_practise_stands_after_the_findings():
    right = {**builders.RIGHT, "authority": None, "status": "no", "regulated": False}
    made = builders.statement(builders.answer(professional_right=right, referred_to=None))
    sections = [section.id for section in content_of(made, "en").sections]
    assert sections[:5] == ["opening", "next", "asked", "findings", "right"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_papers_the_time_of_the_language_check_and_the_appeal_are_printed(language):
    law = {"procedure": "Appeal to a panel", "legal_basis": "Order 2001, article 37"}
    right = {
        **builders.RIGHT,
        "papers": ["identity card", "diploma with hours"],
        "language_checked": "before-licence",
        "appeal": {**law, "general": False, "sources": [builders.source("the order", "high")]},
        "sources": [{**builders.source("the list", "high"), "for": ["papers"]}],
    }
    text = words_of(builders.statement(builders.answer(professional_right=right)), language)
    said = [LANGUAGE_CHECKED["before-licence"], APPEAL_NOTES[False], LABELS["papers-asked"]]
    for each in said:
        assert clean(speech(language).message(each)) in text
    for each in ("identity card", "diploma with hours", "Order 2001, article 37", "the list"):
        assert each in text


def test_what_is_not_known_of_a_procedure_is_said():
    text = words_of(builders.filipino_nurse(), "en")
    assert "The steps, the papers, the fee, when the language is checked, and how to appeal" in text


def test_a_statement_made_before_papers_were_held_still_prints():
    old = {key: value for key, value in builders.RIGHT.items() if key != "steps"}
    made = builders.statement(builders.answer(professional_right={**old, "steps": ["apply"]}))
    assert "apply" in words_of(made, "en")
