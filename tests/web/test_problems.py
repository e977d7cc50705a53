"""Errors as a program and as a person meet them, whatever was sent."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.web.security import MAX_BODY

LARGE = b"a=" + b"x" * MAX_BODY
MANY = b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(300))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (LARGE, "application/x-www-form-urlencoded"),
        (MANY + b"--x--\r\n", "multipart/form-data; boundary=x"),
    ],
)
@pytest.mark.parametrize("address", ["/equivalence", "/nowhere"])
def test_a_form_that_is_too_large_is_told_on_a_page(
    client: FlaskClient, address: str, body: bytes, kind: str
) -> None:
    answer = client.post(address, data=body, content_type=kind)
    assert answer.status_code in {404, 405, 413}
    assert "<h1" in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1"])
@pytest.mark.parametrize(
    "path", ["/api//v1/agreements", "/static//style.css", "/s//x", "//evil.example/agreements/"]
)
def test_no_answer_sends_anybody_to_the_host_that_a_request_names(
    client: FlaskClient, path: str, host: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 404 or path.startswith("//")
    assert "Location" not in answer.headers


def test_the_type_of_a_problem_is_an_address_that_explains_it(client: FlaskClient) -> None:
    too_large = client.post("/api/v1/assessments", data=LARGE, content_type="application/json")
    assert too_large.get_json()["type"] == "/handbook/errors#too-large"
    assert 'id="too-large"' in client.get("/handbook/errors").get_data(as_text=True)
    rare = client.get(
        "/static/style.css",
        headers={"Range": "bytes=99999999-", "Accept": "application/json"},
    )
    assert (rare.status_code, rare.get_json()["type"]) == (416, "about:blank")


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%ED%A0%80", "%F0%9F%98%80", "%C0%80", "x" * 5000])
@pytest.mark.parametrize(
    "address", ["/agreements/{}", "/api/v1/agreements/{}", "/s/{}?c={}", "/statements/{}?c={}"]
)
def test_an_address_with_odd_characters_is_of_nothing(
    client: FlaskClient, address: str, odd: str
) -> None:
    assert client.get(address.replace("{}", odd)).status_code in {200, 404, 422}


@pytest.mark.parametrize("odd", ["%00", "nurses%00", "%ED%A0%80", "%27%3A*", "%22*", "a" * 200])
def test_odd_words_are_searched_for_or_refused(client: FlaskClient, odd: str) -> None:
    assert client.get(f"/agreements?q={odd}").status_code in {200, 422}
    assert client.get(f"/api/v1/agreements?q={odd}&party={odd}").status_code in {200, 422}
    assert client.get(f"/agreements?sector={odd}&party={odd}").status_code in {200, 422}
