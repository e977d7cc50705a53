"""Equivalences in and out as SSSOM tables: what may not stand is told by its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.actions.exchange_mappings import export_mappings, import_mappings
from registry.errors import Conflict, InvalidDocument, RegistryError, Unreadable
from registry.linked.equivalences import stored_equivalences
from registry.linked.shapes import check
from registry.linked.store import as_graph, parse_folder
from registry.paths import ONTOLOGY
from registry.storage.yaml_strict import LARGEST
from tests.linked.test_equivalences import HOST, RECORD
from tests.linked.turtle import ALL, write

TABLE = export_mappings((RECORD,))
ROW = TABLE.splitlines()[-1]
LINE = len(TABLE.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small ontology with the two qualifications."""
    return write(tmp_path / "ontology", ALL + HOST)


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def made(text: str | bytes, name: str = "nurses.sssom.tsv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return made


def exported(folder: Path) -> str:
    return export_mappings(stored_equivalences(parse_folder(folder)))


def test_what_was_imported_is_exported_byte_for_byte(
    folder: Path, table: Callable[..., Path]
) -> None:
    target, count = import_mappings(table(TABLE), folder)
    assert (target, count) == (folder / "mappings" / "nurses.ttl", 1)
    assert exported(folder) == TABLE


def test_a_table_from_another_hand_means_the_same(folder: Path, table: Callable[..., Path]) -> None:
    """Other prefixes, another order of columns, labels, a mark at the start, Windows lines."""
    head, columns = TABLE.splitlines()[: LINE - 2], TABLE.splitlines()[-2].split("\t")
    row = dict(zip(columns, ROW.split("\t"), strict=True))
    row["subject_id"] = "https://mobility-registry.example/id/qualification/phl-nurse"
    row |= {"license": "", "mapping_date": "", "subject_label": "Nurse"}
    names = sorted(row)
    lines = [
        *head,
        "#mapping_date: 2026-01-02",
        "\t".join(names),
        "",
        "\t".join(row[n] for n in names),
    ]
    import_mappings(table("\ufeff" + "\r\n".join(lines) + "\r\n"), folder)
    assert exported(folder) == TABLE


def test_an_import_keeps_the_shapes_of_the_real_ontology(
    tmp_path: Path, table: Callable[..., Path]
) -> None:
    folder = tmp_path / "whole"
    shutil.copytree(ONTOLOGY, folder)
    changed = TABLE.replace("phl-nurse", "phl-bsn-nursing")
    changed = changed.replace("sgp-nurse", "rou-asistent-medical-generalist")
    import_mappings(table(changed), folder)
    report = check(as_graph(parse_folder(folder)))
    assert report.problems == ()
    assert report.focus_nodes["PublishedEquivalenceShape"] == 1


def test_nothing_is_written_where_one_row_is_wrong(
    folder: Path, table: Callable[..., Path]
) -> None:
    second = ROW.replace("equivalence:test-nurse", "equivalence:test-b").replace("eligible", "x")
    with pytest.raises(InvalidDocument):
        import_mappings(table(f"{TABLE}{second}\n"), folder)
    assert not (folder / "mappings").exists()


def changed(old: str, new: str) -> str:
    assert old in TABLE
    return TABLE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (changed("qualification:phl-nurse", "qualification:phl-doctor"), "not on the register"),
        (changed("qualification:phl-nurse", "phl-nurse"), "must be an address under"),
        (changed("\tpublished\t", "\t\t"), "The status is missing"),
        (changed("\tpublished\t", "\tin force\t"), "must be one of proposed, agreed"),
        (changed("\tmade up\t", "\t\t"), "The source is missing"),
        (changed("\tmade up\t", "\t=HYPERLINK(1)\t"), "formula"),
        (changed("\tArticle 3\t", "\t@SUM(1)\t"), "formula"),
        (changed("\tArticle 3\t", '\t"Article\n3"\t'), "line break"),
        (changed("\t1.0\t", "\t0.95\t"), "write 1.0 for high"),
        (changed("\tmob:comparedByAuthorities\t", "\tskos:exactMatch\t"), "predicate_id"),
        (changed("ManualMappingCuration", "LexicalMatching"), "mapping_justification"),
        (changed("\t2026-01-01\t", "\t2026\t"), "write a day"),
        (changed("\t2026-01-01\t", "\t\t"), "mob:validFrom is missing"),
        (changed("practice-months:24", "practice-months"), "cannot be read"),
        (changed("practice-months:24", "practice-months:0"), "cannot be read"),
        (changed("good-standing", "good-standing:yes"), "cannot be read"),
        (changed("good-standing", "annex-title-listed"), "is none of"),
        (changed("equivalence:test-nurse", "equivalence:Test Nurse"), "must be an address under"),
        (changed("equivalence:test-nurse", "equivalence:a> a <b> . <c"), "must be an address"),
    ],
)
def test_a_row_that_may_not_stand_is_told_by_its_line(
    folder: Path, table: Callable[..., Path], text: str, said: str
) -> None:
    with pytest.raises(InvalidDocument) as caught:
        import_mappings(table(text), folder)
    (place,) = caught.value.problems
    assert place.startswith(f"nurses.sssom.tsv, line {LINE}")
    assert said in " ".join(caught.value.problems[place])


