"""Enedis Data Connect, version 5: the load curve, daily consumption, the contract.

Sources: Enedis's OpenAPI files (oauth2 v3, metering_data_clc and metering_data_dc v5, customers_upc
v5). Seven days a call for the curve, a year for daily values, `end` is not in it; the curve is in
mean W dated by the end of the slot.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlencode

import msgspec

from chalicelib.config import settings
from chalicelib.gateways import secrets
from chalicelib.gateways.grid.enedis_refusals import refusal_of
from chalicelib.gateways.grid.enedis_rows import Row, days_of
from chalicelib.gateways.grid.facts import DayCurve, DayTotal, Fineness, GridRefused
from chalicelib.gateways.grid.oauth import Tokens, authorised
from chalicelib.gateways.grid.wire import Got, Wire
from chalicelib.rules.calendar import Period


class _MeterReading(msgspec.Struct):
    interval_reading: list[Row]


class _Reading(msgspec.Struct):
    meter_reading: _MeterReading


class _UsagePointFacts(msgspec.Struct):
    usage_point_status: str = "com"


class _UsagePoint(msgspec.Struct):
    usage_point: _UsagePointFacts


class _Customer(msgspec.Struct):
    usage_points: list[_UsagePoint]


class _Contracts(msgspec.Struct):
    customer: _Customer


_reading = msgspec.json.Decoder(_Reading)
_contracts = msgspec.json.Decoder(_Contracts)


class Enedis:
    """A client application of Data Connect; keeps its connection and its token."""

    days_a_call: Mapping[Fineness, int] = MappingProxyType({"half_hourly": 7, "daily": 365})

    def __init__(self, base: str, client_id: str, client_secret: str, zone: str) -> None:
        self._wire = Wire(base)
        self._tokens = Tokens(f"{base}/oauth2/v3/token", client_id, client_secret)
        self._zone = zone

    @classmethod
    def of(cls, operator: str, zone: str) -> "Enedis":
        """The client of an operator; its credentials are the secret `grid/<operator>/enedis`."""
        return _of(settings().grid_api_base, operator, zone)

    def load_curve(self, grid_id: str, period: Period) -> dict[date, DayCurve]:
        """The days of a period that the grid has, by local day. Raises `GridRefused`."""
        got = self._asked("/metering_data_clc/v5/consumption_load_curve", grid_id, period)
        return days_of(_rows(got), period, self._zone)

    def daily(self, grid_id: str, period: Period) -> dict[date, DayTotal]:
        """The Wh of each day of a period that the grid has. Raises `GridRefused`."""
        got = self._asked("/metering_data_dc/v5/daily_consumption", grid_id, period)
        found: dict[date, DayTotal] = {}
        for row in _rows(got):
            try:
                on, wh = date.fromisoformat(row.date[:10]), int(row.value or "")
            except ValueError:
                continue
            if on in period and wh >= 0:
                found[on] = DayTotal(on, wh)
        return found

    def check(self, grid_id: str) -> None:
        """Raise `GridRefused` unless the point may be asked for and its meter communicates."""
        got = self._get("/customers_upc/v5/usage_points/contracts", {"usage_point_id": grid_id})
        try:
            points = _contracts.decode(got.body).customer.usage_points
        except msgspec.MsgspecError as error:
            raise GridRefused("unavailable", "half_an_answer") from error
        if not any(each.usage_point.usage_point_status == "com" for each in points):
            raise GridRefused("unknown_point", "no_com")

    def _asked(self, path: str, grid_id: str, period: Period) -> Got:
        query = {
            "start": period.from_on.isoformat(),
            "end": period.until_on.isoformat(),
            "usage_point_id": grid_id,
        }
        return self._get(path, query)

    def _get(self, path: str, query: dict[str, str]) -> Got:
        try:
            got = authorised(self._wire, self._tokens, f"{path}?{urlencode(query)}")
        except GridRefused as no:
            if no.code.startswith("token_"):
                _of.cache_clear()  # the secret may have been changed since this client was made
            raise
        if got.status != 200:
            raise refusal_of(got)
        return got


def _rows(got: Got) -> list[Row]:
    try:
        return _reading.decode(got.body).meter_reading.interval_reading
    except msgspec.MsgspecError as error:
        raise GridRefused("unavailable", "half_an_answer") from error


@lru_cache(maxsize=16)
def _of(base: str, operator: str, zone: str) -> Enedis:
    secret = secrets.find(f"grid/{operator}/enedis")
    return Enedis(base, str(secret["client_id"]), str(secret["client_secret"]), zone)
