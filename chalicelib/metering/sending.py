"""A customer sends the indexes of a meter: judged, kept, answered with what they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from chalicelib import clock, operators, storage
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Conflict, Fact, Invalid
from chalicelib.i18n import formats
from chalicelib.metering import dial, measured, meters, photos, readings, vigilance, window
from chalicelib.metering.facts import Meter, Reading, Source
from chalicelib.metering.reading_schemas import ReadingForm, ReadingReceipt, RegisterUse
from chalicelib.rules.calendar import Period, days_after
from chalicelib.rules.plausibility import ASK, REFUSE, Verdict, judge, usual_use
from chalicelib.web.visit import Visit

MONTH = 31
"""A reading may be sent up to so many days after it was taken (a phone without network)."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a reading, for which operator, and in which language they are answered.

    `by` is an account, or what stands for one where nobody signed in. A clerk may send one at any
    time, and for a communicating meter too (what a customer read themselves).
    """

    operator: str
    language: str
    by: str
    source: Source = "customer"

    @classmethod
    def of(cls, visit: Visit) -> "Sender":
        """The signed-in customer."""
        return cls(visit.operator, visit.language, visit.account)


@dataclass(frozen=True, slots=True)
class Judged:
    """One register's index, what the rules say of it, and what is usual for the same days."""

    register: str
    index: int
    verdict: Verdict
    usual: int | None


def send(sender: Sender, holding: Holding, form: ReadingForm) -> ReadingReceipt:
    """Take a customer's reading of one meter, all of its registers together.

    The same `client_id` again gives the first answer and writes nothing. Raises `Conflict`:
    `meter_missing`, `reading_automatic` (a communicating meter), `contract_not_active`,
    `reading_window_closed`, `reading_unusual`, `reading_unchanged`, `reading_below_estimate` (send
    again with `confirmed`); `Invalid`: `reading_lower` and the other codes of
    `rules.plausibility`, `reading_too_old`, `registers_differ`, `meter_unknown`, and what
    `photos.take` says of the photo.
    """
    operator = operators.find(sender.operator)
    today = clock.today(operator.time_zone)
    on = form.on or today
    hung = meters.of_point(holding.point.point)
    meter = _meter(sender, hung, today, form.meter)
    client = f"{sender.by}#{form.client_id}"
    if (answer := readings.sent_before(meter, client)) is not None:
        return msgspec.json.decode(answer, type=ReadingReceipt)
    _check_day(sender, holding, on, today)
    _check_registers(meter, form)
    found = readings.of_meters(hung)
    judged = [
        _judge(holding, meter, hung, found, value.register, _index(meter, form, place), on, form)
        for place, value in enumerate(form.values)
    ]
    _refuse(sender.language, meter, judged)
    receipt = _receipt(meter, on, judged)
    writes = [readings.remember(meter, client, msgspec.json.encode(receipt).decode())]
    now = clock.now()
    photo = photos.take(sender.operator, sender.by, form.photo) if form.photo else ""
    for each in judged:
        reading = Reading(
            reading=storage.new_id("rd"),
            meter=meter.serial,
            register=each.register,
            on=on,
            index=each.index,
            kind="real",
            source=sender.source,
            sent_at=now,
            photo=photo,
        )
        writes.append(readings.put(sender.operator, reading, sender.by, form.confirmed))
    try:
        storage.transact(writes)
    except storage.TransactionLost:
        # The same sending arrived twice at once; the other one was first.
        if (answer := readings.sent_before(meter, client)) is None:
            raise
        return msgspec.json.decode(answer, type=ReadingReceipt)
    vigilance.after_reading(sender.operator, holding.point.point)
    return receipt


def _meter(sender: Sender, hung: Sequence[Meter], today: date, serial: str | None) -> Meter:
    """The meter that hangs at the point and is read by hand; the one named, when there are more."""
    now = meters.hanging(hung, today)
    if not now:
        raise Conflict("meter_missing")
    by_hand = [each for each in now if sender.source == "clerk" or not each.communicating]
    if not by_hand:
        raise Conflict("reading_automatic")
    if serial is None and len(by_hand) == 1:
        return by_hand[0]
    for meter in by_hand:
        if meter.serial == serial:
            return meter
    raise Invalid("meter_unknown", fields={"meter": "meter_unknown"})