def test_two_rows_with_one_id_or_against_each_other_are_refused(
    folder: Path, table: Callable[..., Path]
) -> None:
    against = ROW.replace("test-nurse", "test-b").replace("eligible-to-apply", "right-to-practise")
    with pytest.raises(InvalidDocument) as caught:
        import_mappings(table(f"{TABLE}{ROW}\n{against}\n"), folder)
    assert caught.value.problems == {
        f"nurses.sssom.tsv, line {LINE + 1}": [
            f"The record test-nurse stands at nurses.sssom.tsv, line {LINE} already."
        ],
        f"nurses.sssom.tsv, line {LINE + 2}": [
            f"It contradicts test-nurse (nurses.sssom.tsv, line {LINE})."
        ],
    }


def test_what_is_there_already_is_named_with_file_and_line(
    folder: Path, table: Callable[..., Path]
) -> None:
    import_mappings(table(TABLE, "first.tsv"), folder)
    against = ROW.replace("test-nurse", "test-b").replace("eligible-to-apply", "no-agreement")
    with pytest.raises(InvalidDocument) as caught:
        import_mappings(table(f"{TABLE}{against}\n", "second.tsv"), folder)
    assert caught.value.problems == {
        f"second.tsv, line {LINE}": [
            "The record test-nurse stands in mappings/first.ttl, line 6 already."
        ],
        f"second.tsv, line {LINE + 1}": [
            f"It contradicts test-nurse (second.tsv, line {LINE}).",
            "It contradicts test-nurse (mappings/first.ttl, line 6).",
        ],
    }


def test_a_file_is_never_written_over(folder: Path, table: Callable[..., Path]) -> None:
    import_mappings(table(TABLE), folder)
    with pytest.raises(Conflict):
        import_mappings(table(TABLE), folder)


def test_a_name_that_is_no_slug_is_refused(folder: Path, table: Callable[..., Path]) -> None:
    with pytest.raises(InvalidDocument):
        import_mappings(table(TABLE, "My File.tsv"), folder)


def test_a_faulty_ontology_is_told_as_such(folder: Path, table: Callable[..., Path]) -> None:
    write(folder, ALL.replace('mob:country "PHL"', 'mob:country "P"'), "other.ttl")
    with pytest.raises(InvalidDocument) as caught:
        import_mappings(table(TABLE), folder)
    assert "all.ttl and other.ttl: qualification/phl-nurse" in caught.value.problems


# The file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (changed(f"{ROW}\n", ""), "no row"),
        (changed("\tcomment\n", "\tcolour\n"), "a column 'colour', which is not read"),
        (changed("\tstatus\t", "\tstanding\t"), "no column status"),
        (changed("#license: ", "#rights: "), "header has no license"),
        (changed("#license: ", "#author_id: x\n#license: "), "names 'author_id', which is not"),
        (changed("mob:equivalenceStatus", "mob:statusOfUse"), "do not declare status"),
        (changed('#  mob: "https', '#  bom: "https'), "do not declare effect"),
        (changed("#curie_map:\n", "#curie_map: 7\n#other:\n"), "no list of prefixes"),
        (
            changed("#extension_definitions:\n", "#extension_definitions: none\n#other:\n"),
            "declare",
        ),
    ],
)
def test_a_header_or_column_that_is_not_understood_is_refused(
    folder: Path, table: Callable[..., Path], text: str, said: str
) -> None:
    with pytest.raises(InvalidDocument) as caught:
        import_mappings(table(text), folder)
    assert any(said in each for each in caught.value.problems["nurses.sssom.tsv"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a\tb\n1\t2\n", "is empty"),
        ("#7\na\tb\n", "no list of names"),
        ("#a: [\na\tb\n", "(header), line"),
        ("#a: 1\n#a: 2\na\tb\n", "a second time"),
        ("#a: &x 1\n#b: *x\na\tb\n", "anchors and aliases"),
        ("#a: 1\n", "no line of column names"),
        ("#a: 1\n\n\n", "no line of column names"),
        ("#a: 1\na\ta\n", "stands there twice"),
        ("#a: 1\na\tb\n1\n", "line 3: 1 cells stand under 2 columns"),
        ("#a: 1\na\tb\n1\t2\t3\n", "line 3: 3 cells stand under 2 columns"),
        ('#a: 1\na\tb\n1\t"2\n', "line 3"),
        ("#a: 1\na\tb\n1\t" + "x" * 200_000 + "\n", "line 3"),
        (b"#a: \xff\n", "not UTF-8"),
        ("x" * 10_000_000, f"larger than {LARGEST} bytes"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    folder: Path, table: Callable[..., Path], text: str | bytes, said: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        import_mappings(table(text), folder)
    assert said in caught.value.sentence


def test_a_file_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        import_mappings(tmp_path / "nothing.tsv", folder)
