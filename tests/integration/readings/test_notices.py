"""What a customer is told unasked: with the figure, once, off by choice, and never somebody else."""

from datetime import date, timedelta
from typing import get_args

import pytest

from chalicelib.accounts import intake as door
from chalicelib.consents import Purpose, record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake as contracts
from chalicelib.contracts import supply
from chalicelib.contracts.shards import shard_of
from chalicelib.gateways.grid import DayCurve, DayTotal
from chalicelib.metering import curves, totals, vigilance
from chalicelib.metering import intake as meters
from chalicelib.rules.calendar import slots
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, digits, home, signed_in
from tests.integration.readings.steps import NOON, Place, at_home, contract, place
from tests.integration.readings.test_usage import ZONE, agree

TODAY = NOON.date()
YESTERDAY = TODAY - timedelta(days=1)


def lived_in(at: Place, days: int = 90, base: int = 60, top: int = 900) -> None:
    """Days of a home up to yesterday: a low night and a full evening."""
    for n in range(days):
        curve(at, YESTERDAY - timedelta(days=n), base, top)


def curve(at: Place, on: date, base: int, top: int = 900) -> None:
    values = [base + slot % 5 for slot in range(slots(on, ZONE))]
    values[36:44] = [top] * 8
    curves.store(at.key, DayCurve(on=on, values=values, step=30))


def looked(at: Place, on: date = YESTERDAY) -> int:
    return vigilance.look_over("engie", (at.key,), on)


@pytest.fixture
def lit(api: Api, cloud: TestCloud) -> Place:
    """A home with a curve, whose customer agreed to it and is signed in, in French."""
    made = at_home(api, cloud, "electricity", communicating="true", subscribed_power_va="6000")
    agree(made, "recording", "half_hourly", "advice")
    return made


def test_a_visitor_and_a_stranger_see_no_notices(api: Api, cloud: TestCloud):
    other = place("electricity")
    assert code_of(api.get(f"{other.url}/notices"), 401) == "sign_in_needed"
    at_home(api, cloud, "gas")
    assert code_of(api.get(f"{other.url}/notices"), 404) == "supply_point_unknown"
    refused = api.put(f"{other.url}/notices/use_raised", json={"on": False})
    assert code_of(refused, 404) == "supply_point_unknown"


def test_a_notice_that_the_energy_does_not_have_is_not_found(api: Api, lit: Place):
    for name in ("leak_night", "nonsense"):
        refused = api.put(f"{lit.url}/notices/{name}", json={"on": True})
        assert code_of(refused, 404) == "not_found"
    assert code_of(api.put(f"{lit.url}/notices/use_raised", json={}), 422) == "form_invalid"


def test_a_usual_home_is_told_nothing(api: Api, cloud: TestCloud, lit: Place):
    lived_in(lit)
    assert looked(lit) == 0
    (due, raised, power, silent) = api.get(f"{lit.url}/notices").json()["items"]
    assert (raised["notice"], raised["on"], raised["noticed"]) == ("use_raised", True, [])
    assert (due["notice"], power["notice"]) == ("reading_due", "power_near")
    assert (silent["notice"], silent["on"], silent["noticed"]) == ("meter_silent", True, [])


def test_too_short_a_past_tells_nothing(cloud: TestCloud, lit: Place):
    lived_in(lit, days=40)
    for n in range(3):
        curve(lit, YESTERDAY - timedelta(days=n), 560)
    assert looked(lit) == 0


def test_what_was_left_on_is_told_once_with_its_figures(api: Api, cloud: TestCloud, lit: Place):
    lived_in(lit)
    for n in range(3):
        curve(lit, YESTERDAY - timedelta(days=n), 310, 1150)
    cloud.drain("outbox")
    cloud.forget_messages()
    assert looked(lit) == 1
    assert looked(lit) == 0
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=lit.who.email)
    assert "500" in mail.subject
    assert "360" in mail.text.replace("\xa0", " ")
    assert "{{" not in mail.text + mail.html
    raised = api.get(f"{lit.url}/notices").json()["items"][1]
    (noticed,) = raised["noticed"]
    assert noticed["facts"]["watts"] == 500
    assert noticed["facts"]["month_kwh"] == 360
    assert noticed["facts"]["month_cents"] > 5000
    assert noticed["since_on"] == str(TODAY - timedelta(days=3))
    assert noticed["sentence"] in mail.subject


