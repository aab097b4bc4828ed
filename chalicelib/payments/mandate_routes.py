"""HTTP of what is drawn by itself: direct debits and kept cards."""

from chalicelib import operators
from chalicelib.payments import coming, mandates, owing, states
from chalicelib.payments.mandate import Mandate
from chalicelib.payments.mandate_schemas import (
    CardAnswer,
    CardChangeForm,
    CardsAnswer,
    DebitAnswer,
    DebitsAnswer,
    KeepForm,
    MandateAnswer,
    MandateBegunAnswer,
    MandateForm,
    MandatesAnswer,
    MeansAnswer,
)
from chalicelib.payments.plan_routes import list_payouts
from chalicelib.payments.schemas import CustomerQuery
from chalicelib.web.routing import Room
from chalicelib.web.visit import Visit

room = Room("payments")


@room.post("/mandates", takes=MandateForm, gives=MandateBegunAnswer, status=201, limit=(10, 60))
def begin_mandate(visit: Visit, form: MandateForm) -> MandateBegunAnswer:
    """Begin to agree a direct debit; in force once the network tells that it was confirmed."""
    begun = mandates.begin(visit, form.customer, "debit")
    return _begun(visit, begun)


def _begun(visit: Visit, begun: "mandates.Begun") -> MandateBegunAnswer:
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
    found = mandates.of_customer(visit, query.customer, "debit")
    customer = owing.mine(visit.operator, visit.account, query.customer).partition("#")[2]
    pack = operators.find(visit.operator)
    items = [_answer(each) for each in found]
    offered = bool(pack.seller.creditor_id)
    return MandatesAnswer(items, offered, pack.billing.debit_notice_days, customer)


@room.get("/means", query=CustomerQuery, gives=MeansAnswer)
def list_means(visit: Visit, query: CustomerQuery) -> MeansAnswer:
    """All that the page of means of payment shows, in one answer."""
    return MeansAnswer(
        list_mandates(visit, query),
        list_debits(visit, query),
        list_cards(visit, query),
        list_payouts(visit, query),
    )


@room.delete("/mandates/{mandate}", query=CustomerQuery)
def revoke_mandate(visit: Visit, mandate: str, query: CustomerQuery) -> None:
    """Revoke a mandate: nothing is drawn on it any more."""
    mandates.revoke(visit, mandate, query.customer, "debit")


@room.get("/debits", query=CustomerQuery, gives=DebitsAnswer)
def list_debits(visit: Visit, query: CustomerQuery) -> DebitsAnswer:
    """What will be drawn next, and when."""
    customer = owing.mine(visit.operator, visit.account, query.customer)
    items = [
        DebitAnswer(
            list(each.invoices), each.cents, each.on, each.announced_at, each.means, each.account
        )
        for each in coming.debits(customer)
    ]
    return DebitsAnswer(items, operators.find(visit.operator).currency)


@room.post("/cards", takes=MandateForm, gives=MandateBegunAnswer, status=201, limit=(10, 60))
def begin_card(visit: Visit, form: MandateForm) -> MandateBegunAnswer:
    """Begin to keep a card; it is kept once the network tells that its holder confirmed."""
    return _begun(visit, mandates.begin(visit, form.customer, "card"))


@room.get("/cards", query=CustomerQuery, gives=CardsAnswer)
def list_cards(visit: Visit, query: CustomerQuery) -> CardsAnswer:
    """The cards that a customer keeps."""
    found = mandates.of_customer(visit, query.customer, "card")
    items = [_card(each) for each in found if each.state == "active"]
    return CardsAnswer(items, mandates.wording(visit.operator, visit.language, "card"))


@room.put("/cards/{card}", takes=CardChangeForm, query=CustomerQuery, gives=CardAnswer)
def change_card(visit: Visit, form: CardChangeForm, query: CustomerQuery, card: str) -> CardAnswer:
    """Have invoices paid by a kept card when they fall due, or no longer."""
    return _card(mandates.pay_by_itself(visit, card, query.customer, form.automatic))


@room.delete("/cards/{card}", query=CustomerQuery)
def remove_card(visit: Visit, card: str, query: CustomerQuery) -> None:
    """Remove a kept card, here and at the network."""
    mandates.revoke(visit, card, query.customer, "card")


@room.put("/payments/{payment}/card", takes=KeepForm)
def keep_card(visit: Visit, form: KeepForm, payment: str) -> None:
    """Have the card of an open payment kept once it is paid, or not."""
    mandates.keep(visit, states.find(visit.operator, visit.account, payment), form.keep)


def _card(kept: Mandate) -> CardAnswer:
    assert kept.accepted_at is not None
    return CardAnswer(
        kept.mandate,
        kept.brand or "",
        kept.last4 or "",
        kept.expires or "",
        kept.automatic,
        kept.payment_method or "",
        kept.accepted_at,
    )


def _answer(mandate: Mandate) -> MandateAnswer:
    seller = operators.find(mandate.operator).seller
    return MandateAnswer(
        mandate.mandate,
        mandate.state,
        mandate.reference,
        mandate.last4,
        seller.name,
        seller.creditor_id,
        mandate.wording,
        mandate.ip,
        mandate.device,
        mandate.accepted_at,
        mandate.used_at,
        mandate.ended_at,
        mandate.ended_why,
        mandate.dead_on,
    )
