"""A room's routes: declared with what they take and give, so that one line validates, documents and
serves them.

Chalice turns a view's exception into a 500 before middleware sees it, so each view is wrapped here,
through Chalice's public `route()`; the decorated function stays plain and can be called in a test.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from chalice.app import Blueprint

from chalicelib import errors
from chalicelib.web import serving

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
"""Open to visitors who are not signed in."""
CUSTOMERS = "customers"
"""Open to a signed-in customer."""
SIGNED_IN = "signed_in"
"""Open to customers and clerks alike."""
STAFF = "staff"
"""Open to a clerk; the view checks which role may."""

MAX_BODY = 256 * 1024
"""Bytes of the largest body that a route takes unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Route:
    """One route as declared: what it takes, gives and refuses; the source of the OpenAPI document.

    `path` is as clients see it behind `/api`; `refuses` are codes worth naming in the document.
    `before_terms` lets an account in that has not accepted the present terms.
    """

    method: str
    path: str
    view: Callable[..., Any]
    room: str
    takes: type[msgspec.Struct] | None
    query: type[msgspec.Struct] | None
    gives: Any
    status: int
    open_to: str
    of_operator: bool
    before_terms: bool
    raw: bool
    max_body: int
    limit: tuple[int, int] | None
    refuses: tuple[type[errors.Refusal], ...]


ROUTES: list[Route] = []
"""Every route of every room that was imported, in order of declaration."""


class Room(Blueprint):
    """The routes of one room. Paths are relative to `/{operator}` unless `of_operator=False`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"chalicelib.{name}.routes")
        self.name = name

    def get(self, path: str, **declared: Any) -> Callable[[View], View]:
        """Declare a GET route; see `declare`."""
        return self.declare("GET", path, **declared)

    def post(self, path: str, **declared: Any) -> Callable[[View], View]:
        """Declare a POST route; see `declare`."""
        return self.declare("POST", path, **declared)

    def put(self, path: str, **declared: Any) -> Callable[[View], View]:
        """Declare a PUT route; see `declare`."""
        return self.declare("PUT", path, **declared)

    def patch(self, path: str, **declared: Any) -> Callable[[View], View]:
        """Declare a PATCH route; see `declare`."""
        return self.declare("PATCH", path, **declared)

    def delete(self, path: str, **declared: Any) -> Callable[[View], View]:
        """Declare a DELETE route; see `declare`."""
        return self.declare("DELETE", path, **declared)

    def declare(
        self,
        method: str,
        path: str,
        *,
        takes: type[msgspec.Struct] | None = None,
        query: type[msgspec.Struct] | None = None,
        gives: Any = None,
        status: int | None = None,
        open_to: str = CUSTOMERS,
        of_operator: bool = True,
        before_terms: bool = False,
        raw: bool = False,
        max_body: int = MAX_BODY,
        limit: tuple[int, int] | None = None,
        refuses: tuple[type[errors.Refusal], ...] = (),
    ) -> Callable[[View], View]:
        """Register a view for `method path`.

        The view is called with `visit`, then `form` (when `takes`, or the raw bytes when `raw`),
        `query` (when `query`) and the path parameters, all by name. It gives an instance of
        `gives` (or `WithHeaders` around one), or None for 204. `limit` is (calls, seconds) for each
        address. The decorated function itself stays as it was.
        """

        def register(view: View) -> View:
            route = Route(
                method=method,
                path=f"/{{operator}}{path}" if of_operator else path,
                view=view,
                room=self.name,
                takes=takes,
                query=query,
                gives=gives,
                status=status or (200 if gives is not None else 204),
                open_to=open_to,
                of_operator=of_operator,
                before_terms=before_terms,
                raw=raw,
                max_body=max_body,
                limit=limit,
                refuses=refuses,
            )
            ROUTES.append(route)
            handler = serving.handler_of(route, self)
            handler.__name__ = f"{self.name}_{view.__name__}"
            handler.__doc__ = inspect.getdoc(view)
            types = ["application/json"]
            self.route(route.path, methods=[method], name=handler.__name__, content_types=types)(
                handler
            )
            return view

        return register
