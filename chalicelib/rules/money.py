"""Money: whole minor units (cents, kopecks), and the one rounding rule of the whole product."""

from collections.abc import Sequence
from decimal import Decimal

MINOR_DIGITS = {"EUR": 2, "RUB": 2, "CHF": 2, "GBP": 2, "USD": 2, "XOF": 0, "TND": 3}
"""ISO 4217 minor unit digits of the currencies a pack may name."""


def minor_digits(currency: str) -> int:
    """How many digits the currency has after the point. Raises KeyError for an unknown code."""
    return MINOR_DIGITS[currency]


def round_div(numerator: int, denominator: int) -> int:
    """The quotient rounded half away from zero: the only place where an amount is rounded.

    `denominator` is positive. A credit mirrors its charge: `round_div(-n, d) == -round_div(n, d)`.
    """
    if numerator < 0:
        return -((-numerator * 2 + denominator) // (denominator * 2))
    return (numerator * 2 + denominator) // (denominator * 2)


def to_cents(amount: Decimal, currency: str = "EUR") -> int:
    """An exact amount in major units, rounded once to minor units."""
    numerator, denominator = amount.as_integer_ratio()
    return round_div(numerator * 10 ** minor_digits(currency), denominator)


def to_decimal(cents: int, currency: str = "EUR") -> Decimal:
    """Minor units as an exact amount in major units: 1234 -> Decimal('12.34')."""
    return Decimal(cents).scaleb(-minor_digits(currency))


def vat_on(net_cents: int, percent: Decimal) -> int:
    """The tax on a net sum.

    EN 16931 (BR-CO-17): one rounding for each rate, on the sum of the lines' net amounts.
    """
    numerator, denominator = percent.as_integer_ratio()
    return round_div(net_cents * numerator, 100 * denominator)


def vat_within(gross_cents: int, percent: Decimal) -> int:
    """The tax contained in a sum that includes it (prices published with tax, as in Russia)."""
    numerator, denominator = percent.as_integer_ratio()
    return round_div(gross_cents * numerator, 100 * denominator + numerator)


def share(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a sum by weights so that no cent is lost: what is left goes to the largest remainders.

    Weights are not negative and not all zero; equal remainders are served in order.
    """
    whole = sum(weights)
    sign = -1 if cents < 0 else 1
    parts = [abs(cents) * weight // whole for weight in weights]
    remainders = [abs(cents) * weight % whole for weight in weights]
    left = abs(cents) - sum(parts)
    for place in sorted(range(len(weights)), key=lambda i: -remainders[i])[:left]:
        parts[place] += 1
    return tuple(sign * part for part in parts)
