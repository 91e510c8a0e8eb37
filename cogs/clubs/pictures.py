"""The picture of a club: whatever somebody uploads is looked at, made small and written anew.

What a file is called says nothing: its content decides. Writing it anew drops what else is in it, such as
the place where a photograph was taken, and leaves nothing that another reader of pictures could stumble on.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import warnings
from collections import OrderedDict
from dataclasses import dataclass

from PIL import Image, ImageOps
from sqlalchemy import select

from bot.storage.database import Database
from cogs.clubs.refusals import BadPicture
from cogs.clubs.tables import PictureRow

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE_PIXELS = 512
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
#: How many are kept in memory; the one not shown for longest is dropped first.
MOST_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored; the digest tells it from the one before."""

    content: bytes
    digest: str

    @property
    def file_name(self) -> str:
        """What the file is called where it is attached."""
        return "club.webp"


async def read_picture(content: bytes) -> Picture:
    """Look at what was uploaded, and make it what is stored.

    Raises:
        BadPicture: it is no picture of a kind that we know, or a larger one than we read.
    """
    if len(content) > MOST_BYTES:
        raise BadPicture(most=MOST_BYTES // 1024 // 1024)
    small = await asyncio.to_thread(_made_small, content)
    return Picture(small, hashlib.sha256(small).hexdigest()[:16])


def _made_small(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            # Pillow only warns of what it takes for an attack, up to twice its limit.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise BadPicture(most=MOST_BYTES // 1024 // 1024)
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((SIDE_PIXELS, SIDE_PIXELS))
                written = io.BytesIO()
                plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
                plain.save(written, "WEBP", quality=85)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise BadPicture(most=MOST_BYTES // 1024 // 1024) from error
    except Image.DecompressionBombWarning as error:
        raise BadPicture(most=MOST_BYTES // 1024 // 1024) from error
    return written.getvalue()


class Pictures:
    """The pictures that were shown lately."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: OrderedDict[str, Picture] = OrderedDict()

    async def of(self, club_id: int, digest: str | None) -> Picture | None:
        """The picture of a club, whose card says which it is."""
        if digest is None:
            return None
        if (known := self._remembered.get(digest)) is not None:
            self._remembered.move_to_end(digest)
            return known
        async with self._database.reading() as session:
            content = await session.scalar(select(PictureRow.content).where(PictureRow.club_id == club_id))
        if content is None:
            return None
        self._remembered[digest] = picture = Picture(content, digest)
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return picture
