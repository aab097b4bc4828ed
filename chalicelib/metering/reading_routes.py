"""Readings and their photos over HTTP, signed in or by the link of a reminder."""

from chalicelib.contracts import supply
from chalicelib.metering import history, linked, photos, sending
from chalicelib.metering.reading_schemas import (
    LinkedAnswer,
    LinkedForm,
    LinkedPhotoForm,
    PhotoAnswer,
    PhotoForm,
    PhotoLinkAnswer,
    ReadingForm,
    ReadingList,
    ReadingReceipt,
    TokenForm,
)
from chalicelib.metering.schemas import PageQuery
from chalicelib.metering.sending import Sender
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("metering")


@room.get("/supply-points/{point}/readings", query=PageQuery, gives=ReadingList)
def readings(visit: Visit, point: str, query: PageQuery) -> ReadingList:
    """The readings of a supply point, newest first, each with where it comes from."""
    return history.page(supply.require(visit, point), query.cursor)


@room.post("/supply-points/{point}/readings", takes=ReadingForm, gives=ReadingReceipt, status=201)
def send_reading(visit: Visit, point: str, form: ReadingForm) -> ReadingReceipt:
    """Send a reading of a meter.

    A reading that makes no sense is refused with the reason; an odd one is asked about (409) and
    taken when sent again with `confirmed`.
    """
    return sending.send(Sender.of(visit), supply.require(visit, point), form)


@room.post("/supply-points/{point}/photos", takes=PhotoForm, gives=PhotoAnswer, status=201)
def announce_photo(visit: Visit, point: str, form: PhotoForm) -> PhotoAnswer:
    """Where to send a photo of the meter; the reading that names it keeps it, without its place."""
    supply.require(visit, point)
    return photos.announce(visit.operator, visit.account, form)


@room.post("/supply-points/{point}/readings/{reading}/photo", gives=PhotoLinkAnswer, status=201)
def reading_photo(visit: Visit, point: str, reading: str) -> PhotoLinkAnswer:
    """The photo that came with a reading, behind a link that lives five minutes."""
    found = history.find(supply.require(visit, point), reading)
    return photos.link(visit.operator, found)


@room.post("/readings/look", takes=TokenForm, gives=LinkedAnswer, open_to=ANYONE, limit=(30, 60))
def look_by_link(visit: Visit, form: TokenForm) -> LinkedAnswer:
    """The meters that a reminder's link opens, without signing in; looking spends nothing."""
    return linked.look(visit, form.token)


@room.post(
    "/readings/send",
    takes=LinkedForm,
    gives=ReadingReceipt,
    status=201,
    open_to=ANYONE,
    limit=(20, 60),
)
def send_by_link(visit: Visit, form: LinkedForm) -> ReadingReceipt:
    """Send a reading by a reminder's link, without signing in."""
    return linked.send(visit, form)


@room.post(
    "/readings/photos",
    takes=LinkedPhotoForm,
    gives=PhotoAnswer,
    status=201,
    open_to=ANYONE,
    limit=(20, 60),
)
def announce_photo_by_link(visit: Visit, form: LinkedPhotoForm) -> PhotoAnswer:
    """Where to send a photo of the meter that a reminder's link opens."""
    return linked.announce_photo(visit, form)
