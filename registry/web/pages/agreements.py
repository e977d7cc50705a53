"""``/agreements``: find an agreement by facets and words, and read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Flask, Response, request
from markupsafe import Markup
from marshmallow import ValidationError
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from registry.actions.remembered import Remembered
from registry.catalogue.agreement import AgreementType, Form
from registry.catalogue.search import Filters, Page
from registry.catalogue.timeline import StatusValue
from registry.errors import NotOnRegister
from registry.schemas.problems import pointers
from registry.storage import agreements
from registry.values.countries import country_of
from registry.values.language import Labels
from registry.values.speech import Speech, speech
from registry.web.api.agreements import AgreementQuerySchema, filters_of
from registry.web.language import chosen, suggested
from registry.web.pages.agreement_view import Shelf, agreement_view, status_tag
from registry.web.pages.asked import day_asked
from registry.web.pages.days import written_day
from registry.web.pages.rendering import Renderer, fill, named
from registry.web.pages.schemes import Schemes, read_schemes
from registry.web.pages.words import FILTERS_REFUSED, FORMS, NO_SUCH_FILTER, STATUSES, TYPES

_MOST_PARTIES = 6
_OBJECTIVES = 23
# Filters that stand behind "More filters"; it is open where one of them is in use.
_MORE = ("type", "status", "on", "sector", "objective", "form")
_SCHEMA = AgreementQuerySchema()
_Key = tuple[str, str, str, str, str | None]


def add(app: Flask, render: Renderer) -> None:
    """The list and the page of one agreement."""
    room = Blueprint("agreement-pages", __name__, url_prefix="/agreements")
    shelves = Agreements(render, read_schemes())
    room.add_url_rule("", view_func=shelves.all, endpoint="list")
    room.add_url_rule("/<key>", view_func=shelves.one, endpoint="one")
    app.register_blueprint(room)


@dataclass(frozen=True, slots=True)
class Parties:
    """Every party of the register by its code, for one state of the data."""

    codes: tuple[str, ...]


class Agreements:
    """The pages of agreements over one register."""

    def __init__(self, render: Renderer, schemes: Schemes) -> None:
        self.render, self.register, self.schemes = render, render.register, schemes
        self.pages: Remembered[_Key, str] = Remembered(most=200)
        self.parties: Remembered[str, Parties] = Remembered(most=2)

    def all(self) -> Response:
        """The list; the same question about the same data is rendered once."""
        today, language = self.register.today(), chosen(request)
        with self.register.engine.connect() as connection:
            state = agreements.state(connection)
            query = request.query_string.decode("ascii", "replace")
            key = (state, today.isoformat(), query, language, suggested(request, language))
            text = self.pages.get(key)
            if text is None:
                try:
                    asked = _SCHEMA.load(_told(request.args))
                except ValidationError as error:
                    return self._refused(error)
                text = self._list(connection, state, asked)
                self.pages.put(key, text)
        return self.render.answer(text)

    def _refused(self, error: ValidationError) -> Response:
        refused = dict.fromkeys(pointer.split("/")[1] for pointer in pointers(error.messages))
        problems = [(field, FILTERS_REFUSED.get(field, NO_SUCH_FILTER)) for field in refused]
        return self.render.page(
            "agreements/refused.html", 422, section="agreements", problems=problems
        )

    def _list(self, connection: Connection, state: str, asked: Mapping[str, Any]) -> str:
        filters = filters_of(dict(asked), self.register.today())
        page = Page(asked["page"], asked["page_size"])
        found = agreements.find(connection, filters, page)
        spoken = self.render.speech
        rows = Markup().join(_row(item, spoken.language) for item in found.items)
        pages = max(1, -(-found.total // page.size))
        return self.render.text(
            "agreements/list.html",
            section="agreements",
            asked={"q": filters.words, "on": filters.on.isoformat()},
            more=any(request.args.get(name) for name in _MORE),
            filtered=any(_told(request.args).values()),
            options=self._options(connection, state, filters, found.facets),
            summary=_summary(found.total, page, spoken),
            rows=rows,
            number=page.number,
            pages=pages,
            previous=_turned(page.number - 1) if 1 < page.number <= pages else "",
            following=_turned(page.number + 1) if page.number < pages else "",
        )

    def _options(
        self,
        connection: Connection,
        state: str,
        filters: Filters,
        counts: Mapping[str, Mapping[str, int]],
    ) -> dict[str, Markup]:
        spoken = self.render.speech
        codes = self._parties(connection, state).codes
        places = sorted((spoken.country(code), code) for code in codes)
        one, other = (*filters.parties, "", "")[:2]
        return {
            "party": _options_of(places, one, counts["party"], spoken),
            "other_party": _options_of(places, other, counts["party"], spoken),
            "type": _coded(TYPES, AgreementType, filters.type, counts["type"], spoken),
            "status": _coded(STATUSES, StatusValue, filters.status, counts["status"], spoken),
            "form": _coded(FORMS, Form, filters.form, counts["form"], spoken),
            "sector": _options_of(
                _by_name(self.schemes.sectors, spoken), filters.sector, counts["sector"], spoken
            ),
            "objective": _options_of(
                _objectives(self.schemes, spoken),
                str(filters.objective or ""),
                counts["objective"],
                spoken,
            ),
        }

    def _parties(self, connection: Connection, state: str) -> Parties:
        known = self.parties.get(state)
        if known is None:
            codes = {
                code
                for each in agreements.all_agreements(connection)
                for party in each.parties
                for code in (party.code, country_of(party.code))
            }
            known = Parties(tuple(sorted(codes)))
            self.parties.put(state, known)
        return known

    def one(self, key: str) -> Response:
        """One agreement on a day."""
        day = day_asked(request.args.get("on"), self.register.today())
        with self.register.engine.connect() as connection:
            stored = agreements.get(connection, key)
            related = {each.to for each in stored.agreement.relations}
            related |= {other for _, other in stored.linked_from}
            related |= {each.by for each in stored.agreement.actions if each.by}
            titles = dict(titles_of(connection, related))
        shelf = Shelf(
            self.schemes,
            self.register.knowledge.occupations,
            self.register.memberships,
            titles,
        )
        view = agreement_view(stored.agreement, stored.linked_from, day, shelf, self.render.speech)
        return self.render.page(
            "agreements/agreement.html",
            section="agreements",
            asked_day="on" in request.args,
            version=stored.version,
            **view,
        )


def titles_of(connection: Connection, keys: Iterable[str]) -> Iterator[tuple[str, Labels]]:
    """The titles of agreements by their ids; an id that the register does not hold is left out."""
    for key in sorted(keys):
        try:
            yield key, agreements.get(connection, key).agreement.title
        except NotOnRegister:
            continue


def _told(arguments: MultiDict[str, str]) -> dict[str, Any]:
    """What the form sent, without what was left open; ``lang`` is no filter."""
    told: dict[str, Any] = {k: v for k, v in arguments.items() if v.strip() and k != "lang"}
    parties = [code for code in arguments.getlist("party") if code]
    told.pop("party", None)
    return {**told, "party": parties} if parties else told


def _turned(number: int) -> str:
    kept = [(k, v) for k, v in request.args.items(multi=True) if v and k not in ("page", "lang")]
    return f"/agreements?{urlencode([*kept, ('page', number)])}"


def _summary(total: int, page: Page, spoken: Speech) -> str:
    if not total:
        return spoken.message("No agreement found")
    if total == 1:
        return spoken.message("1 agreement found")
    if total <= page.size and page.number == 1:
        return spoken.message("{total} agreements found").format(total=total)
    first, last = page.offset + 1, min(total, page.offset + page.size)
    words = spoken.message("{total} agreements found, showing {first} to {last}")
    return words.format(total=total, first=first, last=last)


# Options of the form ----------------------------------------------------------------------------


def _coded(
    words: Mapping[str, str],
    codes: Iterable[str],
    chosen_code: str | None,
    counts: Mapping[str, int],
    spoken: Speech,
) -> Markup:
    named_codes = [(spoken.message(words[code]), str(code)) for code in codes]
    return _options_of(named_codes, chosen_code, counts, spoken)


def _by_name(labels: Mapping[str, Labels], spoken: Speech) -> list[tuple[str, str]]:
    return sorted((spoken.name(each), slug) for slug, each in labels.items())


def _objectives(schemes: Schemes, spoken: Speech) -> list[tuple[str, str]]:
    return [
        (f"{n}: {spoken.name(schemes.objectives[str(n)])}", str(n))
        for n in range(1, _OBJECTIVES + 1)
        if str(n) in schemes.objectives
    ]


def _options_of(
    choices: Iterable[tuple[str, str]],
    chosen_code: str | None,
    counts: Mapping[str, int],
    spoken: Speech,
) -> Markup:
    """Options of a select; each says how many of the agreements found it has."""
    made = [Markup('<option value="">{}</option>').format(spoken.message("Any"))]
    for name, code in choices:
        count = counts.get(code)
        made.append(
            Markup('<option value="{}"{}>{}{}</option>').format(
                code,
                Markup(" selected") if code == chosen_code else "",
                name,
                f" ({count})" if count else "",
            )
        )
    return Markup("\n").join(made)


# Rows -------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _row(item: bytes, language: str) -> Markup:
    """One agreement of the list; the bytes are the item as the interface gives it."""
    each, spoken = orjson.loads(item), speech(language)
    status, tone = status_tag(each["status"]["value"], each["status"]["confidence"], spoken)
    return Markup(
        '<li><h2><a href="/agreements/{id}">{title}</a></h2>'
        '<p><span class="tag {tone}">{status}</span> {kind}. {parties}{signed}</p></li>\n'
    ).format(
        id=each["id"],
        title=named(_labels(each["title"]), language),
        tone=tone,
        status=status,
        kind=spoken.message(TYPES[each["type"]]),
        parties=_some_parties([p["code"] for p in each["parties"]], spoken),
        signed=_signed(each["signed"], spoken),
    )


def _labels(title: Labels | str) -> Labels:
    return {"en": title} if isinstance(title, str) else title


def _signed(day: str | None, spoken: Speech) -> Markup:
    if not day:
        return Markup()
    return Markup(", ") + fill(spoken.message("signed {date}"), date=written_day(day, spoken))


def _some_parties(codes: list[str], spoken: Speech) -> Markup:
    names = [spoken.country(code) for code in codes[:_MOST_PARTIES]]
    listed = ", ".join(names) if len(codes) > len(names) else spoken.listing(names)
    more = len(codes) - len(names)
    if not more:
        return Markup("{}").format(listed)
    return fill(spoken.message("{parties} and {count} more"), parties=listed, count=more)
