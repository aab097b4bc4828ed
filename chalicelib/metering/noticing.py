"""The notices of a supply point as its customer sees and turns them."""

from chalicelib.contracts.facts import Holding
from chalicelib.errors import NotFound
from chalicelib.metering import notices
from chalicelib.metering.notices import Kind
from chalicelib.metering.schemas import (
    NoticeAnswer,
    NoticedAnswer,
    NoticeForm,
    NoticeList,
)
from chalicelib.web.visit import Visit


def all_of(visit: Visit, holding: Holding) -> NoticeList:
    """Every kind that this energy can give, whether it is wanted, and what was noticed."""
    point, customer = holding.point, holding.contract.customer
    wanted = notices.wanted(point.point, customer)
    known = list(notices.history(point.point, customer))
    return NoticeList(
        items=[
            NoticeAnswer(
                notice=kind,
                on=wanted[kind],
                noticed=[_noticed(visit, each) for each in known if each.kind == kind],
            )
            for kind in notices.KINDS[point.energy]
        ]
    )


def choose(visit: Visit, holding: Holding, name: str, form: NoticeForm) -> NoticeAnswer:
    """Turn one kind on or off; raises `NotFound` for a kind that this energy does not have."""
    kind = _kind(holding, name)
    notices.choose(holding.point.point, holding.contract.customer, kind, form.on)
    return next(each for each in all_of(visit, holding).items if each.notice == kind)


def _kind(holding: Holding, name: str) -> Kind:
    for kind in notices.KINDS[holding.point.energy]:
        if kind == name:
            return kind
    raise NotFound("not_found")


def _noticed(visit: Visit, each: notices.Noticed) -> NoticedAnswer:
    return NoticedAnswer(
        since_on=each.since_on,
        seen_on=each.seen_on,
        told_at=each.told_at,
        sentence=notices.sentence(visit.operator, visit.language, each),
        facts=dict(each.facts),
    )
