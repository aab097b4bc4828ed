"""Steps that the tests of midnight share: a home with a meter, its consents, a night."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.consents import Purpose, record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake as contracts_intake
from chalicelib.contracts.shards import shard_of
from chalicelib.metering import curves
from chalicelib.metering import intake as metering_intake
from chalicelib.rules.calendar import Period
from infra.local.homes import electricity, home_of
from tests.cloud import TestCloud
from tests.integration.accounts.steps import Home, digits, home

OPERATOR, ZONE = "engie", "Europe/Brussels"
TODAY = datetime.now(UTC).date() + timedelta(days=1)
"""A day ahead of the machine's, so that the embedded cloud deletes nothing as outlived."""
YESTERDAY = TODAY - timedelta(days=1)
MORNING = datetime.combine(TODAY, time(9), tzinfo=UTC)


@dataclass
class Point:
    """A supply point with a communicating meter; `short` is its id in URLs."""

    number: str
    grid_id: str
    customer: str

    @property
    def key(self) -> str:
        return f"{OPERATOR}#electricity#{self.number}"

    @property
    def short(self) -> str:
        return f"e-{self.number}"

    def drawn(self, on: date) -> list[int]:
        """What its synthetic home drew in each half-hour."""
        return electricity.half_hours(home_of(self.grid_id), on, ZONE)


def point(
    who: Home | None = None,
    *,
    since: date = TODAY - timedelta(days=60),
    grid_id: str | None = None,
    communicating: bool = True,
    shard: str | None = None,
) -> Point:
    """A supply point under contract, taken in as the back office's files would be."""
    customer = (who or home()).number
    made = Point(digits(18, "5414"), digits(14, "3") if grid_id is None else grid_id, customer)
    while shard is not None and shard_of(OPERATOR, made.key) != shard:
        made.number = digits(18, "5414")
    contracts_intake.take(
        OPERATOR,
        {
            "contract": digits(10, "C"),
            "customer": customer,
            "energy": "electricity",
            "point": made.number,
            "grid_id": made.grid_id,
            "started_on": since.isoformat(),
            "tariff": "elec-bi",
        },
    )
    metering_intake.take_meter(
        OPERATOR,
        {
            "energy": "electricity",
            "point": made.number,
            "serial": digits(12, "S"),
            "fitted_on": since.isoformat(),
            "digits": "5",
            "unit": "kWh",
            "communicating": str(communicating).lower(),
            "registers": "peak off_peak",
        },
    )
    return made


def agree(at: Point, *purposes: Purpose) -> None:
    """The holder's consents, active."""
    for purpose in purposes or ("recording", "half_hourly"):
        for step in ("granted", "activated"):
            record.change(
                at.key,
                purpose,
                step,
                Word("acc_test"),
                customer=at.customer,
                shard=shard_of(OPERATOR, at.key),
                today=TODAY,
                until_on=TODAY + timedelta(days=900),
            )


def state(at: Point, purpose: Purpose = "half_hourly") -> str:
    return record.standing(at.key).of(purpose, at.customer, TODAY).state


def night(cloud: TestCloud, task: str = "collect", operator: str = OPERATOR, **more: str) -> None:
    """The schedule fires, and the queue is worked off."""
    cloud.handle("midnight", {"operator": operator, "task": task} | more)
    cloud.drain("collection")


def stored(at: Point, on: date = YESTERDAY) -> list[int] | None:
    """The kept half-hours of a day."""
    found = list(curves.days(at.key, Period(on, on + timedelta(days=1))))
    assert len(found) <= 1
    return list(found[0].values) if found else None


def revision(at: Point, on: date = YESTERDAY) -> int:
    return next(iter(curves.days(at.key, Period(on, on + timedelta(days=1))))).revision
