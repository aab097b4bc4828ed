"""The HTTP edge, through Chalice's own test client: every refusal is a problem document."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from chalice.test import Client

import app as counter
from chalicelib import clock
from chalicelib.errors import Malformed
from chalicelib.storage import decode_cursor, encode_cursor, new_id
from chalicelib.web.serving import cookie_name


@pytest.fixture(scope="module")
def client():
    with Client(counter.app) as client:
        yield client.http


def problem(response, status):
    body = json.loads(response.body)
    assert response.status_code == status, body
    assert response.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "code", "detail", "next", "request_id"} <= body.keys()
    assert not body["detail"].startswith("errors."), body["detail"]
    return body


def test_an_unknown_operator_is_not_found(client):
    assert problem(client.get("/nobody/operator"), 404)["code"] == "operator_unknown"


def test_a_wrong_method_is_refused_as_a_problem(client):
    assert problem(client.post("/health"), 405)["code"] == "method_not_allowed"


def test_a_body_that_is_no_json_is_refused(client):
    headers = {"Content-Type": "application/json"}
    body = problem(client.post("/engie/sessions", headers=headers, body=b"{nope"), 400)
    assert body["code"] == "body_malformed"


def test_a_media_type_that_no_route_takes_is_refused(client):
    response = client.post("/engie/sessions", headers={"Content-Type": "text/xml"}, body=b"<a/>")
    assert problem(response, 415)["code"] == "media_type_not_supported"


def test_a_missing_field_is_named(client):
    headers = {"Content-Type": "application/json"}
    body = problem(client.post("/engie/sessions", headers=headers, body=b"{}"), 422)
    assert body["code"] == "form_invalid"
    assert next(iter(body["fields"].values()))["code"] == "field_invalid"


def test_a_body_too_large_is_refused_unread(client):
    headers = {"Content-Type": "application/json"}
    response = client.post("/engie/sessions", headers=headers, body=b" " * 300_000)
    assert problem(response, 413)["code"] == "body_too_large"


def test_a_refusal_speaks_the_callers_language(client):
    french = problem(client.get("/engie/me", headers={"Accept-Language": "fr"}), 401)
    dutch = problem(client.get("/engie/me", headers={"Accept-Language": "nl-BE"}), 401)
    assert french["detail"] != dutch["detail"]
    assert french["code"] == dutch["code"] == "sign_in_needed"


def test_a_change_with_a_cookie_needs_our_own_header(client):
    headers = {"Cookie": f"{cookie_name('engie')}=x", "Content-Type": "application/json"}
    body = problem(client.post("/engie/terms", headers=headers, body=b"{}"), 403)
    assert body["code"] == "not_from_our_pages"


def test_every_answer_carries_the_security_headers(client):
    headers = client.get("/health").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_description_names_every_route_once(client):
    document = json.loads(client.get("/openapi.json").body)
    assert document["openapi"] == "3.1.0"
    ids = [op["operationId"] for path in document["paths"].values() for op in path.values()]
    assert len(ids) == len(set(ids)) > 10


def test_a_cursor_opens_only_the_list_that_it_came_from():
    cursor = encode_cursor({"customer": {"S": "a#1"}, "number": {"S": "7"}})
    assert decode_cursor(cursor, "customer", "a#1") == {
        "customer": {"S": "a#1"},
        "number": {"S": "7"},
    }
    assert decode_cursor(None, "customer", "a#1") is None
    for forged in (cursor, "!!!", "bm90IGpzb24", encode_cursor({"x": {"S": "y"}})):
        with pytest.raises(Malformed):
            decode_cursor(forged, "customer", "a#2")


def test_ids_of_one_moment_sort_in_the_order_they_were_made():
    with clock.freeze(datetime(2026, 1, 1, tzinfo=UTC)):
        ids = [new_id("rd") for _ in range(1000)]
    assert ids == sorted(set(ids))


def test_ids_sort_by_time_and_never_repeat():
    ids = [new_id("pay") for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert sorted(ids)[0][:8] == ids[0][:8]


def test_the_pages_are_built_with_the_present_description():
    from infra.describe import description

    kept = (Path(__file__).parents[2] / "frontend/openapi.json").read_text()
    assert kept == description(), "the API changed: run `make openapi`"
