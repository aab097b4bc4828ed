"""Comptoir's table of contents: the rooms' routes, and the event handlers, one line each.

Event handlers are declared here and not in the rooms: a handler declared in a Blueprint would be
packaged without this file, and so without what it sets up. Queues, schedules and buckets are wired
to them in `infra/`.
"""

from typing import Any

from chalice.app import Chalice

from chalicelib import operators
from chalicelib.notifications import delivery as post
from chalicelib.operators.routes import room as operators_room
from chalicelib.web import outer
from chalicelib.web.edges import edges
from chalicelib.web.house import room as house_room

app = Chalice(app_name="comptoir", configure_logs=False)

edges.languages_of = operators.languages_of

for room in (house_room, operators_room):
    app.register_blueprint(room)
outer.dress(app)


@app.lambda_function(name="delivery")
def delivery(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Messages of the outbox queue go out."""
    return post.work(event)
