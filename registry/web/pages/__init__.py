"""Pages for people: they work without scripts, phone first, in every language offered."""

from __future__ import annotations

from flask import Flask

from registry.actions.open_register import Register
from registry.web.pages import (
    agreements,
    awarding_records,
    corridors,
    coverage,
    desk,
    desk_account,
    desk_invitation,
    desk_people,
    desk_provider,
    desk_sign_in,
    equivalence,
    handbook,
    home,
    law_records,
    listed_records,
    records,
    statements,
)
from registry.web.pages.rendering import renderer

_A_YEAR = 31_536_000
_ROOMS = (
    home,
    equivalence,
    agreements,
    corridors,
    statements,
    records,
    law_records,
    listed_records,
    awarding_records,
    coverage,
    desk,
    desk_sign_in,
    desk_invitation,
    desk_account,
    desk_people,
    desk_provider,
    handbook,
)


def add(app: Flask, register: Register) -> None:
    """Give the application its pages, and the page that errors are told on."""
    render = renderer(app, register)
    # The address of the style sheet carries its digest, so it may be kept.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _A_YEAR
    for room in _ROOMS:
        room.add(app, render)

    def error_page(status: int, detail: str, hint: str) -> str:
        return render.text("error.html", status=status, detail=detail, hint=hint)

    app.extensions["error-page"] = error_page