def _check_day(sender: Sender, holding: Holding, on: date, today: date) -> None:
    """Refuse a day that the operator, the contract or good sense does not admit."""
    if on > today:
        raise Invalid("reading_in_future", fields={"on": "reading_in_future"})
    if on < days_after(today, -MONTH):
        raise Invalid("reading_too_old", fields={"on": "reading_too_old"}, days=MONTH)
    contract = holding.contract
    if on < contract.started_on or (contract.ended_on is not None and on > contract.ended_on):
        raise Conflict("contract_not_active")
    open_now = window.window_at(operators.find(sender.operator), on)
    if not open_now.open and sender.source != "clerk":
        raise Conflict(
            "reading_window_closed",
            from_on=open_now.from_on.isoformat(),
            until_on=open_now.until_on.isoformat(),
            from_day=formats.day(sender.language, open_now.from_on),
            until_day=formats.day(sender.language, open_now.until_on),
        )


def _check_registers(meter: Meter, form: ReadingForm) -> None:
    """Every register of the meter is given once: half a reading cannot be billed."""
    given = sorted(value.register for value in form.values)
    if given != sorted(each.register for each in meter.registers):
        raise Invalid("registers_differ", fields={"values": "registers_differ"})


def _index(meter: Meter, form: ReadingForm, place: int) -> int:
    index = dial.read(form.values[place].index, meter)
    if index is None:
        code = "reading_too_many_digits"
        raise Invalid(code, fields={f"values[{place}].index": code}, digits=meter.digits)
    return index


def _judge(
    holding: Holding,
    meter: Meter,
    hung: Sequence[Meter],
    found: Sequence[Reading],
    register: str,
    index: int,
    on: date,
    form: ReadingForm,
) -> Judged:
    last = measured.last_before(found, meter, register, on)
    later = measured.last_before(found, meter, register, date.max)
    if later is not None and later.kind == "real" and later.on > on:
        last = later
    if last is not None and index < last.index and index // 1000 == last.index // 1000:
        index = last.index  # only the digits behind the point were left out
    dialled = meter.register(register)
    uses = [
        use
        for use in measured.between(found, hung)
        if dialled is not None and use.classed == dialled.classed and use.period.until_on <= on
    ]
    usual = usual_use(uses, Period(last.on, on)) if last is not None and last.on < on else None
    power = holding.contract.subscribed_power_va
    verdict = judge(
        index,
        on,
        last,
        today=on,
        digits=meter.digits,
        usual=usual,
        most_a_day=power * 24 if power and holding.point.energy == "electricity" else None,
        confirmed=form.confirmed,
    )
    return Judged(register, index, verdict, usual)


def _refuse(language: str, meter: Meter, judged: Sequence[Judged]) -> None:
    """Refuse all together when one cannot be, then ask when one is odd."""
    wrong = {
        f"values[{place}].index": each.verdict.code
        for place, each in enumerate(judged)
        if each.verdict.answer == REFUSE
    }
    for each in judged:
        if each.verdict.answer == REFUSE:
            raise Invalid(each.verdict.code, fields=wrong, **_facts(language, meter, each))
    for each in judged:
        if each.verdict.answer == ASK:
            raise Conflict(each.verdict.code, fields=None, **_facts(language, meter, each))


def _facts(language: str, meter: Meter, each: Judged) -> dict[str, Fact]:
    """What the sentence says, in the dial's unit, and the same written in the caller's language."""
    facts: dict[str, Fact] = {
        "register": each.register,
        "unit": meter.unit,
        "digits": meter.digits,
    }
    known: dict[str, int | str] = {"used": each.verdict.used, **each.verdict.facts}
    for name, value in known.items():
        if name in ("used", "usual", "last_index", "most") and isinstance(value, int):
            number = int(dial.shown(value))
            facts[name] = number
            facts[f"{name}_shown"] = formats.number(language, number)
        elif name == "last_on":
            facts[name] = value
            facts["last_day"] = formats.day(language, date.fromisoformat(str(value)))
        else:
            facts.setdefault(name, value)
    return facts


def _receipt(meter: Meter, on: date, judged: Sequence[Judged]) -> ReadingReceipt:
    return ReadingReceipt(
        receipt=f"R-{on:%y%m}-{storage.new_id('r')[-8:].upper()}",
        meter=meter.serial,
        on=on,
        usage=[
            RegisterUse(
                register=each.register,
                index=dial.shown(each.index, meter.decimals),
                used=dial.shown(each.verdict.used),
                unit=meter.unit,
                days=each.verdict.days,
                usual=None if each.usual is None else dial.shown(each.usual),
            )
            for each in judged
        ],
    )
