"""Coloured days: dropped as a file or asked for each day, and what they make of a curve's price."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import intake as door
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake, supply, tempo
from chalicelib.contracts.facts import Holding
from chalicelib.contracts.shards import shard_of
from chalicelib.contracts.table import DayColourRow
from chalicelib.errors import Invalid, NotFound
from chalicelib.gateways.grid import DayCurve, GridRefused, rte
from chalicelib.metering import curves, simulation, use
from chalicelib.metering.outlook_schemas import SimulationForm
from chalicelib.rules.calendar import Period, slots
from chalicelib.web.visit import Visit
from infra.local.homes.tempo import COLOURS
from infra.local.outside import rte as stand_in
from tests.cloud import Api, TestCloud, environment
from tests.grid import serving
from tests.integration.accounts.steps import code_of, digits

OYA, ZONE = "oya", "Europe/Paris"
NOW = datetime(2026, 1, 14, 11, 0, tzinfo=UTC)
TODAY = date(2026, 1, 14)


@pytest.fixture(autouse=True)
def no_colours(cloud: TestCloud):
    for row in DayColourRow.scan():
        row.delete()


@pytest.fixture(scope="module")
def served():
    found = stand_in.Rte()
    with serving(stand_in.application(found)) as address:
        yield found, address


@pytest.fixture
def portal(cloud: TestCloud, served):
    found, address = served
    found.faults = stand_in.Faults(now=NOW)
    found.calls.clear()
    rte._of.cache_clear()
    with environment({"RTE_API_BASE": f"{address}/rte"}), clock.freeze(NOW):
        yield found
    rte._of.cache_clear()


def told(*days: tuple[str, str]) -> None:
    for on, colour in days:
        tempo.take(OYA, {"on": on, "colour": colour})


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"on": "2026-01-05", "colour": "green"}, "colour"),
        ({"on": "2026-13-05", "colour": "red"}, "on"),
        ({"on": "2026-01-05"}, "colour"),
    ],
)
def test_a_row_that_is_none_is_refused(row, column):
    with pytest.raises(Invalid) as no:
        tempo.take(OYA, row)
    assert set(no.value.fields) == {column}


def test_an_operator_without_coloured_days_takes_none_and_has_none():
    with pytest.raises(Invalid):
        tempo.take("engie", {"on": "2026-01-05", "colour": "red"})
    assert tempo.colours("engie", date(2026, 1, 1), date(2026, 2, 1)) == {}
    assert tempo.refresh("engie") == 0
    with pytest.raises(NotFound):
        tempo.season("engie", TODAY)


def test_a_portal_that_refuses_loses_no_known_colour(portal):
    told(("2026-01-13", "red"))
    portal.faults.throttled = 1
    with pytest.raises(GridRefused):
        tempo.refresh(OYA)
    assert tempo.colours(OYA, date(2026, 1, 13), TODAY) == {date(2026, 1, 13): "red"}


def test_each_day_brings_tomorrows_colour_and_the_first_time_two_years(portal, cloud: TestCloud):
    (told_days,) = cloud.handle("midnight", {"operator": OYA, "task": "colours"}).values()
    first = date(2023, 9, 1)
    assert told_days == (TODAY - first).days + 2
    portal.calls.clear()
    with clock.freeze(NOW + timedelta(days=1)):
        portal.faults.now = NOW + timedelta(days=1)
        assert tempo.refresh(OYA) == 1
    assert portal.calls["calendar"] == 1
    found = tempo.colours(OYA, date(2025, 8, 30), TODAY + timedelta(days=3))
    assert found == {on: COLOURS[on] for on in found}
    assert list(found)[-1] == TODAY + timedelta(days=2)


def test_a_colour_that_is_corrected_takes_the_place_of_the_wrong_one(portal):
    tempo.refresh(OYA)
    wrong = "red" if COLOURS[TODAY] != "red" else "white"
    told((str(TODAY), wrong))
    tempo.refresh(OYA)
    assert tempo.colours(OYA, TODAY, TODAY + timedelta(days=1)) == {TODAY: COLOURS[TODAY]}


def test_a_season_counts_what_is_left_of_each_colour(portal):
    tempo.refresh(OYA)
    found = tempo.season(OYA, TODAY)
    assert found.period == Period(date(2025, 9, 1), date(2026, 9, 1))
    assert not found.simulated
    for colour, most in (("red", 22), ("white", 43)):
        assert found.used[colour] + found.left[colour] == most
    assert sum(found.used.values()) + sum(found.left.values()) == 365
    tempo.take(OYA, {"on": "2025-09-01", "colour": "blue", "source": "simulated"})
    assert tempo.season(OYA, TODAY).simulated


def at_tempo() -> Holding:
    """A customer's supply point with coloured days, collected by half-hours."""
    number, pdl = digits(8, "3"), digits(14, "25")
    door.take(OYA, {"number": number, "name": "Inès Roux", "surname": "Roux"})
    intake.take(OYA, {
        "contract": f"CT{digits(6)}", "customer": number, "energy": "electricity", "point": pdl,
        "started_on": "2025-01-01", "tariff": "bleu-tempo", "subscribed_power_va": "9000",
        "company": "eneo",
    })  # fmt: skip
    key = f"{OYA}#electricity#{pdl}"
    for purpose in ("recording", "half_hourly", "advice"):
        for step in ("granted", "activated"):
            record.change(key, purpose, step, Word("test"), customer=number,
                          shard=shard_of(OYA, key), today=TODAY, until_on=date(2029, 1, 1))  # fmt: skip
    (held,) = supply.points_of(OYA, [number])
    return held


