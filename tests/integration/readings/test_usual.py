"""The usual year beside the last twelve months: made of the caller's own past, or not at all."""

from datetime import date, timedelta

from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves
from chalicelib.rules.calendar import slots
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of
from tests.integration.readings.steps import at_home, monthly, place, read
from tests.integration.readings.test_usage import ZONE, agree, used


def told(api: Api, at):
    answer = api.get(f"{at.url}/usual-year")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_somebody_elses_year_is_not_found(api: Api, cloud: TestCloud):
    other = place("gas")
    at_home(api, cloud, "gas")
    assert code_of(api.get(f"{other.url}/usual-year"), 404) == "supply_point_unknown"


def test_without_a_year_before_there_is_no_usual_one(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", started_on="2025-06-01", fitted_on="2025-06-01")
    for passed in range(17):
        on = date(2025 + (5 + passed) // 12, (5 + passed) % 12 + 1, 1)
        read(made, on, 100 * passed)
    assert code_of(api.get(f"{made.url}/usual-year"), 409) == "usual_too_early"


def test_a_year_like_those_before_is_usual(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    monthly(made, 300)
    answer = told(api, made)
    assert (answer["from_on"], answer["until_on"]) == ("2025-11-01", "2026-11-01")
    assert answer["past_from_on"] == "2024-01-01"
    assert answer["total"] == 3_600_000
    assert abs(answer["usual_total"] - answer["total"]) < 3_600_000 * 0.01
    assert answer["base_total"] <= answer["usual_total"]
    assert {each["estimated_amount"] for each in answer["months"]} == {0}


def test_an_estimated_month_is_said_to_be_one(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    monthly(made, 300, until=date(2026, 9, 1))
    read(made, "2026-10-01", 1000 + 33 * 300, kind="estimated")
    months = {each["on"]: each for each in told(api, made)["months"]}
    assert months["2026-08-01"]["estimated_amount"] == 0
    assert months["2026-09-01"]["estimated_amount"] == months["2026-09-01"]["amount"] > 0


def test_a_cold_month_stands_out_against_the_usual_one(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    index = 0
    on = date(2024, 1, 1)
    while on <= date(2026, 11, 1):
        read(made, on, index)
        index += 200 if on == date(2026, 1, 1) else 100
        on = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    months = {each["on"]: each for each in told(api, made)["months"]}
    cold, mild = months["2026-01-01"], months["2026-03-01"]
    assert abs(cold["amount"] - 200 * 11200) < 100
    assert abs(cold["usual_amount"] - 100 * 11200) < 100
    assert abs(mild["amount"] - mild["usual_amount"]) < 100


def test_the_highest_half_hour_of_each_day_stands_beside_the_subscribed_power(
    api: Api, cloud: TestCloud
):
    made = at_home(api, cloud, "electricity", communicating="true", subscribed_power_va="9200")
    agree(made, "recording", "half_hourly")
    for n, most in enumerate((1500, 3000)):
        on = date(2026, 10, 1) + timedelta(days=n)
        values = [50] * slots(on, ZONE)
        values[38] = most
        curves.store(made.key, DayCurve(on=on, values=values, step=30))
    answer = used(api, made, "2026-10-01", "2026-10-04", "day")
    assert answer["subscribed_power_va"] == 9200
    assert [each["peak"] and each["peak"]["rate"] for each in answer["buckets"]] == [
        3000,
        6000,
        None,
    ]
    assert answer["buckets"][0]["peak"]["at"] == "2026-10-01T17:00:00Z"
    assert answer["classes"] == []


def test_cheap_and_dear_hours_are_listed_with_their_cost(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", tariff="elec-bi", registers="peak off_peak")
    for on, share in (("2026-04-01", 0), ("2026-05-01", 1)):
        read(made, on, 300 * share, "peak")
        read(made, on, 100 * share, "off_peak")
    answer = used(api, made, "2026-04-01", "2026-05-01")
    peak, cheap = answer["classes"]
    assert (peak["classed"], peak["amount"]) == ("peak", 300_000)
    assert (cheap["classed"], cheap["amount"]) == ("off_peak", 100_000)
    assert peak["label"] != cheap["label"]
    assert peak["cents"] + cheap["cents"] < answer["total_cents"]
    assert peak["cents"] > 3 * cheap["cents"]
