"""A contract on a billing day with all that its bills depend on, and the drafts made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib import operators
from chalicelib.accounts import customers
from chalicelib.accounts.customers import Customer
from chalicelib.billing import billed, halfhours, measuring, picture
from chalicelib.billing.billed import Billed
from chalicelib.billing.documents.sheet import Party, PlanPicture
from chalicelib.billing.facts import Content, Draft, Invoice, Kind, Review
from chalicelib.billing.measuring import Measured
from chalicelib.contracts import supply, tariffs
from chalicelib.contracts.facts import Contract, SupplyPoint
from chalicelib.metering import meters, readings
from chalicelib.metering.facts import Meter, Reading
from chalicelib.operators.pack import Operator
from chalicelib.rules import charge
from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.leak import Abnormal, warsmann
from chalicelib.rules.shared_out import HalfHours
from chalicelib.rules.terms import Terms, billable_from
from chalicelib.rules.usage import total

YEARLY = "yearly"
"""The value of a contract's option `billing` for instalments and a yearly settlement."""


@dataclass(frozen=True, slots=True)
class Background:
    """What of a contract does not depend on the day: its point, holder, prices, all readings.

    `credit_cents` is what the customer has paid ahead; None leaves it to the ledger to say.
    """

    point: SupplyPoint
    customer: Customer
    terms: Terms
    meters: tuple[Meter, ...]
    readings: tuple[Reading, ...]
    half_hours: HalfHours | None = None
    credit_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """All that the bills of one contract on one day depend on."""

    operator: Operator
    contract: Contract
    point: SupplyPoint
    customer: Customer
    terms: Terms
    known: Measured
    billed: tuple[Billed, ...]
    on: date
    known_credit_cents: int | None = None

    @property
    def yearly(self) -> bool:
        """Whether the contract pays instalments and is settled once a year."""
        return self.contract.options.get("billing") == YEARLY

    @property
    def estimates_in_a_row(self) -> int:
        """How many of the last bills rested on an estimate."""
        bills = [each for each in self.billed if each.kind == "consumption"]
        count = 0
        while count < len(bills) and bills[-1 - count].estimated:
            count += 1
        return count

    def leak(self, period: Period) -> Abnormal | None:
        """An abnormal use of water in a French dwelling (over twice the mean of three years)."""
        applies = (self.operator.country, self.point.energy) == ("FR", "water")
        if not applies or self.customer.kind != "household" or not self.known.meters:
            return None
        used = total(
            tuple(part for use in self.known.uses if (part := measuring.clip(use, period)))
        )
        found = warsmann(used, period, self.known.uses, local_mean=0)
        return found if found.abnormal and not found.local else None

    def load(self, numbers: Iterable[str]) -> tuple[Invoice, ...]:
        """Some of the contract's invoices in full."""
        return billed.load(self.contract, numbers)

    def read_until(self, from_on: date) -> date:
        """The day until which the use is really read; without a meter no reading is awaited."""
        if not self.known.meters:
            return date.max
        return measuring.covered_until(self.known, from_on)

    def bill(self, period: Period, leak_mean: int | None = None) -> Bill:
        """The lines of a period. Raises `NotMeasured`, `Unpriced`, LookupError.

        `leak_mean` (dm3) caps an abnormal use of water.
        """
        uses = measuring.within(
            self.known, period, self.contract, self.terms.tariff, self.estimates_in_a_row
        )
        last = self.known.last_read_on
        limit = billable_from(last, self.terms.tariff.limit_months) if last else None
        return charge.bill(self.terms, period, uses, self.on, not_before=limit, leak_mean=leak_mean)


def held_back(contract: Contract, code: str, **facts: str | int) -> Review:
    """A contract that a clerk has to look at."""
    return Review(contract.operator, contract.customer, contract.contract, code, facts=facts)


def background_of(contract: Contract) -> Background | Review:
    """What the bills of a contract depend on on any day, or why there can be none."""
    point = supply.find(contract.point)
    customer = customers.find(contract.operator, contract.customer)
    terms = tariffs.terms_of(contract, point) if point else None
    if point is None or customer is None:
        return held_back(contract, "customer_unknown")
    if terms is None:
        return held_back(contract, "tariff_unknown", tariff=contract.tariff)
    hung = meters.of_point(contract.point)
    half_hours = halfhours.of(contract, terms) if halfhours.wanted(contract, terms, hung) else None
    return Background(point, customer, terms, hung, readings.of_meters(hung), half_hours)


def case_of(
    contract: Contract, on: date, known: tuple[Billed, ...], background: Background | None = None
) -> Case | Review:
    """The case of a contract on a day, or why there is none."""
    found = background or background_of(contract)
    if isinstance(found, Review):
        return found
    return Case(
        operator=operators.find(contract.operator),
        contract=contract,
        point=found.point,
        customer=found.customer,
        terms=found.terms,
        known=measuring.known(found.meters, found.readings, on, found.half_hours),
        billed=known,
        on=on,
        known_credit_cents=found.credit_cents,
    )


def make(
    case: Case,
    kind: Kind,
    bill: Bill,
    guard: str,
    preceding: str = "",
    plan: PlanPicture | None = None,
) -> Draft:
    """The draft of a bill, with everything that its document will say.

    What the customer has paid ahead is set against it when it is issued (`issuing`).
    """
    owed = bill.total_cents
    by_debit = case.contract.options.get("payment") == "debit"
    settled_by = "nothing" if owed <= 0 else "debit" if by_debit else "transfer"
    due_on = case.on + timedelta(days=case.operator.billing.due_days) if owed > 0 else None
    buyer = party(case.customer, case.point, case.operator)
    country = case.operator.country
    address = case.point.address
    supplied = Party(case.customer.name, address.street, address.postcode, address.place, country)
    tariff = case.terms.tariff
    return Draft(
        operator=case.contract.operator,
        customer=case.contract.customer,
        contract=case.contract.contract,
        point=case.point.point,
        energy=case.point.energy,
        kind=kind,
        issued_on=case.on,
        due_on=due_on,
        guard=guard,
        credit_cents=case.known_credit_cents,
        content=Content(
            bill=bill,
            buyer=buyer,
            supplied=supplied,
            names=dict(tariff.names),
            to_pay_cents=owed,
            settled_by=settled_by,
            preceding=preceding,
            options=_printed_options(case.contract),
            classes={each.code: dict(each.names) for each in tariff.classes},
            usage=picture.of(case.contract, case.point, case.known, case.operator, bill.period),
            leak=case.leak(bill.period) if kind in billed.BILLS else None,
            read_on=case.known.last_read_on,
            next_reading_on=None if kind == "final" else months_after(bill.period.until_on, 1),
            plan=plan,
        ),
    )


def party(customer: Customer, point: SupplyPoint, operator: Operator) -> Party:
    """The customer as addressed: their own address, else that of the supply point."""
    street = customer.street or point.address.street
    postcode = customer.postcode or point.address.postcode
    place = customer.place or point.address.place
    return Party(customer.name, street, postcode, place, operator.country)


def _printed_options(contract: Contract) -> dict[str, str]:
    power = contract.subscribed_power_va or int(contract.options.get("power_va", "0") or 0)
    printed = {"power_va": str(power)} if power else {}
    vat_id = contract.options.get("vat_id", "")
    return printed | ({"vat_id": vat_id} if vat_id else {})
