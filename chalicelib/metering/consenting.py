"""The switches of a supply point: shown, turned, and processed with the grid operator.

A switch that is turned on is pending until the grid has agreed; a queue message sees to that. Once
the curve is both recorded and collected, the past that the grid still has is fetched, newest weeks
first, so that a customer sees a year within a minute.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from chalicelib import clock, i18n, operators
from chalicelib.config import settings
from chalicelib.consents import PURPOSES, Consent, Purpose, Step, record
from chalicelib.consents.record import Word
from chalicelib.contracts import agreements, supply
from chalicelib.contracts.facts import Holding, SupplyPoint
from chalicelib.contracts.shards import shard_of
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways import grid, queue
from chalicelib.gateways.grid import Fineness, GridRefused
from chalicelib.metering import curves, erasing, fetching, meters, pacing, totals
from chalicelib.metering.consent_schemas import ConsentAnswer, ConsentForm, ConsentList
from chalicelib.metering.messages import ConsentMessage, EraseMessage, FetchMessage, Window
from chalicelib.operators import Operator
from chalicelib.operators.pack import Collection
from chalicelib.rules.calendar import Period, months_after
from chalicelib.web.visit import Visit

PASSING = ("unavailable", "quota")
"""Refusals of the grid that say nothing about the point."""
RETRY_SECONDS = 60
WINDOWS_A_MESSAGE = 10


def all_of(visit: Visit, short: str) -> ConsentList:
    """Every switch of one of the caller's supply points. Raises `NotFound`."""
    holding = supply.require(visit, short)
    standing = record.standing(holding.point.point)
    today = clock.today(operators.find(visit.operator).time_zone)
    return ConsentList(
        items=[
            _answer(visit, standing.of(each, holding.contract.customer, today))
            for each in _purposes(operators.find(visit.operator), holding)
        ]
    )


def switch(visit: Visit, short: str, name: str, form: ConsentForm) -> ConsentAnswer:
    """Turn a switch; on is pending at first, off is off at once.

    Raises `NotFound` for a point or purpose that is not there, and `Conflict` when the contract has
    ended or no meter there communicates.
    """
    holding = supply.require(visit, short)
    operator = operators.find(visit.operator)
    purpose = next((each for each in _purposes(operator, holding) if each == name), None)
    if purpose is None:
        raise NotFound("not_found")
    today = clock.today(operator.time_zone)
    if form.granted:
        _require_meter(holding, today)
    wording = _wording(visit, purpose, operator)
    customer, point = holding.contract.customer, holding.point.point
    consent = record.change(
        point,
        purpose,
        "granted" if form.granted else "withdrawn",
        Word(visit.account, visit.language, wording),
        customer=customer,
        shard=shard_of(operator.code, point),
        today=today,
    )
    if consent.state == "pending":
        message = ConsentMessage(operator.code, point, purpose, customer)
        queue.send(settings().queue_url_collection, [message])
    elif not form.granted and purpose in erasing.COLLECTED:
        erase = EraseMessage(operator.code, point, purpose, customer)
        queue.send(settings().queue_url_collection, [erase], erasing.GRACE_SECONDS)
    return _answer(visit, consent)


def process(message: ConsentMessage) -> None:
    """Ask the grid whether a pending consent can become active, and fetch the past if so."""
    operator = operators.find(message.operator)
    point = supply.find(message.point)
    today = clock.today(operator.time_zone)
    standing = record.standing(message.point)
    pending = standing.of(message.purpose, message.customer, today).state == "pending"
    if point is None or not pending:
        return
    how = fetching.collection_of(operator, point.energy)
    months = how.consent_months if how else curves.KEPT_MONTHS
    asked = message.purpose != "advice"  # what we do with our own data is nothing to the grid
    if how is not None and not (asked and fetching.called(how) and point.grid_id):
        how = None
    if how is not None:
        try:
            bucket = fetching.bucket_of(operator, how)
            pacing.book(bucket, 1, _each_ms(how), wait_seconds=5)
            fetching.adapter_of(operator, how).check(point.grid_id)
        except pacing.Crowded as crowded:
            _later(message, crowded.seconds)
            return
        except GridRefused as no:
            if no.reason in PASSING:
                _later(message, RETRY_SECONDS)
            else:
                _record(message, "refused", Word("grid", reason=no.reason), today, None)
            return
    _record(message, "activated", Word("grid"), today, months_after(today, months))
    if how is not None:
        queue.send(settings().queue_url_collection, _past(point, message.customer, how, today))


