"""What the metering room takes and answers: readings, their photos, the link of a reminder."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.metering.facts import Kind, Source, Unit
from chalicelib.metering.schemas import MeterAnswer, Number
from chalicelib.operators.pack import Energy

Index = Annotated[Decimal, Meta(extra_json_schema={"minimum": 0})]
Standing = Literal["counts", "corrected", "overtaken"]
Photo = Annotated[str, Meta(pattern="^ph_[0-9a-z]{26}$")]


class ReadingAnswer(msgspec.Struct, kw_only=True):
    """One reading as it was sent; a correction is another of the same day, sent later.

    `standing`: it counts, was corrected by a later one of the same day, or was an estimate that a
    real reading overtook. `correctable`: the caller may still send another for that day.
    """

    reading: str
    meter: str
    register: str
    on: date
    index: Number
    unit: Unit
    kind: Kind
    source: Source
    sent_at: datetime
    standing: Standing
    correctable: bool = False
    photo: bool = False


class ReadingList(msgspec.Struct, kw_only=True):
    """Readings of a supply point, newest first."""

    items: list[ReadingAnswer]
    next: str | None = None


class ValueForm(msgspec.Struct, kw_only=True):
    """The index of one register, as the dial shows it."""

    register: Annotated[str, Meta(min_length=1, max_length=40)]
    index: Index


class ReadingForm(msgspec.Struct, kw_only=True):
    """A reading of one meter: every register's index.

    `client_id` is made by the caller, once for each reading: the same again is not a second
    reading. `confirmed` says that the caller looked again. `meter` is needed where several hang.
    `photo` is one that was announced and sent before.
    """

    client_id: Annotated[str, Meta(pattern="^[A-Za-z0-9._-]{8,64}$")]
    values: Annotated[list[ValueForm], Meta(min_length=1, max_length=12)]
    on: date | None = None
    meter: Annotated[str, Meta(max_length=40)] | None = None
    confirmed: bool = False
    photo: Photo | None = None


class PhotoForm(msgspec.Struct, kw_only=True):
    """A photo of the meter that is about to be sent: its type, and its size in bytes."""

    content_type: Annotated[str, Meta(max_length=60)]
    size: int


class LinkedPhotoForm(PhotoForm, kw_only=True):
    """The same by the link of a reminder, without signing in."""

    token: Annotated[str, Meta(min_length=20, max_length=400)]


class PhotoAnswer(msgspec.Struct, kw_only=True):
    """Where to PUT the photo, for a quarter of an hour, and the id for the reading's form."""

    photo: str
    url: str


class PhotoLinkAnswer(msgspec.Struct, kw_only=True):
    """A photo kept with a reading, behind a link that lives five minutes."""

    url: str
    expires_at: datetime


class RegisterUse(msgspec.Struct, kw_only=True):
    """What an index makes: used since the last one, over how many days, and what is usual then."""

    register: str
    index: Number
    used: Number
    unit: Unit
    days: int
    usual: Number | None = None


class ReadingReceipt(msgspec.Struct, kw_only=True):
    """A reading was taken; `receipt` is its number for the customer."""

    receipt: str
    meter: str
    on: date
    usage: list[RegisterUse]


class TokenForm(msgspec.Struct, kw_only=True):
    """What stands behind the # of the link in a reminder."""

    token: Annotated[str, Meta(min_length=20, max_length=400)]


class LinkedForm(ReadingForm, kw_only=True):
    """A reading sent by the link of a reminder, without signing in."""

    token: Annotated[str, Meta(min_length=20, max_length=400)]


class LinkedAnswer(msgspec.Struct, kw_only=True):
    """What a reminder's link opens: the meters to read, until a day (in), and nothing more."""

    energy: Energy
    label: str
    until_on: date
    meters: list[MeterAnswer]
