"""What sign-up and the account take and give."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Token = Annotated[str, Meta(max_length=100)]
Text = Annotated[str, Meta(max_length=400)]
Password = Annotated[str, Meta(min_length=1, max_length=1000)]


class ProofForm(msgspec.Struct, kw_only=True):
    """The parts of a proof; an operator's pack says which it asks for."""

    customer_number: Text | None = None
    contract_number: Text | None = None
    activation_code: Text | None = None
    place: Text | None = None
    account_number: Text | None = None
    surname: Text | None = None
    meter_serial: Text | None = None

    def typed(self) -> dict[str, str | None]:
        """The parts by their kinds."""
        return {name: getattr(self, name) for name in ProofForm.__struct_fields__}


class SignupForm(msgspec.Struct, kw_only=True):
    """`proof` and `password` (the one to confirm with) where the pack asks before the mail."""

    email: Text
    language: str = ""
    terms_version: str | None = None
    proof: ProofForm = msgspec.field(default_factory=ProofForm)
    password: Password | None = None
    phone: Text | None = None


class AgainForm(msgspec.Struct, kw_only=True):
    """The address to send the link to again."""

    email: Text


class CorrectForm(msgspec.Struct, kw_only=True):
    """The mistyped address, the handle that its sign-up answered, and the right address."""

    email: Text
    signup: Token
    new_email: Text


class SignupAnswer(msgspec.Struct, kw_only=True):
    """A link is on its way. `signup` is a handle to correct the address with."""

    email: str
    expires_at: datetime
    spam_hint: str
    signup: str


class LookForm(msgspec.Struct, kw_only=True):
    """The token out of the link's fragment."""

    token: Token


class LinkAnswer(msgspec.Struct, kw_only=True):
    """What the link leads to: `prove` (who you are) or `confirm` (with the password chosen)."""

    email: str
    expires_at: datetime
    tries_left: int
    step: Literal["prove", "choose", "confirm"]


class ProveForm(ProofForm, kw_only=True):
    """A try to prove who one is."""

    token: Token


class ProveAnswer(msgspec.Struct, kw_only=True):
    """The ticket to go on with, and the login that suggests itself."""

    ticket: str
    suggested_login: str


class CompleteForm(msgspec.Struct, kw_only=True):
    """The access somebody chooses, and the terms they accept."""

    token: Token
    ticket: Token = ""
    login: Text = ""
    password: Password
    terms_version: Text
    language: str = ""


class CompleteAnswer(msgspec.Struct, kw_only=True):
    """The account exists, under this login."""

    login: str


class MyCustomer(msgspec.Struct, kw_only=True):
    """A customer that the account may see."""

    number: str
    name: str


class MyTerms(msgspec.Struct, kw_only=True):
    """The terms in force, and the ones accepted."""

    version: str
    accepted_version: str | None
    accepted_at: datetime | None
    due: bool


class MeAnswer(msgspec.Struct, kw_only=True):
    """Who is signed in."""

    account: str
    login: str
    email: str | None
    phone: str | None
    language: str
    name: str
    role: str
    customers: list[MyCustomer]
    terms: MyTerms
    eligible: bool
    must_change_password: bool
    password_at: datetime


class TermsForm(msgspec.Struct, kw_only=True):
    """The version of the terms that the caller accepts."""

    version: Text
