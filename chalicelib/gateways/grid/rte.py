"""RTE's open data: the Tempo calendar (`tempo_like_supply_contract`, version 1).

A token costs a call with Basic authorisation. A call covers 366 days at most, and none later than
the day after tomorrow; colours are BLUE, WHITE and RED, and `fallback` ones stand until the real
ones come (domain D4). Tomorrow's is out about 10:40.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.gateways import secrets
from chalicelib.gateways.grid.facts import GridRefused
from chalicelib.gateways.grid.oauth import Tokens, authorised
from chalicelib.gateways.grid.wire import Got, Wire
from chalicelib.rules.calendar import Period

SIGN_IN = "/token/oauth/"
CALENDARS = "/open_api/tempo_like_supply_contract/v1/tempo_like_calendars"
MOST_DAYS = 366
ZONE = "Europe/Paris"
"""RTE's days, whatever the operator's own zone."""


class _Value(msgspec.Struct):
    start_date: str
    value: str
    fallback: bool | str = False


class _Calendar(msgspec.Struct):
    values: list[_Value] = []


class _Answer(msgspec.Struct):
    tempo_like_calendars: _Calendar


class Rte:
    """A client of RTE's data portal; keeps its connection and its token."""

    def __init__(self, base: str, client_id: str, client_secret: str) -> None:
        self._wire = Wire(base)
        self._tokens = Tokens(base.rstrip("/") + SIGN_IN, client_id, client_secret, in_header=True)

    @classmethod
    def of(cls) -> "Rte":
        """The client of this deployment; its credentials are the secret `rte`."""
        return _of(settings().rte_api_base)

    def colours(self, period: Period) -> dict[date, str]:
        """The colour of each day of a period that is settled: `blue`, `white`, `red`.

        Raises `GridRefused`.
        """
        found: dict[date, str] = {}
        from_on = period.from_on
        while from_on < period.until_on:
            until_on = min(period.until_on, from_on + timedelta(days=MOST_DAYS))
            found |= self._part(from_on, until_on)
            from_on = until_on
        return dict(sorted(found.items()))

    def _part(self, from_on: date, until_on: date) -> dict[date, str]:
        starts, ends = (
            datetime.combine(on, time(), ZoneInfo(ZONE)).isoformat() for on in (from_on, until_on)
        )
        query = urlencode({"start_date": starts, "end_date": ends})
        got = authorised(self._wire, self._tokens, f"{CALENDARS}?{query}")
        if got.status != 200:
            raise _refusal(got)
        try:
            answer = msgspec.json.decode(got.body, type=_Answer)
            return {
                date.fromisoformat(each.start_date[:10]): each.value.lower()
                for each in answer.tempo_like_calendars.values
                if str(each.fallback).lower() != "true"
            }
        except (msgspec.MsgspecError, ValueError) as error:
            raise GridRefused("unavailable", "half_an_answer") from error


def _refusal(got: Got) -> GridRefused:
    """The reason behind an answer that is not 200."""
    if got.status == 429:
        after = got.headers.get("retry-after", "")
        wait = timedelta(seconds=int(after) if after.isdigit() else 900)
        return GridRefused("quota", "429", clock.now() + wait)
    return GridRefused("unavailable" if got.status >= 500 else "refused", str(got.status))


@lru_cache(maxsize=4)
def _of(base: str) -> Rte:
    secret = secrets.find("rte")
    return Rte(base, str(secret["client_id"]), str(secret["client_secret"]))
