"""E-mail addresses: what one looks like, and when two are the same; masked ones work too."""

import re
import unicodedata

from chalicelib.errors import Invalid

_SHAPE = re.compile(
    r"[^@\s<>\",;:\\()\[\]\x00-\x1f]{1,64}@(?:[^@\s<>\",;:\\()\[\]\x00-\x1f.]{1,63}\.)+\w[\w-]{1,62}"
)


def read(text: str, field: str = "email") -> str:
    """An address as typed, without spaces around it; raises `Invalid` naming `field`."""
    address = unicodedata.normalize("NFC", text).strip()
    if len(address) > 254 or not _SHAPE.fullmatch(address):
        raise Invalid("form_invalid", fields={field: "email_invalid"})
    return address


def key(address: str) -> str:
    """The address by which it is compared: providers do not tell capitals apart."""
    return address.strip().casefold()
