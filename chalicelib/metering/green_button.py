"""Use as a Green Button file: ESPI 4.0 (NAESB REQ.21) in an Atom feed, for the three fluids. Pure.

Names, codes and their order are those of espi.xsd 4.0.20231213.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

SERVICE = {"electricity": 0, "gas": 1, "water": 2}
COMMODITY = {"electricity": 1, "gas": 7, "water": 9}
"""Secondary metered electricity, natural gas, drinkable water."""
UNIT = {"electricity": (12, 72, 0), "gas": (58, 42, -3), "water": (58, 42, -3)}
"""Kind of measurement, unit and power of ten: energy in Wh; volume in thousandths of a m3."""
CURRENCY = {"EUR": 978, "USD": 840, "GBP": 826, "CHF": 756, "RUB": 643}
VALID, ESTIMATED, INTERPOLATED = 0, 8, 9
"""Qualities: validated, a computed estimate, laid out between two readings."""
NO_SUMMER_TIME = "FFFFFFFF"
HUNDRED_THOUSANDTHS = 1000
"""A cost is in 1/100,000 of the currency: this many to a cent."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What was used from a moment (UTC) for some seconds: Wh or dm3, cents, quality."""

    start: datetime
    seconds: int
    value: int
    quality: int = VALID
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What the file is of: the site's address, the supply point, the zone, when it was made."""

    origin: str
    point: str
    title: str
    energy: str
    currency: str
    zone: str
    step_seconds: int
    made_at: datetime


def document(feed: Feed, intervals: Sequence[Interval]) -> str:
    """The whole file. Intervals are in order; each local month becomes one block."""
    return "".join(_parts(feed, intervals))


def _parts(feed: Feed, intervals: Sequence[Interval]) -> Iterator[str]:
    up = f"UsagePoint/{feed.point}"
    reading = f"{up}/MeterReading/1"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<id>{_urn(feed, up + '/feed')}</id><title>{escape(feed.title)}</title>"
    yield f"<updated>{_stamp(feed.made_at)}</updated>"
    yield _link(feed, "self", "Batch")
    related = (f"{up}/MeterReading", "LocalTimeParameters/1")
    yield _entry(feed, up, "UsagePoint", _usage_point(feed), related)
    yield _entry(feed, "LocalTimeParameters/1", "LocalTimeParameters", _local_time(feed))
    related = (f"{reading}/IntervalBlock", "ReadingType/1")
    yield _entry(feed, reading, "MeterReading", "", related)
    yield _entry(feed, "ReadingType/1", "ReadingType", _reading_type(feed))
    local = ZoneInfo(feed.zone)

    def month(interval: Interval) -> tuple[int, int]:
        on = interval.start.astimezone(local)
        return on.year, on.month

    for number, (_, block) in enumerate(groupby(intervals, month), start=1):
        path = f"{reading}/IntervalBlock/{number}"
        yield _entry(feed, path, "IntervalBlock", _block(list(block)))
    yield "</feed>\n"


def _entry(feed: Feed, path: str, name: str, body: str, related: Iterable[str] = ()) -> str:
    """An Atom entry around one resource, linked to itself, its collection and its relatives."""
    links = _link(feed, "self", path) + _link(feed, "up", path.rpartition("/")[0])
    links += "".join(_link(feed, "related", each) for each in related)
    made = _stamp(feed.made_at)
    return (
        f"<entry><id>{_urn(feed, path)}</id>{links}<title/>"
        f'<content type="application/xml"><{name} xmlns="http://naesb.org/espi">{body}</{name}>'
        f"</content><published>{made}</published><updated>{made}</updated></entry>"
    )


def escape(text: str) -> str:
    """Text as it may stand in XML (the standard library's own loads all of urllib)."""
    for letter, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(letter, written)
    return text


def _usage_point(feed: Feed) -> str:
    kind = f"<ServiceCategory><kind>{SERVICE[feed.energy]}</kind></ServiceCategory>"
    name = f"<serviceDeliveryPoint><name>{escape(feed.point)}</name></serviceDeliveryPoint>"
    return f"{kind}<status>1</status>{name}"


def _reading_type(feed: Feed) -> str:
    kind, unit, ten = UNIT[feed.energy]
    return (
        "<accumulationBehaviour>4</accumulationBehaviour>"
        f"<commodity>{COMMODITY[feed.energy]}</commodity>"
        f"<currency>{CURRENCY.get(feed.currency, 0)}</currency>"
        "<dataQualifier>12</dataQualifier><flowDirection>1</flowDirection>"
        f"<intervalLength>{feed.step_seconds}</intervalLength><kind>{kind}</kind>"
        f"<powerOfTenMultiplier>{ten}</powerOfTenMultiplier><uom>{unit}</uom>"
    )


def _local_time(feed: Feed) -> str:
    """The zone's offset, and the European rule of summer time where the zone has one.

    Last Sunday of March at 02:00 and of October at 03:00 in central Europe (01:00 UTC everywhere).
    """
    zone, year = ZoneInfo(feed.zone), feed.made_at.year
    winter = _offset(datetime(year, 1, 15, tzinfo=zone))
    summer = _offset(datetime(year, 7, 15, tzinfo=zone))
    starts = ends = NO_SUMMER_TIME
    if summer > winter:
        starts = _last_sunday(3, 1 + winter // 3600)
        ends = _last_sunday(10, 1 + summer // 3600)
    return (
        f"<dstEndRule>{ends}</dstEndRule>"
        f"<dstOffset>{max(0, summer - winter)}</dstOffset><dstStartRule>{starts}</dstStartRule>"
        f"<tzOffset>{winter}</tzOffset>"
    )


def _offset(at: datetime) -> int:
    offset = at.utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _last_sunday(month: int, hour: int) -> str:
    """ESPI's bit map of a rule: hour from bit 12, day of the week 17, operator 25, month 28."""
    sunday, last = 7, 7
    return f"{month << 28 | last << 25 | sunday << 17 | hour << 12:08X}"


def _block(intervals: Sequence[Interval]) -> str:
    first, last = intervals[0], intervals[-1]
    seconds = int((last.start - first.start).total_seconds()) + last.seconds
    body = "".join(map(_interval, intervals))
    return f"<interval>{_period(first.start, seconds)}</interval>{body}"


def _interval(interval: Interval) -> str:
    cost = ""
    if interval.cents is not None:
        cost = f"<cost>{interval.cents * HUNDRED_THOUSANDTHS}</cost>"
    quality = f"<ReadingQuality><quality>{interval.quality}</quality></ReadingQuality>"
    period = _period(interval.start, interval.seconds)
    return (
        f"<IntervalReading>{cost}{quality}<timePeriod>{period}</timePeriod>"
        f"<value>{interval.value}</value></IntervalReading>"
    )


def _period(start: datetime, seconds: int) -> str:
    return f"<duration>{seconds}</duration><start>{int(start.timestamp())}</start>"


def _link(feed: Feed, rel: str, path: str) -> str:
    return f'<link rel="{rel}" href="{escape(feed.origin)}/espi/1_1/resource/{escape(path)}"/>'


def _urn(feed: Feed, path: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{feed.origin}/{feed.point}/{path}')}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
