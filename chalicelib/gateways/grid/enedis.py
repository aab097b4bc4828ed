"""Enedis Data Connect, version 5: OAuth client credentials, the load curve, the contract.

Sources: Enedis's OpenAPI files (oauth2 v3, metering_data_clc v5, customers_upc v5). A call covers
seven days at most, `end` is not in it, and values are mean W dated by the end of their slot.
"""

from datetime import date
from functools import lru_cache
from time import monotonic
from urllib.parse import urlencode

import msgspec

from chalicelib.config import settings
from chalicelib.gateways import secrets
from chalicelib.gateways.grid.enedis_refusals import refusal_of
from chalicelib.gateways.grid.enedis_rows import Row, days_of
from chalicelib.gateways.grid.facts import DayCurve, GridRefused
from chalicelib.gateways.grid.wire import Got, Wire, WireLost
from chalicelib.rules.calendar import Period

EARLY_SECONDS = 60
"""A token is given up this long before it ends."""


class _Token(msgspec.Struct):
    access_token: str
    expires_in: int | str


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

    days_a_call = 7

    def __init__(self, base: str, client_id: str, client_secret: str, zone: str) -> None:
        self._wire = Wire(base)
        self._client = (client_id, client_secret)
        self._zone = zone
        self._token = ""
        self._token_until = 0.0

    @classmethod
    def of(cls, operator: str, zone: str) -> "Enedis":
        """The client of an operator; its credentials are the secret `grid/<operator>`."""
        return _of(settings().grid_api_base, operator, zone)

    def load_curve(self, grid_id: str, period: Period) -> dict[date, DayCurve]:
        """The days of a period (seven at most) that the grid has, by local day.

        Raises `GridRefused`.
        """
        query = {
            "start": period.from_on.isoformat(),
            "end": period.until_on.isoformat(),
            "usage_point_id": grid_id,
        }
        got = self._get("/metering_data_clc/v5/consumption_load_curve", query)
        try:
            rows = _reading.decode(got.body).meter_reading.interval_reading
        except msgspec.MsgspecError as error:
            raise GridRefused("unavailable", "half_an_answer") from error
        return days_of(rows, period, self._zone)

    def check(self, grid_id: str) -> None:
        """Raise `GridRefused` unless the point may be asked for and its meter communicates."""
        got = self._get("/customers_upc/v5/usage_points/contracts", {"usage_point_id": grid_id})
        try:
            points = _contracts.decode(got.body).customer.usage_points
        except msgspec.MsgspecError as error:
            raise GridRefused("unavailable", "half_an_answer") from error
        if not any(each.usage_point.usage_point_status == "com" for each in points):
            raise GridRefused("unknown_point", "no_com")

    def _get(self, path: str, query: dict[str, str]) -> Got:
        asked = f"{path}?{urlencode(query)}"
        got = self._call("GET", asked, self._authorised())
        if got.status == 401:
            self._token = ""
            got = self._call("GET", asked, self._authorised())
        if got.status != 200:
            raise refusal_of(got)
        return got

    def _call(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> Got:
        try:
            return self._wire.call(method, path, headers, body)
        except WireLost as error:
            raise GridRefused("unavailable", "no_answer") from error

    def _authorised(self) -> dict[str, str]:
        if not self._token or monotonic() >= self._token_until:
            self._renew()
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}

    def _renew(self) -> None:
        """Get a token and trust `expires_in`, a number or one as text (12,600 s in 2021)."""
        client_id, client_secret = self._client
        form = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        got = self._call("POST", "/oauth2/v3/token", headers, urlencode(form).encode())
        if got.status != 200:
            _of.cache_clear()  # the secret may have been changed since this client was made
            raise GridRefused("unavailable", f"token_{got.status}")
        try:
            token = msgspec.json.decode(got.body, type=_Token)
            lives = int(token.expires_in)
        except (msgspec.MsgspecError, ValueError) as error:
            raise GridRefused("unavailable", "token_unreadable") from error
        self._token = token.access_token
        self._token_until = monotonic() + max(0, lives - EARLY_SECONDS)


@lru_cache(maxsize=16)
def _of(base: str, operator: str, zone: str) -> Enedis:
    secret = secrets.find(f"grid/{operator}")
    return Enedis(base, str(secret["client_id"]), str(secret["client_secret"]), zone)
