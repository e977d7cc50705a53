"""What is set right in a tagged PDF before it is written.

WeasyPrint tags the head and foot of each page as content that hangs on no tree, puts groups of
terms and their descriptions between a list and its items, does not say where the language
changes, gives attachments no relationship outside PDF/A, and writes no metadata stream without a
mark of conformance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Finisher = Callable[[Any, Any], None]


def finisher(relationships: Mapping[str, str]) -> Finisher:
    """A finisher for WeasyPrint; ``relationships`` go by the names of the attachments."""

    def finish(document: Any, pdf: Any) -> None:
        _name_languages(document, pdf)
        _pair_facts(pdf)
        _set_furniture_apart(pdf)
        _relate(pdf, relationships)
        document.metadata.include_in_pdf(pdf, "ua", None, None, compress=True)

    return finish


def _number(reference: Any) -> int:
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    return int(text.split()[0])


def _name_languages(document: Any, pdf: Any) -> None:
    """A piece of text in another language than the paper's says so.

    The tree was built by walking the boxes, so its leaves stand in the order of the boxes.
    """
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    leaves = [each for each in map(pdf.objects.__getitem__, _elements(pdf, root)) if _is_leaf(each)]
    languages = [spoken for page in document.pages for spoken in _languages(page._page_box)]  # noqa: SLF001
    if len(leaves) != len(languages):
        raise RuntimeError("the tag tree and the boxes of the pages do not match")
    string = type(pdf.catalog["Lang"])
    for leaf, language in zip(leaves, languages, strict=True):
        if language and language != document.metadata.lang:
            leaf["Lang"] = string(language)


def _is_leaf(element: Any) -> bool:
    return any(isinstance(kid, int) for kid in element.get("K", ()))


def _languages(box: Any) -> Iterator[str | None]:
    """The language of each text and picture under a box, page heads and feet left out."""
    box = getattr(box, "_box", box)  # a box that is placed absolutely stands in for another
    kind = type(box).__name__
    if kind == "MarginBox":
        return
    if kind in ("TextBox", "InlineReplacedBox", "BlockReplacedBox"):
        yield box.style["lang"]
        return
    for child in getattr(box, "children", ()):
        yield from _languages(child)


def _pair_facts(pdf: Any) -> None:
    """A labelled fact becomes one list item: its label, then its values."""
    for each in pdf.objects:
        if not _is(each, "/L"):
            continue
        for group in map(pdf.objects.__getitem__, map(_number, each["K"])):
            if group["S"] == "/Div":
                _pair(pdf, group)


def _pair(pdf: Any, fact: Any) -> None:
    fact["S"] = "/LI"
    items = [pdf.objects[_number(kid)] for kid in fact["K"]]
    bodies = [pdf.objects[_number(item["K"][0])] for item in items]
    fact["K"][:] = [body.reference for body in bodies]
    for body in bodies:
        body["P"] = fact.reference
    bodies[0]["S"] = "/Lbl"


def _is(candidate: Any, role: str) -> bool:
    return (
        isinstance(candidate, dict)
        and candidate.get("Type") == "/StructElem"
        and candidate["S"] == role
    )


def _set_furniture_apart(pdf: Any) -> None:
    """Marked content that no element of the tree holds becomes an artifact."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    held = set(_elements(pdf, root))
    numbers = pdf.objects[_number(root["ParentTree"])]["Nums"]
    pages = pdf.page_references
    for index, owners in zip(numbers[::2], numbers[1::2], strict=True):
        if not isinstance(owners, list):  # an annotation's owner is a single reference
            continue
        loose = {mark for mark, owner in enumerate(owners) if _number(owner) not in held}
        for mark in loose:
            owners[mark] = "null"
        page = pdf.objects[_number(pages[index])]
        _make_artifacts(pdf.objects[_number(page["Contents"])].stream, loose)


def _elements(pdf: Any, parent: Any) -> Iterator[int]:
    for kid in parent.get("K", ()):
        if isinstance(kid, int):
            continue
        number = _number(kid)
        yield number
        element = pdf.objects[number]
        if element.get("Type") == "/StructElem":
            yield from _elements(pdf, element)


def _make_artifacts(operators: list[Any], loose: set[int]) -> None:
    for at, operator in enumerate(operators):
        if operator == b"BDC" and operators[at - 1].get("MCID") in loose:
            properties = operators[at - 1]
            properties.clear()
            properties["Type"] = "/Pagination"
            operators[at - 2] = "/Artifact"


def _relate(pdf: Any, relationships: Mapping[str, str]) -> None:
    """Attachments say how they relate to the paper, and belong to it as a whole."""
    files = [each for each in pdf.objects if _is_file(each)]
    for each in files:
        each["AFRelationship"] = f"/{relationships[each['UF'].string]}"
    pdf.catalog["AF"] = "[" + " ".join(each.reference.decode() for each in files) + "]"


def _is_file(candidate: Any) -> bool:
    return isinstance(candidate, dict) and candidate.get("Type") == "/Filespec"
