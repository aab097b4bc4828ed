"""The caller's supply points with meters and last indexes, and whether a reading is asked for."""

from datetime import date

from chalicelib import clock, operators
from chalicelib.contracts import supply, tariffs
from chalicelib.contracts.facts import Holding
from chalicelib.metering import dial, measured, meters, readings
from chalicelib.metering.facts import Meter, Reading
from chalicelib.metering.schemas import (
    AddressAnswer,
    ContractAnswer,
    IndexAnswer,
    MeterAnswer,
    RegisterAnswer,
    SupplyPointAnswer,
    WindowAnswer,
)
from chalicelib.metering.window import window_at
from chalicelib.operators import Operator
from chalicelib.rules.calendar import months_after
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.usage import ESTIMATED
from chalicelib.rules.usage import Reading as Index
from chalicelib.web.visit import Visit

LOOK_BACK_MONTHS = 30
"""A last index older than this is not looked for: the register shows none."""


def of_caller(visit: Visit) -> list[SupplyPointAnswer]:
    """Every supply point that the caller holds or held, those held now first."""
    return [of_holding(visit, holding) for holding in supply.of_caller(visit)]


def of_holding(visit: Visit, holding: Holding) -> SupplyPointAnswer:
    """One supply point as the caller sees it."""
    operator = operators.find(visit.operator)
    today = clock.today(operator.time_zone)
    point, contract = holding.point, holding.contract
    tariff = tariffs.find(visit.operator, contract.tariff)
    ended = contract.ended_on is not None and contract.ended_on <= today
    now = () if ended else meters.hanging(meters.of_point(point.point), today)
    answers = meters_of(visit, holding, now)
    return SupplyPointAnswer(
        point=point.short,
        number=point.number,
        energy=point.energy,
        label=point.label or point.address.street,
        address=AddressAnswer(
            street=point.address.street,
            postcode=point.address.postcode,
            place=point.address.place,
        ),
        customer=contract.customer,
        contract=ContractAnswer(
            contract=contract.contract,
            tariff=contract.tariff,
            tariff_name=tariff.names[visit.language] if tariff else contract.tariff,
            started_on=contract.started_on,
            ended_on=contract.ended_on,
            subscribed_power_va=contract.subscribed_power_va,
            options=dict(contract.options),
            company=contract.company,
        ),
        meter=answers[0] if answers else None,
        meters=answers,
        reading=_window(operator, now, today),
    )


def meters_of(visit: Visit, holding: Holding, now: tuple[Meter, ...]) -> list[MeterAnswer]:
    """The meters that hang at a point now, with the last index of each register."""
    today = clock.today(operators.find(visit.operator).time_zone)
    tariff = tariffs.find(visit.operator, holding.contract.tariff)
    found = readings.of_meters(now, months_after(today, -LOOK_BACK_MONTHS)) if now else ()
    return [_meter(visit, meter, found, tariff) for meter in now]


def _window(operator: Operator, now: tuple[Meter, ...], today: date) -> WindowAnswer:
    by_hand = [meter for meter in now if not meter.communicating]
    if not by_hand:
        return WindowAnswer(automatic=bool(now), open=False)
    window = window_at(operator, today)
    return WindowAnswer(
        automatic=False, open=window.open, from_on=window.from_on, until_on=window.until_on
    )


def _last(last: Index, meter: Meter) -> IndexAnswer:
    return IndexAnswer(
        index=dial.shown(last.index, meter.decimals),
        on=last.on,
        kind="estimated" if last.kind == ESTIMATED else "real",
    )


def _meter(
    visit: Visit, meter: Meter, found: tuple[Reading, ...], tariff: Tariff | None
) -> MeterAnswer:
    names = {each.code: each.names for each in tariff.classes} if tariff else {}
    registers = []
    for each in meter.registers:
        last = measured.last_before(found, meter, each.register, date.max)
        registers.append(
            RegisterAnswer(
                register=each.register,
                label=names.get(each.classed, {}).get(visit.language, each.register),
                last=_last(last, meter) if last else None,
            )
        )
    return MeterAnswer(
        serial=meter.serial,
        digits=meter.digits,
        decimals=meter.decimals,
        communicating=meter.communicating,
        unit=meter.unit,
        fitted_on=meter.fitted_on,
        registers=registers,
    )
