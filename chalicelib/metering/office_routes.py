"""Readings at the counter: a clerk writes down what a customer brings."""

from chalicelib import audit, clock, operators
from chalicelib.accounts import clerks
from chalicelib.contracts import supply
from chalicelib.contracts.facts import point_of_short
from chalicelib.errors import NotFound
from chalicelib.metering import sending
from chalicelib.metering.schemas import ReadingForm, ReadingReceipt
from chalicelib.metering.sending import Sender
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("metering")


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
    about = holding.point.short
    audit.record(visit.operator, "reading_taken", by=clerk, about=about, visit=visit)
    return receipt
