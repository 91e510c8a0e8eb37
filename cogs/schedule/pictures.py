"""The picture of an evening: whatever somebody uploads is looked at and written anew for Discord.

What a file is called says nothing: its content decides. Writing it anew drops what else is in it, such as
the place where a photograph was taken.
"""

from __future__ import annotations

import asyncio
import base64
import io
import warnings

from PIL import Image, ImageOps

from cogs.schedule.refusals import BadEventPicture

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
#: Discord shows an event's picture in this size (its help, "Scheduled Events": 800 by 320, at least).
SIZE = (1600, 640)
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


async def read_picture(content: bytes) -> str:
    """Look at what was uploaded, and make it what Discord is sent ("Reference", Image Data).

    Raises:
        BadEventPicture: it is no picture of a kind that we know, or a larger one than we read.
    """
    if len(content) > MOST_BYTES:
        raise _refused()
    written = await asyncio.to_thread(_written_anew, content)
    return f"data:image/jpeg;base64,{base64.b64encode(written).decode('ascii')}"


def _written_anew(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            # Pillow only warns of what it takes for an attack, up to twice its limit.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _refused()
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail(SIZE)
                written = io.BytesIO()
                upright.convert("RGB").save(written, "JPEG", quality=88)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise _refused() from error
    except Image.DecompressionBombWarning as error:
        raise _refused() from error
    return written.getvalue()


def _refused() -> BadEventPicture:
    return BadEventPicture(most=MOST_BYTES // 1024 // 1024)
