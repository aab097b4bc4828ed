"""Steps that the counter's tests share: a customer with supply points, taken in as files would be."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.contracts import intake as contracts
from chalicelib.metering import intake
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, digits, home, signed_in

NOON = datetime(2026, 11, 5, 11, tzinfo=UTC)
"""A Thursday in the window of readings, at which most of these tests stand still."""


@dataclass
class Place:
    """A customer's supply point with one meter that hangs there."""

    who: Home
    energy: str
    point: str
    serial: str
    contract: str = field(default_factory=lambda: f"C-{digits(9)}")

    @property
    def short(self) -> str:
        return f"{self.energy[0]}-{self.point}"

    @property
    def key(self) -> str:
        return f"engie#{self.energy}#{self.point}"

    @property
    def url(self) -> str:
        return f"/engie/supply-points/{self.short}"


def contract(who: Home, place: Place, **more: str) -> None:
    """Take a contract in."""
    row = {
        "contract": place.contract,
        "customer": who.number,
        "energy": place.energy,
        "point": place.point,
        "started_on": "2024-01-01",
        "tariff": "gas" if place.energy == "gas" else "elec-mono",
        "street": "Rue Haute 1",
        "postcode": "1000",
        "place": "Bruxelles",
    }
    contracts.take("engie", row | more)


def meter(place: Place, **more: str) -> None:
    """Take a meter in, fitted on 1 January 2024 at zero."""
    row = {
        "energy": place.energy,
        "point": place.point,
        "serial": place.serial,
        "fitted_on": "2024-01-01",
        "unit": "kWh" if place.energy == "electricity" else "m3",
        "digits": "5",
    }
    intake.take_meter("engie", row | more)


def read(place: Place, on: str | date, index: int, register: str = "single", **more: str) -> None:
    """Take a reading of the operator's in."""
    row = {"serial": place.serial, "on": str(on), "index": str(index), "register": register}
    intake.take_reading("engie", row | more)


def place(energy: str = "gas", who: Home | None = None, **more: str) -> Place:
    """A customer (a new one unless given) with a supply point and a meter read by hand."""
    made = Place(who or home(), energy, digits(18, "5414"), f"M{digits(9)}")
    contract(made.who, made, **{k: v for k, v in more.items() if k in CONTRACT})
    meter(made, **{k: v for k, v in more.items() if k not in CONTRACT})
    if energy == "gas":
        coefficient = {"point": made.point, "from_on": "2024-01-01", "kwh_per_m3": "11.2"}
        contracts.take_coefficient("engie", coefficient)
    return made


CONTRACT = {
    "started_on", "ended_on", "tariff", "subscribed_power_va", "grid_id", "off_peak", "label",
}  # fmt: skip


def monthly(place: Place, a_month: int, until: date = date(2026, 11, 1), start: int = 1000) -> int:
    """A reading on the first of each month from January 2024; the index of the last."""
    on, index = date(2024, 1, 1), start
    while on <= until:
        read(place, on, index)
        last, index = index, index + a_month
        on = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return last


def at_home(api: Api, cloud: TestCloud, energy: str = "gas", **more: str) -> Place:
    """A supply point whose customer is signed in."""
    made = place(energy, **more)
    signed_in(api, cloud, made.who)
    return made


def form(index: object, register: str = "single", **more: Any) -> dict[str, Any]:
    """A reading as a page sends it."""
    values = [{"register": register, "index": index}]
    return {"client_id": f"c-{digits(12)}", "values": values, "confirmed": False} | more
