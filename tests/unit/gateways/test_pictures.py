"""Pictures lose what they tell besides the picture: place, device, comments; never the picture."""

import struct
import zlib

import pytest

from chalicelib.gateways.pictures import NotAPicture, bare

PLACE = b"GPS 50.8467N 4.3525E"


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def exif(upright, order="<"):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, upright, 0)
    body = mark + struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 0) + PLACE
    return segment(0xE1, b"Exif\0\0" + body)


QUANTISED = segment(0xDB, b"\0" + bytes(64))
COLOURS = segment(0xE2, b"ICC_PROFILE\0\x01\x01colours")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"pixels\xff\x00more\xff\xd0and more"


def jpeg(*parts, after=b""):
    jfif = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    return b"\xff\xd8" + jfif + b"".join(parts) + QUANTISED + SCAN + b"\xff\xd9" + after


def png(*chunks):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    drawn = chunk(b"IHDR", bytes(13)), *(chunk(*each) for each in chunks), chunk(b"IDAT", b"pixels")
    return b"\x89PNG\r\n\x1a\n" + b"".join(drawn) + chunk(b"IEND", b"")


def webp(flags, *chunks):
    parts = [(b"VP8X", bytes([flags]) + bytes(9)), *chunks]
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in parts
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg onload=alert(1)>", b"%PDF-1.7", b"\xff\xd8\xff", b"RIFF\0\0\0\0WAVE"],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(NotAPicture):
        bare(content)


@pytest.mark.parametrize(
    "whole", [jpeg(exif(6)), png((b"eXIf", PLACE)), webp(8, (b"VP8 ", b"pixels"), (b"EXIF", PLACE))]
)
def test_half_a_picture_is_refused(whole):
    for share in (2, 3):
        with pytest.raises(NotAPicture):
            bare(whole[: len(whole) * share // 4])


@pytest.mark.parametrize(
    "whole",
    [
        jpeg(exif(1), segment(0xFE, PLACE), segment(0xED, b"Photoshop 3.0\0" + PLACE)),
        jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE)),
        jpeg(after=b"\xff\xd8" + PLACE),
        png((b"eXIf", PLACE), (b"tEXt", PLACE), (b"iTXt", PLACE)),
        png() + PLACE,
        webp(0x0C, (b"VP8 ", b"pixels"), (b"EXIF", PLACE), (b"XMP ", PLACE)),
    ],
)
def test_the_place_is_not_kept_and_the_picture_is(whole):
    _, kept = bare(whole)
    assert PLACE not in kept
    assert b"pixels" in kept
    assert bare(kept) == (bare(whole)[0], kept)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_keeps_which_way_is_up_and_its_colours(order):
    kind, kept = bare(jpeg(exif(6, order), COLOURS))
    assert kind == "image/jpeg"
    assert COLOURS in kept
    assert SCAN in kept
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept
    assert b"Exif" not in bare(jpeg(exif(1, order)))[1]


def test_a_webp_no_longer_announces_what_it_lost():
    _, kept = bare(webp(0x1C, (b"VP8 ", b"pixels"), (b"EXIF", PLACE)))
    assert kept[20] == 0x10
    assert struct.unpack("<I", kept[4:8])[0] == len(kept) - 8