def test_a_day_without_its_colour_is_missing_and_not_guessed(portal):
    held = at_tempo()
    on = date(2026, 1, 6)
    curves.store(held.point.point, DayCurve(on=on, values=[100] * slots(on, ZONE), step=30))
    told(("2026-01-06", "red"))
    days = use.of_holding(OYA, held, "day", Period(on, on + timedelta(days=1))).buckets
    assert days[0].kind == "missing"


def test_a_red_day_is_red_from_six_to_six_and_costs_more(portal):
    held = at_tempo()
    told(("2026-01-05", "blue"), ("2026-01-06", "red"), ("2026-01-07", "white"),
         ("2026-01-08", "blue"))  # fmt: skip
    for passed in range(3):
        on = date(2026, 1, 6) + timedelta(days=passed)
        curves.store(held.point.point, DayCurve(on=on, values=[100] * slots(on, ZONE), step=30))
    found = use.of_holding(OYA, held, "day", Period(date(2026, 1, 6), date(2026, 1, 9)))
    red, white, blue = (bucket.days[bucket.period.from_on].by_class for bucket in found.buckets)
    assert red == {"blue_off_peak": 1200, "red_peak": 3200, "red_off_peak": 400}
    assert white == {"red_off_peak": 1200, "white_peak": 3200, "white_off_peak": 400}
    assert blue == {"white_off_peak": 1200, "blue_peak": 3200, "blue_off_peak": 400}
    costs = found.priced.cents
    assert costs[0] > 2 * costs[2] > 0
    assert costs[1] > costs[2]


def test_anyone_sees_the_season_with_tomorrows_colour(api: Api, portal):
    tempo.refresh(OYA)
    answer = api.get("/oya/day-colours").json()
    assert (answer["from_on"], answer["until_on"]) == ("2025-09-01", "2026-09-01")
    assert answer["today"] == COLOURS[TODAY]
    assert answer["tomorrow"] == COLOURS[TODAY + timedelta(days=1)]
    assert answer["day_starts"] == "06:00"
    assert answer["colours"]["2025-09-01"] == COLOURS[date(2025, 9, 1)]
    earlier = api.get("/oya/day-colours", params={"on": "2025-03-01"}).json()
    assert earlier["from_on"] == "2024-09-01"
    assert earlier["left"] == {"red": 0, "white": 0, "blue": 0}


def test_an_operator_without_coloured_days_has_no_season(api: Api, cloud: TestCloud):
    assert code_of(api.get("/engie/day-colours"), 404) == "no_day_colours"
    assert code_of(api.get("/oya/day-colours", params={"on": "soon"}), 422) == "form_invalid"


def test_a_year_to_come_is_priced_by_the_colours_of_the_year_that_was(portal):
    tempo.refresh(OYA)
    held = at_tempo()
    for passed in range(70):
        on = TODAY - timedelta(days=70 - passed)
        curves.store(held.point.point, DayCurve(on=on, values=[200] * slots(on, ZONE), step=30))
    visit = Visit(OYA, "fr", "r1", "127.0.0.1", "test")
    answer = simulation.answer(visit, held, SimulationForm(subscribed_power_va=12000))
    assert answer.now.cents is not None
    assert answer.difference_cents > 0
    assert answer.powers == [6000, 9000, 12000, 15000]
    offers = {each.tariff: each for each in answer.offers}
    assert offers["bleu-tempo"].coloured
    assert offers["bleu-tempo"].cents == answer.then.cents
    assert not offers["bleu-base"].coloured
