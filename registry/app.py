"""The composition root: settings in, a wired Flask application out. Nothing happens at import."""

from __future__ import annotations

from flask import Flask

from registry.actions.open_register import open_register
from registry.paths import STATIC, TEMPLATES
from registry.settings import Settings, read_settings
from registry.web import wire


def create_app(settings: Settings | None = None) -> Flask:
    """A whole application over one register; by default as the environment says."""
    chosen = settings or read_settings()
    app = Flask("registry", static_folder=str(STATIC), template_folder=str(TEMPLATES))
    wire(app, open_register(chosen))
    return app
