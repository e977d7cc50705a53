"""``/agreements``: find an agreement by facets and words, and read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Flask, Response, request
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from registry.catalogue.search import Filters, Page
from registry.catalogue.timeline import StatusValue
from registry.errors import InvalidDocument, NotOnRegister
from registry.storage import agreements
from registry.values.countries import is_party
from registry.values.speech import Speech, speech
from registry.web.pages.agreement_view import Shelf, agreement_view
from registry.web.pages.asked import day_asked
from registry.web.pages.choices import place_name
from registry.web.pages.days import written_day
from registry.web.pages.rendering import Renderer, named
from registry.web.pages.schemes import Schemes, read_schemes
from registry.web.pages.words import FORMS, STATUS_TONES, STATUSES, TYPES

_SIZE = 50
_MOST_WORDS = 200
_MOST_PARTIES_IN_LIST = 4


def add(app: Flask, render: Renderer) -> None:
    """The list and the page of one agreement."""
    room = Blueprint("agreement-pages", __name__, url_prefix="/agreements")
    shelves = Agreements(render, read_schemes())
    room.add_url_rule("", view_func=shelves.list, endpoint="list")
    room.add_url_rule("/<key>", view_func=shelves.one, endpoint="one")
    app.register_blueprint(room)
