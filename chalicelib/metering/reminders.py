"""Reminds of a reading before the operator's last day, with a link that needs no sign-in.

schedule -> one message a shard -> messages of some points -> a mail where no reading came
"""

from datetime import date

from chalicelib import clock, notifications, operators
from chalicelib.accounts import contact
from chalicelib.config import settings
from chalicelib.contracts import supply
from chalicelib.contracts.shards import shards
from chalicelib.gateways import queue
from chalicelib.i18n import formats
from chalicelib.metering import dial, linked, measured, meters, notices, readings, vigilance
from chalicelib.metering.messages import RemindMessage, ShardMessage
from chalicelib.metering.window import Window, window_at
from chalicelib.rules.calendar import days_after

DAYS_BEFORE = 4
"""The reminder goes out so many days before the last day of the window."""


def plan(operator: str) -> int:
    """On the day of the reminder, queue one message for each part of the points; else none."""
    today = clock.today(operators.find(operator).time_zone)
    window = window_at(operators.find(operator), today)
    due_on = max(window.from_on, days_after(window.until_on, -DAYS_BEFORE))
    if today != due_on:
        return 0
    messages = (ShardMessage("remind", operator, "", shard, today) for shard in shards(operator))
    return queue.send(settings().queue_url_collection, messages)


def split(message: ShardMessage) -> None:
    """Queue the points of one part in handfuls."""
    points = supply.held(message.operator, message.shard, message.on)
    messages = (
        RemindMessage(message.operator, chunk, message.on) for chunk in vigilance.chunks(points)
    )
    queue.send(settings().queue_url_collection, messages)


def remind(message: RemindMessage) -> int:
    """Write to those of some points that are read by hand and were not; how many."""
    window = window_at(operators.find(message.operator), message.on)
    return sum(_remind(point, message.on, window) for point in message.points)


def _remind(point: str, on: date, window: Window) -> int:
    holding = supply.held_now(point, on)
    if holding is None:
        return 0
    now = meters.hanging(meters.of_point(point), on)
    by_hand = [meter for meter in now if not meter.communicating]
    found = readings.of_meters(by_hand)
    fresh = any(each.kind == "real" and each.on >= window.from_on for each in found)
    customer, operator = holding.contract.customer, holding.point.operator
    if not by_hand or fresh or not notices.wanted(point, customer)["reading_due"]:
        return 0
    reader = contact.reader_of(operator, customer)
    if reader is None or not reader.email:
        return 0
    language, meter = reader.language, by_hand[0]
    last = measured.last_before(found, meter, meter.registers[0].register, date.max)
    token = linked.token_of(point, customer, window.until_on)
    notifications.send(
        operator,
        to=reader.recipient,
        kind="reading_due",
        language=language,
        facts={
            "name": reader.name,
            "place": holding.point.label or holding.point.address.street or holding.point.number,
            "until": formats.day(language, window.until_on),
            "meter": meter.serial,
            "last": formats.number(language, int(dial.shown(last.index))) if last else "0",
            "unit": "m³" if meter.unit == "m3" else meter.unit,
        },
        secrets={"link": f"{settings().site_url}/{operator}/{language}/send-reading/#{token}"},
        once=f"reading_due#{point}#{window.until_on.isoformat()}",
    )
    return 1
