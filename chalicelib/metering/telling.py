"""Tells a customer, by mail, that their curve does not come, why, and what they can do."""

from datetime import date, timedelta

from chalicelib import clock, i18n, notifications
from chalicelib.accounts import contact
from chalicelib.config import settings
from chalicelib.contracts import supply
from chalicelib.gateways.grid import Reason
from chalicelib.i18n import formats
from chalicelib.metering import gaps
from chalicelib.operators import Operator
from chalicelib.rules.calendar import Period

SILENT_DAYS = 3
"""A day this old was due for two mornings: its customer is told."""
SEEN_DAYS = 30


def of_gap(operator: Operator, point: str, on: date, reason: Reason) -> None:
    """Tell that days are missing; once for a day, and once a week for a supply point."""
    today = clock.today(operator.time_zone)
    if (today - on).days < SILENT_DAYS or not gaps.told(point, on):
        return
    recent = gaps.of_point(point, Period(today - timedelta(days=SEEN_DAYS), today))
    week = f"{today.isocalendar().year}-{today.isocalendar().week:02d}"
    _send(operator, point, "curve_missing", f"{point}#{week}", on, reason, len(recent))


def of_end(operator: Operator, point: str, reason: Reason) -> None:
    """Tell that the grid gives no more curves of a supply point, and that the switch is off."""
    today = clock.today(operator.time_zone)
    _send(operator, point, "curve_stopped", f"{point}#{today}", today, reason, 0)


def _send(
    operator: Operator, point: str, kind: str, once: str, on: date, reason: Reason, days: int
) -> None:
    found = supply.find(point)
    reader = contact.reader_of(operator.code, found.customer) if found else None
    if found is None or reader is None or not reader.email:
        return
    language = reader.language
    page = "consents" if kind == "curve_stopped" else "usage"
    notifications.send(
        operator.code,
        to=reader.recipient,
        kind=kind,
        language=language,
        facts={
            "name": reader.name,
            "place": found.label or found.address.street or found.number,
            "day": formats.day(language, on),
            "days": str(days),
            "why": i18n.t(language, f"gaps.{reason}"),
            "page": f"{settings().site_url}/{operator.code}/{language}/{page}/",
        },
        once=f"{kind}#{once}",
    )
