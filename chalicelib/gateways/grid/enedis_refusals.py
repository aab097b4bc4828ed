"""The errors of Data Connect v5, read as reasons.

Sources: Enedis's OpenAPI files for `metering_data_clc` v5 and its table of frequent errors (as kept
by MyElectricalData), and answers that callers have posted (bokub/conso-api#151, bokub/ha-linky#192,
guillaumezin/DomoticzLinky#84 for the three bodies of a 429).
"""

import re
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.gateways.grid.facts import GridRefused, Reason
from chalicelib.gateways.grid.wire import Got

_BY_CODE: dict[str, Reason] = {
    "ADAM-DC-0007": "moved_out",
    "ADAM-ERR0061": "moved_out",
    "ADAM-DC-0008": "consent_gone",
    "ADAM-DC-0009": "too_old",
    "ADAM-DC-0016": "too_old",
    "ADAM-ERR0125": "too_old",
    "ADAM-ERR0123": "before_activation",
    "ADAM-ERR0069": "wrong_direction",
    "ADAM-ERR0075": "recording_off",
    "STM-ERR-0000019": "unknown_point",
    "STM-ERR-0000014": "no_data",
    "STM-ERR-0000020": "no_data",
    "no_data_found": "no_data",
}
_WAIT = timedelta(seconds=60)
_HOUR_FORM = re.compile(r"allowed on (-?\d+):(-?\d+):(-?\d+)")


def refusal_of(got: Got) -> GridRefused:
    """The reason behind an answer that is not 200."""
    body = _body(got)
    code = str(body.get("error") or body.get("code") or got.status)
    if got.status == 429:
        return GridRefused("quota", code, _next_try_at(got, body))
    known = _BY_CODE.get(code.replace("_", "-") if code.startswith("ADAM_") else code)
    if known:
        return GridRefused(known, code)
    if got.status >= 500 or got.status == 408:
        return GridRefused("unavailable", code)
    return GridRefused("no_data" if got.status == 404 else "refused", code)


def _body(got: Got) -> dict[str, Any]:
    """The error's facts; the gateway before the API wraps its own in `fault`."""
    try:
        body = msgspec.json.decode(got.body)
    except msgspec.DecodeError:
        return {}
    if isinstance(body, dict):
        inner = body.get("fault", body)
        return inner if isinstance(inner, dict) else {}
    return {}


def _next_try_at(got: Got, body: dict[str, Any]) -> datetime:
    """When a throttled caller may come again: as the answer says, else in a minute."""
    now = clock.now()
    if moment := body.get("nextAccessTime"):
        try:
            return max(now, datetime.strptime(str(moment), "%Y-%b-%d %H:%M:%S%z UTC"))
        except ValueError:
            return now + _WAIT
    if found := _HOUR_FORM.search(str(body.get("error_description", ""))):
        hours, minutes, seconds = (abs(int(part)) for part in found.groups())
        return now + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    after = got.headers.get("retry-after", "")
    return now + (timedelta(seconds=int(after)) if after.isdigit() else _WAIT)
