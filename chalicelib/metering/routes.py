"""Supply points, consents and use over HTTP."""

from chalicelib.contracts import supply
from chalicelib.metering import (
    consenting,
    exports,
    forecast,
    noticing,
    office_routes,
    overview,
    reading_routes,
    season,
    simulation,
    tapestry,
    usage,
    usual,
)
from chalicelib.metering.consent_schemas import ConsentAnswer, ConsentForm, ConsentList
from chalicelib.metering.outlook_schemas import (
    ForecastAnswer,
    SimulationAnswer,
    SimulationForm,
)
from chalicelib.metering.schemas import (
    NoticeAnswer,
    NoticeForm,
    NoticeList,
    SupplyPointAnswer,
    SupplyPointList,
)
from chalicelib.metering.use_schemas import (
    ColoursAnswer,
    ColoursQuery,
    CurveAnswer,
    CurveQuery,
    ExportAnswer,
    ExportForm,
    UsageAnswer,
    UsageQuery,
    UsualAnswer,
)
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("metering")
rooms = (room, reading_routes.room, office_routes.room)
"""All of this room's routes, for app.py."""


@room.get("/supply-points", gives=SupplyPointList)
def everywhere(visit: Visit) -> SupplyPointList:
    """The caller's supply points, with their meters and last indexes."""
    return SupplyPointList(items=overview.of_caller(visit))


@room.get("/supply-points/{point}", gives=SupplyPointAnswer)
def one(visit: Visit, point: str) -> SupplyPointAnswer:
    """One supply point of the caller's."""
    return overview.of_holding(visit, supply.require(visit, point))


@room.get("/supply-points/{point}/usage", query=UsageQuery, gives=UsageAnswer)
def used(visit: Visit, point: str, query: UsageQuery) -> UsageAnswer:
    """What a supply point used, by day, month or year, what it cost, and the year before."""
    return usage.answer(visit.operator, supply.require(visit, point), query, visit.language)


@room.get("/supply-points/{point}/usual-year", gives=UsualAnswer)
def usual_year(visit: Visit, point: str) -> UsualAnswer:
    """The last twelve months beside a usual year: the customer's own past, its weather averaged."""
    return usual.answer(visit.operator, supply.require(visit, point))


@room.get("/day-colours", query=ColoursQuery, gives=ColoursAnswer, open_to=ANYONE, limit=(60, 60))
def day_colours(visit: Visit, query: ColoursQuery) -> ColoursAnswer:
    """A season of the calendar of coloured days (Tempo), with tomorrow's colour once it is out."""
    return season.answer(visit.operator, query.on)


@room.get("/supply-points/{point}/load-curve", query=CurveQuery, gives=CurveAnswer)
def load_curve(visit: Visit, point: str, query: CurveQuery) -> CurveAnswer:
    """The half-hours of a supply point, packed, with the days that are not whole and why."""
    period = usage.period_of(query.from_on, query.until_on)
    return tapestry.answer(visit.operator, supply.require(visit, point), period, visit.language)


@room.get("/supply-points/{point}/consents", gives=ConsentList)
def consents(visit: Visit, point: str) -> ConsentList:
    """What the caller agreed to for a supply point, purpose by purpose."""
    return consenting.all_of(visit, point)


@room.put(
    "/supply-points/{point}/consents/{purpose}", takes=ConsentForm, gives=ConsentAnswer, status=202
)
def consent(visit: Visit, point: str, purpose: str, form: ConsentForm) -> ConsentAnswer:
    """Turn a consent on (pending until the grid operator has agreed) or off (at once)."""
    return consenting.switch(visit, point, purpose, form)


@room.post("/supply-points/{point}/exports", takes=ExportForm, gives=ExportAnswer, status=201)
def export(visit: Visit, point: str, form: ExportForm) -> ExportAnswer:
    """The caller's own data as CSV, JSON or Green Button, behind a link that lives five minutes."""
    return exports.export(visit, supply.require(visit, point), form)


@room.get("/supply-points/{point}/forecast", gives=ForecastAnswer)
def expected(visit: Visit, point: str) -> ForecastAnswer:
    """This month and this year of the contract as they will have been: no surprise at the end."""
    return forecast.answer(visit.operator, supply.require(visit, point))


@room.post("/supply-points/{point}/simulations", takes=SimulationForm, gives=SimulationAnswer)
def simulate(visit: Visit, point: str, form: SimulationForm) -> SimulationAnswer:
    """The coming year with another tariff, another power or new equipment, beside the present."""
    return simulation.answer(visit, supply.require(visit, point), form)


@room.get("/supply-points/{point}/notices", gives=NoticeList)
def noticed(visit: Visit, point: str) -> NoticeList:
    """What the caller is told unasked about a supply point, and what was noticed so far."""
    return noticing.all_of(visit, supply.require(visit, point))


@room.put("/supply-points/{point}/notices/{notice}", takes=NoticeForm, gives=NoticeAnswer)
def choose_notice(visit: Visit, point: str, notice: str, form: NoticeForm) -> NoticeAnswer:
    """Be told of one kind of thing, or not."""
    return noticing.choose(visit, supply.require(visit, point), notice, form)
