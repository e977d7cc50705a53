"""``/``: the doors that open, a corridor to look up, and a paper to check."""

from __future__ import annotations

from flask import Flask, Response

from registry.catalogue.search import Filters, Page
from registry.storage import agreements
from registry.values.countries import countries
from registry.web.pages.rendering import Renderer


def add(app: Flask, render: Renderer) -> None:
    """The first page."""

    @app.get("/", endpoint="home")
    def home() -> Response:
        register = render.register
        with register.engine.connect() as connection:
            everything = agreements.find(connection, Filters(on=register.today()), Page(size=1))
        return render.page(
            "home.html",
            agreements=everything.total,
            countries=countries(render.speech.language),
            origin="",
            destination="",
        )
