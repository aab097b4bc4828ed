"""Writes the packs' demo files: what each operator's back office would drop, of people who do not
exist.

    python -m infra.local.homes.demo

The same every time: names and numbers stand in `neighbours.py`, indexes come from the synthetic
homes, so that an electricity meter's readings and the curve that the grid's stand-in gives agree.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import cast

from chalicelib import operators
from chalicelib.contracts import tariffs
from chalicelib.contracts.facts import Address, CheapHours, Season, SupplyPoint, point_key
from chalicelib.rules.classify import day_by_class
from chalicelib.rules.schedule import Schedule
from infra.local.homes import electricity, gas, home_of, tempo, water
from infra.local.homes.chance import between, draw
from infra.local.homes.neighbours import CUSTOMERS, HOLDINGS, Holding

PACKS = Path(__file__).parents[3] / "chalicelib/operators/packs"
SINCE, UNTIL = date(2024, 1, 1), date(2026, 11, 2)
"""Tariffs and uses begin with 2024; nothing is read after 1 November 2026."""
FIRST_SEASON = date(2023, 9, 1)
"""Coloured days of the synthetic climate, said to be simulated; from `UNTIL` the grid's stand-in
gives them.
"""

Row = dict[str, str]


@dataclass(slots=True)
class Files:
    """The rows of one operator's demo files."""

    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {
            name: []
            for name in (
                "customers",
                "contracts",
                "meters",
                "readings",
                "coefficients",
                "hours",
                "colours",
            )
        }
    )

    def add(self, kind: str, /, **columns: object) -> None:
        """One row; None is an empty column."""
        row = {key: "" if value is None else str(value) for key, value in columns.items()}
        self.rows[kind].append(row)

    def texts(self) -> Iterator[tuple[str, str]]:
        """(file name, CSV text) of each kind that has rows."""
        for name, rows in self.rows.items():
            if rows:
                names = list(dict.fromkeys(key for row in rows for key in row))
                text = io.StringIO()
                writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
                yield f"{name}.csv", text.getvalue()


@lru_cache(maxsize=64)
def _hours(
    operator: str, tariff: str, off_peak: str, cheap_hours: tuple[tuple[date, str, str], ...]
) -> tuple[Schedule, ...]:
    known = tariffs.find(operator, tariff)
    if known is None:
        raise LookupError(f"{operator} has no tariff {tariff}")
    point = SupplyPoint(
        point_key(operator, "electricity", "any"),
        operator,
        "electricity",
        "",
        Address(),
        off_peak=_windows(off_peak),
        cheap_hours=tuple(
            CheapHours(from_on, cast(Season, season), _windows(windows))
            for from_on, season, windows in cheap_hours
        ),
    )
    return tariffs.own_hours(point, known) or known.schedules


