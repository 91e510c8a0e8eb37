"""Request Guild Members: opcode 8 and its chunks.

Source: Discord documentation, "Gateway Events", Request Guild Members, Guild Members Chunk
and Rate Limited; "Change Log", Introducing Rate Limit When Requesting All Guild Members.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox.gateway.codes import CloseCode, GatewayClose, Op
from bot.sandbox.gateway.forms import RequestMembersForm
from bot.sandbox.gateway.intents import Intent
from bot.sandbox.gateway.session import Session
from bot.sandbox.payloads.members import member
from bot.sandbox.world.models import Guild, Member

if TYPE_CHECKING:
    from bot.sandbox.gateway.hub import Gateway

CHUNK = 1000
MAX_MATCHES = 100  # of a prefix or of a list of ids
MAX_NONCE_BYTES = 32
ALL_MEMBERS_WINDOW_SECONDS = 30.0


def request(gateway: Gateway, session: Session, form: RequestMembersForm) -> None:
    """Answer one request with as many chunks as it takes.

    Raises:
        GatewayClose: the request is malformed, or asks for everybody without GUILD_MEMBERS.
    """
    if (form.query is None) == (form.user_ids is None):
        raise GatewayClose(CloseCode.UNKNOWN_OPCODE, "Exactly one of query and user_ids is needed.")
    guild = gateway.world.guilds.get(form.guild_id)
    if guild is None or session.application.bot.id not in guild.members:
        raise GatewayClose(CloseCode.UNKNOWN_OPCODE, "Unknown guild.")
    if form.query == "" and form.limit == 0:
        if Intent.GUILD_MEMBERS not in session.intents:
            # The page demands the intent; the code for its absence is our assumption.
            raise GatewayClose(CloseCode.DISALLOWED_INTENTS, "Disallowed intent(s).")
        if _too_soon(gateway, session, form):
            return
    found, not_found = _matches(guild, form)
    chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
    for index, chunk in enumerate(chunks):
        place = {"chunk_index": index, "chunk_count": len(chunks), "not_found": not_found}
        gateway.send(session, "GUILD_MEMBERS_CHUNK", _chunk(session, form, guild, chunk) | place)


def _too_soon(gateway: Gateway, session: Session, form: RequestMembersForm) -> bool:
    now = time.monotonic()
    asked = session.application.id, form.guild_id
    last = gateway.full_requests.get(asked)
    if last is None or now - last >= ALL_MEMBERS_WINDOW_SECONDS:
        gateway.full_requests[asked] = now
        return False
    meta: dict[str, Any] = {"guild_id": str(form.guild_id)}
    if (nonce := _nonce(form)) is not None:
        meta["nonce"] = nonce
    wait = ALL_MEMBERS_WINDOW_SECONDS - (now - last)
    gateway.send(
        session,
        "RATE_LIMITED",
        {"opcode": int(Op.REQUEST_GUILD_MEMBERS), "retry_after": wait, "meta": meta},
    )
    return True


def _matches(guild: Guild, form: RequestMembersForm) -> tuple[list[Member], list[str]]:
    if form.user_ids is not None:
        wanted = form.user_ids if isinstance(form.user_ids, list) else [form.user_ids]
        wanted = wanted[:MAX_MATCHES]
        found = [guild.members[user_id] for user_id in wanted if user_id in guild.members]
        return found, [str(user_id) for user_id in wanted if user_id not in guild.members]
    if form.query == "" and form.limit == 0:
        return list(guild.members.values()), []
    prefix = (form.query or "").lower()
    limit = min(form.limit or MAX_MATCHES, MAX_MATCHES)
    matching = (each for each in guild.members.values() if _has_prefix(each, prefix))
    return list(itertools.islice(matching, limit)), []


def _has_prefix(subject: Member, prefix: str) -> bool:
    names: Iterable[str | None] = (subject.user.username, subject.user.global_name, subject.nick)
    return any(name is not None and name.lower().startswith(prefix) for name in names)


def _chunk(session: Session, form: RequestMembersForm, guild: Guild, chunk: list[Member]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "guild_id": str(guild.id),
        "members": [member(guild, each) for each in chunk],
    }
    if form.presences and Intent.GUILD_PRESENCES in session.intents:
        body["presences"] = []
    if (nonce := _nonce(form)) is not None:
        body["nonce"] = nonce
    return body


def _nonce(form: RequestMembersForm) -> str | None:
    # An overlong nonce is ignored, not refused.
    fits = form.nonce is not None and len(form.nonce.encode()) <= MAX_NONCE_BYTES
    return form.nonce if fits else None
