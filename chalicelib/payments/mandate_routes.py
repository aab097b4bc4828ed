"""HTTP of direct debits."""

from chalicelib import operators
from chalicelib.payments import mandates
from chalicelib.payments.mandate import Mandate
from chalicelib.payments.schemas import (
    CustomerQuery,
    MandateAnswer,
    MandateBegunAnswer,
    MandateForm,
    MandatesAnswer,
)
from chalicelib.web.routing import Room
from chalicelib.web.visit import Visit

room = Room("payments")


@room.post("/mandates", takes=MandateForm, gives=MandateBegunAnswer, status=201, limit=(10, 60))
def begin_mandate(visit: Visit, form: MandateForm) -> MandateBegunAnswer:
    """Begin to agree a direct debit; in force once the network tells that it was confirmed."""
    begun = mandates.begin(visit, form.customer)
    pack = operators.find(visit.operator)
    return MandateBegunAnswer(
        begun.mandate.mandate,
        begun.mandate.wording,
        pack.seller.name,
        pack.seller.creditor_id,
        pack.billing.debit_notice_days,
        begun.client_secret,
        begun.publishable_key,
        begun.script_url,
    )


@room.get("/mandates", query=CustomerQuery, gives=MandatesAnswer)
def list_mandates(visit: Visit, query: CustomerQuery) -> MandatesAnswer:
    """The mandates of a customer, newest first."""
    return MandatesAnswer([_answer(each) for each in mandates.of_customer(visit, query.customer)])


@room.delete("/mandates/{mandate}", query=CustomerQuery)
def revoke_mandate(visit: Visit, mandate: str, query: CustomerQuery) -> None:
    """Revoke a mandate: nothing is drawn on it any more."""
    mandates.revoke(visit, mandate, query.customer)


def _answer(mandate: Mandate) -> MandateAnswer:
    return MandateAnswer(
        mandate.mandate,
        mandate.state,
        mandate.reference,
        mandate.last4,
        mandate.wording,
        mandate.accepted_at,
        mandate.ended_at,
        mandate.ended_why,
        mandate.dead_on,
    )
