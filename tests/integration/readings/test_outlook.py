"""What is to come: forecasts and simulations on the customer's own use, or a refusal with a reason."""

from datetime import date, timedelta

import pytest

from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves
from chalicelib.rules.calendar import slots
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, signed_in
from tests.integration.readings.steps import at_home, monthly, place
from tests.integration.readings.test_usage import ZONE, agree


def simulated(api: Api, at, **asked: object):
    answer = api.post(f"{at.url}/simulations", json=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_somebody_elses_point_is_not_found(api: Api, cloud: TestCloud):
    other = place("gas")
    at_home(api, cloud, "gas")
    assert code_of(api.get(f"{other.url}/forecast"), 404) == "supply_point_unknown"
    refused = api.post(f"{other.url}/simulations", json={})
    assert code_of(refused, 404) == "supply_point_unknown"


def test_without_a_past_there_is_nothing_to_tell(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    assert code_of(api.get(f"{made.url}/forecast"), 409) == "forecast_too_early"
    assert code_of(api.post(f"{made.url}/simulations", json={}), 409) == "simulation_too_early"


def test_an_ended_contract_has_no_future(api: Api, cloud: TestCloud):
    made = place("electricity", ended_on="2026-10-01")
    signed_in(api, cloud, made.who)
    assert code_of(api.get(f"{made.url}/forecast"), 409) == "contract_not_active"
    assert code_of(api.post(f"{made.url}/simulations", json={}), 409) == "contract_not_active"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"tariff": "gas"}, "tariff_unknown"),
        ({"tariff": "free"}, "tariff_unknown"),
        ({"tariff": 5}, "form_invalid"),
        ({"subscribed_power_va": -3}, "form_invalid"),
        ({"equipment": [{"kind": "sauna"}]}, "form_invalid"),
        ({"equipment": [{"kind": "car", "size": 0}]}, "form_invalid"),
        ({"equipment": [{"kind": "car"}] * 7}, "form_invalid"),
    ],
)
def test_what_cannot_be_simulated_is_refused(api: Api, cloud: TestCloud, asked, code):
    made = at_home(api, cloud, "electricity")
    monthly(made, 150)
    assert code_of(api.post(f"{made.url}/simulations", json=asked), 422) == code


def test_equipment_is_for_electricity(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    monthly(made, 100)
    refused = api.post(f"{made.url}/simulations", json={"equipment": [{"kind": "car"}]})
    assert code_of(refused, 422) == "equipment_not_here"


@pytest.mark.parametrize("energy", ["electricity", "gas"])
def test_a_steady_home_will_have_used_what_it_always_does(api: Api, cloud: TestCloud, energy: str):
    made = at_home(api, cloud, energy)
    monthly(made, 300)
    told = api.get(f"{made.url}/forecast").json()
    month, year = told["month"], told["year"]
    assert (month["from_on"], month["until_on"]) == ("2026-11-01", "2026-12-01")
    assert (year["from_on"], year["until_on"]) == ("2026-01-01", "2027-01-01")
    assert abs(month["amount"] - 300_000) < 3_000
    assert abs(year["amount"] - 3_600_000) < 10_000
    assert year["so_far_amount"] == 3_000_000 + month["so_far_amount"]
    for span in (month, year):
        assert span["so_far_cents"] < span["low_cents"] < span["cents"] < span["high_cents"]
        assert span["low_amount"] < span["amount"] < span["high_amount"]


def test_nothing_changed_costs_nothing_more(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "gas")
    monthly(made, 100)
    told = simulated(api, made)
    assert told["difference_cents"] == 0
    assert told["now"] == told["then"]
    assert len(told["now"]["months"]) == 12
    assert told["from_on"] == "2026-12-01"


def test_a_car_costs_its_energy_and_less_in_cheap_hours(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", subscribed_power_va="9200")
    monthly(made, 250)
    car = {"equipment": [{"kind": "car", "size": 15000}]}
    told = simulated(api, made, **car)
    more = told["then"]["amount"] - told["now"]["amount"]
    assert abs(more - 15_000 * 180) < 1000
    assert told["difference_cents"] > 0
    assert told["basis"] == "readings"
    assert told["over_power"] == 0
    prices = {each["tariff"]: each["cents"] for each in told["offers"]}
    assert set(prices) == {"elec-mono", "elec-bi"}
    assert prices[told["then"]["tariff"]] == told["then"]["cents"]
    assert [each["cents"] for each in told["offers"]] == sorted(prices.values())
    cheap = simulated(api, made, tariff="elec-bi", **car)
    assert cheap["then"]["cents"] == prices["elec-bi"]


def test_a_curve_that_may_only_be_shown_is_not_simulated_on(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true")
    monthly(made, 250)
    agree(made, "recording", "half_hourly")
    for n in range(370):
        on = date(2025, 10, 31) + timedelta(days=n)
        curves.store(made.key, DayCurve(on=on, values=[20] * slots(on, ZONE), step=30))
    plain = simulated(api, made)
    assert (plain["basis"], plain["measured_days"]) == ("readings", 0)
    assert abs(plain["now"]["amount"] - 3_000_000) < 20_000
    shown = api.get(f"{made.url}/forecast").json()["year"]["amount"]
    agree(made, "advice")
    assert simulated(api, made)["basis"] == "curve"
    assert api.get(f"{made.url}/forecast").json()["year"]["amount"] < shown


def test_the_own_curve_counts_where_it_is_known(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity", communicating="true", subscribed_power_va="3000")
    agree(made, "recording", "half_hourly", "advice")
    for n in range(370):
        on = date(2025, 10, 31) + timedelta(days=n)
        values = [20] * slots(on, ZONE)
        values[38] = 1600
        curves.store(made.key, DayCurve(on=on, values=values, step=30))
    told = simulated(api, made)
    assert told["basis"] == "curve"
    assert told["measured_days"] == 370
    assert told["peak_w"] == 3200
    assert told["over_power"] == 365
    assert told["now"]["amount"] == 365 * (47 * 20 + 1600)
