"""What a customer is told of a payment plan by mail, each thing once."""

from chalicelib import notifications
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.i18n import formats
from chalicelib.payments import plan as kept
from chalicelib.payments.plan import Plan
from chalicelib.rules.plan import Step


def send(plan: Plan, what: str, step: Step | None = None) -> None:
    """Tell of a plan that it is asked, agreed, refused, broken or kept, or of a part to come."""
    name = what if step is None else f"{what}#{step.part.on}"
    if name in plan.told:
        return
    contact = reader_of(plan.operator, plan.customer.partition("#")[2])
    if contact is not None and contact.email:
        language = contact.language
        page = f"{settings().site_url}/{plan.operator}/{language}"
        cents = plan.cents if step is None else step.left_cents
        pay = "&".join(f"invoice={number}" for number in plan.invoices)
        notifications.send(
            plan.operator,
            to=contact.recipient,
            kind=f"plan_{what}",
            language=language,
            facts={
                "amount": formats.money(language, cents, plan.currency),
                "day": formats.day(language, step.part.on if step else plan.parts[0].on),
                "parts": " · ".join(
                    f"{formats.day(language, part.on)} : "
                    f"{formats.money(language, part.cents, plan.currency)}"
                    for part in plan.parts
                ),
                "invoices": ", ".join(plan.invoices),
                "said": plan.note,
                "plan_url": f"{page}/plan/",
                "pay_url": f"{page}/pay/?{pay}" + (f"&amount={cents}" if step else ""),
                "help_url": f"{page}/help/?about=payment&reference={plan.invoices[0]}",
            },
            once=f"{plan.plan}#{name}",
        )
    kept.mark_told(plan, name)