def _past(
    point: SupplyPoint, customer: str, how: Collection, today: date
) -> Iterator[FetchMessage]:
    """What there is of the past under the holder's own contract, newest first, as finely as they
    agreed to; days that are kept are not asked for again.
    """
    standing = record.standing(point.point)
    offered = grid.offers(how.adapter)
    fineness = next((f for f in offered if standing.allows(f, customer, today)), None)
    if fineness is None:
        return
    held = [each for each in agreements.of_point(point.point) if each.customer == customer]
    began = min((each.started_on for each in held), default=today)
    months = curves.KEPT_MONTHS if fineness == "half_hourly" else totals.KEPT_MONTHS
    depth = how.depth_months if fineness == "half_hourly" else months
    from_on = max(months_after(today, -min(depth, months)), began)
    most = grid.days_a_call(how.adapter, fineness)
    windows = _windows(point, Period(min(from_on, today), today), fineness, most)
    while chunk := tuple(islice(windows, WINDOWS_A_MESSAGE)):
        yield FetchMessage(point.operator, point.energy, chunk, 0, fineness)


def _windows(point: SupplyPoint, period: Period, fineness: Fineness, most: int) -> Iterator[Window]:
    """Calls of at most so many days, newest first, without those whose days are all kept."""
    if fineness == "half_hourly":
        whole = {
            on for on, (_, missing) in curves.packed(point.point, period).items() if not missing
        }
    else:
        whole = {day.on.isoformat() for day in totals.days(point.point, period)}
    until_on = period.until_on
    while until_on > period.from_on:
        starts = max(period.from_on, until_on - timedelta(days=most))
        if any(on.isoformat() not in whole for on in Period(starts, until_on).dates()):
            yield Window(point.point, point.grid_id, starts, until_on, "history")
        until_on = starts


def _record(
    message: ConsentMessage,
    step: Step,
    word: Word,
    today: date,
    until_on: date | None,
) -> None:
    record.change(
        message.point,
        message.purpose,
        step,
        word,
        customer=message.customer,
        shard=shard_of(message.operator, message.point),
        today=today,
        until_on=until_on,
    )


def _later(message: ConsentMessage, seconds: int) -> None:
    again = ConsentMessage(
        message.operator, message.point, message.purpose, message.customer, message.tries + 1
    )
    delay = min(fetching.LONGEST_DELAY, seconds * 2 ** min(message.tries, 4))
    queue.send(settings().queue_url_collection, [again], delay)


def _purposes(operator: Operator, holding: Holding) -> tuple[Purpose, ...]:
    """The purposes that mean something for a point: none where nothing can be collected."""
    how = fetching.collection_of(operator, holding.point.energy)
    if how is None or (fetching.called(how) and not holding.point.grid_id):
        return ()
    return PURPOSES if "half_hourly" in grid.offers(how.adapter) else ("daily", "advice")


def _each_ms(how: Collection) -> int:
    return pacing.interval_ms(how.calls_per_second, how.calls_per_hour)


def _require_meter(holding: Holding, today: date) -> None:
    if not holding.contract.active_on(today):
        raise Conflict("contract_ended")
    hung = meters.hanging(meters.of_point(holding.point.point), today)
    if not any(meter.communicating for meter in hung):
        raise Conflict("meter_not_communicating")


def _wording(visit: Visit, purpose: Purpose, operator: Operator) -> str:
    return i18n.t(visit.language, f"consents.{purpose}.wording", operator=operator.name)


def _answer(visit: Visit, consent: Consent) -> ConsentAnswer:
    operator = operators.find(visit.operator)
    why = i18n.t(visit.language, f"gaps.{consent.reason}") if consent.reason else None
    return ConsentAnswer(
        purpose=consent.purpose,
        state=consent.state,
        title=i18n.t(visit.language, f"consents.{consent.purpose}.title"),
        wording=_wording(visit, consent.purpose, operator),
        since_at=consent.since_at,
        until_on=consent.until_on,
        why=why,
    )
