"""A reading sent by the link of a reminder: it opens one meter until one day, and no account.

The token is signed, not stored: who changes it has none. Looking spends nothing, so that a mail
scanner may; sending asks for an index, which only who stands before the meter knows.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date

from chalicelib import clock, operators
from chalicelib.accounts import sealing
from chalicelib.contracts import supply
from chalicelib.contracts.facts import Holding
from chalicelib.errors import NotFound
from chalicelib.metering import meters, overview, photos, sending
from chalicelib.metering.reading_schemas import (
    LinkedAnswer,
    LinkedForm,
    LinkedPhotoForm,
    PhotoAnswer,
    ReadingReceipt,
)
from chalicelib.metering.sending import Sender
from chalicelib.web.visit import Visit

SIGNED = 43
"""Hexadecimal digits of the signature: 172 bits."""


def token_of(point: str, customer: str, until_on: date) -> str:
    """The token that lets whoever holds it read the meters of a point until a day (in)."""
    said = f"{point}|{customer}|{until_on.isoformat()}"
    return urlsafe_b64encode(said.encode()).decode().rstrip("=") + "." + _signature(said)


def look(visit: Visit, token: str) -> LinkedAnswer:
    """The meters that a link opens, with their last indexes. Raises `NotFound`."""
    holding, until_on = _open(visit, token)
    today = clock.today(operators.find(visit.operator).time_zone)
    now = meters.hanging(meters.of_point(holding.point.point), today)
    return LinkedAnswer(
        energy=holding.point.energy,
        label=holding.point.label or holding.point.address.street,
        until_on=until_on,
        meters=[each for each in overview.meters_of(visit, holding, now) if not each.communicating],
    )


def send(visit: Visit, form: LinkedForm) -> ReadingReceipt:
    """Take a reading that came by a link; refuses as `sending.send` does, and `NotFound`."""
    holding, _ = _open(visit, form.token)
    sender = Sender(visit.operator, visit.language, _by(holding))
    return sending.send(sender, holding, form)


def announce_photo(visit: Visit, form: LinkedPhotoForm) -> PhotoAnswer:
    """Where to send a photo of the meter; refuses as `photos.announce` does, and `NotFound`."""
    holding, _ = _open(visit, form.token)
    return photos.announce(visit.operator, _by(holding), form)


def _by(holding: Holding) -> str:
    """What stands for the account of whoever came by a link."""
    return f"link_{holding.contract.customer}"


def _open(visit: Visit, token: str) -> tuple[Holding, date]:
    """The point behind a token; `reading_link_over` when it is none, has ended, or its customer
    has left.
    """
    coded, _, signature = token.partition(".")
    try:
        said = urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
        point, customer, day = said.split("|")
        until_on = date.fromisoformat(day)
    except ValueError as error:
        raise NotFound("reading_link_over") from error
    today = clock.today(operators.find(visit.operator).time_zone)
    signed = hmac.compare_digest(signature.encode(), _signature(said).encode())
    if not signed or today > until_on or not point.startswith(f"{visit.operator}#"):
        raise NotFound("reading_link_over")
    holding = supply.held_now(point, today)
    if holding is None or holding.contract.customer != customer:
        raise NotFound("reading_link_over")
    return holding, until_on


def _signature(said: str) -> str:
    return sealing.mac(f"reading_link|{said}")[:SIGNED]