def _windows(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (each.partition("-") for each in text.split())
    return tuple((start, end) for start, _, end in pairs)


def _day(operator: str, held: Holding, on: date) -> Mapping[str, int]:
    """What a home used on a day, by register: whole Wh, or dm3."""
    home, zone = home_of(held.seed), operators.find(operator).time_zone
    if held.energy == "gas":
        return {"single": gas.day_dm3(home, on, zone) * held.times}
    if held.energy == "water":
        return {"single": water.day_dm3(home, on, held.leaks, zone) * held.times}
    hours = _hours(operator, held.tariff, held.off_peak, held.cheap_hours)
    return day_by_class(electricity.half_hours(home, on, zone), on, hours, zone, tempo.COLOURS)


def indexes(operator: str, held: Holding) -> dict[date, dict[str, int]]:
    """The index of each register at the start of each day from 2024, whole Wh or dm3."""
    at = dict(held.base)
    found = {}
    on = SINCE
    while on < UNTIL:
        found[on] = dict(at)
        if on >= held.fitted_on:
            for register, amount in _day(operator, held, on).items():
                at[register] = at.get(register, 0) + amount
        on += timedelta(days=1)
    return found


def _reading_days(held: Holding) -> Iterator[tuple[date, str, str]]:
    """(day, kind, source) of each reading, in order, by the way the meter is read."""
    d = draw(held.seed, held.serial, "reading")
    month = SINCE
    while month < UNTIL:
        last = month.replace(day=between(d[month.month], 24, 28))
        if held.read == "meter":
            yield month, "real", "meter"
        elif held.read == "firsts":
            yield month, "real", "customer"
        elif held.read == "monthly":
            if month == SINCE:
                yield month, "real", "operator"
            forgot = month > SINCE and month.month in (8, 1 + d[30] % 6)
            on = last - timedelta(days=4) if held.energy == "water" else last
            yield (month, "estimated", "operator") if forgot else (on, "real", "customer")
        elif held.read == "yearly":
            if month.month == held.read_month or month == SINCE:
                yield month, "real", "operator"
            elif (month.month - held.read_month) % 6 == 0:
                yield month, "estimated", "operator"
        month = (month + timedelta(days=32)).replace(day=1)


def _readings(files: Files, held: Holding, at: dict[date, dict[str, int]]) -> None:
    first = max(held.fitted_on, SINCE)
    for on, kind, source in _reading_days(held):
        ends = held.removed_on or UNTIL
        if on < first or on >= UNTIL or on > ends or on > held.last_read_on:
            continue
        for register, index in at[on].items():
            shown = index // 1000 + (held.slip if on == held.last_read_on else 0)
            if kind == "estimated":
                shown += between(draw(held.seed, on.toordinal())[0], 0, 6)
            files.add(
                "readings", serial=held.serial, register=register, on=on, index=shown,
                kind=kind, source=source, sent_on=on,
            )  # fmt: skip


def _meter(files: Files, held: Holding, at: dict[date, dict[str, int]]) -> None:
    single = list(held.base) == ["single"]
    files.add(
        "meters",
        energy=held.energy,
        point=held.point,
        serial=held.serial,
        fitted_on=held.fitted_on,
        removed_on=held.removed_on,
        digits=held.digits,
        unit="kWh" if held.energy == "electricity" else "m3",
        communicating="true" if held.read == "meter" else "false",
        registers="" if single else " ".join(held.base),
        opening="" if held.fitted_on < SINCE else _shown(held.base),
        closing=_shown(at[held.removed_on]) if held.removed_on else "",
    )


def _shown(at: Mapping[str, int]) -> str:
    return " ".join(f"{register}={index // 1000}" for register, index in at.items())


def _coefficients(files: Files, held: Holding, worth: Decimal, every: int) -> None:
    """A coefficient each `every` months: the gas is a little richer in some winters than others."""
    month = SINCE
    while month < UNTIL:
        if (month.month - 1) % every == 0:
            moved = Decimal(between(draw("gas", month.toordinal())[0], -12, 12)).scaleb(-2)
            files.add("coefficients", point=held.point, from_on=month, kwh_per_m3=worth + moved)
        month = (month + timedelta(days=32)).replace(day=1)


def files_of(operator: str) -> Files:
    """All demo rows of an operator."""
    files = Files()
    for customer in CUSTOMERS[operator]:
        files.add("customers", **customer)
    seen = set()
    for held in HOLDINGS[operator]:
        if held.contract:
            files.add(
                "contracts",
                contract=held.contract, customer=held.customer, energy=held.energy,
                point=held.point, grid_id=held.grid_id, started_on=held.started_on,
                ended_on=held.ended_on, tariff=held.tariff, company=held.company,
                options=held.options, subscribed_power_va=held.power_va or None,
                residents=held.residents or None, dwellings=held.dwellings or None,
                off_peak=held.off_peak, label=held.label, street=held.street,
                postcode=held.postcode, place=held.place,
            )  # fmt: skip
        for from_on, season, windows in held.cheap_hours:
            files.add("hours", point=held.point, from_on=from_on, season=season, windows=windows)
        if held.serial:
            at = indexes(operator, held)
            _meter(files, held, at)
            _readings(files, held, at)
        if held.energy == "gas" and held.point not in seen:
            _coefficients(files, held, held.worth, 1 if held.read == "meter" else 3)
            seen.add(held.point)
    if operators.find(operator).day_colours is not None:
        for on, colour in tempo.COLOURS.items():
            if FIRST_SEASON <= on < UNTIL:
                files.add("colours", on=on, colour=colour, source="simulated")
    return files


def write() -> int:
    """Write every pack's demo folder; how many files."""
    count = 0
    for operator in operators.codes():
        folder = PACKS / operator / "demo"
        folder.mkdir(exist_ok=True)
        for name, text in files_of(operator).texts():
            (folder / name).write_text(text, encoding="utf-8")
            count += 1
    return count


if __name__ == "__main__":
    print(f"{write()} files written")
