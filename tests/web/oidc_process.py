"""A provider as a process of its own: oidc-provider-mock, with PKCE asked for, and ways to cheat.

``python -m tests.web.oidc_process PORT``; ``POST /cheat/<how>`` makes the next answers wrong.
"""

from __future__ import annotations

import json
import os
import sys
from base64 import urlsafe_b64encode
from hashlib import sha256
from io import BytesIO
from urllib.parse import parse_qs, urlencode

import oidc_provider_mock
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response


class Provider:
    """The provider behind what a dishonest or careless one would do."""

    def __init__(self, honest) -> None:
        self.honest = honest
        self.cheat = "nothing"
        self.challenges: dict[str, str] = {}

    def __call__(self, environ, start):
        asked = Request(environ)
        if asked.path.startswith("/cheat/"):
            self.cheat = asked.path.rpartition("/")[2]
            return Response("so be it")(environ, start)
        if asked.path == "/.well-known/openid-configuration" and self.cheat == "discovery":
            return Response(json.dumps({"issuer": "https://evil.example"}))(environ, start)
        if asked.path == "/oauth2/authorize" and asked.method == "POST":
            return self.authorize(asked, environ)(environ, start)
        if asked.path == "/oauth2/token":
            return self.token(asked, environ)(environ, start)
        if asked.path == "/userinfo" and self.cheat == "userinfo":
            return Response(json.dumps({"sub": "somebody else"}))(environ, start)
        return self.honest(environ, start)

    def authorize(self, asked: Request, environ) -> Response:
        told = {name: values[0] for name, values in parse_qs(asked.query_string.decode()).items()}
        if told.get("code_challenge_method") != "S256":
            return Response("PKCE is asked for", 400)
        if self.cheat == "nonce":
            told["nonce"] = "of-another-visit"
        environ["QUERY_STRING"] = urlencode(told)
        answer = Response.from_app(self.honest, environ)
        code = parse_qs(answer.headers["Location"].partition("?")[2])["code"][0]
        self.challenges[code] = told["code_challenge"]
        return answer

    def token(self, asked: Request, environ) -> Response:
        body = asked.get_data()
        told = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        hashed = sha256(told.get("code_verifier", "").encode()).digest()
        if self.challenges.pop(told["code"], "") != urlsafe_b64encode(hashed).decode().rstrip("="):
            return Response(json.dumps({"error": "invalid_grant"}), 400)
        environ["wsgi.input"] = BytesIO(body)
        if self.cheat == "issuer":
            environ["HTTP_HOST"] = "evil.example"
        answer = Response.from_app(self.honest, environ)
        if self.cheat in {"signature", "none"}:
            token = answer.get_json()
            head, claims, signature = token["id_token"].split(".")
            if self.cheat == "none":
                head = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
                signature = ""
            else:
                signature = ("A" if signature[0] != "A" else "B") + signature[1:]
            token["id_token"] = f"{head}.{claims}.{signature}"
            return Response(json.dumps(token), content_type="application/json")
        return answer


if __name__ == "__main__":
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    run_simple("127.0.0.1", int(sys.argv[1]), Provider(oidc_provider_mock.app()), threaded=True)
