"""What a caller sees of their supply points, and nothing of anybody else's."""

from datetime import UTC, datetime

from chalicelib import clock
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, digits, signed_in
from tests.integration.readings.steps import Place, at_home, contract, meter, monthly, place, read


def test_a_visitor_is_asked_to_sign_in(api: Api):
    assert code_of(api.get("/engie/supply-points"), 401) == "sign_in_needed"


def test_somebody_elses_point_does_not_exist(api: Api, cloud: TestCloud):
    mine, other = at_home(api, cloud, "gas"), place("gas")
    assert code_of(api.get(other.url), 404) == "supply_point_unknown"
    items = api.get("/engie/supply-points").json()["items"]
    assert [each["point"] for each in items] == [mine.short]


def test_a_point_shows_its_contract_its_meter_and_its_last_index(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", tariff="elec-bi", registers="peak off_peak",
                   subscribed_power_va="9200", label="Maison")  # fmt: skip
    read(made, "2026-10-01", 120, "peak")
    read(made, "2026-10-01", 80, "off_peak", kind="estimated")
    (item,) = api.get("/engie/supply-points", headers={"Accept-Language": "nl"}).json()["items"]
    assert item["energy"] == "electricity"
    assert item["label"] == "Maison"
    assert item["address"] == {"street": "Rue Haute 1", "postcode": "1000", "place": "Bruxelles"}
    assert item["customer"] == made.who.number
    assert item["contract"]["tariff_name"] == "Elektriciteit, tweevoudig tarief"
    assert item["contract"]["subscribed_power_va"] == 9200
    assert item["meter"]["registers"] == [
        {"register": "peak", "label": "Piekuren",
         "last": {"index": 120, "on": "2026-10-01", "kind": "real"}},
        {"register": "off_peak", "label": "Daluren",
         "last": {"index": 80, "on": "2026-10-01", "kind": "estimated"}},
    ]  # fmt: skip
    assert item["reading"] == {
        "automatic": False, "open": True, "from_on": "2026-11-01", "until_on": "2026-11-28",
    }  # fmt: skip


def test_a_real_index_stands_before_a_later_estimate(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    read(made, "2026-08-01", 300)
    read(made, "2026-10-01", 400, kind="estimated")
    last = api.get(made.url).json()["meter"]["registers"][0]["last"]
    assert last == {"index": 300, "on": "2026-08-01", "kind": "real"}


def test_a_communicating_meter_asks_for_nothing(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    assert api.get(made.url).json()["reading"] == {
        "automatic": True, "open": False, "from_on": None, "until_on": None,
    }  # fmt: skip


def test_several_points_of_several_contracts_show_and_ended_ones_last(api: Api, cloud: TestCloud):
    first = place("gas", ended_on="2026-02-01")
    second = place("electricity", who=first.who)
    third = place("gas", who=first.who)
    signed_in(api, cloud, first.who)
    items = api.get("/engie/supply-points").json()["items"]
    assert [each["point"] for each in items] == [second.short, third.short, first.short]
    assert items[2]["contract"]["ended_on"] == "2026-02-01"
    assert items[2]["meter"] is None


def test_a_new_tenant_sees_nothing_of_the_one_before(api: Api, cloud: TestCloud):
    before = place("gas", ended_on="2026-05-01")
    monthly(before, 50)
    after = Place(place("electricity").who, "gas", before.point, before.serial)
    contract(after.who, after, started_on="2026-05-01")
    signed_in(api, cloud, after.who)
    history = api.get(f"{after.url}/readings").json()["items"]
    assert min(each["on"] for each in history) == "2026-05-01"
    asked = {"from": "2026-01-01", "until": "2027-01-01", "step": "month"}
    used = api.get(f"{after.url}/usage", params=asked).json()["buckets"]
    assert [each["kind"] for each in used][:4] == ["missing"] * 4
    assert [each["amount"] for each in used][4:10] == [50000] * 6
    assert all(each["previous_amount"] is None for each in used)
    assert code_of(api.get(f"/engie/supply-points/{place('gas').short}"), 404)


def test_who_left_keeps_their_own_years(api: Api, cloud: TestCloud):
    before = place("gas", ended_on="2026-05-01")
    place("electricity", who=before.who)
    monthly(before, 50)
    after = Place(place("electricity").who, "gas", before.point, before.serial)
    contract(after.who, after, started_on="2026-05-01")
    signed_in(api, cloud, before.who)
    history = api.get(f"{before.url}/readings").json()["items"]
    assert max(each["on"] for each in history) == "2026-05-01"
    asked = {"from": "2026-01-01", "until": "2027-01-01", "step": "month"}
    used = api.get(f"{before.url}/usage", params=asked).json()["buckets"]
    assert [each["amount"] for each in used] == [50000] * 4 + [None] * 8


def test_an_exchanged_meter_gives_way_to_the_new_one(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas", removed_on="2026-07-01", closing="1700")
    new = Place(made.who, "gas", made.point, f"M{digits(9)}")
    meter(new, fitted_on="2026-07-01")
    assert api.get(made.url).json()["meter"]["serial"] == new.serial


def test_the_next_window_is_told_when_this_one_has_closed(api: Api, cloud: TestCloud):
    with clock.freeze(datetime(2026, 12, 30, 12, tzinfo=UTC)):
        made = at_home(api, cloud, "gas")
        told = api.get(made.url).json()["reading"]
    assert told["open"] is False
    assert (told["from_on"], told["until_on"]) == ("2027-01-01", "2027-01-28")
