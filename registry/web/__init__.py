"""The web: Flask and everything that knows of it."""

from __future__ import annotations

from flask import Flask

from registry.actions.open_register import Register
from registry.web import api, health, identity, limits, pages, problems, security, session


def wire(app: Flask, register: Register) -> None:
    """Give an application its addresses, headers and error answers."""
    identity.add(app, register)  # first, since every page of an error asks who it is for
    security.harden(app, register)
    limits.add(app, register)
    session.add(app, register)
    health.add(app, register)
    api.add(app, register)
    pages.add(app, register)
    problems.answer_errors(app)  # last, in place of flask-smorest's own answers