def test_the_same_thing_days_later_is_not_told_again(cloud: TestCloud, lit: Place):
    lived_in(lit)
    for n in range(6):
        curve(lit, YESTERDAY - timedelta(days=n), 310, 1150)
    assert looked(lit, YESTERDAY - timedelta(days=3)) == 1
    assert looked(lit, YESTERDAY) == 0


def test_whoever_said_no_is_told_nothing(api: Api, cloud: TestCloud, lit: Place):
    lived_in(lit)
    for n in range(3):
        curve(lit, YESTERDAY - timedelta(days=n), 310, 1150)
    turned = api.put(f"{lit.url}/notices/use_raised", json={"on": False})
    assert (turned.status_code, turned.json()["on"]) == (200, False)
    assert looked(lit) == 0
    assert api.put(f"{lit.url}/notices/use_raised", json={"on": True}).json()["on"] is True
    assert looked(lit) == 1


def test_power_near_the_limit_is_told(cloud: TestCloud, lit: Place):
    lived_in(lit)
    for n in range(3):
        curve(lit, YESTERDAY - timedelta(days=n), 60, 2800)
    cloud.forget_messages()
    assert looked(lit) == 1
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=lit.who.email)
    assert "5 600" in mail.subject.replace("\xa0", " ")


def test_the_schedule_looks_over_those_who_agreed(cloud: TestCloud, lit: Place):
    lived_in(lit)
    for n in range(3):
        curve(lit, YESTERDAY - timedelta(days=n), 310, 1150)
    contracts.take("engie", {
        "contract": lit.contract, "customer": lit.who.number, "energy": "electricity",
        "point": lit.point, "started_on": "2024-01-01", "tariff": "elec-mono",
        "grid_id": digits(14),
    })  # fmt: skip
    cloud.drain("outbox", "collection", strict=False)
    cloud.forget_messages()
    cloud.handle("midnight", {"operator": "engie", "task": "watch"})
    cloud.drain("collection", "outbox")
    assert len(cloud.mails(to=lit.who.email)) == 1


def water(**readings: int) -> tuple[str, str]:
    """A water customer of another operator with readings on the first of a month."""
    number = digits(7)
    email = f"eau{digits(10)}@example.com"
    door.take("gaz-et-eaux", {"number": number, "name": "Famille Colin", "email": email,
                              "language": "fr"})  # fmt: skip
    contracts.take("gaz-et-eaux", {
        "contract": f"GE{digits(6)}", "customer": number, "energy": "water", "point": f"E{number}",
        "started_on": "2022-01-01", "tariff": "eau",
    })  # fmt: skip
    meters.take_meter("gaz-et-eaux", {
        "energy": "water", "point": f"E{number}", "serial": f"D{number}", "unit": "m3",
        "fitted_on": "2022-01-01",
    })  # fmt: skip
    for on, index in readings.items():
        row = {"serial": f"D{number}", "on": on[1:].replace("_", "-"), "index": str(index)}
        meters.take_reading("gaz-et-eaux", row)
    return email, f"gaz-et-eaux#water#E{number}"


def advised(point: str) -> None:
    """The consents that let a water customer's curve be used to warn them."""
    held = supply.find(point)
    assert held is not None
    for purpose in get_args(Purpose):
        for step in ("granted", "activated"):
            record.change(
                point,
                purpose,
                step,
                Word("test"),
                customer=held.customer,
                shard=shard_of("gaz-et-eaux", point),
                today=TODAY,
                until_on=date(2029, 1, 1),
            )


def test_a_curve_is_not_looked_at_without_the_consent_to_advice(api: Api, cloud: TestCloud):
    shown_only = at_home(api, cloud, "electricity", communicating="true")
    agree(shown_only, "recording", "half_hourly")
    lived_in(shown_only)
    for n in range(3):
        curve(shown_only, YESTERDAY - timedelta(days=n), 310, 1150)
    assert looked(shown_only) == 0
    agree(shown_only, "advice")
    assert looked(shown_only) == 1


