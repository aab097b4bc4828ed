"""Costs of a page: the bill's own prices, exact, whatever the bars they are asked for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.calendar import Period
from chalicelib.rules.charge import bill
from chalicelib.rules.cost import costs
from chalicelib.rules.price import Price, Rate, Rule, Tier, Unpriced, Vat, VatRate
from chalicelib.rules.tariff import Tariff, TariffClass
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Use
from tests.unit.rules.shipped import tariffs

ISSUED = date(2026, 11, 3)
SUMMER = Period(date(2025, 7, 1), date(2025, 9, 1))
BASE = Terms(tariffs("oya")["bleu-base"], {"power_va": "6000"})


def test_no_bar_costs_nothing():
    assert costs(BASE, [], ISSUED).total_cents == 0


def test_a_power_that_has_no_price_is_refused():
    with pytest.raises(Unpriced):
        costs(Terms(BASE.tariff), [(SUMMER, {"single": 1})], ISSUED)


def test_without_standing_charges_only_use_is_counted():
    # July 2025: (0.1343 + 0.0337) x 1.2 = 0.2016, the published price with tax.
    july = Period(date(2025, 7, 1), date(2025, 8, 1))
    found = costs(BASE, [(july, {"single": 100_000})], ISSUED, standing=False)
    assert found.cents == (2016,)


def test_the_published_price_with_tax_comes_back_on_the_day_it_changes():
    days = [Period(on, on + timedelta(days=1)) for on in (date(2025, 7, 31), date(2025, 8, 1))]
    found = costs(BASE, [(day, {"single": 1_000_000}) for day in days], ISSUED, standing=False)
    assert found.cents == (20_160, 19_522)


def test_the_total_is_rounded_once_and_not_by_bar():
    days = [(Period(on, on + timedelta(days=1)), {"single": 27}) for on in SUMMER.dates()]
    found = costs(BASE, days, ISSUED, standing=False)
    assert set(found.cents) == {1}
    assert found.total_cents == 33
    assert sum(found.cents) == 62


@pytest.mark.parametrize(
    ("pack", "code"),
    [(p, c) for p in ("engie", "oya", "gaz-et-eaux", "vodokanal") for c in tariffs(p)],
)
def test_a_bar_costs_what_its_bill_would_but_for_the_rounding_of_lines(pack, code):
    terms = Terms(tariffs(pack)[code], {"power_va": "6000", "usage": "heating"})
    period = Period(date(2026, 2, 1), date(2026, 3, 1))
    used = dict.fromkeys(terms.tariff.class_codes, 700000)
    gas = terms.tariff.energy == "gas"
    uses = [
        Use(period, quantity, classed, kwh_per_m3=Decimal(11) if gas else None)
        for classed, quantity in used.items()
    ]
    made = bill(terms, period, uses, ISSUED)
    found = costs(terms, [(period, used)], ISSUED)
    assert abs(found.total_cents - made.total_cents) <= len(made.lines)


def test_a_price_by_the_day_or_the_month_counts_whole_months_alike():
    vat = Vat("none", (VatRate(date(2025, 1, 1), Decimal(0)),))

    def standing(code: str, per: str, prorate: str, amount: str) -> Rule:
        cells = {("", ""): (Tier(Price(Decimal(amount))),)}
        rate = Rate(date(2025, 1, 1), cells)
        return Rule(code, {}, "standing", "standing", per, vat, (rate,), prorate=prorate)

    rules = (
        standing("a", "day", "months", "0.10"),
        standing("b", "month", "months", "3.00"),
        standing("c", "year", "days", "36.50"),
        standing("d", "year", "months", "36.00"),
    )
    tariff = Tariff(
        "t", "electricity", "EUR", {}, date(2025, 1, 1), (TariffClass("single", {}),), rules
    )
    june = Period(date(2026, 6, 1), date(2026, 7, 1))
    assert costs(Terms(tariff), [(june, {})], ISSUED).cents == (1200,)
    assert [line.cents for line in bill(Terms(tariff), june, [], ISSUED).lines] == [300] * 4


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 60_000), min_size=62, max_size=62))
def test_days_and_months_cost_the_same_in_all_when_each_day_is_known(amounts):
    days = [
        (Period(on, on + timedelta(days=1)), {"single": amount})
        for on, amount in zip(SUMMER.dates(), amounts, strict=True)
    ]
    months = [
        (month, {"single": sum(amounts[:31] if n == 0 else amounts[31:])})
        for n, month in enumerate(SUMMER.months())
    ]
    assert costs(BASE, days, ISSUED).total_cents == costs(BASE, months, ISSUED).total_cents


def test_a_bar_over_a_change_of_price_spreads_its_use_over_its_days():
    (one,) = costs(BASE, [(SUMMER, {"single": 62_000})], ISSUED, standing=False).cents
    parts = [(part, {"single": part.days * 1000}) for part in SUMMER.months()]
    assert one == costs(BASE, parts, ISSUED, standing=False).total_cents
