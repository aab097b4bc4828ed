"""Photos of meters, kept with a reading.

The page sends a photo straight to the bucket, into quarantine, by a link that its type and size are
signed into. The reading that names it moves it: looked at, stripped of place and device, and kept
under a name of its own. Who may see the reading may see its photo, by links of five minutes.
"""

from datetime import timedelta

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.errors import Invalid, NotFound
from chalicelib.gateways import files, pictures
from chalicelib.metering.facts import Reading
from chalicelib.metering.reading_schemas import PhotoAnswer, PhotoForm, PhotoLinkAnswer
from chalicelib.web import limits

LARGEST = 8_000_000
"""Bytes of the largest photo: what a phone takes; the page sends far smaller ones."""
SECONDS = 900
AN_HOUR = (30, 3600)


def announce(operator: str, by: str, form: PhotoForm) -> PhotoAnswer:
    """A new photo's id, and the URL to PUT exactly that type and size to.

    Raises `Invalid` (`photo_type`, `photo_large`) and `TooMany`.
    """
    if form.content_type not in pictures.ENDINGS:
        raise Invalid("form_invalid", fields={"photo": "photo_type"})
    if not 0 < form.size <= LARGEST:
        raise Invalid("form_invalid", fields={"photo": "photo_large"})
    limits.count(f"photos|{by}", *AN_HOUR)
    photo = storage.new_id("ph")
    key = _waiting(operator, by, photo)
    bucket = settings().uploads_bucket
    url = files.upload_link(bucket, key, form.content_type, form.size, SECONDS)
    return PhotoAnswer(photo=photo, url=url)


def take(operator: str, by: str, photo: str) -> str:
    """Keep a photo that waits in quarantine; the name under which its reading knows it.

    Raises `Invalid` (`photo_missing`, `photo_type`, `photo_large`).
    """
    bucket, waiting = settings().uploads_bucket, _waiting(operator, by, photo)
    try:
        size, _ = files.peek(bucket, waiting)
        if size > LARGEST:
            raise Invalid("form_invalid", fields={"photo": "photo_large"})
        content_type, content = pictures.bare(files.get(bucket, waiting))
    except NotFound as error:
        raise Invalid("form_invalid", fields={"photo": "photo_missing"}) from error
    except pictures.NotAPicture as error:
        raise Invalid("form_invalid", fields={"photo": "photo_type"}) from error
    name = f"{photo}.{pictures.ENDINGS[content_type]}"
    files.put(bucket, _kept(operator, name), content, content_type)
    return name


def link(operator: str, reading: Reading) -> PhotoLinkAnswer:
    """A short-lived URL of a reading's photo; raises `NotFound` (`photo_unknown`)."""
    if not reading.photo:
        raise NotFound("photo_unknown")
    ending = reading.photo.rpartition(".")[2]
    name = f"{reading.meter}-{reading.on.isoformat()}.{ending}"
    url = files.link(settings().uploads_bucket, _kept(operator, reading.photo), name)
    ends = clock.now() + timedelta(seconds=files.LINK_SECONDS)
    return PhotoLinkAnswer(url=url, expires_at=ends)


def _waiting(operator: str, by: str, photo: str) -> str:
    return f"quarantine/{operator}/{by}/{photo}"


def _kept(operator: str, name: str) -> str:
    return f"readings/{operator}/{name}"
