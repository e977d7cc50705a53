"""The web's database session: Flask-SQLAlchemy over the same tables and the same database.

Reading pages ask the stores with a connection of the register's engine. The session is for what
belongs to one request, as the readiness check does and the desk will.
"""

from __future__ import annotations

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from registry.actions.open_register import Register
from registry.storage.engine import options, prepare
from registry.storage.tables import Base

database = SQLAlchemy(model_class=Base)


def add(app: Flask, register: Register) -> None:
    """Bind the session to the register's database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = register.settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(register.settings.database_url)
    database.init_app(app)
    with app.app_context():
        prepare(database.engine)
