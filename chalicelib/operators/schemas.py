"""The public facts of an operator, as the site and the apps get them."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.operators.pack import Brand, Company, Link, Office, Operator, Phone, Proof, SignIn


class PublicOperator(msgspec.Struct, kw_only=True):
    """What anyone may know of an operator before signing in."""

    code: str
    name: str
    country: str
    languages: tuple[str, ...]
    currency: str
    time_zone: str
    energies: tuple[str, ...]
    brand: Brand
    companies: tuple[Company, ...]
    proof: Proof
    link: Link
    sign_in: SignIn
    phones: tuple[Phone, ...]
    offices: tuple[Office, ...]
    terms_version: str


class OperatorList(msgspec.Struct, kw_only=True):
    """All operators of this deployment."""

    items: list[PublicOperator]
    next: str | None = None


class TermsAnswer(msgspec.Struct, kw_only=True):
    """The terms in force, in the caller's language, as Markdown."""

    version: str
    language: str
    text: str


class CompaniesQuery(msgspec.Struct, kw_only=True):
    """Who asks (a household or small business, or a business), and from where."""

    place: Annotated[str, Meta(min_length=1, max_length=100)]
    kind: Literal["household", "business"] = "household"


class CompanyNamed(msgspec.Struct, kw_only=True):
    """A supply company, and its number for those who ask."""

    code: str
    name: str
    phone: str


class CompanyFor(msgspec.Struct, kw_only=True):
    """Who supplies an energy in the place; null when nobody of this operator does."""

    energy: str
    company: CompanyNamed | None


class CompaniesAnswer(msgspec.Struct, kw_only=True):
    """Who supplies each energy in a place. One sign-up serves them all."""

    place: str
    kind: str
    items: list[CompanyFor]


def public(operator: Operator) -> PublicOperator:
    """The public part of a pack: nothing of its seller's bank or its collection."""
    return PublicOperator(
        code=operator.code,
        name=operator.name,
        country=operator.country,
        languages=operator.languages,
        currency=operator.currency,
        time_zone=operator.time_zone,
        energies=operator.energies,
        brand=operator.brand,
        companies=operator.companies,
        proof=operator.proof,
        link=operator.link,
        sign_in=operator.sign_in,
        phones=operator.phones,
        offices=operator.offices,
        terms_version=operator.terms.version,
    )
