"""Tells a customer, by mail, that the grid has ended the collection of their curve, and why."""

from chalicelib import clock, i18n, notifications
from chalicelib.accounts import contact
from chalicelib.config import settings
from chalicelib.contracts import supply
from chalicelib.gateways.grid import Reason
from chalicelib.i18n import formats
from chalicelib.operators import Operator


def of_end(operator: Operator, point: str, reason: Reason) -> None:
    """Tell that the grid gives no more curves of a supply point, and that the switch is off."""
    today = clock.today(operator.time_zone)
    found = supply.find(point)
    reader = contact.reader_of(operator.code, found.customer) if found else None
    if found is None or reader is None or not reader.email:
        return
    language = reader.language
    notifications.send(
        operator.code,
        to=reader.recipient,
        kind="curve_stopped",
        language=language,
        facts={
            "name": reader.name,
            "place": found.label or found.address.street or found.number,
            "day": formats.day(language, today),
            "why": i18n.t(language, f"gaps.{reason}"),
            "page": f"{settings().site_url}/{operator.code}/{language}/consents/",
        },
        once=f"curve_stopped#{point}#{today}",
    )
