"""A photo of the meter beside its reading: by links, looked at, without its place, seen by few."""

import httpx
import pytest

from tests.cloud import Api, TestCloud
from tests.integration.accounts.desk import appointed
from tests.integration.accounts.steps import code_of, signed_in
from tests.integration.readings.steps import Place, at_home, form, place
from tests.integration.readings.test_reminders import token
from tests.unit.gateways.test_pictures import PLACE, exif, jpeg

PHOTO = jpeg(exif(6))


def announced(api: Api, at: Place, content: bytes = PHOTO, kind: str = "image/jpeg"):
    path = f"{at.url}/photos"
    return api.post(path, json={"content_type": kind, "size": len(content)})


def sent(api: Api, at: Place, content: bytes = PHOTO, kind: str = "image/jpeg") -> str:
    """A photo in quarantine; its id."""
    answer = announced(api, at, content, kind).json()
    put = httpx.put(answer["url"], content=content, headers={"Content-Type": kind})
    assert put.status_code == 200, put.text
    return str(answer["photo"])


def of_history(api: Api, at: Place) -> dict:
    return api.get(f"{at.url}/readings").json()["items"][0]


def test_a_visitor_and_a_stranger_send_no_photo(api: Api, cloud: TestCloud):
    other = place("gas")
    assert code_of(announced(api, other), 401) == "sign_in_needed"
    at_home(api, cloud, "gas")
    assert code_of(announced(api, other), 404) == "supply_point_unknown"


@pytest.mark.parametrize(
    ("kind", "size", "why"),
    [
        ("image/heic", 100, "photo_type"),
        ("application/pdf", 100, "photo_type"),
        ("image/jpeg", 0, "photo_large"),
        ("image/jpeg", 8_000_001, "photo_large"),
    ],
)
def test_what_is_no_photo_or_too_large_gets_no_link(
    api: Api, cloud: TestCloud, kind: str, size: int, why: str
):
    made = at_home(api, cloud, "gas")
    refused = api.post(f"{made.url}/photos", json={"content_type": kind, "size": size})
    assert refused.json()["fields"]["photo"]["code"] == why


def test_a_photo_that_never_came_or_is_somebody_elses_is_refused(api: Api, cloud: TestCloud):
    theirs = at_home(api, cloud, "gas")
    foreign = sent(api, theirs)
    mine = at_home(api, cloud, "gas")
    never = announced(api, mine).json()["photo"]
    for photo in (never, foreign):
        refused = api.post(f"{mine.url}/readings", json=form(5, photo=photo))
        assert refused.status_code == 422
        assert refused.json()["fields"]["photo"]["code"] == "photo_missing"
    assert api.get(f"{mine.url}/readings").json()["items"] == []


def test_what_only_calls_itself_a_photo_is_refused_and_the_reading_goes_without(
    api: Api, cloud: TestCloud
):
    mine = at_home(api, cloud, "gas")
    disguised = sent(api, mine, b"<script>alert(1)</script>")
    refused = api.post(f"{mine.url}/readings", json=form(5, photo=disguised))
    assert refused.json()["fields"]["photo"]["code"] == "photo_type"
    assert api.post(f"{mine.url}/readings", json=form(5)).status_code == 201
    assert of_history(api, mine)["photo"] is False


def test_a_photo_is_kept_with_its_reading_without_the_place(api: Api, cloud: TestCloud):
    mine = at_home(api, cloud, "gas")
    taken = api.post(f"{mine.url}/readings", json=form(5, photo=sent(api, mine)))
    assert taken.status_code == 201, taken.text
    first = of_history(api, mine)
    assert first["photo"] is True
    shown = api.post(f"{mine.url}/readings/{first['reading']}/photo").json()
    got = httpx.get(shown["url"])
    assert got.headers["content-type"] == "image/jpeg"
    assert PLACE not in got.content
    assert b"pixels" in got.content


def test_a_photo_is_seen_by_its_customer_and_a_clerk_and_nobody_else(api: Api, cloud: TestCloud):
    mine = at_home(api, cloud, "gas")
    api.post(f"{mine.url}/readings", json=form(5, photo=sent(api, mine)))
    path = f"readings/{of_history(api, mine)['reading']}/photo"
    assert code_of(api.post(f"{mine.url}/readings/rd_none/photo"), 404) == "reading_unknown"
    signed_in(api, cloud, place("gas").who)
    assert code_of(api.post(f"{mine.url}/{path}"), 404) == "supply_point_unknown"
    office = f"/engie/office/customers/{mine.who.number}/supply-points/{mine.short}/{path}"
    assert code_of(api.post(office), 404) == "not_found"
    appointed(api, cloud)
    assert api.post(office).status_code == 201
    stranger = f"/engie/office/customers/{place('gas').who.number}"
    assert code_of(api.post(f"{stranger}/supply-points/{mine.short}/{path}"), 404)


def test_a_reading_without_photo_has_none_to_show(api: Api, cloud: TestCloud):
    mine = at_home(api, cloud, "gas")
    api.post(f"{mine.url}/readings", json=form(5))
    path = f"{mine.url}/readings/{of_history(api, mine)['reading']}/photo"
    assert code_of(api.post(path), 404) == "photo_unknown"


def test_a_reminders_link_takes_a_photo_too_and_no_other_link_does(api: Api, cloud: TestCloud):
    made = place("gas")
    asked = {"content_type": "image/jpeg", "size": len(PHOTO)}
    wrong = api.post("/engie/readings/photos", json=asked | {"token": "x" * 40})
    assert code_of(wrong, 404) == "reading_link_over"
    link = token(made)
    answer = api.post("/engie/readings/photos", json=asked | {"token": link}).json()
    httpx.put(answer["url"], content=PHOTO, headers={"Content-Type": "image/jpeg"})
    sending = form(5, photo=answer["photo"]) | {"token": link}
    assert api.post("/engie/readings/send", json=sending).status_code == 201


def test_a_correction_is_a_new_entry_and_the_first_is_marked(api: Api, cloud: TestCloud):
    mine = at_home(api, cloud, "gas")
    api.post(f"{mine.url}/readings", json=form(50, on="2026-11-04"))
    first = of_history(api, mine)
    assert (first["standing"], first["correctable"]) == ("counts", True)
    corrected = api.post(f"{mine.url}/readings", json=form(45, on="2026-11-04"))
    assert corrected.status_code == 201, corrected.text
    items = {each["index"]: each for each in api.get(f"{mine.url}/readings").json()["items"]}
    assert (items[45]["standing"], items[45]["correctable"]) == ("counts", True)
    assert (items[50]["standing"], items[50]["correctable"]) == ("corrected", False)
