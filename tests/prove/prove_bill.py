"""The bill over thousands of random contracts: properties, and a referee that prices day by day.

Any shipped tariff, any span of up to a year and a half over every change of price and tax, cut into
random readings, real and estimated. Prints one line a figure; CASES and SEED come from the environment.
"""

import os
import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import MONTH_PARTS, Period, month_parts
from chalicelib.rules.charge import bill
from chalicelib.rules.correct import deduct, difference
from chalicelib.rules.cost import costs
from chalicelib.rules.instalment import instalment_bill
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.money import vat_on, vat_within
from chalicelib.rules.price import PERCENT, STANDING, Rate, Rule
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Use, to_energy, total
from tests.unit.rules.shipped import tariffs

CASES = int(os.environ.get("CASES", "10000"))
SEED = int(os.environ.get("SEED", "1"))
FIRST, LAST = date(2024, 2, 1), date(2026, 11, 20)
PACKS = ("engie", "oya", "gaz-et-eaux", "vodokanal")
ISSUED = date(2026, 11, 22)

Case = tuple[Terms, Period, list[Use]]


def case(dice: random.Random) -> Case:
    """A contract, a period and its uses."""
    pack = dice.choice(PACKS)
    tariff = dice.choice(list(tariffs(pack).values()))
    options = {
        "power_va": dice.choice(["6000", "9000", "12000", "15000"]),
        "usage": dice.choice(["cooking", "heating"]),
    }
    changes = sorted({FIRST, *(random_day(dice) for _ in range(dice.randrange(4)))})
    coefficients = tuple(
        Coefficient(on, Decimal(dice.randrange(950, 1200)).scaleb(-2)) for on in changes
    )
    starts = random_day(dice)
    period = Period(starts, min(starts + timedelta(days=dice.randint(1, 500)), LAST))
    cuts = [random_day(dice) for _ in range(dice.randrange(6))]
    uses = [
        Use(part, dice.choice([0, dice.randrange(10**4), dice.randrange(10**7)]), classed, kind)
        for part in period.split(cuts)
        for classed in tariff.class_codes
        for kind in [dice.choice(["real", "real", "estimated"])]
    ]
    return Terms(tariff, options, coefficients, dwellings=dice.choice([1, 1, 1, 12])), period, uses


def random_day(dice: random.Random) -> date:
    """A day on which every shipped tariff has prices, and the day after too."""
    return FIRST + timedelta(days=dice.randrange((LAST - FIRST).days))


def totals_hold(found: Bill) -> bool:
    """Lines sum to totals, and the tax of each rate is taken once on the sum of its lines."""
    sums: dict[tuple[Decimal, str], int] = {}
    for line in found.lines:
        key = line.percent, line.category
        sums[key] = sums.get(key, 0) + line.cents
    for tax in found.vat:
        cents = sums.pop((tax.percent, tax.category))
        taken = vat_within if found.prices_include_vat else vat_on
        if tax.amount_cents != taken(cents, tax.percent):
            return False
        if tax.base_cents + (tax.amount_cents if found.prices_include_vat else 0) != cents:
            return False
    net, vat = (sum(t.base_cents for t in found.vat), sum(t.amount_cents for t in found.vat))
    return not sums and (found.net_cents, found.vat_cents, found.total_cents) == (
        net,
        vat,
        net + vat,
    )


def billed_once(found: Bill, terms: Terms, uses: list[Use]) -> bool:
    """What was used is on the lines of every price by quantity, whole and once."""
    energy = energy_of(terms, uses)
    first = min(use.period.from_on for use in uses)
    for rule in terms.tariff.rules:
        if rule.kind in (STANDING, PERCENT) or rule.only_service:
            continue
        always = rule.dated_by == "use" and rule.rates[0].from_on <= first
        lines = sum(line.quantity for line in found.lines if line.code == rule.code)
        if always and lines * 1000 != energy:
            return False
    return True


