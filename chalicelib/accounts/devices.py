"""Devices and networks an account was used from: what is new is told, what is trusted is spared.

A browser is known by a random token in a cookie of its own, an app by the same token in its form.
A network is the /24 of an IPv4 address or the /56 of an IPv6 one: the part that stays while a
provider hands out a new address every night.
"""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from chalicelib import clock
from chalicelib.accounts import agents, tokens
from chalicelib.accounts.account import Account
from chalicelib.accounts.table import DeviceRow
from chalicelib.web.serving import cookie_name
from chalicelib.web.visit import Visit

TRUST = timedelta(days=30)
"""How long a remembered device is spared the second factor."""
KEPT = timedelta(days=400)
"""How long a browser keeps the cookie: the most that browsers allow."""
NOTED_EVERY = timedelta(hours=1)
_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Device:
    """A device in an account's list."""

    device: str
    name: str
    ip: str
    town: str
    country: str
    first_at: datetime
    last_at: datetime
    trusted_until: datetime | None

    @property
    def trusted(self) -> bool:
        """Whether it is spared the second factor at this moment."""
        return self.trusted_until is not None and self.trusted_until > clock.now()


def cookie_of(operator: str) -> str:
    """The name of the cookie that a browser is known by."""
    return f"{cookie_name(operator)}-device"


def token_of(visit: Visit, told: str | None = None) -> str | None:
    """The token of the calling device: told in the form, or in its cookie."""
    if told is None:
        try:
            cookies = SimpleCookie(str(visit.headers.get("cookie", "")))
        except CookieError:
            return None
        found = cookies.get(cookie_of(visit.operator))
        told = found.value if found else None
    return told if told and tokens.is_shaped(told) else None


def cookie(operator: str, token: str) -> str:
    """The `Set-Cookie` that a browser is known by from now on; it opens nothing by itself."""
    return (
        f"{cookie_of(operator)}={token}; Path=/; Max-Age={int(KEPT.total_seconds())}; "
        "HttpOnly; Secure; SameSite=Strict"
    )


def find(account: str, token: str | None) -> Device | None:
    """The device behind a token, if this account was used with it; always one read."""
    try:
        return _fact(DeviceRow.get(account, _key(token or "none"), consistent_read=True))
    except DeviceRow.DoesNotExist:
        return None


def note(visit: Visit, account: Account, token: str, *, trust: bool = False) -> bool:
    """Write down that an account was used from here; whether device or network was new to it.

    The very first device of an account is not news: its holder has just made the account.
    """
    networks = f"network#{network(visit.ip)}"
    rows = [_noted(visit, account.account, _key(token)), _noted(visit, account.account, networks)]
    news = any(age is None for _, age in rows)
    if news:
        known = DeviceRow.query(account.account, DeviceRow.device.startswith("device#"), limit=1)
        news = any(known)
    if trust:
        rows[0][0].trusted_until = clock.now() + TRUST
    for row, age in rows:
        if age is None or age > NOTED_EVERY or trust:
            row.save()
    return news


def of_account(account: str) -> list[Device]:
    """An account's devices, the latest used first."""
    rows = DeviceRow.query(account, DeviceRow.device.startswith("device#"))
    return sorted((_fact(row) for row in rows), key=lambda each: each.last_at, reverse=True)


def forget(account: str, device: str | None = None) -> None:
    """Forget a device, or all of them, so that the second factor is asked for there again."""
    for row in list(DeviceRow.query(account, DeviceRow.device.startswith("device#"))):
        if device in (None, _id(row)):
            row.delete()


def network(ip: str) -> str:
    """The network of an address."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "unknown"
    bits = 24 if address.version == 4 else 56
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def place_of(visit: Visit) -> tuple[str, str]:
    """Town and country (ISO 3166-1 alpha-2) of a caller, as CloudFront guesses them from the
    address; empty where it does not know, and where no CloudFront stands before us.

    Source: CloudFront, "Add CloudFront request headers": letters beyond ASCII come percent-encoded.
    """
    town = unquote(visit.headers.get("cloudfront-viewer-city", ""))
    country = visit.headers.get("cloudfront-viewer-country", "").upper()
    return (
        "".join(each for each in town if each.isprintable())[:80],
        country if _COUNTRY.fullmatch(country) else "",
    )


def _key(token: str) -> str:
    return f"device#{tokens.digest(token)}"


def _noted(visit: Visit, account: str, key: str) -> tuple[DeviceRow, timedelta | None]:
    """The row of a device or network as it will stand, and how long ago it was last seen."""
    now = clock.now()
    try:
        row = DeviceRow.get(account, key, consistent_read=True)
        age = now - row.last_at
    except DeviceRow.DoesNotExist:
        row, age = DeviceRow(account, key, first_at=now), None
    row.name, row.ip = agents.name_of(visit.device), visit.ip
    (row.town, row.country), row.last_at = place_of(visit), now
    return row, age


def _id(row: DeviceRow) -> str:
    """What a device is called in URLs: enough of its hash, and not all of it."""
    return row.device.removeprefix("device#")[:24]


def _fact(row: DeviceRow) -> Device:
    return Device(
        _id(row),
        row.name,
        row.ip,
        row.town,
        row.country,
        row.first_at,
        row.last_at,
        row.trusted_until,
    )
