"""OpenID Connect by Authlib: the code flow with PKCE; every claim that is relied on is checked."""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from registry.actions.refusals import SENTENCES
from registry.errors import NotSignedIn, Unavailable
from registry.settings import Provider
from registry.storage.sealing import seal, unseal
from registry.values.moments import read, written

_PURPOSE = "signing in by the provider"
_TIME = timedelta(minutes=10)
_SECONDS = 10
_SCOPES = ("openid", "profile", "email", "groups")
# Signed with a key that the provider publishes; a shared secret or no signature is no proof.
_SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
_LEEWAY = 60


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the provider has named, and the groups it says they are in."""

    subject: str
    name: str
    groups: tuple[str, ...]


class ProviderDoor:
    """The way to the provider and back."""

    def __init__(
        self, provider: Provider, base_url: str, key: bytes, now: Callable[[], datetime]
    ) -> None:
        self._provider = provider
        self._issuer = provider.issuer
        self._back = f"{base_url}/desk/sign-in/provider"
        self._key = key
        self._now = now

    def begin(self, next_page: str) -> tuple[str, str, str]:
        """The provider's address to go to, the state that comes back, and what the browser keeps
        sealed until then."""
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        with self._session() as session:
            described = self._described(session)
            address, _ = session.create_authorization_url(
                described["authorization_endpoint"],
                scope=_scope(described),
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        told = {
            "state": state,
            "nonce": nonce,
            "verifier": verifier,
            "next": next_page,
            "at": written(self._now()),
        }
        sealed = seal(self._key, _PURPOSE, json.dumps(told), of="a visit")
        return str(address), state, urlsafe_b64encode(sealed).decode()

    def finish(self, answer: Mapping[str, str], sealed: str) -> tuple[Named, str]:
        """Whom the provider's answer names, and the page they were going to."""
        told = self._opened(sealed)
        state, code = answer.get("state", ""), answer.get("code", "")
        ours = hmac.compare_digest(state.encode(), told["state"].encode())
        # RFC 9207: an answer that names its issuer names this one.
        if not ours or not code or answer.get("iss", self._issuer) != self._issuer:
            raise _wrong()
        try:
            return _named(self._exchange(code, told)), told["next"]
        except RequestException as error:
            raise _silent() from error
        except (OAuthError, JoseError, ValueError, KeyError, TypeError) as error:
            raise _wrong() from error

    def _exchange(self, code: str, told: dict[str, str]) -> dict[str, Any]:
        with self._session() as session:
            described = self._described(session)
            token = session.fetch_token(
                described["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=told["verifier"],
                timeout=_SECONDS,
            )
            keys = session.get(described["jwks_uri"], withhold_token=True, timeout=_SECONDS)
            claims = self._claims(token, keys.json(), told["nonce"])
            return self._with_groups(session, described, claims)

    def _session(self) -> Any:
        return OAuth2Session(
            self._provider.client,
            self._provider.secret,
            redirect_uri=self._back,
            code_challenge_method="S256",
        )

    def _described(self, session: Any) -> dict[str, Any]:
        """What the provider says of itself; it must call itself what the setting calls it."""
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            answer = session.get(address, withhold_token=True, timeout=_SECONDS)
            answer.raise_for_status()
            described: dict[str, Any] = answer.json()
        except (RequestException, ValueError) as error:
            raise _silent() from error
        if described.get("issuer") != self._issuer:
            raise _wrong()
        return described

    def _claims(self, token: dict[str, Any], keys: Any, nonce: str) -> dict[str, Any]:
        signed = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=_SIGNED_BY)
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            options={
                "iss": {"essential": True, "value": self._issuer},
                "aud": {"essential": True, "value": self._provider.client},
                "nonce": {"essential": True, "value": nonce},
            },
            params={
                "nonce": nonce,
                "client_id": self._provider.client,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(now=int(self._now().timestamp()), leeway=_LEEWAY)
        return dict(claims)

    def _with_groups(
        self, session: Any, described: dict[str, Any], claims: dict[str, Any]
    ) -> dict[str, Any]:
        """Groups and name stand in the token or are asked for; the answer must name the same."""
        endpoint = described.get("userinfo_endpoint")
        if "groups" in claims or not endpoint:
            return claims
        more: dict[str, Any] = session.get(endpoint, timeout=_SECONDS).json()
        if more.get("sub") != claims["sub"]:
            raise ValueError("userinfo is of somebody else")
        return {**more, **claims}

    def _opened(self, sealed: str) -> dict[str, str]:
        try:
            opened = unseal(self._key, _PURPOSE, urlsafe_b64decode(sealed.encode()), of="a visit")
        except (Unavailable, Error, ValueError) as error:
            raise _wrong() from error
        told: dict[str, str] = json.loads(opened)
        if self._now() - read(told["at"]) > _TIME:
            raise _wrong("provider-late")
        return told


def _scope(described: dict[str, Any]) -> str:
    """What is asked for; a scope that the provider does not know may be refused by it."""
    known = described.get("scopes_supported") or ("openid", "profile", "email")
    return " ".join(scope for scope in _SCOPES if scope in known)


def _named(claims: dict[str, Any]) -> Named:
    groups = claims.get("groups")
    listed = tuple(map(str, groups)) if isinstance(groups, list) else ()
    name = claims.get("name") or claims.get("preferred_username") or claims.get("email") or ""
    return Named(str(claims["sub"]), str(name), listed)


def _silent() -> Unavailable:
    return Unavailable(SENTENCES["provider-silent"], hint=SENTENCES["provider-silent-hint"])


def _wrong(code: str = "provider-wrong") -> NotSignedIn:
    return NotSignedIn(SENTENCES[code], hint=SENTENCES["provider-hint"])
