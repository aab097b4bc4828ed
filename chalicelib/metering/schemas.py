"""What the metering room takes and answers: supply points and readings."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.metering.facts import Kind, Unit
from chalicelib.metering.notices import Kind as NoticeKind
from chalicelib.operators.pack import Energy

Number = int | float


class AddressAnswer(msgspec.Struct, kw_only=True):
    """Where a supply point is."""

    street: str
    postcode: str
    place: str


class ContractAnswer(msgspec.Struct, kw_only=True):
    """The latest contract by which the caller holds a supply point."""

    contract: str
    tariff: str
    tariff_name: str
    started_on: date
    ended_on: date | None = None
    subscribed_power_va: int | None = None
    options: dict[str, str] = {}
    company: str = ""


class IndexAnswer(msgspec.Struct, kw_only=True):
    """What a dial showed at the start of a day, in the dial's unit."""

    index: Number
    on: date
    kind: Kind


class RegisterAnswer(msgspec.Struct, kw_only=True):
    """One dial of a meter, with the last index that counts."""

    register: str
    label: str
    last: IndexAnswer | None = None


class MeterAnswer(msgspec.Struct, kw_only=True):
    """A meter that hangs at a supply point."""

    serial: str
    digits: int
    decimals: int
    communicating: bool
    unit: Unit
    fitted_on: date
    registers: list[RegisterAnswer]


class WindowAnswer(msgspec.Struct, kw_only=True):
    """Whether the caller can send a reading, and when: the open window's days or the next one's.

    `automatic` says that the meter sends its own; there is no form then.
    """

    automatic: bool
    open: bool
    from_on: date | None = None
    until_on: date | None = None


class SupplyPointAnswer(msgspec.Struct, kw_only=True):
    """A supply point of the caller's; `meter` is the first of `meters` that hang there."""

    point: str
    number: str
    energy: Energy
    label: str
    address: AddressAnswer
    customer: str
    contract: ContractAnswer
    meter: MeterAnswer | None
    meters: list[MeterAnswer]
    reading: WindowAnswer


class SupplyPointList(msgspec.Struct, kw_only=True):
    """The caller's supply points, those held now first."""

    items: list[SupplyPointAnswer]
    next: str | None = None


class PageQuery(msgspec.Struct, kw_only=True):
    """Where a list goes on."""

    cursor: Annotated[str, Meta(max_length=1000)] | None = None


class NoticedAnswer(msgspec.Struct, kw_only=True):
    """One thing that was noticed, in a sentence, with its figures in base units."""

    since_on: date
    seen_on: date
    told_at: datetime | None
    sentence: str
    facts: dict[str, int]


class NoticeAnswer(msgspec.Struct, kw_only=True):
    """A kind of notice: whether the caller wants it, and what was noticed so far."""

    notice: NoticeKind
    on: bool
    noticed: list[NoticedAnswer]


class NoticeList(msgspec.Struct, kw_only=True):
    """The notices that a supply point can give."""

    items: list[NoticeAnswer]
    next: str | None = None


class NoticeForm(msgspec.Struct, kw_only=True):
    """Whether to be told."""

    on: bool
