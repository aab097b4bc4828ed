"""Use by day, month and year: every part adds up, and what is not known is said to be so."""

from base64 import b64decode
from datetime import date, timedelta

import pytest

from chalicelib.accounts import intake as door
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake as contracts
from chalicelib.contracts import supply
from chalicelib.contracts.shards import shard_of
from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves, use
from chalicelib.rules.calendar import Period, slots
from chalicelib.rules.curve import MISSING, unpack
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, digits
from tests.integration.readings.steps import (
    NOON,
    Place,
    at_home,
    contract,
    meter,
    monthly,
    place,
    read,
)

ZONE = "Europe/Brussels"
YEAR = {"from": "2025-01-01", "until": "2026-01-01", "step": "month"}


def used(api: Api, at: Place, from_on: str, until_on: str, step: str = "month"):
    answer = api.get(f"{at.url}/usage", params={"from": from_on, "until": until_on, "step": step})
    assert answer.status_code == 200, answer.text
    return answer.json()


def agree(at: Place, *purposes: str) -> None:
    """The customer's consent, processed."""
    for purpose in purposes:
        for step in ("granted", "activated"):
            record.change(at.key, purpose, step, Word("test"), customer=at.who.number,
                          shard=shard_of("engie", at.key), today=NOON.date(),
                          until_on=date(2029, 1, 1))  # fmt: skip


def measured(at: Place, from_on: date, days: int, wh: int = 100) -> None:
    """Store days of a flat curve."""
    for n in range(days):
        on = from_on + timedelta(days=n)
        curves.store(at.key, DayCurve(on=on, values=[wh] * slots(on, ZONE), step=30))


def test_a_visitor_and_a_stranger_see_nothing(api: Api, cloud: TestCloud):
    other = place("gas")
    assert code_of(api.get(f"{other.url}/usage", params=YEAR), 401) == "sign_in_needed"
    at_home(api, cloud, "gas")
    for what in ("usage", "load-curve"):
        refused = api.get(f"{other.url}/{what}", params=YEAR)
        assert code_of(refused, 404) == "supply_point_unknown"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "form_invalid"),
        ({"from": "2025-01-01"}, "form_invalid"),
        ({"from": "soon", "until": "2026-01-01"}, "form_invalid"),
        ({"from": "2025-01-01", "until": "2026-01-01", "step": "week"}, "form_invalid"),
        ({"from": "2025-02-30", "until": "2026-01-01"}, "form_invalid"),
        ({"from": "2026-01-01", "until": "2026-01-01"}, "period_reversed"),
        ({"from": "2026-01-02", "until": "2026-01-01"}, "period_reversed"),
        ({"from": "0001-01-01", "until": "9999-12-31", "step": "year"}, "period_reversed"),
        ({"from": "2020-01-01", "until": "2026-01-01", "step": "day"}, "period_too_long"),
    ],
)
def test_a_period_that_is_none_is_refused(api: Api, cloud: TestCloud, asked, code):
    made = at_home(api, cloud, "gas")
    assert code_of(api.get(f"{made.url}/usage", params=asked), 422) == code


