"""A customer sends a reading: refused when it cannot be, asked about when odd, taken once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.metering import readings
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, digits, signed_in
from tests.integration.readings.steps import (
    NOON,
    Place,
    at_home,
    form,
    meter,
    monthly,
    place,
    read,
)


@pytest.fixture
def gas(api: Api, cloud: TestCloud) -> Place:
    """A gas meter of the caller's that used 100 m3 each month and showed 4,400 on 1 November."""
    made = at_home(api, cloud, "gas")
    assert monthly(made, 100) == 4400
    return made


def sent(api: Api, at: Place, index: object, **more: object):
    return api.post(f"{at.url}/readings", json=form(index, **more))


def test_a_visitor_is_asked_to_sign_in(api: Api):
    where = f"/engie/supply-points/g-{digits(18, '5414')}/readings"
    assert code_of(api.get(where), 401) == "sign_in_needed"
    assert code_of(api.post(where, json=form(1)), 401) == "sign_in_needed"


def test_somebody_elses_point_answers_as_one_that_does_not_exist(api: Api, gas: Place):
    other = place("gas")
    never = f"/engie/supply-points/g-{digits(18, '5414')}"
    answers = [api.get(f"{other.url}/readings"), api.get(f"{never}/readings")]
    assert {code_of(each, 404) for each in answers} == {"supply_point_unknown"}
    bodies = [{k: v for k, v in each.json().items() if k != "request_id"} for each in answers]
    assert bodies[0] == bodies[1]
    refused = api.post(f"{other.url}/readings", json=form(10))
    assert code_of(refused, 404) == "supply_point_unknown"


@pytest.mark.parametrize(
    "short", ["x-1", "g-", "g-1%232", "-", "g", "g-" + "9" * 400, "é-1", "g-a#b"]
)
def test_an_id_that_is_none_is_not_found(api: Api, gas: Place, short: str):
    assert api.get(f"/engie/supply-points/{short}/readings").status_code in (403, 404)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "short", "values": [{"register": "single", "index": 1}]},
        {"client_id": "long enough but spaces", "values": []},
        {"client_id": "c-123456789", "values": []},
        {"client_id": "c-123456789", "values": [{"register": "single"}]},
        {"client_id": "c-123456789", "values": [{"register": "single", "index": "twelve"}]},
        {"client_id": "c-123456789", "values": [{"register": "single", "index": None}]},
        {"client_id": "c-123456789", "values": [{"register": "", "index": 1}]},
        {"client_id": "c-123456789", "values": [{"register": "single", "index": 1}], "on": "soon"},
        {"client_id": "c-123456789", "values": "none"},
        [],
        "text",
    ],
)
def test_a_form_that_is_none_is_refused_by_its_field(api: Api, gas: Place, body: object):
    refused = api.post(f"{gas.url}/readings", json=body)
    assert code_of(refused, 422) == "form_invalid"


@pytest.mark.parametrize("index", [-1, 1e300, "1e999999", "NaN", "Infinity", "-0.001", 10**30])
def test_what_no_dial_can_show_is_refused(api: Api, gas: Place, index: object):
    refused = sent(api, gas, index)
    assert code_of(refused, 422) in {"reading_too_many_digits", "form_invalid"}


