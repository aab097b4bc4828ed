"""What a ticket is about, in words: so that a form comes filled in and the customer presses send.

Payments and invoices stand above this room: app.py registers who describes them. Each describer
also says what else its thing touches, so that a claim on a payment is found from its invoice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib import clock, i18n, operators
from chalicelib.contracts import supply
from chalicelib.contracts.facts import Holding
from chalicelib.errors import NotFound
from chalicelib.i18n import formats
from chalicelib.support.states import About
from chalicelib.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Described:
    """A thing of the caller's: `message` is what they probably want to say of it, ready to send;
    `facts` are labels and values for both sides; `related` are further references.
    """

    customer: str
    message: str
    facts: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()


Describer = Callable[[Visit, str, str], Described]
"""`describe(visit, about, reference)`, raising `NotFound` when the thing is not the caller's."""

describers: dict[str, Describer] = {}
"""By what a reference begins with (`pay_`), or by `bill`; filled by app.py."""


def describe(visit: Visit, about: About, reference: str) -> Described | None:
    """What the caller's reference stands for; None without one, or when nobody knows the topic's.

    Raises `NotFound` (`reference_unknown`), for somebody else's as for one that never was.
    """
    if not reference:
        return None
    prefix = reference.partition("_")[0] + "_"
    known = describers.get(prefix) or describers.get(about)
    try:
        if known is not None:
            return known(visit, about, reference)
        if reference[:2] in ("e-", "g-", "w-"):
            return _point(visit, about, reference)
    except NotFound as error:
        raise NotFound("reference_unknown") from error
    return None


def _point(visit: Visit, about: About, reference: str) -> Described:
    held = supply.require(visit, reference)
    language = visit.language
    today = clock.today(operators.find(visit.operator).time_zone)
    where = address_of(held)
    energy = i18n.t(language, f"units.{held.point.energy}")
    key = about if about in ("reading", "meter", "leak", "moving", "contract") else "point"
    message = i18n.t(
        language,
        f"support.draft.{key}",
        where=where,
        number=held.point.number,
        energy=energy.lower(),
        day=formats.day(language, today),
    )
    facts = (
        (i18n.t(language, "support.fact.energy"), energy),
        (i18n.t(language, "support.fact.point"), held.point.number),
        (i18n.t(language, "support.fact.address"), where),
    )
    return Described(held.contract.customer, message, facts)


def address_of(held: Holding) -> str:
    """Where a supply point is, on one line."""
    address = held.point.address
    town = f"{address.postcode} {address.place}".strip()
    return ", ".join(part for part in (address.street, town) if part)
