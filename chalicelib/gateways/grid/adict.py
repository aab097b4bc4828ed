"""GRDF ADICT, version 2: what gas meters used each day, one JSON document a line.

Sources: GRDF's data model as lowatt/lowatt-grdf and others keep it. An answer of 200 may hold
errors (`statut_restitution`), and objects that only say how the call went
(`code_statut_traitement`) stand between the data. "Vrai" and "Faux" are its booleans. A gas day
lasts from 6 to 6 and counts as the day on which it begins. Meters that publish each month send
days as provisional first.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.gateways import secrets
from chalicelib.gateways.grid.facts import DayCurve, DayTotal, Fineness, GridRefused, Reason
from chalicelib.gateways.grid.oauth import Tokens, authorised
from chalicelib.gateways.grid.wire import Got, Wire
from chalicelib.rules.calendar import Period
from chalicelib.rules.money import round_div

SCOPE = "/adict/v2"
SETTLED = "Définitive"

_BY_CODE: dict[str, Reason] = {
    "1000000": "moved_out",
    "1000001": "consent_gone",
    "1000002": "consent_gone",
    "1000008": "no_data",
    "1000009": "consent_gone",
    "1000010": "recording_off",
    "1000011": "consent_gone",
    "1000014": "consent_gone",
    "2000100": "unavailable",
    "1000000006": "unknown_point",
}


class Adict:
    """A third party of ADICT; keeps its connection and its token."""

    days_a_call: Mapping[Fineness, int] = MappingProxyType({"daily": 365})

    def __init__(self, base: str, token_url: str, client_id: str, client_secret: str) -> None:
        self._wire = Wire(base)
        self._tokens = Tokens(token_url, client_id, client_secret, SCOPE)

    @classmethod
    def of(cls, operator: str) -> "Adict":
        """The client of an operator; its credentials are the secret `grid/<operator>/adict`."""
        return _of(settings().gas_api_base, settings().gas_token_url, operator)

    def load_curve(self, grid_id: str, period: Period) -> dict[date, DayCurve]:
        """Gas has no half-hours."""
        raise GridRefused("refused", "no_load_curve")

    def daily(self, grid_id: str, period: Period) -> dict[date, DayTotal]:
        """The dm3 of each day of a period that GRDF has (its last day is in their period).

        Raises `GridRefused`.
        """
        query = urlencode(
            {
                "date_debut": period.from_on.isoformat(),
                "date_fin": (period.until_on - timedelta(days=1)).isoformat(),
            }
        )
        path = f"/pce/{quote(grid_id)}/donnees_consos_informatives?{query}"
        found: dict[date, DayTotal] = {}
        for line in self._lines(path):
            total = _total(line)
            if total and total.on in period:
                present = found.get(total.on)
                if present is None or total.settled or not present.settled:
                    found[total.on] = total
        return found

    def check(self, grid_id: str) -> None:
        """Raise `GridRefused` unless the point's right of access is active and covers days."""
        asked = msgspec.json.encode({"id_pce": [grid_id]})
        lines = self._lines("/droits_acces", asked)
        mine = [line for line in lines if line.get("id_pce") == grid_id]
        if not any(line.get("etat_droit_acces") == "Active" for line in mine):
            raise GridRefused("consent_gone" if mine else "unknown_point", "droit_acces")
        if not any(truth(line.get("perim_donnees_informatives")) for line in mine):
            raise GridRefused("recording_off", "perim_donnees_informatives")

    def _lines(self, path: str, body: bytes | None = None) -> Iterator[dict[str, Any]]:
        try:
            got = authorised(self._wire, self._tokens, path, body)
        except GridRefused as no:
            if no.code.startswith("token_"):
                _of.cache_clear()  # the secret may have been changed since this client was made
            raise
        if got.status != 200:
            raise _refusal(got)
        for line in documents(got.body):
            status = line.get("statut_restitution") or {}
            code = str(status.get("code") or "")
            if code in _BY_CODE:
                raise GridRefused(_BY_CODE[code], code)
            if "code_statut_traitement" not in line and not code:
                yield line


def documents(body: bytes) -> list[dict[str, Any]]:
    """The JSON documents of a body, one a line. Half a document is `unavailable`."""
    try:
        lines = [msgspec.json.decode(line) for line in body.splitlines() if line.strip()]
    except msgspec.DecodeError as error:
        raise GridRefused("unavailable", "half_an_answer") from error
    return [line for line in lines if isinstance(line, dict)]


def truth(word: object) -> bool:
    """GRDF's booleans: "Vrai" and "Faux", or true ones."""
    return word is True or str(word).lower() == "vrai"


def _total(line: dict[str, Any]) -> DayTotal | None:
    """One day: its energy through the coefficient, finer than the whole cubic metres beside it."""
    used = line.get("consommation") or {}
    try:
        on = date.fromisoformat(str(used.get("journee_gaziere") or "")[:10])
        kwh, worth = used.get("energie"), (used.get("coeff_calcul") or {}).get("coeff_conversion")
        if kwh is not None and worth:
            dm3 = round_div(int(Decimal(str(kwh)) * 100_000), int(Decimal(str(worth)) * 100))
        else:
            dm3 = int(Decimal(str(used["volume_brut"])) * 1000)
    except (ValueError, ArithmeticError, KeyError, TypeError):
        return None
    return DayTotal(on, dm3, used.get("statut_conso") == SETTLED) if dm3 >= 0 else None


def _refusal(got: Got) -> GridRefused:
    """The reason behind an answer that is not 200."""
    if got.status == 429:
        after = got.headers.get("retry-after", "")
        wait = timedelta(seconds=int(after) if after.isdigit() else 60)
        return GridRefused("quota", "429", clock.now() + wait)
    if got.status >= 500 or got.status == 408:
        return GridRefused("unavailable", str(got.status))
    try:
        lines = documents(got.body)
    except GridRefused:
        lines = []
    for line in lines:
        code = str(line.get("code_statut_traitement") or line.get("code") or "")
        if code in _BY_CODE:
            return GridRefused(_BY_CODE[code], code)
    return GridRefused("unknown_point" if got.status == 404 else "refused", str(got.status))


@lru_cache(maxsize=16)
def _of(base: str, token_url: str, operator: str) -> Adict:
    secret = secrets.find(f"grid/{operator}/adict")
    return Adict(base, token_url, str(secret["client_id"]), str(secret["client_secret"]))
