"""Who the operators are, and their terms."""

from chalicelib.operators import directory
from chalicelib.operators.schemas import OperatorList, PublicOperator, TermsAnswer, public
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
