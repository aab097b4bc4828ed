"""What a pack says of an operator, as typed and frozen facts; anything unknown in it is refused."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.rules.reference import Scheme

Energy = Literal["electricity", "gas", "water"]
Language = Literal["fr", "nl", "ru", "en"]
Words = dict[str, str]
"""A sentence in each of the operator's languages, by language."""
Colour = Annotated[str, Meta(pattern="^#[0-9a-f]{6}$")]
Code = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{1,30}$")]
Day = Annotated[int, Meta(ge=1, le=31)]


class Fixed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the parts of a pack."""


class Brand(Fixed, frozen=True, kw_only=True):
    """Colours of actions in the light and the dark scheme; `slogan` stands on the sign-in page."""

    colour: Colour
    colour_dark: Colour
    slogan: Words


class Served(Fixed, frozen=True, kw_only=True):
    """One energy, and the places where the company serves it; `except_places` are not among them.

    Places without a list are all those that no other company claims.
    """

    energy: Energy
    places: tuple[str, ...] = ()
    except_places: tuple[str, ...] = ()


class Company(Fixed, frozen=True, kw_only=True):
    """A supply company behind the operator's one door.

    `phone` is answered to households and small businesses, `business_phone` to businesses; where
    there is none the operator's own numbers hold.
    """

    code: Code
    name: str
    serves: tuple[Served, ...]
    phone: str = ""
    business_phone: str = ""


class ProofPart(Fixed, frozen=True, kw_only=True):
    """One thing a customer shows to prove who they are.

    `pattern` is what a well-formed value looks like; `example` is shown beside the field.
    """

    kind: Literal[
        "customer_number",
        "contract_number",
        "activation_code",
        "place",
        "account_number",
        "surname",
        "meter_serial",
    ]
    pattern: str = ".{1,80}"
    example: str = ""
    optional: bool = False


class Proof(Fixed, frozen=True, kw_only=True):
    """The parts asked for, and whether before the mail is sent or behind its link."""

    asked: Literal["before_mail", "after_link"]
    parts: tuple[ProofPart, ...]


class Link(Fixed, frozen=True, kw_only=True):
    """How long the link in the sign-up mail lives, and how many tries it grants."""

    hours: Annotated[int, Meta(ge=1, le=720)]
    uses: Annotated[int, Meta(ge=1, le=10)]


class SignIn(Fixed, frozen=True, kw_only=True):
    """What a login is, whether an active contract is needed, and the app's address to return to."""

    login: Literal["email", "chosen", "place_account"]
    active_contract: bool = False
    app_link: str = ""


class Phone(Fixed, frozen=True, kw_only=True):
    """A number to call. `emergency` ones stand on every page, before sign-in too."""

    kind: Literal["emergency", "customers", "apartments", "houses", "breakdown"]
    number: str
    label: Words
    hours: Words = {}


class Office(Fixed, frozen=True, kw_only=True):
    """A counter that one can walk to; `door_sign` is what stands over its door.

    `address` is one text, or one for each language where streets have a name in each.
    """

    place: str
    address: str | Words
    door_sign: str = ""
    hours: Words = {}


class ReadingWindow(Fixed, frozen=True, kw_only=True):
    """The days of a month in which a reading counts for that month's bill."""

    from_day: Day
    until_day: Day


class Collection(Fixed, frozen=True, kw_only=True):
    """Which adapter brings an energy's curves, and the oldest that it may give, in months.

    `file`: they come as dropped files, and nobody is called.

    `consent_months` is how long a consent lasts; the quotas are those that the grid grants.
    """

    energy: Energy
    adapter: Literal["enedis", "adict", "headend", "file"]
    depth_months: Annotated[int, Meta(ge=1, le=36)]
    consent_months: Annotated[int, Meta(ge=1, le=36)] = 36
    calls_per_second: Annotated[int, Meta(ge=1, le=100_000)] = 5
    calls_per_hour: Annotated[int, Meta(ge=1, le=100_000_000)] = 10_000


