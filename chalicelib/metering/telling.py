"""Tells a customer, by mail, that the collection of their curve has ended, and why."""

from collections.abc import Sequence
from datetime import date

from chalicelib import clock, i18n, notifications
from chalicelib.accounts import contact
from chalicelib.config import settings
from chalicelib.consents import Consent
from chalicelib.contracts import supply
from chalicelib.gateways.grid import Reason
from chalicelib.i18n import formats
from chalicelib.operators import Operator


def of_end(operator: Operator, point: str, reason: Reason) -> None:
    """Tell that the grid gives no more curves of a supply point, and that the switch is off."""
    today = clock.today(operator.time_zone)
    found = supply.find(point)
    if found is not None:
        _tell(point, found.customer, "curve_stopped", today, {"why": (f"gaps.{reason}",)})


def of_expiry(operator: Operator, point: str, customer: str, over: Sequence[Consent]) -> None:
    """Tell that consents of a supply point have come to their end, unless another holds it now."""
    today = clock.today(operator.time_zone)
    ends = max((each.until_on for each in over if each.until_on), default=today)
    titles = tuple(f"consents.{each.purpose}.title" for each in over)
    _tell(point, customer, "consent_expired", ends, {"what": titles})


def _tell(
    point: str, customer: str, kind: str, on: date, words: dict[str, tuple[str, ...]]
) -> None:
    """Send one message a kind and day to who holds a point; `words` are keys of the catalogue."""
    found = supply.find(point)
    if found is None or found.customer != customer:
        return
    reader = contact.reader_of(found.operator, customer)
    if reader is None or not reader.email:
        return
    language = reader.language
    said = {name: ", ".join(i18n.t(language, key) for key in keys) for name, keys in words.items()}
    notifications.send(
        found.operator,
        to=reader.recipient,
        kind=kind,
        language=language,
        facts={
            "name": reader.name,
            "place": found.label or found.address.street or found.number,
            "day": formats.day(language, on),
            "page": f"{settings().site_url}/{found.operator}/{language}/consents/",
        }
        | said,
        once=f"{kind}#{point}#{on}",
    )
