"""A water utility's own head-end: the indexes that its radio meters sent, as SenML (RFC 8428).

    GET {base}/meters/{eui}                           state of one meter
    GET {base}/meters/{eui}/measurements?from=&until=  SenML, pages by `Link: <...>; rel="next"`

LoRaWAN and wM-Bus meters send what their dial shows, each hour, with the second at which they read
it. So hours are differences of indexes: where one is lost, the hours beside it are unknown, and
their sum is not. Times are UTC; a day of 23 or 25 hours needs no rule of its own. Every utility has
a head-end of its own: its address may stand in the secret as `base`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.gateways import secrets
from chalicelib.gateways.grid.facts import DayCurve, DayTotal, Fineness, GridRefused, Reason
from chalicelib.gateways.grid.oauth import Tokens, authorised
from chalicelib.gateways.grid.wire import Got, Wire
from chalicelib.rules.calendar import Period, day_minutes, day_start
from chalicelib.rules.curve import STEP, Sample, half_hours

SNAP_SECONDS = 300
"""A meter's clock may be off: an index counts for the nearest five minutes."""
LONGEST_STEP = 60
"""Minutes between two indexes that still make an hour; further apart, one is lost."""
MOST_PAGES = 100
DM3 = {"m3": 1000, "l": 1}
"""The dm3 in a unit of SenML."""
_REASONS: Mapping[int, Reason] = {404: "unknown_point", 410: "too_old"}
_NEXT = re.compile(r'<([^>]+)>\s*;\s*rel="?next"?')


class _Record(msgspec.Struct):
    """One record; what is missing stands in the records before it."""

    bn: str | None = None
    bt: float | None = None
    bu: str | None = None
    n: str = ""
    u: str | None = None
    t: float = 0
    v: Decimal | None = None


class _Meter(msgspec.Struct):
    state: str


_pack = msgspec.json.Decoder(list[_Record])
_meter = msgspec.json.Decoder(_Meter)


class Headend:
    """A client of one head-end; keeps its connection and its token."""

    days_a_call: Mapping[Fineness, int] = MappingProxyType({"half_hourly": 31, "daily": 31})

    def __init__(self, base: str, client_id: str, client_secret: str, zone: str) -> None:
        self._wire = Wire(base)
        self._root = urlsplit(base).path.rstrip("/")
        self._tokens = Tokens(f"{base}/oauth/token", client_id, client_secret)
        self._zone = zone

    @classmethod
    def of(cls, operator: str, zone: str) -> "Headend":
        """The client of an operator; its credentials are the secret `grid/<operator>/headend`."""
        return _of(settings().water_api_base, operator, zone)

    def load_curve(self, grid_id: str, period: Period) -> dict[date, DayCurve]:
        """The days of which any hour is known, by local day. Raises `GridRefused`."""
        at = self._indexes(grid_id, period)
        found = {}
        for on in period.dates():
            start, minutes = day_start(on, self._zone), day_minutes(on, self._zone)
            samples = list(_samples(at, start, minutes))
            if samples:
                values = half_hours(samples, minutes // STEP)
                found[on] = DayCurve(on, values, min(each.minutes for each in samples))
        return found

    def daily(self, grid_id: str, period: Period) -> dict[date, DayTotal]:
        """The dm3 of the days whose first and last index came. Raises `GridRefused`."""
        at = self._indexes(grid_id, period)
        found = {}
        for on in period.dates():
            begins = at.get(day_start(on, self._zone))
            ends = at.get(day_start(on + timedelta(days=1), self._zone))
            if begins is not None and ends is not None and ends >= begins:
                found[on] = DayTotal(on, ends - begins)
        return found

    def check(self, grid_id: str) -> None:
        """Raise `GridRefused` unless the meter is known and sends."""
        got = self._get(f"/meters/{quote(grid_id)}")
        try:
            state = _meter.decode(got.body).state
        except msgspec.MsgspecError as error:
            raise GridRefused("unavailable", "half_an_answer") from error
        if state != "active":
            raise GridRefused("unknown_point", state)

    def _indexes(self, grid_id: str, period: Period) -> dict[datetime, int]:
        """The dm3 on the dial by moment, the period's last midnight too."""
        asked = urlencode(
            {
                "from": f"{day_start(period.from_on, self._zone):%Y-%m-%dT%H:%M:%SZ}",
                "until": f"{day_start(period.until_on, self._zone):%Y-%m-%dT%H:%M:%SZ}",
            }
        )
        path = f"/meters/{quote(grid_id)}/measurements?{asked}"
        found: dict[datetime, int] = {}
        for _ in range(MOST_PAGES):
            got = self._get(path)
            found |= dict(indexes(got.body))
            more = _NEXT.search(got.headers.get("link", ""))
            if more is None:
                if not found:
                    raise GridRefused("no_data", "empty")
                return found
            parts = urlsplit(more[1])
            path = f"{parts.path.removeprefix(self._root)}?{parts.query}"
        raise GridRefused("refused", "pages_without_end")

    def _get(self, path: str) -> Got:
        try:
            got = authorised(self._wire, self._tokens, path)
        except GridRefused as no:
            if no.code.startswith("token_"):
                _of.cache_clear()  # the secret may have been changed since this client was made
            raise
        if got.status != 200:
            raise _refusal(got)
        return got


def indexes(body: bytes) -> Iterator[tuple[datetime, int]]:
    """The (moment, dm3) of a SenML pack; other quantities (battery, temperature) are passed over.

    Half a pack is `unavailable`: nothing of it is taken.
    """
    try:
        records = _pack.decode(body)
    except msgspec.MsgspecError as error:
        raise GridRefused("unavailable", "half_an_answer") from error
    name, base, unit = "", 0.0, ""
    for record in records:
        name = name if record.bn is None else record.bn
        base = base if record.bt is None else record.bt
        unit = unit if record.bu is None else record.bu
        worth = DM3.get(record.u or unit)
        if record.v is None or worth is None or not (name + record.n).endswith("volume"):
            continue
        second = round((base + record.t) / SNAP_SECONDS) * SNAP_SECONDS
        yield datetime.fromtimestamp(second, UTC), int(record.v * worth)


def _samples(at: Mapping[datetime, int], start: datetime, minutes: int) -> Iterator[Sample]:
    """What passed between an index and the next of a day, as dm3 an hour.

    An index lower than the one before (water ran back, or another meter) makes no sample.
    """
    ends = start + timedelta(minutes=minutes)
    moments = sorted(moment for moment in at if start <= moment <= ends)
    for before, after in pairwise(moments):
        step = int((after - before).total_seconds()) // 60
        used = at[after] - at[before]
        if step <= LONGEST_STEP and used >= 0 and 60 % step == 0:
            yield Sample(int((before - start).total_seconds()) // 60, step, used * 60 // step)


def _refusal(got: Got) -> GridRefused:
    """The reason behind an answer that is not 200."""
    if got.status == 429:
        after = got.headers.get("retry-after", "")
        wait = timedelta(seconds=int(after) if after.isdigit() else 60)
        return GridRefused("quota", "429", clock.now() + wait)
    if got.status >= 500 or got.status == 408:
        return GridRefused("unavailable", str(got.status))
    reason = _REASONS.get(got.status, "refused")
    return GridRefused(reason, str(got.status))


@lru_cache(maxsize=16)
def _of(base: str, operator: str, zone: str) -> Headend:
    secret = secrets.find(f"grid/{operator}/headend")
    own = str(secret.get("base") or base)
    return Headend(own, str(secret["client_id"]), str(secret["client_secret"]), zone)