class Seller(Fixed, frozen=True, kw_only=True):
    """Who issues the invoices, as the law wants it printed."""

    name: str
    street: str
    postcode: str
    place: str
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    company_id: str
    vat_id: str = ""
    email: str
    iban: str = ""
    bic: str = ""
    bank: str = ""
    correspondent_account: str = ""
    creditor_id: str = ""
    legal_notes: Words = {}


class Billing(Fixed, frozen=True, kw_only=True):
    """The days a customer has to pay, the series of invoice numbers, the day a month is billed.

    `debit_notice_days` is how long before a direct debit it is announced (SEPA: 14 days unless a
    shorter time was agreed with the mandate). `reference` is what a payer writes on a transfer.
    """

    debit_notice_days: Annotated[int, Meta(ge=1, le=30)] = 14
    due_days: Annotated[int, Meta(ge=1, le=90)]
    series: Annotated[str, Meta(pattern="^[A-Z]{1,6}$")]
    day_of_month: Annotated[int, Meta(ge=1, le=28)]
    reference: Scheme = "number"


MonthDay = Annotated[str, Meta(pattern="^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class Reminder(Fixed, frozen=True, kw_only=True):
    """A step of the ladder for unpaid invoices: so many days after one was due, in this tone.

    `fee_cents` is added to the invoice where the law and the contract allow it. A step that `cuts`
    (speaks of ending the supply) is left out during the winter truce.
    """

    after_days: Annotated[int, Meta(ge=1, le=365)]
    tone: Literal["friendly", "formal"]
    fee_cents: Annotated[int, Meta(ge=0, le=10_000)] = 0
    cuts: bool = False


class PlanBounds(Fixed, frozen=True, kw_only=True):
    """What a customer may propose: so many monthly parts, none smaller, the first within so many
    days. A plan up to `at_once_cents` in up to `at_once_parts` is agreed without asking anybody.
    """

    most_parts: Annotated[int, Meta(ge=2, le=24)]
    least_part_cents: Annotated[int, Meta(ge=50, le=10_000_000)]
    first_within_days: Annotated[int, Meta(ge=1, le=60)] = 31
    at_once_cents: Annotated[int, Meta(ge=0)] = 0
    at_once_parts: Annotated[int, Meta(ge=0, le=24)] = 0


class Dunning(Fixed, frozen=True, kw_only=True):
    """The ladder, from calm to formal, the winter truce ("11-01" to "03-31", both included), and
    the payment plans that customers may ask for (none without `plan`).
    """

    steps: tuple[Reminder, ...] = ()
    plan: PlanBounds | None = None
    truce: tuple[MonthDay, MonthDay] | None = None


class DayColours(Fixed, frozen=True, kw_only=True):
    """The calendar of coloured days: who tells them, when a season begins, how many of each colour.

    `adapter`: `rte` asks the grid operator each day; with `file` only dropped files bring them.
    `quotas` are the days of a season that have each colour; all others have `otherwise`.
    """

    adapter: Literal["rte", "file"]
    season_starts: MonthDay
    otherwise: str
    quotas: dict[str, Annotated[int, Meta(ge=1, le=366)]]


class Terms(Fixed, frozen=True, kw_only=True):
    """The version in force of the terms; accepted once, asked again when it changes."""

    version: str


class Operator(Fixed, frozen=True, kw_only=True):
    """An operator's whole pack."""

    code: Code
    name: str
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    currency: Literal["EUR", "RUB"]
    time_zone: str
    energies: Annotated[tuple[Energy, ...], Meta(min_length=1)]
    brand: Brand
    companies: Annotated[tuple[Company, ...], Meta(min_length=1)]
    proof: Proof
    link: Link
    sign_in: SignIn
    phones: tuple[Phone, ...]
    offices: tuple[Office, ...] = ()
    reading: ReadingWindow
    collection: tuple[Collection, ...] = ()
    day_colours: DayColours | None = None
    seller: Seller
    billing: Billing
    dunning: Dunning = Dunning()
    terms: Terms
