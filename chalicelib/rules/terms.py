"""What a contract says that its bill depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.rules.calendar import months_after
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.price import Rule
from chalicelib.rules.schedule import Schedule
from chalicelib.rules.tariff import Tariff


@dataclass(frozen=True, slots=True)
class Terms:
    """A tariff and what chooses among its prices.

    `options` choose prices (`{"power_va": "6000"}`); `coefficients` turn gas volume into energy,
    in order; `schedules` are the supply point's own hours, instead of the tariff's; the yearly
    limits of tiers are for each of `dwellings`.
    """

    tariff: Tariff
    options: Mapping[str, str] = field(default_factory=dict)
    coefficients: tuple[Coefficient, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    dwellings: int = 1

    def option(self, rule: Rule) -> str:
        """The value of the option that chooses this rule's price, or "" where none does."""
        return self.options.get(rule.by, "") if rule.by else ""

    @property
    def hours(self) -> tuple[Schedule, ...]:
        """The schedules that count: the point's own, or else the tariff's."""
        return self.schedules or self.tariff.schedules


def billable_from(last_read_on: date, limit_months: int | None) -> date | None:
    """The first day that may be charged: use older than `limit_months` before the last reading
    or self-reading may not (14 for French electricity and gas: code de la consommation L224-11).

    None where no limit applies. Exceptions (no access, fraud) are for the caller to decide.
    """
    return None if limit_months is None else months_after(last_read_on, -limit_months)
