"""Comptoir's table of contents: the rooms' routes, and the event handlers, one line each.

Event handlers are declared here and not in the rooms: a handler declared in a Blueprint would be
packaged without this file, and so without what it sets up. Queues, schedules and buckets are wired
to them in `infra/`.
"""

from typing import Any

from chalice.app import Chalice

from chalicelib import operators, started
from chalicelib.accounts import clerks, eligibility, sessions
from chalicelib.accounts import intake as accounts_intake
from chalicelib.accounts.routes import rooms as accounts_rooms
from chalicelib.billing import runs
from chalicelib.billing.routes import rooms as billing_rooms
from chalicelib.contracts import eligibility as contracts_eligibility
from chalicelib.contracts import intake as contracts_intake
from chalicelib.contracts import tempo
from chalicelib.gateways import backoffice
from chalicelib.metering import collection, dropping
from chalicelib.metering import intake as metering_intake
from chalicelib.metering.routes import rooms as metering_rooms
from chalicelib.notifications import delivery as post
from chalicelib.operators.routes import room as operators_room
from chalicelib.payments import daily, transfers
from chalicelib.payments import describing as payments_describing
from chalicelib.payments.routes import rooms as payments_rooms
from chalicelib.support import describing
from chalicelib.support.routes import rooms as support_rooms
from chalicelib.web import outer
from chalicelib.web.edges import edges
from chalicelib.web.house import room as house_room

app = Chalice(app_name="comptoir", configure_logs=False)

edges.languages_of = operators.languages_of
edges.find_session = sessions.find
eligibility.source.has_active_contract = contracts_eligibility.has_active_contract
describing.describers["pay_"] = payments_describing.payment
describing.describers["bill"] = payments_describing.bill


def takes() -> dict[str, backoffice.Take]:
    """What takes each kind of file that a back office drops; loaded when one comes."""
    return {
        "clerks": clerks.take,
        "customers": accounts_intake.take,
        "contracts": contracts_intake.take,
        "coefficients": contracts_intake.take_coefficient,
        "hours": contracts_intake.take_hours,
        "colours": tempo.take,
        "meters": metering_intake.take_meter,
        "readings": metering_intake.take_reading,
        "curves": dropping.take_curve,
        "statements": transfers.take,
    }


for room in (
    house_room,
    operators_room,
    *accounts_rooms,
    *metering_rooms,
    *billing_rooms,
    *payments_rooms,
    *support_rooms,
):
    app.register_blueprint(room)
outer.dress(app)


@app.lambda_function(name="delivery")
def delivery(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Messages of the outbox queue go out."""
    return post.work(event)


@app.lambda_function(name="intake")
def intake(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Files that a back office dropped are taken in, row by row."""
    return backoffice.work(event, takes(), operators.languages_of)


@app.lambda_function(name="midnight")
def midnight(event: dict[str, Any], context: object) -> dict[str, int]:
    """An operator's night begins, or its catch-up: the collection is planned."""
    return collection.plan(event)


@app.lambda_function(name="collect")
def collect(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Messages of the collection queue: shards to plan, days to fetch, consents to process."""
    return collection.work(event)


@app.lambda_function(name="billing_plan")
def billing_plan(event: dict[str, Any], context: object) -> dict[str, int]:
    """Each morning an operator's billing is planned."""
    return runs.plan(event)


@app.lambda_function(name="billing_work")
def billing_work(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The parts of a billing run are listed, issued and printed."""
    return runs.work(event)


@app.lambda_function(name="till")
def till(event: dict[str, Any], context: object) -> dict[str, int]:
    """Each day the till draws debits, and compares the card network's lists with the books."""
    return daily.work(event)


started()
