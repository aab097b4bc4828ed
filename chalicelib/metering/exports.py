"""A customer's own data as a file: CSV, JSON or Green Button, behind a short-lived link."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from chalicelib import clock, operators, storage
from chalicelib.config import settings
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.gateways import files
from chalicelib.metering import curves, green_button, use
from chalicelib.metering.buckets import Bucket
from chalicelib.metering.green_button import ESTIMATED, INTERPOLATED, VALID, Feed, Interval
from chalicelib.metering.use_schemas import ExportAnswer, ExportForm
from chalicelib.rules.calendar import Period, day_start, slot_starts, zone_of
from chalicelib.rules.curve import MISSING
from chalicelib.web.visit import Visit

FOLDER = "exports"
"""Under this the bucket of uploads forgets files after a day."""
TYPES = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "json": ("json", "application/json"),
    "green_button": ("xml", "application/atom+xml"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One interval of an export: local day or UTC moment, seconds, Wh or dm3, how it is known."""

    start: datetime
    seconds: int
    value: int
    kind: str
    cents: int | None = None


def export(visit: Visit, holding: Holding, form: ExportForm) -> ExportAnswer:
    """Write the file and hand out a link to it.

    Raises `NotAllowed` (`consent_needed`) for half-hours without consent, `Invalid`
    (`period_too_long`, `period_reversed`).
    """
    if not form.from_on < form.until_on:
        raise Invalid("period_reversed", fields={"until": "period_reversed"})
    period = Period(form.from_on, form.until_on)
    lines = list(_lines(visit, holding, period, form.step))
    content = _content(visit, holding, form, lines).encode()
    ending, content_type = TYPES[form.format]
    name = f"{holding.point.short}-{form.from_on}-{form.until_on}.{ending}"
    key = f"{FOLDER}/{visit.operator}/{storage.new_id('exp')}/{name}"
    bucket = settings().uploads_bucket
    files.put(bucket, key, content, content_type)
    return ExportAnswer(
        url=files.link(bucket, key, name, shown=False),
        file_name=name,
        expires_at=clock.now() + timedelta(seconds=files.LINK_SECONDS),
        count=len(lines),
        size=len(content),
    )


def _lines(visit: Visit, holding: Holding, period: Period, step: str) -> Iterator[Line]:
    zone = operators.find(visit.operator).time_zone
    if step == "half_hour":
        yield from _half_hours(visit, holding, period, zone)
        return
    found = use.of_holding(visit.operator, holding, "day" if step == "day" else "month", period)
    for bucket, cents in zip(found.buckets, found.priced.cents, strict=True):
        if bucket.amount is not None:
            start = day_start(bucket.period.from_on, zone)
            seconds = int((day_start(bucket.period.until_on, zone) - start).total_seconds())
            yield Line(start, seconds, bucket.amount, _kind(bucket), cents)


def _kind(bucket: Bucket) -> str:
    """real, estimated, spread (known, but over more days than these) or partial."""
    if bucket.kind != "estimated":
        return bucket.kind
    return "estimated" if any(day.estimated for day in bucket.days.values()) else "spread"


def _half_hours(visit: Visit, holding: Holding, period: Period, zone: str) -> Iterator[Line]:
    if period.days > use.MOST_DAYS["day"]:
        raise Invalid("period_too_long", fields={"until": "period_too_long"})
    if not use.agreed(visit.operator, holding, "half_hourly"):
        raise NotAllowed("consent_needed", purpose="half_hourly")
    held = holding.within(period)
    for day in curves.days(holding.point.point, period):
        if any(day.on in own for own in held):
            for start, value in zip(slot_starts(day.on, zone), day.values, strict=False):
                if value != MISSING:
                    yield Line(start, 1800, value, "real")


def _content(visit: Visit, holding: Holding, form: ExportForm, lines: list[Line]) -> str:
    operator = operators.find(visit.operator)
    unit = "Wh" if holding.point.energy == "electricity" else "dm3"
    if form.format == "green_button":
        feed = Feed(
            origin=settings().site_url,
            point=holding.point.short,
            title=f"{operator.name} {holding.point.number}",
            energy=holding.point.energy,
            currency=operator.currency,
            zone=operator.time_zone,
            step_seconds={"half_hour": 1800, "day": 86400, "month": 2629746}[form.step],
            made_at=clock.now(),
        )
        return green_button.document(feed, [_interval(line) for line in lines])
    if form.format == "json":
        return msgspec.json.encode(
            {
                "point": holding.point.short,
                "number": holding.point.number,
                "unit": unit,
                "currency": operator.currency,
                "time_zone": operator.time_zone,
                "from": form.from_on,
                "until": form.until_on,
                "step": form.step,
                "intervals": [
                    {"start": line.start, "seconds": line.seconds, "amount": line.value,
                     "kind": line.kind, "cents": line.cents}
                    for line in lines
                ],
            }
        ).decode()  # fmt: skip
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["start", "seconds", f"amount_{unit.lower()}", "kind", "cents"])
    for line in lines:
        local = line.start.astimezone(zone_of(operator.time_zone))
        cents = "" if line.cents is None else line.cents
        writer.writerow([local.isoformat(), line.seconds, line.value, line.kind, cents])
    return text.getvalue()


def _interval(line: Line) -> Interval:
    quality = {"estimated": ESTIMATED, "spread": INTERPOLATED}.get(line.kind, VALID)
    return Interval(line.start, line.seconds, line.value, quality, line.cents)
