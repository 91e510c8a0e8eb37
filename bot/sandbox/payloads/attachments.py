"""Files on the wire, and the signed addresses they are read from.

Source: Discord documentation, "Message", Attachment Object, and "API Reference", Signed
Attachment CDN URLs.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from bot.sandbox.world.models import Attachment
from bot.sandbox.world.state import World

URL_LIFE = timedelta(hours=24)
IS_SPOILER = 1 << 3


def attachment(world: World, channel_id: int, file: Attachment) -> dict[str, Any]:
    """A file of a message, with a fresh address."""
    address = attachment_url(world, channel_id, file)
    payload: dict[str, Any] = {
        "id": str(file.id),
        "filename": file.filename,
        "size": file.size,
        "url": address,
        "proxy_url": address,
        "content_type": file.content_type,
        "flags": IS_SPOILER if file.spoiler else 0,
        "ephemeral": file.ephemeral,
        "title": file.title,
    }
    if file.description is not None:
        payload["description"] = file.description
    if file.duration_secs is not None:
        payload |= {"duration_secs": file.duration_secs, "waveform": file.waveform}
    return payload


def attachment_url(world: World, channel_id: int, file: Attachment) -> str:
    """An address of the file that works for a day."""
    now = world.clock.now()
    expiry = f"{int((now + URL_LIFE).timestamp()):x}"
    signed = signature(world, channel_id, file.id, expiry)
    path = f"/attachments/{channel_id}/{file.id}/{quote(file.filename)}"
    return f"{world.cdn_url}{path}?ex={expiry}&is={int(now.timestamp()):x}&hm={signed}&"


def signature(world: World, channel_id: int, attachment_id: int, expiry: str) -> str:
    """What proves that the sandbox made this address and its expiry."""
    signed = f"{channel_id}/{attachment_id}/{expiry}"
    return hmac.new(world.application.token.encode(), signed.encode(), hashlib.sha256).hexdigest()
