"""Purposes, the states of a switch, and where a subject stands.

The CNIL asks for one consent each, off at first, specific and informed, withdrawn as easily as
given: `recording` in the meter, the two finenesses of collection to show them to the customer, and
`advice`, the use of what was collected for what the customer is told and offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

Purpose = Literal["recording", "daily", "half_hourly", "advice"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
State = Literal["off", "pending", "active", "expired"]
Step = Literal["granted", "activated", "withdrawn", "refused", "lapsed", "expired"]
"""What an entry records: the grid operator says `refused` and `lapsed`, time `expired`."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One switch: its state since a moment, until a day (out) when it is active.

    `reason` says why the grid operator refused or ended it, else "".
    """

    purpose: Purpose
    state: State = "off"
    since_at: datetime | None = None
    until_on: date | None = None
    reason: str = ""

    def on(self, today: date) -> "Consent":
        """The same as it stands on a day: an active one past its end has expired."""
        if self.state == "active" and self.until_on is not None and self.until_on <= today:
            return Consent(self.purpose, "expired", self.since_at, self.until_on, self.reason)
        return self


@dataclass(frozen=True, slots=True)
class Standing:
    """All switches of a subject (a supply point's key), and the customer number that set them."""

    subject: str
    customer: str = ""
    consents: Mapping[Purpose, Consent] = field(default_factory=dict)

    def of(self, purpose: Purpose, customer: str, today: date) -> Consent:
        """A purpose's switch on a day, for who holds the point now: another's word never counts."""
        if customer != self.customer:
            return Consent(purpose)
        return self.consents.get(purpose, Consent(purpose)).on(today)

    def active(self, purpose: Purpose, customer: str, today: date) -> bool:
        """Whether a purpose's switch is on."""
        return self.of(purpose, customer, today).state == "active"

    def ended(self, today: date) -> tuple[Consent, ...]:
        """The switches whose time is over, of which nothing was recorded yet."""
        past = ((each, each.on(today)) for each in self.consents.values())
        return tuple(after for before, after in past if before.state != after.state)

    def collects(self, customer: str, today: date) -> bool:
        """Whether the half-hourly curve may be collected: it is recorded, and may be fetched."""
        return all(self.active(each, customer, today) for each in ("recording", "half_hourly"))

    def allows(self, fineness: str, customer: str, today: date) -> bool:
        """Whether values so fine may be collected; who lets half-hours be lets days be."""
        half_hours = self.collects(customer, today)
        return half_hours or (fineness == "daily" and self.active("daily", customer, today))
