"""How fast the rules are: bills of monthly registers, a Tempo year of half-hours, a page's costs.

CPU time of one core, each figure the best of several rounds (the machine is shared).
"""

import random
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from chalicelib.rules.calendar import Period, slots
from chalicelib.rules.charge import bill
from chalicelib.rules.classify import uses_of
from chalicelib.rules.cost import costs
from chalicelib.rules.curve import pack, unpack
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.tariff_document import from_document
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Use
from tests.unit.rules.shipped import PACKS, languages, tariffs

ROUNDS = 5
ZONE = "Europe/Paris"
ISSUED = date(2026, 11, 3)
MONTH = Period(date(2026, 10, 1), date(2026, 11, 1))
YEAR = Period(date(2025, 11, 1), date(2026, 11, 1))
GAS = (Coefficient(date(2024, 1, 1), Decimal("11.2")),)


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of several rounds."""
    took = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        took.append(time.process_time() - before)
    return min(took)


def monthly() -> list[tuple[Terms, list[Use]]]:
    """A month's contracts, of every kind alike."""
    kinds = [
        Terms(tariff, {"power_va": "6000", "usage": "heating"}, GAS)
        for pack_code in ("engie", "oya", "gaz-et-eaux", "vodokanal")
        for tariff in tariffs(pack_code).values()
    ]
    return [
        (terms, [Use(MONTH, 100_000 + n, classed) for classed in terms.tariff.class_codes])
        for n in range(40)
        for terms in kinds
    ]


def main() -> int:
    """Print one line a figure; 1 when one falls short."""
    contracts = monthly()
    seconds = best(lambda: [bill(terms, MONTH, uses, ISSUED) for terms, uses in contracts])
    dice = random.Random(1)
    stored = {on: pack(dice.randrange(2500) for _ in range(slots(on, ZONE))) for on in YEAR.dates()}
    colours = {
        on: dice.choice(["blue"] * 10 + ["white", "red"])
        for on in Period(YEAR.from_on - timedelta(days=1), YEAR.until_on).dates()
    }
    tempo = Terms(tariffs("oya")["bleu-tempo"], {"power_va": "9000"})

    def tempo_year() -> None:
        days = {on: unpack(packed) for on, packed in stored.items()}
        bill(tempo, YEAR, uses_of(days, tempo.hours, ZONE, colours).uses, ISSUED)

    year_of_days = [
        (Period(on, on + timedelta(days=1)), {"peak": 5_000, "off_peak": 4_000})
        for on in YEAR.dates()
    ]
    double = Terms(tariffs("engie")["elec-bi"])
    text = (PACKS / "engie" / "tariffs.toml").read_text("utf-8")

    def read_tariffs() -> None:
        from_document(tomllib.loads(text, parse_float=Decimal), languages("engie"))

    bills, year = len(contracts) / seconds, best(tempo_year) * 1000
    page, reading = (
        best(lambda: costs(double, year_of_days, ISSUED)) * 1000,
        best(read_tariffs) * 1000,
    )
    figures = [
        ("bill.monthly_registers", bills, "bills/s", ">= 2000", bills >= 2000),
        ("bill.tempo_year_from_half_hours", year, "ms CPU", "<= 20", year <= 20),
        ("bill.costs_of_a_year_of_days", page, "ms CPU", "<= 20", page <= 20),
        ("bill.tariff_file_read", reading, "ms CPU", "-", True),
    ]
    for name, value, unit, goal, good in figures:
        print(f"{name}  {value:.1f} {unit}  {goal}  {'ok' if good else 'short'}")
    return 0 if all(good for *_, good in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