def test_a_communicating_meter_is_read_automatically(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    refused = api.post(f"{made.url}/readings", json=form(5), headers={"Accept-Language": "fr"})
    assert code_of(refused, 409) == "reading_automatic"
    assert refused.json()["detail"] == "La collecte de vos index est automatique."
    assert "messagerie" in refused.json()["next"]


def test_a_point_without_a_meter_takes_no_reading(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas", removed_on="2026-01-01")
    assert code_of(sent(api, made, 10), 409) == "meter_missing"


def test_a_contract_that_ended_takes_no_reading(api: Api, cloud: TestCloud):
    made = place("gas", ended_on="2026-10-01")
    kept = place("gas", who=made.who)
    signed_in(api, cloud, made.who)
    assert code_of(sent(api, made, 10), 409) == "contract_not_active"
    assert sent(api, kept, 10).status_code == 201


def test_outside_the_operators_days_the_next_window_is_told(api: Api, cloud: TestCloud):
    with clock.freeze(datetime(2026, 11, 29, 12, tzinfo=UTC)):
        refused = sent(api, at_home(api, cloud, "gas"), 4500)
    assert code_of(refused, 409) == "reading_window_closed"
    assert (refused.json()["from_on"], refused.json()["until_on"]) == ("2026-12-01", "2026-12-28")


def test_a_lower_index_is_refused_with_the_last_one(api: Api, gas: Place):
    refused = api.post(f"{gas.url}/readings", json=form(4399), headers={"Accept-Language": "fr"})
    assert code_of(refused, 422) == "reading_lower"
    body = refused.json()
    assert body["last_index"] == 4400
    assert body["fields"]["values[0].index"]["code"] == "reading_lower"
    assert "4 400" in body["detail"].replace("\xa0", " ").replace("\u202f", " ")
    assert "1er novembre 2026" in body["detail"].replace("\xa0", " ")


def test_more_digits_than_the_dial_has_are_refused(api: Api, gas: Place):
    refused = sent(api, gas, 123456)
    assert code_of(refused, 422) == "reading_too_many_digits"
    assert refused.json()["digits"] == 5


def test_a_day_to_come_is_refused(api: Api, gas: Place):
    assert code_of(sent(api, gas, 4410, on="2026-11-06"), 422) == "reading_in_future"


def test_a_day_long_past_is_refused(api: Api, gas: Place):
    assert code_of(sent(api, gas, 4410, on="2026-10-01"), 422) == "reading_too_old"


def test_a_day_before_the_last_reading_is_refused(api: Api, gas: Place):
    assert code_of(sent(api, gas, 4350, on="2026-10-20"), 422) == "reading_before_last"


@pytest.mark.parametrize("registers", [["peak"], ["peak", "peak"], ["peak", "off_peak", "night"]])
def test_each_register_is_given_once(api: Api, cloud: TestCloud, registers: list[str]):
    made = at_home(api, cloud, "electricity", registers="peak off_peak")
    values = [{"register": each, "index": 5} for each in registers]
    refused = api.post(f"{made.url}/readings", json=form(0, values=values))
    assert code_of(refused, 422) == "registers_differ"


def test_more_than_the_connection_carries_is_refused(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", subscribed_power_va="6000")
    read(made, "2026-11-01", 1000)
    refused = sent(api, made, 1000 + 6 * 24 * 4 + 1)
    assert code_of(refused, 422) == "reading_impossible"


def test_an_odd_index_is_asked_about_and_taken_when_confirmed(api: Api, gas: Place):
    asked = sent(api, gas, 4800)
    assert code_of(asked, 409) == "reading_unusual"
    body = asked.json()
    assert (body["used"], body["usual"], body["unit"]) == (400, 13, "m3")
    assert body["times"] == 30
    assert api.get(f"{gas.url}/readings").json()["items"][0]["index"] == 4400
    taken = sent(api, gas, 4800, confirmed=True)
    assert taken.status_code == 201
    assert taken.json()["usage"] == [
        {"register": "single", "index": 4800, "used": 400, "unit": "m3", "days": 4, "usual": 13}
    ]


def test_a_reading_below_an_estimate_is_asked_about(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    read(made, "2026-10-01", 500, kind="estimated")
    assert code_of(sent(api, made, 480), 409) == "reading_below_estimate"
    assert sent(api, made, 480, confirmed=True).status_code == 201


def test_a_reading_is_taken_with_a_receipt(api: Api, gas: Place):
    taken = sent(api, gas, 4412)
    assert taken.status_code == 201, taken.text
    body = taken.json()
    assert body["receipt"].startswith("R-2611-")
    assert (body["on"], body["meter"]) == ("2026-11-05", gas.serial)
    (first, *_) = api.get(f"{gas.url}/readings").json()["items"]
    assert first["index"] == 4412
    assert (first["kind"], first["source"], first["unit"]) == ("real", "customer", "m3")


def test_the_same_sending_twice_is_one_reading(api: Api, gas: Place):
    body = form(4412)
    first = api.post(f"{gas.url}/readings", json=body)
    again = api.post(f"{gas.url}/readings", json=body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    found = [
        each for each in readings.of_point(f"engie#gas#{gas.point}") if each.source == "customer"
    ]
    assert len(found) == 1


def test_eight_of_the_same_at_once_are_one_reading(api: Api, gas: Place):
    body = form(4413)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: api.post(f"{gas.url}/readings", json=body), range(8)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["receipt"] for each in answers}) == 1
    found = [
        each for each in readings.of_point(f"engie#gas#{gas.point}") if each.source == "customer"
    ]
    assert len(found) == 1


def test_a_correction_is_a_new_reading_and_the_later_one_counts(api: Api, gas: Place):
    assert sent(api, gas, 4419).status_code == 201
    with clock.freeze(NOON + timedelta(minutes=5)):
        assert sent(api, gas, 4412).status_code == 201
    found = [
        each.index
        for each in readings.of_point(f"engie#gas#{gas.point}")
        if each.source == "customer"
    ]
    assert sorted(found) == [4412000, 4419000]
    point = api.get(gas.url).json()
    assert point["meter"]["registers"][0]["last"] == {
        "index": 4412, "on": "2026-11-05", "kind": "real",
    }  # fmt: skip


def test_digits_behind_the_point_may_be_left_out(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas", decimals="3")
    read(made, "2026-11-01", 0)
    assert sent(api, made, "3.456", on="2026-11-04").status_code == 201
    assert sent(api, made, 3).status_code == 201
    assert api.get(made.url).json()["meter"]["registers"][0]["last"]["index"] == 3.456


def test_of_two_meters_the_caller_names_one(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    second = Place(made.who, "gas", made.point, f"M{digits(9)}")
    meter(second)
    assert code_of(sent(api, made, 5), 422) == "meter_unknown"
    assert code_of(sent(api, made, 5, meter="nobodys"), 422) == "meter_unknown"
    assert sent(api, made, 5, meter=second.serial).json()["meter"] == second.serial
    assert len(api.get(made.url).json()["meters"]) == 2


def test_the_dial_may_roll_over(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas", opening="99000", fitted_on="2025-01-01")
    for month in range(1, 11):
        read(made, f"2026-{month:02d}-01", 99000 + 95 * month)
    taken = sent(api, made, 30, confirmed=True)
    assert taken.status_code == 201, taken.text
    assert taken.json()["usage"][0]["used"] == 80


def test_the_history_is_paged_and_its_cursor_is_nobody_elses(
    api: Api, gas: Place, cloud: TestCloud
):
    for day in range(2, 31):
        read(gas, f"2024-06-{day:02d}", 1500 + day)
    first = api.get(f"{gas.url}/readings").json()
    second = api.get(f"{gas.url}/readings", params={"cursor": first["next"]}).json()
    whole = first["items"] + second["items"]
    assert second["next"] is None
    assert len(whole) == len({each["reading"] + each["on"] for each in whole}) == 64
    assert [each["on"] for each in whole] == sorted((each["on"] for each in whole), reverse=True)
    other = place("gas", who=gas.who)
    for cursor in (first["next"], "x", "é", "e30", "A" * 900):
        refused = api.get(f"{other.url}/readings", params={"cursor": cursor})
        assert code_of(refused, 400) == "cursor_invalid"


def test_readings_of_an_exchanged_meter_follow_page_by_page(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas", removed_on="2025-06-10", closing="1700")
    after = Place(made.who, "gas", made.point, f"M{digits(9)}")
    meter(after, fitted_on="2025-06-10")
    for day in range(1, 51):
        on = f"2025-0{7 + (day - 1) // 25}-{(day - 1) % 25 + 1:02d}"
        read(after, on, day)
    read(made, "2025-05-01", 1500)
    first = api.get(f"{made.url}/readings").json()
    assert {each["meter"] for each in first["items"]} == {after.serial}
    second = api.get(f"{made.url}/readings", params={"cursor": first["next"]}).json()
    assert [each["meter"] for each in second["items"]] == [made.serial]


def test_readings_of_two_meters_side_by_side_come_day_by_day(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    second = Place(made.who, "gas", made.point, f"M{digits(9)}")
    meter(second)
    for month in range(1, 4):
        read(made, f"2025-{month:02d}-01", 100 * month)
        read(second, f"2025-{month:02d}-02", 10 * month)
    items = api.get(f"{made.url}/readings").json()["items"]
    assert [each["on"][5:] for each in items] == [
        "03-02", "03-01", "02-02", "02-01", "01-02", "01-01",
    ]  # fmt: skip
    assert {each["meter"] for each in items} == {made.serial, second.serial}


def test_an_estimate_that_a_real_reading_overtook_says_so(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    read(made, "2026-08-01", 120, kind="estimated")
    read(made, "2026-09-01", 150)
    read(made, "2026-10-01", 190, kind="estimated")
    standing = {
        each["on"]: (each["kind"], each["standing"])
        for each in api.get(f"{made.url}/readings").json()["items"]
    }
    assert standing == {
        "2026-08-01": ("estimated", "overtaken"),
        "2026-09-01": ("real", "counts"),
        "2026-10-01": ("estimated", "counts"),
    }
