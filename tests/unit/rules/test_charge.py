"""Charging: what has no price is refused; lines add up; a change of price cuts a line in two."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.bill import Bill, shares
from chalicelib.rules.calendar import Period
from chalicelib.rules.charge import bill, scaled
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.money import to_cents, vat_on
from chalicelib.rules.price import Price, Rate, Tier, Unpriced
from chalicelib.rules.schedule import Schedule
from chalicelib.rules.terms import Terms, billable_from
from chalicelib.rules.usage import Use, total
from tests.unit.rules.shipped import tariffs

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
ISSUED = date(2026, 11, 3)
BASE = Terms(tariffs("oya")["bleu-base"], {"power_va": "6000"})
WATER = Terms(tariffs("gaz-et-eaux")["eau"])
GAS = Terms(tariffs("engie")["gas"], coefficients=(Coefficient(date(2024, 1, 1), Decimal("11.2")),))


def line(found: Bill, code: str, place: int = 0):
    return [each for each in found.lines if each.code == code][place]


def test_a_power_that_has_no_price_is_refused():
    with pytest.raises(Unpriced) as refused:
        bill(Terms(BASE.tariff, {"power_va": "7000"}), OCTOBER, [], ISSUED)
    assert (refused.value.code, refused.value.facts) == ("price_of_option", {"option": "7000"})


def test_a_contract_without_its_option_is_refused():
    with pytest.raises(Unpriced, match="price_of_option"):
        bill(Terms(BASE.tariff), OCTOBER, [], ISSUED)


def test_a_class_that_has_no_price_is_refused():
    double = Terms(tariffs("engie")["elec-bi"])
    with pytest.raises(Unpriced, match="price_of_class"):
        bill(double, OCTOBER, [Use(OCTOBER, 1000, "single")], ISSUED)


@pytest.mark.parametrize("early", ["period", "standing", "use"])
def test_nothing_is_billed_from_before_the_tariff_began(early):
    before = Period(date(2024, 1, 31), date(2024, 3, 1))
    with pytest.raises(Unpriced, match="tariff_not_yet"):
        bill(
            BASE,
            before if early == "period" else OCTOBER,
            [Use(before, 5)] if early == "use" else [],
            ISSUED,
            standing=before if early == "standing" else None,
        )


def test_gas_without_a_coefficient_is_refused():
    with pytest.raises(LookupError, match="coefficient_missing"):
        bill(Terms(GAS.tariff), OCTOBER, [Use(OCTOBER, 5)], ISSUED)


def test_a_price_in_both_an_option_and_a_class_goes_before_either():
    def cell(amount: str):
        return (Tier(Price(Decimal(amount))),)

    rate = Rate(
        date(2025, 1, 1),
        {("6000", "peak"): cell("1"), ("6000", ""): cell("2"), ("", "peak"): cell("3")},
    )
    assert rate.cell("6000", "peak")[0].price.amount == 1
    assert rate.cell("6000", "off_peak")[0].price.amount == 2
    assert rate.cell("9000", "peak")[0].price.amount == 3
    with pytest.raises(Unpriced, match="price_of_option"):
        rate.cell("9000", "off_peak")


def test_without_use_only_the_standing_charges_are_due():
    found = bill(BASE, OCTOBER, [], ISSUED)
    assert [each.code for each in found.lines] == ["subscription-base", "cta"]
    assert not found.estimated


def test_a_register_that_did_not_move_keeps_its_line_of_nothing():
    found = bill(BASE, OCTOBER, [Use(OCTOBER, 0)], ISSUED)
    assert line(found, "energy-base").cents == 0


def test_a_standing_charge_may_be_due_in_advance():
    november = Period(date(2026, 11, 1), date(2026, 12, 1))
    found = bill(BASE, OCTOBER, [Use(OCTOBER, 5000)], ISSUED, standing=november)
    assert line(found, "subscription-base").period == november
    assert line(found, "cta").period == november
    assert line(found, "energy-base").period == OCTOBER


def test_a_change_of_price_gives_two_lines_and_each_knows_its_version():
    period = Period(date(2026, 6, 15), date(2026, 7, 15))
    found = bill(Terms(tariffs("engie")["elec-mono"]), period, [Use(period, 300_000)], ISSUED)
    first, second = line(found, "electricity-single"), line(found, "electricity-single", 1)
    assert (first.quantity, first.version_on) == (160, date(2026, 1, 1))
    assert (second.quantity, second.version_on) == (140, date(2026, 7, 1))
    assert first.parts[0].period == Period(date(2026, 6, 15), date(2026, 7, 1))


def test_a_reading_on_the_day_a_price_changes_spares_the_spreading():
    june, july = Period(date(2026, 6, 1), date(2026, 8, 1)).months()
    uses = [Use(june, 100_000), Use(july, 250_000)]
    mono = Terms(tariffs("engie")["elec-mono"])
    found = bill(mono, Period(june.from_on, july.until_on), uses, ISSUED)
    energy = [each for each in found.lines if each.code == "electricity-single"]
    assert [(each.quantity, len(each.parts)) for each in energy] == [(100, 1), (250, 1)]


def test_several_uses_at_one_price_make_one_line_with_its_parts():
    uses = [Use(part, 10_000 * n) for n, part in enumerate(OCTOBER.split([date(2026, 10, 9)]), 1)]
    found = bill(BASE, OCTOBER, uses, ISSUED)
    energy = line(found, "energy-base")
    assert (energy.quantity, len(energy.parts)) == (30, 2)


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("real", "real"), "real"),
        (("real", "estimated"), "estimated"),
        (("estimated", "norm"), "norm"),
    ],
)
def test_a_line_is_only_as_sure_as_its_weakest_use(kinds, kind):
    parts = OCTOBER.split([date(2026, 10, 9)])
    uses = [Use(part, 5_000, kind=known) for part, known in zip(parts, kinds, strict=True)]
    found = bill(BASE, OCTOBER, uses, ISSUED)
    assert line(found, "energy-base").kind == kind
    assert found.estimated is (kind != "real")


def test_use_of_more_than_fourteen_months_ago_is_not_billed_and_says_so():
    # Code de la consommation L224-11 (domain D9).
    read_on = date(2026, 10, 15)
    first = billable_from(read_on, BASE.tariff.limit_months)
    assert first == date(2025, 8, 15)
    period = Period(date(2025, 7, 15), read_on)
    found = bill(BASE, OCTOBER, [Use(period, 457_000)], ISSUED, not_before=first)
    (left,) = found.unbilled
    assert (left.code, left.period, left.quantity) == (
        "over_limit",
        Period(date(2025, 7, 15), date(2025, 8, 15)),
        31_000,
    )
    billed = sum(each.quantity for each in found.lines if each.code == "energy-base")
    assert billed == 426


def test_use_that_is_wholly_too_old_gives_no_line():
    old = Period(date(2025, 1, 1), date(2025, 2, 1))
    found = bill(BASE, OCTOBER, [Use(old, 31_000)], ISSUED, not_before=date(2026, 1, 1))
    assert [each.family for each in found.lines] == ["standing", "taxes"]
    assert found.unbilled[0].quantity == 31_000
    recent = bill(BASE, OCTOBER, [Use(OCTOBER, 31_000)], ISSUED, not_before=date(2026, 1, 1))
    assert recent.unbilled == ()


def test_where_no_limit_is_set_all_may_be_billed():
    assert billable_from(ISSUED, None) is None


def test_a_proven_leak_is_charged_up_to_twice_the_mean_and_leaves_the_sewer_out():
    # 500 m3 where 40 is usual: 80 m3 of water, 40 m3 of sanitation (domain D10).
    found = bill(WATER, OCTOBER, [Use(OCTOBER, 500_000)], ISSUED, leak_mean=40_000)
    water = sum(each.quantity for each in found.lines if each.code == "water")
    assert (water, line(found, "sanitation").quantity) == (80, 40)
    assert line(found, "water-consumption-charge").quantity == 80
    assert line(found, "sanitation-performance").quantity == 40
    (left,) = found.unbilled
    assert (left.code, left.quantity) == ("leak_cap", 420_000)


def test_an_ordinary_use_is_not_capped():
    uses = (Use(OCTOBER, 30_000),)
    assert scaled(uses, 30_000) == uses
    found = bill(WATER, OCTOBER, uses, ISSUED, leak_mean=40_000)
    assert found.unbilled == ()


def test_bands_are_prorated_by_days_and_counted_for_each_home():
    # 30 and 120 m3 a year: 2.548 and 10.192 m3 in 31 days; twice that for two homes.
    found = bill(WATER, OCTOBER, [Use(OCTOBER, 15_000)], ISSUED)
    bands = [(each.tier, each.quantity) for each in found.lines if each.code == "water"]
    assert bands == [(1, Decimal("2.548")), (2, Decimal("7.644")), (3, Decimal("4.808"))]
    two = bill(Terms(WATER.tariff, dwellings=2), OCTOBER, [Use(OCTOBER, 15_000)], ISSUED)
    bands = [(each.tier, each.quantity) for each in two.lines if each.code == "water"]
    assert bands == [(1, Decimal("5.096")), (2, Decimal("9.904"))]
    none = bill(WATER, OCTOBER, [Use(OCTOBER, 0)], ISSUED)
    assert [each.tier for each in none.lines if each.code == "water"] == [1]


def test_what_is_given_back_is_given_back_in_the_first_band():
    found = bill(WATER, OCTOBER, [Use(OCTOBER, -5_000)], ISSUED)
    water = line(found, "water")
    assert (water.tier, water.quantity, water.cents) == (1, -5, -490)


def test_gas_lines_know_their_volume_and_coefficient():
    found = bill(GAS, OCTOBER, [Use(OCTOBER, 31_000)], ISSUED)
    energy = line(found, "gas-energy")
    assert energy.quantity == Decimal("347.2")
    assert (energy.parts[0].volume_dm3, energy.parts[0].kwh_per_m3) == (31_000, Decimal("11.2"))


def test_gas_that_comes_with_its_coefficient_is_energy_already():
    use = Use(OCTOBER, 347_200, volume_dm3=31_000, kwh_per_m3=Decimal("11.2"))
    found = bill(Terms(GAS.tariff), OCTOBER, [use], ISSUED)
    assert line(found, "gas-energy").quantity == Decimal("347.2")


def test_the_shares_of_a_bill_add_up_to_it():
    found = bill(BASE, OCTOBER, [Use(OCTOBER, 300_000)], ISSUED)
    assert sum(shares(found).values()) == found.total_cents
    assert set(shares(found)) == {"standing", "energy", "taxes", "vat"}


def test_where_prices_include_tax_the_shares_hold_it():
    home = Terms(tariffs("vodokanal")["naselenie"])
    found = bill(home, OCTOBER, [Use(OCTOBER, 12_000)], ISSUED)
    assert set(shares(found)) == {"energy", "network"}
    assert sum(shares(found).values()) == found.total_cents


def test_a_supply_point_has_the_tariffs_hours_unless_it_has_its_own():
    tariff = tariffs("oya")["bleu-heures-creuses"]
    own = (Schedule(date(2025, 11, 1), "peak"),)
    assert Terms(tariff).hours == tariff.schedules
    assert Terms(tariff, schedules=own).hours == own


def test_a_percentage_of_what_is_used_is_taken_of_the_exact_sum():
    from chalicelib.rules.price import PERCENT, Rule, Vat, VatRate
    from chalicelib.rules.tariff import Tariff

    start = date(2025, 1, 1)
    vat = Vat("full", (VatRate(start, Decimal(20)),))
    energy = Rule(
        "energy",
        {},
        "energy",
        "unit",
        "kWh",
        vat,
        (Rate(start, {("", ""): (Tier(Price(Decimal("0.001"))),)}),),
        service="night",
        only_service=True,
    )
    levy = Rule(
        "levy",
        {},
        "taxes",
        PERCENT,
        "",
        vat,
        (Rate(start, {("", ""): (Tier(Price(Decimal(50))),)}),),
        of=(energy,),
    )
    tariff = Tariff("t", "electricity", "EUR", {}, start, (), (energy, levy))
    uses = [Use(OCTOBER, 5_000, service="night"), Use(OCTOBER, 900_000, service="day")]
    found = bill(Terms(tariff), OCTOBER, uses, ISSUED)
    # 5 kWh x 0.001 = 0.005: a cent by itself, half of it 0.0025: nothing.
    assert [each.cents for each in found.lines] == [1, 0]
    assert bill(Terms(tariff), OCTOBER, [], ISSUED).lines == ()


dates = st.dates(date(2024, 3, 1), date(2026, 10, 31))
amounts = st.integers(0, 5_000_000)


@st.composite
def cases(draw: st.DrawFn):
    """Terms, a period, its uses: any shipped tariff, any span of up to a year and a half."""
    pack = draw(st.sampled_from(["engie", "oya", "gaz-et-eaux", "vodokanal"]))
    tariff = tariffs(pack)[draw(st.sampled_from(sorted(tariffs(pack))))]
    options = {"power_va": draw(st.sampled_from(["6000", "9000"])), "usage": "heating"}
    coefficients = (Coefficient(date(2024, 1, 1), draw(st.decimals(9, 12, places=2))),)
    starts = draw(dates)
    period = Period(starts, starts + timedelta(days=draw(st.integers(1, 500))))
    cuts = draw(st.lists(dates, max_size=4))
    uses = [
        Use(part, draw(amounts), classed)
        for part in period.split(cuts)
        for classed in tariff.class_codes
    ]
    return Terms(tariff, options, coefficients), period, uses


@settings(max_examples=60, deadline=None)
@given(cases())
def test_lines_and_totals_agree_on_every_tariff(case):
    terms, period, uses = case
    found = bill(terms, period, uses, ISSUED)
    assert found.total_cents == found.net_cents + found.vat_cents
    for tax in found.vat:
        lines = [each.cents for each in found.lines if each.percent == tax.percent]
        if found.prices_include_vat:
            assert tax.base_cents + tax.amount_cents == sum(lines)
        else:
            assert tax.base_cents == sum(lines)
            assert tax.amount_cents == vat_on(sum(lines), tax.percent)
    for each in found.lines:
        exact = each.quantity * each.unit_price / each.price_base
        assert abs(to_cents(exact, found.currency) - each.cents) <= 1


@settings(max_examples=60, deadline=None)
@given(cases())
def test_all_that_was_used_is_billed_once(case):
    terms, period, uses = case
    found = bill(terms, period, uses, ISSUED)
    rule = next(rule for rule in terms.tariff.rules if rule.family == "energy")
    billed = sum(each.quantity for each in found.lines if each.code == rule.code)
    if terms.tariff.energy == "gas":
        coefficient = terms.coefficients[0].kwh_per_m3
        assert abs(billed * 1000 - total(tuple(uses)) * coefficient) <= len(uses)
    else:
        assert billed * 1000 == total(tuple(uses))


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 500))
def test_cutting_a_period_changes_nothing_beyond_the_rounding_of_each_line(case, days):
    terms, period, uses = case
    cut = period.from_on + timedelta(days=days % period.days)
    if cut == period.from_on or any(len(cell) > 1 for cell in cells(terms)):
        return
    parts = [
        bill(
            terms,
            part,
            [
                Use(own, use.between(own), use.classed)
                for use in uses
                if (own := use.period.overlap(part))
            ],
            ISSUED,
        )
        for part in period.split([cut])
    ]
    whole = bill(terms, period, uses, ISSUED)
    lines = len(whole.lines) + sum(len(part.lines) for part in parts)
    # Half a cent for each line with its tax, a Wh of gas or a dm3 of spreading at most, and the tax.
    assert abs(whole.total_cents - sum(part.total_cents for part in parts)) <= lines + 4


def cells(terms: Terms):
    return [
        cell for rule in terms.tariff.rules for rate in rule.rates for cell in rate.cells.values()
    ]