def energy_of(terms: Terms, uses: list[Use]) -> int:
    """All that was used, gas as energy."""
    if terms.tariff.energy != "gas":
        return total(tuple(uses))
    return sum(total(to_energy(use, terms.coefficients)) for use in uses)


def cut_holds(
    whole: Bill, terms: Terms, period: Period, uses: list[Use], dice: random.Random
) -> bool:
    """Two bills for two parts of a period cost what one does, but for the rounding of the lines.

    Half a cent a line with its tax; bands and gas are rounded to the dm3 or Wh in each part.
    """
    if period.days < 2:
        return True
    cut = period.from_on + timedelta(days=dice.randrange(1, period.days))
    parts = [
        bill(
            terms,
            part,
            [
                Use(own, use.between(own), use.classed, use.kind)
                for use in uses
                if (own := use.period.overlap(part))
            ],
            ISSUED,
        )
        for part in period.split([cut])
    ]
    if any(rate.tiered for rule in terms.tariff.rules for rate in rule.rates):
        return True
    lines = len(whole.lines) + sum(len(part.lines) for part in parts)
    return abs(whole.total_cents - sum(part.total_cents for part in parts)) <= 0.6 * lines + 3


def correction_holds(
    new: Bill, terms: Terms, period: Period, uses: list[Use], dice: random.Random
) -> bool:
    """What corrects an old bill into a new one is their difference, line by line and tax by tax."""
    guessed = [
        Use(use.period, use.quantity * dice.randrange(200) // 100, use.classed, "estimated")
        for use in uses
    ]
    old = bill(terms, period, guessed, ISSUED)
    found = difference(new, old)
    lines = sum(line.cents for line in new.lines) - sum(line.cents for line in old.lines)
    return (
        found.total_cents == new.total_cents - old.total_cents
        and found.vat_cents == new.vat_cents - old.vat_cents
        and sum(line.cents for line in found.lines) == lines
    )


def settlement_holds(found: Bill, period: Period, dice: random.Random) -> bool:
    """A settlement less its instalments leaves the rest, to the cent, with exact tax on each."""
    if found.total_cents <= 0:
        return True
    instalments = [
        (str(n), instalment_bill(found, dice.randrange(1, 20_000), period, ISSUED))
        for n in range(3)
    ]
    paid = sum(made.total_cents for _, made in instalments)
    rest = deduct(found, instalments)
    return rest.total_cents == found.total_cents - paid and all(
        totals_hold(m) for _, m in instalments
    )


def referee(terms: Terms, period: Period, uses: list[Use]) -> Fraction:
    """The cost in cents with tax, before any rounding, added up day by day; bands left out."""
    if terms.tariff.energy == "gas":
        uses = [part for use in uses for part in to_energy(use, terms.coefficients)]
    amount = Fraction(0)
    for on in period.dates():
        used = [
            (use.classed, Fraction(use.quantity, use.period.days))
            for use in uses
            if on in use.period
        ]
        for rule in terms.tariff.rules:
            rate = in_force(rule, on)
            if rate is None or rule.only_service or rate.tiered:
                continue
            percent = [vat.percent for vat in rule.vat.rates if vat.from_on <= on][-1]
            tax = 1 if terms.tariff.prices_include_vat else 1 + Fraction(percent) / 100
            if rule.kind == PERCENT:
                share = Fraction(price_of(terms, rule, rate, "")) / 100
                bases = [(base, in_force(base, on)) for base in rule.of]
                amount += (
                    tax
                    * share
                    * sum(a_day(terms, base, own, on) for base, own in bases if own is not None)
                )
            elif rule.kind == STANDING:
                amount += tax * a_day(terms, rule, rate, on)
            else:
                amount += tax * sum(
                    (
                        Fraction(price_of(terms, rule, rate, classed)) * quantity / 1000
                        for classed, quantity in used
                    ),
                    Fraction(0),
                )
    return amount * 100


def in_force(rule: Rule, on: date) -> Rate | None:
    """The rate that governs a day's use."""
    day = ISSUED if rule.dated_by == "issue" else on
    known = [rate for rate in rule.rates if rate.from_on <= day]
    return known[-1] if known and known[-1].cells else None


def price_of(terms: Terms, rule: Rule, rate: Rate, classed: str) -> Decimal:
    """The price without bands."""
    return rate.cell(terms.options.get(rule.by, ""), classed)[0].price.amount


def a_day(terms: Terms, rule: Rule, rate: Rate, on: date) -> Fraction:
    """A standing charge's share of one day."""
    price = Fraction(price_of(terms, rule, rate, ""))
    if rule.per == "day":
        return price
    if rule.per == "year" and rule.prorate == "days":
        return price / 365
    month = price if rule.per == "month" else price / 12
    return month * Fraction(month_parts(on, on + timedelta(days=1)), MONTH_PARTS)


def referee_agrees(found: Bill, terms: Terms, period: Period, uses: list[Use]) -> bool:
    """The bill is the referee's exact sum but for half a cent a line, its tax, and one Wh a use."""
    banded = {rule.code for rule in terms.tariff.rules if any(rate.tiered for rate in rule.rates)}
    ours = Fraction(0)
    for line in found.lines:
        if line.code not in banded:
            included = found.prices_include_vat
            ours += line.cents * (1 if included else 1 + Fraction(line.percent) / 100)
    lines = len(found.lines)
    return abs(ours - referee(terms, period, uses)) <= Fraction(6, 10) * lines + len(uses)


def page_agrees(found: Bill, terms: Terms, uses: list[Use]) -> bool:
    """The page's cost of the same use is the bill's but for the rounding of its lines and bands.

    Both spread a use over its days; the page's bands are those of each use's own days.
    """
    if any(rate.tiered for rule in terms.tariff.rules for rate in rule.rates):
        return True
    if terms.tariff.energy == "gas":
        uses = [part for use in uses for part in to_energy(use, terms.coefficients)]
    buckets: dict[Period, dict[str, int]] = {}
    for use in uses:
        buckets.setdefault(use.period, {})[use.classed] = use.quantity
    page = costs(terms, list(buckets.items()), ISSUED)
    return abs(page.total_cents - found.total_cents) <= 0.6 * len(found.lines) + 2 + len(uses)


def main() -> int:
    """Print one line a figure; 1 when one falls short."""
    dice = random.Random(SEED)
    names = "totals", "billed_once", "cut", "correction", "settlement", "page"
    wrong = dict.fromkeys((*names, "referee"), 0)
    refereed = 0
    for place in range(CASES):
        terms, period, uses = case(dice)
        found = bill(terms, period, uses, ISSUED)
        held = (
            totals_hold(found),
            billed_once(found, terms, uses),
            cut_holds(found, terms, period, uses, dice),
            correction_holds(found, terms, period, uses, dice),
            settlement_holds(found, period, dice),
            page_agrees(found, terms, uses),
        )
        for name, good in zip(names, held, strict=True):
            wrong[name] += not good
        if place % 10 == 0:
            refereed += 1
            wrong["referee"] += not referee_agrees(found, terms, period, uses)
    said = {
        "totals": "lines_sum_to_totals_and_tax_on_the_sum",
        "billed_once": "all_that_was_used_is_billed_once",
        "cut": "cutting_a_period_changes_nothing_beyond_rounding",
        "correction": "correction_is_new_less_old",
        "settlement": "settlement_is_the_bill_less_its_instalments",
        "page": "cost_of_the_page_is_the_bills",
        "referee": "day_by_day_referee_agrees",
    }
    for name, count in wrong.items():
        of = refereed if name == "referee" else CASES
        print(f"bill.{said[name]}  {count} wrong of {of}  0  {'short' if count else 'ok'}")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
