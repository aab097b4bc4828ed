"""Every line says why it is what it is."""

from datetime import date
from decimal import Decimal

from chalicelib.rules.calendar import Period
from chalicelib.rules.charge import bill
from chalicelib.rules.correct import deduct
from chalicelib.rules.explain import CODES, explain
from chalicelib.rules.instalment import instalment_bill
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.meter import Epoch, uses
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import ESTIMATED, NORM, Reading, Use
from tests.unit.rules.shipped import tariffs

JULY = Period(date(2026, 7, 1), date(2026, 8, 1))
ISSUED = date(2026, 8, 3)
GAS = Terms(
    tariffs("gaz-et-eaux")["gaz"],
    {"usage": "heating"},
    (Coefficient(date(2024, 1, 1), Decimal("11.2")),),
)


def test_every_code_is_reached_and_known():
    water = Terms(tariffs("gaz-et-eaux")["eau"])
    home = Terms(tariffs("vodokanal")["naselenie"])
    base = Terms(tariffs("oya")["bleu-base"], {"power_va": "6000"})
    bills = [
        bill(terms, JULY, [Use(JULY, 9_000, kind=kind)], ISSUED)
        for terms in (water, home, base, GAS)
        for kind in ("real", ESTIMATED, NORM)
    ]
    engie = bill(Terms(tariffs("engie")["elec-mono"]), JULY, [Use(JULY, 9_000)], ISSUED)
    instalment = instalment_bill(engie, 500, JULY, ISSUED)
    bills += [engie, instalment, deduct(engie, [("1", instalment)])]
    found = {explain(line).code for made in bills for line in made.lines}
    assert found | {"standing_days"} == set(CODES)


def test_a_price_by_the_day_is_explained_by_days():
    from dataclasses import replace

    line = bill(Terms(tariffs("engie")["elec-mono"]), JULY, [], ISSUED).lines[0]
    assert explain(line).code == "standing_days_of_year"
    assert explain(replace(line, price_base=1)).code == "standing_days"


def test_a_line_tells_its_readings_their_kind_volume_and_coefficient():
    readings = [
        Reading(date(2026, 6, 16), 1_000_000, meter="G1"),
        Reading(date(2026, 7, 16), 1_030_000, ESTIMATED, meter="G1"),
    ]
    epochs = [Epoch("G1", date(2026, 6, 1), 5, {})]
    period = Period(date(2026, 6, 16), date(2026, 7, 16))
    found = bill(GAS, period, uses(readings, epochs), ISSUED)
    energy = next(line for line in found.lines if line.code == "gas-energy")
    told = explain(energy)
    assert told.code == "quantity_estimated"
    (step,) = told.steps
    assert (step.meter, step.register, step.spread) == ("G1", "", False)
    assert (step.before, step.before_kind) == (1000, "real")
    assert (step.after, step.after_kind) == (1030, "estimated")
    assert (step.volume, step.kwh_per_m3, step.quantity) == (30, Decimal("11.2"), 336)


def test_a_line_of_some_days_between_two_readings_says_so():
    readings = [
        Reading(date(2026, 6, 16), 1_000_000, meter="E1"),
        Reading(date(2026, 7, 16), 1_300_000, meter="E1"),
    ]
    period = Period(date(2026, 6, 16), date(2026, 7, 16))
    found = bill(
        Terms(tariffs("engie")["elec-mono"]),
        period,
        uses(readings, [Epoch("E1", date(2026, 6, 1), 5, {})]),
        ISSUED,
    )
    energy = next(line for line in found.lines if line.code == "electricity-single")
    assert explain(energy).steps[0].spread


def test_the_facts_of_a_line_name_its_version_band_and_class():
    water = Terms(tariffs("gaz-et-eaux")["eau"])
    found = bill(water, JULY, [Use(JULY, 9_000)], ISSUED)
    facts = explain(next(line for line in found.lines if line.code == "water")).facts
    assert facts["tier"] == 1
    assert facts["version_on"] == date(2026, 1, 1)
    assert (facts["from_on"], facts["last_on"], facts["days"]) == (
        date(2026, 7, 1),
        date(2026, 7, 31),
        31,
    )
    double = bill(Terms(tariffs("engie")["elec-bi"]), JULY, [Use(JULY, 9_000, "peak")], ISSUED)
    line = next(line for line in double.lines if line.code == "electricity-double")
    assert explain(line).facts["classed"] == "peak"
