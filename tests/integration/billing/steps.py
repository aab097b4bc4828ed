"""Steps that billing's tests share: a contract that is read, and its bills."""

from datetime import UTC, date, datetime

from chalicelib.billing import invoices, issuing
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft, Invoice, Review
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import Contract
from tests.integration.readings.steps import Place

MORNING = datetime(2026, 11, 2, 5, tzinfo=UTC)
DAY = date(2026, 11, 2)


def contract_of(place: Place) -> Contract:
    """The contract of a place, as stored."""
    found = agreements.find("engie", place.who.number, place.contract)
    assert found is not None
    return found


def due(place: Place, on: date = DAY) -> list[Draft | Review]:
    """What is to be invoiced of a place."""
    return drafts_of(contract_of(place), on)


def drafts(place: Place, on: date = DAY) -> list[Draft]:
    """What is to be invoiced of a place, when nothing of it is strange."""
    made = due(place, on)
    assert all(isinstance(each, Draft) for each in made), made
    return [each for each in made if isinstance(each, Draft)]


def billed(place: Place, on: date = DAY) -> list[Invoice]:
    """The invoices issued for a place on a day."""
    given = issuing.issue(drafts(place, on))
    return [invoices.find("engie", customer, number) for customer, number in given]
