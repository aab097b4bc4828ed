"""Readings at the counter: a clerk writes down what a customer brings."""

from chalicelib import audit, clock, operators
from chalicelib.accounts import clerks, customers
from chalicelib.contracts import supply
from chalicelib.contracts.facts import Holding, point_of_short
from chalicelib.errors import NotFound
from chalicelib.metering import history, overview, photos, sending
from chalicelib.metering.reading_schemas import (
    PhotoLinkAnswer,
    ReadingForm,
    ReadingList,
    ReadingReceipt,
)
from chalicelib.metering.schemas import PageQuery, SupplyPointList
from chalicelib.metering.sending import Sender
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("metering")


@room.get("/office/customers/{number}/supply-points", gives=SupplyPointList, open_to=STAFF)
def customers_points(visit: Visit, number: str) -> SupplyPointList:
    """The supply points of a customer, as the customer sees them."""
    clerks.require(visit, "find")
    if customers.find(visit.operator, number) is None:
        raise NotFound("customer_unknown")
    held = supply.points_of(visit.operator, [number])
    return SupplyPointList(items=[overview.of_holding(visit, each) for each in held])


@room.get(
    "/office/customers/{number}/supply-points/{point}/readings",
    query=PageQuery,
    gives=ReadingList,
    open_to=STAFF,
)
def customers_readings(visit: Visit, query: PageQuery, number: str, point: str) -> ReadingList:
    """The readings of a customer's supply point, newest first."""
    return history.page(_holding(visit, number, point), query.cursor)


@room.post(
    "/office/customers/{number}/supply-points/{point}/readings/{reading}/photo",
    gives=PhotoLinkAnswer,
    status=201,
    open_to=STAFF,
)
def customers_photo(visit: Visit, number: str, point: str, reading: str) -> PhotoLinkAnswer:
    """The photo that a customer sent with a reading, behind a link that lives five minutes."""
    return photos.link(visit.operator, history.find(_holding(visit, number, point), reading))


def _holding(visit: Visit, number: str, point: str) -> Holding:
    """A customer's supply point, for a clerk who may look; raises `NotFound`."""
    clerks.require(visit, "find")
    wanted = point_of_short(visit.operator, point)
    for holding in supply.points_of(visit.operator, [number]):
        if holding.point.point == wanted:
            return holding
    raise NotFound("supply_point_unknown")


@room.post(
    "/office/supply-points/{point}/readings",
    takes=ReadingForm,
    gives=ReadingReceipt,
    status=201,
    open_to=STAFF,
)
def write_reading(visit: Visit, point: str, form: ReadingForm) -> ReadingReceipt:
    """Write down a reading for a customer: at any time, and of a communicating meter too."""
    clerk = clerks.require(visit, "take_readings")
    today = clock.today(operators.find(visit.operator).time_zone)
    holding = supply.held_now(point_of_short(visit.operator, point), today)
    if holding is None:
        raise NotFound("supply_point_unknown")
    sender = Sender(visit.operator, visit.language, clerk, "clerk")
    receipt = sending.send(sender, holding, form)
    audit.record(
        visit.operator,
        "reading_taken",
        by=clerk,
        about=holding.contract.customer,
        visit=visit,
        point=holding.point.short,
    )
    return receipt
