"""The bodies of Data Connect v5: readings, contracts, and its families of errors."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from infra.local.homes import home_of
from infra.local.outside.grid.values import Curve

Row = dict[str, str]


@dataclass(frozen=True)
class Refused(Exception):
    """An answer that is an error: its status, its body, and perhaps a Retry-After."""

    status: int
    body: dict[str, object]
    retry_after: int | None = None


def refused(status: int, error: str, description: str) -> Refused:
    """The usual form of an error."""
    return Refused(status, {"error": error, "error_description": description})


def throttled(form: str, until: datetime, at: datetime) -> Refused:
    """429 in one of the three forms that callers have met."""
    wait = max(1, round((until - at).total_seconds()))
    if form == "old":
        moment = f"{wait // 3600}:{wait // 60 % 60:02d}:{wait % 60:02d}"
        said = f"Quota Q4 reached. Call threshold allowed on {moment}"
        return refused(429, "429", said)
    if form == "second":
        fault = {
            "code": 900807,
            "message": "Message throttled out",
            "description": "You have exceeded your quota",
        }
        return Refused(429, {"fault": fault}, wait)
    moment = until.astimezone(UTC).strftime("%Y-%b-%d %H:%M:%S+0000 UTC")
    return Refused(
        429,
        {
            "code": "900804",
            "message": "Message throttled out",
            "description": f"You have exceeded your quota .You can access API after {moment}",
            "nextAccessTime": moment,
        },
    )


CONSENTS = {
    "gone": (
        403,
        "ADAM-DC-0008",
        "No consent can be found for this customer and this usage point.",
    ),
    "moved": (403, "ADAM-DC-0007", "The customer is not owner of this usage point."),
    "refused": (400, "ADAM-ERR0075", "The customer objected to the load curve recording"),
    "wrong_direction": (
        400,
        "ADAM-ERR0069",
        "Le sens de la mesure ne correspond pas pour le PRM demandé.",
    ),
    "unknown": (404, "STM-ERR-0000019", "Unknown or unauthorized user."),
}


@lru_cache(maxsize=1024)
def ends(on: date, minutes: int, slots: int, zone: str) -> tuple[str, ...]:
    """The local time at which each slot of a day ends, as Enedis writes it (no offset)."""
    local = ZoneInfo(zone)
    start = datetime(on.year, on.month, on.day, tzinfo=local).astimezone(UTC)
    return tuple(
        (start + timedelta(minutes=minutes * number))
        .astimezone(local)
        .strftime("%Y-%m-%d %H:%M:%S")
        for number in range(1, slots + 1)
    )


def load_rows(on: date, curve: Curve, zone: str) -> list[Row]:
    """The rows of one day's load curve: mean W, dated by the end of the slot."""
    length = f"PT{curve.minutes}M"
    labels = ends(on, curve.minutes, len(curve.watts), zone)
    return [
        {"value": str(watts), "date": label, "interval_length": length, "measure_type": "B"}
        for watts, label in zip(curve.watts, labels, strict=True)
    ]


def reading(
    point: str, start: date, end: date, kind: dict[str, str], rows: list[Row]
) -> dict[str, object]:
    """A `meter_reading`."""
    return {
        "meter_reading": {
            "usage_point_id": point,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "quality": "BRUT",
            "reading_type": kind,
            "interval_reading": rows,
        }
    }


LOAD = {"measurement_kind": "power", "unit": "W", "aggregate": "average"}
DAILY = {
    "measurement_kind": "energy",
    "measuring_period": "P1D",
    "unit": "Wh",
    "aggregate": "sum",
}
PEAK = {
    "measurement_kind": "power",
    "measuring_period": "P1D",
    "unit": "VA",
    "aggregate": "maximum",
}


def contracts(point: str) -> dict[str, object]:
    """The contract of a point, drawn from its home."""
    home = home_of(point)
    off_peak = home.off_peak_start * 10
    ends_at = (off_peak + 480) % 1440
    hours = (
        f"HC ({off_peak // 60}H{off_peak % 60:02d}-{ends_at // 60}H{ends_at % 60:02d})"
        if home.hot_water == "electric"
        else ""
    )
    return {
        "customer": {
            "customer_id": str(int(point[:10]) % 10**10).rjust(10, "0"),
            "usage_points": [
                {
                    "usage_point": {
                        "usage_point_id": point,
                        "usage_point_status": "com",
                        "meter_type": "AMM",
                    },
                    "contracts": {
                        "segment": "C5",
                        "subscribed_power": f"{home.power_va // 1000} kVA",
                        "last_activation_date": "2020-01-01+01:00",
                        "distribution_tariff": "BTINFCUDT" if hours else "BTINFCUST",
                        "offpeak_hours": hours,
                        "contract_type": "Contrat GRD-F",
                        "contract_status": "SERVC",
                        "last_distribution_tariff_change_date": "2020-01-01+01:00",
                    },
                }
            ],
        }
    }
