"""Charges, refunds and disputes: where the money of the simulated network moves."""

from typing import Any

from .methods import Params, find
from .network import Network
from .numbers import SENTENCES
from .refusals import Refused, wrong
from .store import Thing

WON, LOST = "won", "lost"


def make_charge(net: Network, intent: Thing, method: Thing, mandate: str | None) -> Thing:
    """A charge for an intent, still without an outcome."""
    kind = method["type"]
    details: Params = {"type": kind, kind: dict(method[kind])}
    if mandate:
        details[kind]["mandate"] = mandate
    return {
        "id": net.store.new_id("ch" if kind == "card" else "py"),
        "object": "charge",
        "created": net.now(),
        "livemode": False,
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": method["billing_details"],
        "captured": False,
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "metadata": dict(intent["metadata"]),
        "outcome": None,
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": details,
        "receipt_url": None,
        "refunded": False,
        "status": "pending",
        "_conduct": method["_conduct"],
    }


def pay(net: Network, charge: Thing) -> Thing:
    """The charge goes through; the network keeps a fee of the account, not of the payer."""
    fee = round(charge["amount"] * 0.015) + 25
    move = {
        "id": net.store.new_id("txn"),
        "object": "balance_transaction",
        "created": net.now(),
        "amount": charge["amount"],
        "fee": fee,
        "net": charge["amount"] - fee,
        "currency": charge["currency"],
        "source": charge["id"],
        "type": "charge",
        "status": "pending",
    }
    net.store.save(move)
    charge |= {
        "status": "succeeded",
        "paid": True,
        "captured": True,
        "amount_captured": charge["amount"],
        "balance_transaction": move["id"],
        "outcome": {"network_status": "approved_by_network", "type": "authorized"},
    }
    return net.tell("charge.succeeded", charge)


def decline(net: Network, charge: Thing) -> Thing:
    """The charge is refused by the bank behind it."""
    conduct = charge["_conduct"]
    charge |= {
        "status": "failed",
        "failure_code": conduct["code"],
        "failure_message": sentence(conduct["decline"]),
        "outcome": {
            "network_status": "declined_by_network",
            "reason": conduct["decline"],
            "type": "issuer_declined",
        },
    }
    return net.tell("charge.failed", charge)


def sentence(decline_code: str) -> str:
    """What the network says of a decline."""
    return SENTENCES.get(decline_code, "Your card was declined.")


def refund(net: Network, params: Params) -> Thing:
    """POST /v1/refunds: of a charge or of an intent's latest charge, whole or in part."""
    charge = _charge_of(net, params)
    if charge["status"] != "succeeded":
        raise Refused(
            400, "invalid_request_error", "charge_not_refundable", "The charge was not paid."
        )
    left = charge["amount"] - charge["amount_refunded"]
    if left == 0:
        raise Refused(
            400,
            "invalid_request_error",
            "charge_already_refunded",
            f"Charge {charge['id']} has already been refunded.",
        )
    if charge["disputed"]:
        raise Refused(
            400, "invalid_request_error", "charge_disputed", "The charge has been charged back."
        )
    amount = int(params.get("amount") or left)
    if not 0 < amount <= left:
        raise wrong("amount", f"Refund amount ({amount}) is greater than unrefunded amount.")
    at_once = charge["payment_method_details"]["type"] == "card"
    made: Thing = {
        "id": net.store.new_id("re"),
        "object": "refund",
        "created": net.now(),
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "currency": charge["currency"],
        "failure_reason": None,
        "metadata": params.get("metadata") or {},
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "status": "succeeded" if at_once else "pending",
    }
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    net.tell("refund.created", made)
    net.tell("charge.refunded", charge)
    if charge["_conduct"]["refund"] == "fails":
        net.store.after(net.store.setting("debit_seconds", 5), "fail_refund", made["id"])
    elif not at_once:
        net.store.after(net.store.setting("debit_seconds", 5), "settle_refund", made["id"])
    return made


def settle_refund(net: Network, id: str) -> None:
    """A refund by bank transfer has arrived."""
    made = find(net, "refund", id)
    if made["status"] == "pending":
        made["status"] = "succeeded"
        net.tell("refund.updated", made, {"status": "pending"})


def fail_refund(net: Network, id: str) -> None:
    """A refund comes back: the payer's bank would not take it."""
    made = find(net, "refund", id)
    before = made["status"]
    made |= {"status": "failed", "failure_reason": "lost_or_stolen_card"}
    charge = find(net, "charge", made["charge"])
    charge["amount_refunded"] -= made["amount"]
    charge["refunded"] = False
    net.store.save(charge)
    net.tell("refund.updated", made, {"status": before})
    net.tell("refund.failed", made)


def dispute(net: Network, charge_id: str, reason: str) -> Thing:
    """The payer's bank takes the money back: for good on a SEPA debit, open on a card."""
    charge = find(net, "charge", charge_id)
    if charge["status"] != "succeeded" or charge["disputed"]:
        raise wrong("charge", "Only a paid charge that is not yet disputed can be disputed.")
    final = charge["payment_method_details"]["type"] == "sepa_debit"
    charge["disputed"] = True
    made: Thing = {
        "id": net.store.new_id("dp"),
        "object": "dispute",
        "created": net.now(),
        "livemode": False,
        "amount": charge["amount"] - charge["amount_refunded"],
        "balance_transactions": [],
        "charge": charge["id"],
        "currency": charge["currency"],
        "evidence": {},
        "evidence_details": {"due_by": net.now() + 7 * 86400, "has_evidence": False},
        "is_charge_refundable": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "status": LOST if final else "needs_response",
    }
    net.store.save(charge)
    net.tell("charge.dispute.created", made)
    net.tell("charge.dispute.funds_withdrawn", made)
    if final:
        net.tell("charge.dispute.closed", made)
    return made


def close_dispute(net: Network, id: str, status: str) -> Thing:
    """A dispute ends: won (the money comes back) or lost."""
    made = find(net, "dispute", id)
    if made["status"] in (WON, LOST) or status not in (WON, LOST):
        raise wrong("status", "The dispute is closed, or the status is not won or lost.")
    made["status"] = status
    if status == WON:
        net.tell("charge.dispute.funds_reinstated", made)
    return net.tell("charge.dispute.closed", made, {"status": "needs_response"})


def _charge_of(net: Network, params: Params) -> Thing:
    id: Any = params.get("charge")
    if not id:
        intent = find(net, "payment_intent", str(params.get("payment_intent", "")))
        id = intent["latest_charge"]
    if not id:
        raise Refused(
            400, "invalid_request_error", "charge_not_refundable", "There is no charge to refund."
        )
    return find(net, "charge", id)
