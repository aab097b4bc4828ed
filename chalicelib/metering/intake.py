"""Takes meters and readings from the back office.

`meters.csv`: energy, point, serial, fitted_on, unit (kWh, m3), digits, registers (`peak off_peak`,
or `T1=peak T2=off_peak` where the dial's name is not the tariff's class); and, where they apply,
removed_on, decimals, communicating, opening and closing (`peak=0 off_peak=0`, as the dial shows).
`readings.csv`: serial, on, index; and register (where there are several), kind (real, estimated),
source (operator, clerk, meter), sent_on.
"""

from hashlib import blake2b
from typing import get_args

from chalicelib import clock, operators
from chalicelib.accounts import customers
from chalicelib.contracts import agreements
from chalicelib.contracts.columns import Columns
from chalicelib.contracts.facts import point_key
from chalicelib.errors import Conflict
from chalicelib.gateways.backoffice import NotYet
from chalicelib.metering import dial, meters, readings, vigilance
from chalicelib.metering.facts import Meter, Reading, Register, Source, Unit
from chalicelib.rules.calendar import day_start
from chalicelib.rules.measure import METER_UNIT
from chalicelib.rules.meter import span
from chalicelib.rules.usage import SINGLE

FRESH_DAYS = 60
"""A reading older than this is history: nobody is warned of a leak of last year."""


def take_meter(operator: str, row: dict[str, str]) -> None:
    """Take one meter in.

    Raises `Invalid` (`row_invalid`), `Conflict` (`meter_elsewhere`: it hangs at another point at
    the same time) and `NotYet` while the point's contract is not in.
    """
    columns = Columns(row)
    energy = columns.among("energy", operators.find(operator).energies)
    point = point_key(operator, energy, columns.code("point"))
    fitted_on, removed_on = columns.day("fitted_on"), columns.day_or_none("removed_on")
    if removed_on is not None and removed_on <= fitted_on:
        columns.wrong("removed_on", "ends_before_start")
    digits = columns.whole("digits", default=5, most=9)
    if digits < 1:
        columns.wrong("digits")
    meter = Meter(
        point=point,
        serial=columns.code("serial"),
        fitted_on=fitted_on,
        removed_on=removed_on,
        digits=digits,
        decimals=columns.whole("decimals", most=3),
        unit=_unit(columns, energy),
        communicating=columns.flag("communicating"),
        registers=_registers(columns, digits),
    )
    columns.close()
    _check_place(operator, meter)
    contracts = agreements.of_point(point)
    if not contracts:
        raise NotYet("point_not_in_yet", point=row["point"])
    meters.save(meter)
    for customer in {contract.customer for contract in contracts}:
        customers.note_meter(operator, customer, meter.serial)


def _unit(columns: Columns, energy: str) -> Unit:
    return "m3" if columns.among("unit", get_args(Unit), METER_UNIT.get(energy)) == "m3" else "kWh"


def _registers(columns: Columns, digits: int) -> tuple[Register, ...]:
    """The dials, with their openings and closings in whole Wh or dm3."""
    named: dict[str, str] = {}
    for part in columns.row.get("registers", "").replace(";", " ").split() or [SINGLE]:
        name, _, classed = part.partition("=")
        named[name] = classed or name
    ends: dict[str, dict[str, int]] = {"opening": {}, "closing": {}}
    for column, found in ends.items():
        text = columns.row.get(column, "")
        if text and "=" not in text and len(named) == 1:
            text = f"{next(iter(named))}={text}"
        for part in text.replace(";", " ").split():
            register, _, value = part.partition("=")
            index = int(columns.exact_of(column, value) * 1000)
            if register not in named or index >= span(digits):
                columns.wrong(column)
            found[register] = index
    if ends["closing"] and not columns.row.get("removed_on"):
        columns.wrong("closing", "closing_without_removal")
    return tuple(
        Register(name, classed, ends["opening"].get(name, 0), ends["closing"].get(name))
        for name, classed in named.items()
    )


def _check_place(operator: str, meter: Meter) -> None:
    """Refuse a meter that hangs at two points at once."""
    for other in meters.by_serial(operator, meter.serial):
        ends = meter.removed_on is not None and meter.removed_on <= other.fitted_on
        begins = other.removed_on is not None and other.removed_on <= meter.fitted_on
        if other.point != meter.point and not ends and not begins:
            raise Conflict("meter_elsewhere", serial=meter.serial)


def take_reading(operator: str, row: dict[str, str]) -> None:
    """Take one reading of the operator's in: a new item beside those that are there.

    Raises `Invalid` (`row_invalid`) and `NotYet` while no such meter hung on that day.
    """
    columns = Columns(row)
    serial, on = columns.code("serial"), columns.day("on")
    index = columns.exact("index")
    register = columns.code("register", SINGLE)
    kind = columns.among("kind", ("real", "estimated"), "real")
    source = columns.among("source", get_args(Source), "operator")
    sent_on = columns.day_or_none("sent_on")
    columns.close()
    meter = next(
        (
            each
            for each in meters.by_serial(operator, serial)
            if each.fitted_on <= on and (each.removed_on is None or on <= each.removed_on)
        ),
        None,
    )
    if meter is None:
        raise NotYet("meter_not_in_yet", serial=serial)
    if meter.register(register) is None:
        columns.wrong("register", "registers_differ")
    base = dial.read(index, meter)
    if base is None or base >= span(meter.digits):
        columns.wrong("index", "reading_too_many_digits")
    if on > clock.today(operators.find(operator).time_zone):
        columns.wrong("on", "reading_in_future")
    columns.close()
    zone = operators.find(operator).time_zone
    # Of the same row the same id: a file that comes twice adds nothing.
    name = blake2b(f"{kind}|{source}|{base}|{sent_on}".encode(), digest_size=8).hexdigest()
    readings.save(
        operator,
        Reading(
            reading=f"file_{name}",
            meter=serial,
            register=register,
            on=on,
            index=base or 0,
            kind="estimated" if kind == "estimated" else "real",
            source=_source(source),
            sent_at=day_start(sent_on, zone) if sent_on else clock.now(),
        ),
    )
    if kind == "real" and (clock.today(zone) - on).days <= FRESH_DAYS:
        vigilance.after_reading(operator, meter.point)


def _source(text: str) -> Source:
    sources: tuple[Source, ...] = get_args(Source)
    return next(each for each in sources if each == text)
