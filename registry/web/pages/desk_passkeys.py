"""Passkeys on the pages of signing in and of the account; every page works without them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Response, request

from registry.actions.open_register import Register
from registry.actions.passkeys import offer_to_keep, offer_to_use, possible
from registry.paths import STATIC
from registry.storage.accounts import Account
from registry.web.pages.rendering import Renderer
from registry.web.security import let_script_run


class Passkeys:
    """Adds the script and what the browser is asked to a page, where passkeys are possible."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register: Register = render.register
        self.possible = possible(self.register.settings)
        digest = sha256((STATIC / "passkey.js").read_bytes()).hexdigest()[:12]
        self._script = f"/static/passkey.js?v={digest}"

    def to_use(
        self, template: str, status: int, account: Account | None, **values: Any
    ) -> Response:
        """A page on which somebody may show a passkey."""
        offer = offer_to_use(account, self.register) if self.possible else None
        return self._page(template, status, passkey=offer, **values)

    def to_keep(self, template: str, status: int, account: Account, **values: Any) -> Response:
        """A page on which somebody may make one."""
        offer = offer_to_keep(account, self.register) if self.possible else None
        return self._page(template, status, passkey=offer, **values)

    def _page(self, template: str, status: int, **values: Any) -> Response:
        answer = self.render.page(template, status, passkey_script=self._script, **values)
        return let_script_run(answer) if values["passkey"] else answer


def shown() -> tuple[str, str]:
    """The answer of the device, and the challenge that it was asked with."""
    return request.form.get("credential", ""), request.form.get("challenge", "")