def test_nothing_known_is_missing_and_not_zero(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    answer = used(api, made, "2025-01-01", "2026-01-01")
    assert {(each["amount"], each["kind"]) for each in answer["buckets"]} == {(None, "missing")}
    assert answer["total"] == 0
    assert answer["total_cents"] is None


def test_months_of_real_readings_are_real_and_compared_with_last_year(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    monthly(made, 150)
    read(made, "2025-03-01", 1000 + 14 * 150 + 10)
    answer = used(api, made, "2025-01-01", "2026-01-01")
    assert answer["unit"] == "Wh"
    assert [each["amount"] for each in answer["buckets"]] == [150000, 160000, 140000] + [150000] * 9
    assert {each["kind"] for each in answer["buckets"]} == {"real"}
    assert [each["previous_amount"] for each in answer["buckets"]] == [150000] * 12
    assert answer["total"] == 1_800_000
    assert answer["kpis"]["compared_amount"] == answer["kpis"]["compared_previous_amount"]


def test_all_steps_tell_the_same_sum(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    for on, index in (
        ("2025-01-01", 7),
        ("2025-02-11", 180),
        ("2025-07-19", 977),
        ("2026-02-02", 2000),
    ):
        read(made, on, index)
    year = used(api, made, "2025-01-01", "2026-01-01", "year")
    months = used(api, made, "2025-01-01", "2026-01-01", "month")
    days = used(api, made, "2025-01-01", "2026-01-01", "day")
    assert year["total"] == months["total"] == days["total"]
    assert sum(each["amount"] for each in days["buckets"]) == days["total"]
    assert year["total_cents"] == months["total_cents"] == days["total_cents"]
    for each in (year, months, days):
        bars = sum(bucket["cents"] for bucket in each["buckets"])
        assert abs(bars - each["total_cents"]) <= len(each["buckets"]) / 2


def test_estimates_and_spreads_are_told_apart_from_the_real(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    read(made, "2025-12-01", 100)
    read(made, "2026-01-01", 200)
    read(made, "2026-09-01", 1400)
    read(made, "2026-10-01", 1500, kind="estimated")
    months = used(api, made, "2025-12-01", "2026-12-01")["buckets"]
    assert [each["kind"] for each in months] == (["real"] + ["estimated"] * 10 + ["partial"])
    assert months[9]["estimated_amount"] == 100000
    days = used(api, made, "2025-12-01", "2026-01-01", "day")["buckets"]
    assert {each["kind"] for each in days} == {"estimated"}


def test_an_estimate_goes_when_the_real_reading_comes(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    read(made, "2026-08-01", 1000)
    read(made, "2026-08-20", 9000, kind="estimated")
    read(made, "2026-09-01", 1200)
    (august,) = used(api, made, "2026-08-01", "2026-09-01")["buckets"]
    assert (august["kind"], august["amount"]) == ("real", 200000)


def test_this_month_is_partial(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    monthly(made, 150)
    read(made, "2026-11-04", 1000 + 34 * 150 + 18)
    last = used(api, made, "2026-10-01", "2026-12-01")["buckets"]
    assert [each["kind"] for each in last] == ["real", "partial"]
    assert (last[1]["amount"], last[1]["estimated_amount"]) == (23000, 5000)


def test_gas_is_volume_and_energy_by_the_coefficient_of_the_day(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    read(made, "2026-04-01", 0)
    read(made, "2026-05-01", 30)
    row = {"point": made.point, "from_on": "2026-04-16", "kwh_per_m3": "10.2"}
    contracts.take_coefficient("engie", row)
    (april,) = used(api, made, "2026-04-01", "2026-05-01")["buckets"]
    assert april["amount"] == 30000
    assert april["kwh_wh"] == 15 * 11200 + 15 * 10200
    assert april["cents"] > 0


def test_gas_without_a_coefficient_has_no_price_rather_than_a_wrong_one(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    point = Place(made.who, "gas", digits(18, "5414"), f"M{digits(9)}")
    contract(made.who, point)
    meter(point)
    read(point, "2026-04-01", 0)
    read(point, "2026-05-01", 30)
    (april,) = used(api, point, "2026-04-01", "2026-05-01")["buckets"]
    assert (april["amount"], april["kwh_wh"], april["cents"]) == (30000, None, None)


def test_an_exchanged_meter_never_gives_a_negative_or_a_huge_use(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas", removed_on="2026-06-16", closing="1050", opening="1000",
                   fitted_on="2026-06-01")  # fmt: skip
    new = Place(made.who, "gas", made.point, f"M{digits(9)}")
    meter(new, fitted_on="2026-06-16", opening="3")
    read(new, "2026-07-01", 33)
    (june,) = used(api, made, "2026-06-01", "2026-07-01")["buckets"]
    assert (june["amount"], june["kind"]) == (80000, "real")


def test_dear_and_cheap_hours_are_priced_apart(api: Api, cloud: TestCloud):
    dear = at_home(api, cloud, "electricity", tariff="elec-bi", registers="peak off_peak")
    cheap = place("electricity", who=dear.who, tariff="elec-bi", registers="peak off_peak")
    for at, peak, off_peak in ((dear, 300, 0), (cheap, 0, 300)):
        for on, share in (("2026-04-01", 0), ("2026-05-01", 1)):
            read(at, on, peak * share, "peak")
            read(at, on, off_peak * share, "off_peak")
    costs = [used(api, at, "2026-04-01", "2026-05-01") for at in (dear, cheap)]
    assert costs[0]["total_cents"] > costs[1]["total_cents"] > 0
    assert [each["kpis"]["off_peak_percent"] for each in costs] == [0, 100]


def test_the_curve_shows_only_with_consent(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    measured(made, date(2026, 10, 1), 5)
    asked = {"from": "2026-10-01", "until": "2026-10-06"}
    refused = api.get(f"{made.url}/load-curve", params=asked)
    assert code_of(refused, 403) == "consent_needed"
    assert used(api, made, "2026-10-01", "2026-10-06", "day")["total"] == 0
    agree(made, "recording", "half_hourly")
    assert api.get(f"{made.url}/load-curve", params=asked).status_code == 200
    assert used(api, made, "2026-10-01", "2026-10-06", "day")["total"] == 5 * 4800


def test_the_curve_has_46_48_and_50_half_hours_and_says_what_is_missing(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    agree(made, "recording", "half_hourly")
    for on in (date(2026, 3, 29), date(2026, 10, 25)):
        measured(made, on, 1)
    spring = api.get(f"{made.url}/load-curve", params={"from": "2026-03-28", "until": "2026-03-30"})
    autumn = api.get(f"{made.url}/load-curve", params={"from": "2026-10-25", "until": "2026-10-26"})
    assert spring.json()["odd_days"] == {"2026-03-29": 46}
    assert autumn.json()["odd_days"] == {"2026-10-25": 50}
    values = unpack(b64decode(spring.json()["values"]))
    assert list(values) == [MISSING] * 48 + [100] * 46
    assert len(b64decode(autumn.json()["values"])) == 100


def test_measured_days_stay_and_the_readings_fill_the_rest(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    agree(made, "recording", "half_hourly")
    read(made, "2026-10-01", 1000)
    read(made, "2026-10-11", 1100)
    measured(made, date(2026, 10, 1), 8)
    days = used(api, made, "2026-10-01", "2026-10-11", "day")
    assert [each["amount"] for each in days["buckets"]] == [4800] * 8 + [30800, 30800]
    assert days["total"] == 100_000
    assert [each["kind"] for each in days["buckets"]] == ["real"] * 10


def test_a_day_with_a_hole_is_filled_from_the_readings(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    agree(made, "recording", "half_hourly")
    measured(made, date(2026, 10, 1), 2)
    on = date(2026, 10, 3)
    curves.store(made.key, DayCurve(on=on, values=[100] * 47 + [MISSING], step=30))
    days = used(api, made, "2026-10-01", "2026-10-04", "day")["buckets"]
    assert [each["kind"] for each in days] == ["real", "real", "missing"]


def test_the_figures_of_a_curve(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    agree(made, "recording", "half_hourly")
    for n, values in enumerate(([70] * 40 + [1500] * 8, [70] * 48, [60] * 48)):
        on = date(2026, 10, 1) + timedelta(days=n)
        curves.store(made.key, DayCurve(on=on, values=values, step=30))
    kpis = used(api, made, "2026-10-01", "2026-10-04", "day")["kpis"]
    assert kpis["always_on"] == 140
    assert kpis["peak"] == {"rate": 3000, "at": "2026-10-01T18:00:00Z"}


def test_since_the_last_reading_use_is_estimated_until_the_next(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    monthly(made, 150, until=date(2026, 9, 1))
    months = used(api, made, "2026-08-01", "2026-12-01")["buckets"]
    assert [each["kind"] for each in months] == ["real", "estimated", "estimated", "partial"]
    assert sum(each["amount"] for each in months[1:]) == 150000 + 150000 + 20000
    assert all(each["estimated_amount"] == each["amount"] for each in months[1:])
    read(made, "2026-10-01", 1000 + 32 * 150 + 180)
    months = used(api, made, "2026-08-01", "2026-12-01")["buckets"]
    assert [each["kind"] for each in months] == ["real", "real", "estimated", "partial"]
    assert months[1]["amount"] == 180000


def test_without_a_meter_the_norm_of_each_resident_stands(api: Api, cloud: TestCloud):
    number = digits(7)
    door.take("vodokanal", {
        "number": number, "name": "Смирнов Олег", "surname": "Смирнов", "place": "Чебоксары",
        "account_number": number,
    })  # fmt: skip
    contracts.take("vodokanal", {
        "contract": f"VK-{number}", "customer": number, "energy": "water", "point": f"VK{number}",
        "started_on": "2026-01-01", "tariff": "naselenie", "residents": "2",
    })  # fmt: skip
    (held,) = supply.points_of("vodokanal", [number])
    found = use.of_holding("vodokanal", held, "month", Period(date(2026, 1, 1), date(2026, 3, 1)))
    assert [(bucket.amount, bucket.kind) for bucket in found.buckets] == [
        (2 * 4290, "estimated"),
        (2 * 4290, "estimated"),
    ]
