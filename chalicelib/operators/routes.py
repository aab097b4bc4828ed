"""Who the operators are, and their terms."""

from chalicelib.operators import companies, directory
from chalicelib.operators.schemas import (
    CompaniesAnswer,
    CompaniesQuery,
    CompanyFor,
    CompanyNamed,
    OperatorList,
    PublicOperator,
    TermsAnswer,
    public,
)
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("operators")


@room.get("/operators", gives=OperatorList, open_to=ANYONE, of_operator=False)
def everyone(visit: Visit) -> OperatorList:
    """All operators of this deployment."""
    return OperatorList(items=[public(directory.find(code)) for code in directory.codes()])


@room.get("/operator", gives=PublicOperator, open_to=ANYONE)
def one(visit: Visit) -> PublicOperator:
    """The public facts of one operator."""
    return public(directory.find(visit.operator))


@room.get("/terms", gives=TermsAnswer, open_to=ANYONE)
def terms(visit: Visit) -> TermsAnswer:
    """The terms in force, in the caller's language."""
    operator = directory.find(visit.operator)
    return TermsAnswer(
        version=operator.terms.version,
        language=visit.language,
        text=directory.terms(visit.operator, visit.language),
    )


@room.get("/companies", query=CompaniesQuery, gives=CompaniesAnswer, open_to=ANYONE)
def companies_for(visit: Visit, query: CompaniesQuery) -> CompaniesAnswer:
    """Which supply company serves a place, for each energy."""
    operator = directory.find(visit.operator)
    found = [(each, companies.serving(operator, query.place, each)) for each in operator.energies]
    named = [
        CompanyFor(
            energy=energy,
            company=CompanyNamed(
                code=one.code, name=one.name, phone=companies.phone(operator, one, query.kind)
            )
            if one
            else None,
        )
        for energy, one in found
    ]
    return CompaniesAnswer(place=query.place, kind=query.kind, items=named)
