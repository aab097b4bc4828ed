"""A simulated card network, so that the whole product runs on one machine with no account anywhere.

It is a fake and says so on every page and in every answer. Written from the public description of
Stripe's API: `/stripe/v1/…` is what the Stripe library talks to, `/cards/…` what browsers see. Only
the base address and the keys differ from production. State lives in the folder `OUTSIDE_STATE`;
webhooks go to `OUTSIDE_WEBHOOK_URL`, signed with `OUTSIDE_WEBHOOK_SECRET`; browsers reach the
stand-ins at `OUTSIDE_PUBLIC_URL`. `control.py` lists the failures that can be switched on.
"""

from starlette.routing import Route

from . import api, control, pages

routes = [
    Route("/stripe/v1/{path:path}", api.answer, methods=["GET", "POST", "DELETE"]),
    *control.routes,
    *pages.routes,
]
