"""``/``: the doors that open, a corridor to look up, and a paper to check."""

from __future__ import annotations

from flask import Flask, Response

from registry.storage import agreements
from registry.values.countries import countries
from registry.web.pages.rendering import Renderer


def add(app: Flask, render: Renderer) -> None:
    """The first page."""

    @app.get("/", endpoint="home")
    def home() -> Response:
        with render.register.engine.connect() as connection:
            known = agreements.count(connection)
        return render.page(
            "home.html",
            agreements=known,
            countries=countries(render.speech.language),
            origin="",
            destination="",
        )