def test_twice_the_mean_of_three_years_is_told_with_its_cap(cloud: TestCloud):
    cloud.forget_messages()
    past = {
        f"d202{n}_{m}_01": 50 * (2 * (n - 3) + (m == "11"))
        for n in (3, 4, 5, 6)
        for m in ("05", "11")
    }
    email, point = water(**(past | {"d2026_11_01": 50 * 6 + 101}))
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=email)
    assert "101 m³" in mail.subject.replace("\xa0", " ")
    assert "100 m³" in mail.text.replace("\xa0", " ")
    assert vigilance.after_reading("gaz-et-eaux", point) is False


def test_exactly_twice_is_not_abnormal(cloud: TestCloud):
    cloud.forget_messages()
    past = {
        f"d202{n}_{m}_01": 50 * (2 * (n - 3) + (m == "11"))
        for n in (3, 4, 5, 6)
        for m in ("05", "11")
    }
    email, _ = water(**(past | {"d2026_11_01": 50 * 6 + 100}))
    cloud.drain("outbox")
    assert cloud.mails(to=email) == []


def test_water_that_never_stops_at_night_is_told(cloud: TestCloud):
    cloud.forget_messages()
    email, point = water(d2026_01_01=0)
    advised(point)
    for n in range(1, 5):
        on = TODAY - timedelta(days=n)
        curves.store(point, DayCurve(on=on, values=[11] * slots(on, "Europe/Paris"), step=60))
    assert vigilance.look_over("gaz-et-eaux", (point,), YESTERDAY) == 1
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=email)
    assert "22 L/h" in mail.subject.replace("\xa0", " ")


def test_water_in_an_empty_home_is_told_and_a_leak_by_night_is_not_told_a_second_time(cloud):
    cloud.forget_messages()
    email, point = water(d2026_01_01=0)
    advised(point)
    for n in range(1, 5):
        on = TODAY - timedelta(days=n)
        drops = [slot % 2 for slot in range(slots(on, "Europe/Paris"))]
        curves.store(point, DayCurve(on=on, values=drops, step=60))
    assert vigilance.look_over("gaz-et-eaux", (point,), YESTERDAY) == 1
    assert vigilance.look_over("gaz-et-eaux", (point,), YESTERDAY) == 0
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=email)
    assert "en votre absence" in mail.subject
    assert "96 L" in mail.subject.replace("\xa0", " ")


def test_a_new_tenant_is_not_told_of_the_one_before(api: Api, cloud: TestCloud):
    before = place("electricity", communicating="true", ended_on="2026-10-20")
    lived_in(before)
    for n in range(3):
        curve(before, YESTERDAY - timedelta(days=n), 310, 1150)
    after = Place(home(), "electricity", before.point, before.serial)
    contract(after.who, after, started_on="2026-10-20")
    signed_in(api, cloud, after.who)
    assert looked(after) == 0


def burnt(at: Place, first: int, last: int, dm3: int) -> None:
    """So much gas on each day from `first` to `last` days ago."""
    for n in range(last, first + 1):
        totals.store(at.key, DayTotal(TODAY - timedelta(days=n), dm3, True))


def test_gas_in_a_cold_like_last_years_is_told_to_nobody(api: Api, cloud: TestCloud):
    warm = at_home(api, cloud, "gas", communicating="true")
    agree(warm, "daily", "advice")
    burnt(warm, 410, 330, 9000)
    burnt(warm, 63, 4, 2000)
    burnt(warm, 3, 1, 13000)
    assert looked(warm) == 0


def test_far_more_gas_than_on_any_like_day_is_told_once_and_only_by_consent(
    api: Api, cloud: TestCloud
):
    warm = at_home(api, cloud, "gas", communicating="true")
    agree(warm, "daily")
    burnt(warm, 410, 330, 6000)
    burnt(warm, 63, 4, 2000)
    burnt(warm, 3, 1, 12000)
    assert looked(warm) == 0
    agree(warm, "advice")
    cloud.drain("outbox")
    cloud.forget_messages()
    assert (looked(warm), looked(warm)) == (1, 0)
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=warm.who.email)
    assert "12 m³" in mail.subject.replace("\xa0", " ")
    assert "odeur de gaz" in mail.text
    assert "{{" not in mail.text + mail.html
    noticed = api.get(f"{warm.url}/notices").json()["items"][1]
    assert (noticed["notice"], noticed["noticed"][0]["facts"]["most_m3"]) == ("gas_raised", 6000)
