"""Pictures as customers send them, without what they should not tell: place, device, names.

A phone writes where and when a photo was taken into it. What is kept is the picture: of JPEG the
segments that draw it, its colour profile and which way is up; of PNG and WebP the chunks that draw.
"""

from collections.abc import Iterator

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
ENDINGS = {JPEG: "jpg", PNG: "png", WEBP: "webp"}
"""The types that are taken, and how their files end."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TELLS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_WEBP_TELLS = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04
"""The bits by which WebP's header announces EXIF and XMP."""
_SOS, _EOI = 0xDA, 0xD9
_UPRIGHT = 1


class NotAPicture(ValueError):
    """The content is no whole picture of a type that is taken."""


def bare(content: bytes) -> tuple[str, bytes]:
    """The type of a picture by its content, and the picture without metadata.

    Raises `NotAPicture`.
    """
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return JPEG, _jpeg(content)
        if content.startswith(_PNG):
            return PNG, _PNG + b"".join(_png(content))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return WEBP, _webp(content)
    except IndexError as error:
        raise NotAPicture("cut") from error
    raise NotAPicture("type")


def _jpeg(content: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    at, upright = 2, _UPRIGHT
    while True:
        if content[at] != 0xFF:
            raise NotAPicture("jpeg")
        marker = content[at + 1]
        if marker == _EOI:
            break
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + 2 + size]
        if size < 2 or len(segment) != 2 + size:
            raise NotAPicture("cut")
        at += 2 + size
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            upright = _orientation(segment[10:])
        elif _draws(marker, segment):
            kept.append(segment)
        if marker == _SOS:
            ends = _scan_end(content, at)
            kept.append(content[at:ends])
            at = ends
    if upright != _UPRIGHT:
        kept.insert(1, _turned(upright))
    return b"".join((*kept, b"\xff\xd9"))


def _draws(marker: int, segment: bytes) -> bool:
    """Whether a segment is part of the picture: no application's own, no comment."""
    if marker == 0xFE:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    return segment[4:].startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))


def _scan_end(content: bytes, at: int) -> int:
    """Where the entropy-coded data of a scan end: at the next marker that is no restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise NotAPicture("cut")
        follows = content[at + 1]
        if follows and not 0xD0 <= follows <= 0xD7 and follows != 0xFF:
            return at
        at += 1 if follows == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """Which way is up (1 to 8), from the first directory of EXIF; 1 when it does not say."""
    order = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    first = number(4, 4)
    for entry in range(min(number(first, 2), 64)):
        at = first + 2 + 12 * entry
        if number(at, 2) == 0x0112:
            turned = number(at + 8, 2)
            return turned if 1 <= turned <= 8 else _UPRIGHT
    return _UPRIGHT


def _turned(upright: int) -> bytes:
    """An EXIF segment that says which way is up, and nothing else."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + upright.to_bytes(2, "big") + b"\x00\x00"
    body = b"Exif\0\0MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _png(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        size = int.from_bytes(content[at : at + 4], "big")
        chunk = content[at : at + 12 + size]
        if len(chunk) != 12 + size:
            raise NotAPicture("cut")
        if chunk[4:8] not in _PNG_TELLS:
            yield chunk
        if chunk[4:8] == b"IEND":
            return
        at += 12 + size


def _webp(content: bytes) -> bytes:
    ends = 8 + int.from_bytes(content[4:8], "little")
    if ends > len(content):
        raise NotAPicture("cut")
    kept, at = [b"WEBP"], 12
    while at < ends:
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + size + size % 2]
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if chunk[:4] not in _WEBP_TELLS:
            kept.append(chunk)
        at += 8 + size + size % 2
    body = b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
