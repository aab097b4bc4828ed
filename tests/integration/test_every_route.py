"""What holds for every route of every room: bad, missing, foreign and oversized input is refused
with a problem document, in the caller's language, and never answered by a 5xx.
"""

import re
from typing import Any

import msgspec
import pytest

import app as counter
from chalicelib.web.routing import ANYONE, CUSTOMERS, ROUTES, STAFF, Route
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import home, signed_in

assert counter.app.routes  # importing the app declares the routes

STRANGE = ["x", "%2e%2e%2f", "0", "é" * 40, "a%00b", "'; drop", "e-00000000000000"]
BODIES: list[Any] = [
    None, [], "text", 7, {}, {"unknown": 1}, {"token": 5}, {"token": "x" * 5000},
    {"values": [{"register": "\u0000", "index": -1}]}, {"index": 1e308}, {"amount_cents": -5},
]  # fmt: skip


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def url(route: Route, operator: str = "engie", value: str = "x") -> str:
    path = route.path.replace("{operator}", operator)
    return re.sub(r"\{\w+\}", value, path)


def problem(response: Any, *statuses: int) -> dict[str, Any]:
    assert response.status_code in statuses, f"{response.status_code} {response.text[:300]}"
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert {"code", "detail", "next", "request_id", "status", "title", "type"} <= body.keys()
    assert body["status"] == response.status_code
    for sentence in (
        body["detail"],
        body["next"],
        *(f["detail"] for f in body.get("fields", {}).values()),
    ):
        assert not sentence.startswith("errors."), sentence
        assert "{{" not in sentence, sentence
    return body


every = pytest.mark.parametrize("route", ROUTES, ids=name)
of_operator = pytest.mark.parametrize("route", [r for r in ROUTES if r.of_operator], ids=name)
with_form = pytest.mark.parametrize("route", [r for r in ROUTES if r.takes], ids=name)
for_customers = pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.open_to == CUSTOMERS], ids=name
)


@pytest.fixture(scope="module")
def customer(cloud: TestCloud, outside: str, api_url: str) -> Api:
    """Somebody who is signed in and has nothing yet."""
    client = Api(api_url)
    signed_in(client, cloud, home())
    return client


@of_operator
def test_an_unknown_operator_is_not_found(api: Api, route: Route):
    response = api.request(route.method, url(route, "nobody"), json={})
    assert problem(response, 404)["code"] == "operator_unknown"


@for_customers
def test_without_a_session_one_is_asked_to_sign_in(api: Api, route: Route):
    assert problem(api.request(route.method, url(route), json={}), 401)["code"] == "sign_in_needed"


def test_a_customer_does_not_learn_of_the_staffs_routes(customer: Api):
    for route in (each for each in ROUTES if each.open_to == STAFF):
        response = customer.request(route.method, url(route), json={})
        assert problem(response, 404)["code"] == "not_found"


@with_form
def test_a_body_that_makes_no_sense_is_refused(customer: Api, route: Route):
    for body in BODIES:
        content = msgspec.json.encode(body)
        headers = {"Content-Type": "application/json"}
        response = customer.request(route.method, url(route), content=content, headers=headers)
        if response.status_code < 400:
            # A form without required fields may take {}: then it did, and did it whole.
            assert response.status_code == route.status
            continue
        problem(response, 400, 401, 403, 404, 409, 413, 422, 429)
    for content in (b"", b"{", b"\xff\xfe", b"[" * 50_000):
        response = customer.request(
            route.method, url(route), content=content, headers={"Content-Type": "application/json"}
        )
        problem(response, 400, 401, 403, 404, 413, 422, 429)


@with_form
def test_a_body_too_large_is_refused(customer: Api, route: Route):
    response = customer.request(
        route.method,
        url(route),
        content=b" " * (route.max_body + 1),
        headers={"Content-Type": "application/json"},
    )
    problem(response, 401, 403, 404, 413, 429)


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if "{" in r.path.replace("{operator}", "")], ids=name
)
def test_what_is_foreign_or_strange_answers_as_if_it_did_not_exist(customer: Api, route: Route):
    for value in STRANGE:
        response = customer.request(route.method, url(route, value=value), json={})
        problem(response, 400, 401, 403, 404, 409, 422, 429)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.query], ids=name)
def test_a_query_that_makes_no_sense_is_refused(customer: Api, route: Route):
    for query in (
        "from=yesterday&until=never",
        "step=fortnight",
        "cursor=!!!",
        "limit=-1",
        "from=9999-99-99",
    ):
        response = customer.request(route.method, f"{url(route)}?{query}")
        assert response.status_code < 500, response.text
        if response.status_code >= 400:
            problem(response, 400, 401, 403, 404, 422, 429)


@every
def test_a_route_says_in_one_sentence_what_it_does(route: Route):
    assert (route.view.__doc__ or "").strip().endswith((".", "!"))


def test_an_unknown_path_is_not_found(api: Api):
    for path in ("/nothing/here/at/all", "/engie/nothing", "/engie/invoices/1/2/3/4"):
        response = api.get(path)
        assert response.status_code in (403, 404), response.text


def test_public_routes_are_few_and_known(api: Api):
    """Every route that needs no session stands here, so that none is opened by mistake."""
    known = {
        "GET /health", "GET /openapi.json", "GET /operators", "POST /webhooks/stripe",
        "GET /{operator}/operator", "GET /{operator}/terms", "POST /{operator}/sessions",
        "GET /{operator}/attestations/{code}",
        "POST /{operator}/readings/look", "POST /{operator}/readings/send",
        "POST /{operator}/readings/photos",
        "POST /{operator}/sessions/second", "POST /{operator}/sessions/second/text",
        "POST /{operator}/sessions/passkey", "POST /{operator}/sessions/passkey/options",
        "POST /{operator}/sessions/refresh", "POST /{operator}/sessions/code",
        "POST /{operator}/me/email/confirm", "GET /{operator}/companies",
        "POST /{operator}/help-requests",
        "GET /{operator}/day-colours",
    }  # fmt: skip
    doors = re.compile(r"^\w+ /\{operator\}/(signups|recovery|alarms?|verify|routing|company)\b")
    opened = {name(route) for route in ROUTES if route.open_to == ANYONE}
    assert {each for each in opened - known if not doors.match(each)} == set()
