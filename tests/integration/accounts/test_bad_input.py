"""Every route of the door answers whatever it is sent with a problem, and never with a fault."""

import json
import random
import re
from typing import Any

import msgspec
import pytest

import app  # noqa: F401 - declares the routes
from chalicelib.web.routing import ROUTES, Route
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import PASSWORD, signed_in

ODD: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, "", " ", "\x00", "x" * 399, "x" * 5000, "é" * 43, "A" * 43,
    "\ud83e\udd94", "'; DROP", "../..", "#", "a#b", "@", "a@b.cd", [], ["x"], {}, {"x": 1},
    "2" + "0" * 9, "١٢٣٤٥٦٧٨٩٠", "٢٠٠٠٠٠٠٠١٧", PASSWORD,
]  # fmt: skip
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"{}",
    b"\xff\xfe",
    b'{"email": "\\ud800"}',
    b"[" * 5000,
]
DOOR = [route for route in ROUTES if route.room == "accounts"]


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture(scope="module")
def visitor(api_url: str, cloud: TestCloud) -> Api:
    api = Api(api_url)
    signed_in(api, cloud)
    return api


def send(api: Api, route: Route, body: bytes) -> Any:
    path = re.sub(r"\{\w+\}", "x", route.path.replace("{operator}", "engie"))
    if path.endswith("/sessions/current"):
        return None
    from_elsewhere = api.another()
    from_elsewhere.kept = dict(api.kept)
    headers = {"Content-Type": "application/json"}
    return from_elsewhere.request(route.method, path, content=body, headers=headers)


def assert_refused_or_done(response: Any, sent: bytes) -> None:
    assert response.status_code < 500, (sent[:300], response.text)
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"
        said = response.json()
        assert not said["detail"].startswith("errors."), said
        assert not said["next"].startswith("errors."), said
        assert "{{" not in said["detail"] + said["next"], said


@pytest.mark.parametrize("route", DOOR, ids=name)
def test_no_body_breaks_a_route(visitor: Api, route: Route):
    for body in BODIES:
        response = send(visitor, route, body)
        if response is not None:
            assert_refused_or_done(response, body)


@pytest.mark.parametrize("route", [each for each in DOOR if each.takes], ids=name)
def test_no_value_of_any_field_breaks_a_route(visitor: Api, route: Route):
    dice = random.Random(route.path)
    assert route.takes is not None
    fields = msgspec.structs.fields(route.takes)
    forms = [{field.encode_name: dice.choice(ODD) for field in fields} for _ in range(15)]
    whole = {field.encode_name: "A" * 43 for field in fields}
    forms += [whole | {field.encode_name: odd} for field in fields for odd in dice.sample(ODD, 4)]
    for form in forms:
        body = json.dumps(form).encode()
        assert_refused_or_done(send(visitor, route, body), body)


def test_a_tampered_cookie_opens_nothing(api: Api):
    for cookie in ("x", "A" * 43, "A" * 10_000, "é", ";;;=", '"', "A" * 43 + "; __Host-engie=B"):
        response = api.get("/engie/me", headers={"Cookie": f"__Host-engie={cookie}".encode()})
        assert response.status_code in (400, 401, 431), response.text
