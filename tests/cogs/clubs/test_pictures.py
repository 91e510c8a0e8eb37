from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from cogs.clubs.pictures import MOST_BYTES, SIDE_PIXELS, read_picture
from cogs.clubs.refusals import BadPicture


def drawn(kind: str, size: tuple[int, int] = (1200, 800), **more: object) -> bytes:
    """A red picture as a file of that kind."""
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, kind, **more)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_picture_is_made_small_whatever_kind_it_is_of(kind: str) -> None:
    picture = await read_picture(drawn(kind))

    with Image.open(io.BytesIO(picture.content)) as small:
        assert (small.format, max(small.size)) == ("WEBP", SIDE_PIXELS)


async def test_what_a_camera_adds_is_not_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"

    picture = await read_picture(drawn("JPEG", exif=exif))

    assert b"A camera" not in picture.content


async def test_the_same_picture_has_the_same_digest_and_another_has_not() -> None:
    one, two = await read_picture(drawn("PNG")), await read_picture(drawn("PNG"))
    other = await read_picture(drawn("PNG", (300, 200)))

    assert one.digest == two.digest != other.digest


def huge_png() -> bytes:
    """A file of a few bytes that says it has a hundred thousand by a hundred thousand pixels."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04",
        drawn("BMP", (5, 5)),
        huge_png(),
    ],
)
async def test_what_is_no_picture_that_we_read_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        await read_picture(content)


async def test_half_a_picture_is_none() -> None:
    with pytest.raises(BadPicture):
        await read_picture(drawn("PNG", (800, 800))[:200])


async def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(BadPicture):
        await read_picture(drawn("PNG") + b"\0" * MOST_BYTES)
