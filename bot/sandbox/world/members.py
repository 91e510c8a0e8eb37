"""Changes of a membership: nickname, roles, time-out.

Source: Discord documentation, "Guild", Modify Guild Member; "Permissions", Permissions For
Timed Out Members.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sandbox.payloads.members import member_event
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import Guild, Member
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import look_again


def edit_member(world: World, guild: Guild, member: Member, **changes: Any) -> Member:
    """Change fields of a membership; GUILD_MEMBER_UPDATE."""
    for name, value in changes.items():
        setattr(member, name, value)
    if "communication_disabled_until" in changes:
        _time_out(world, guild, member, changes["communication_disabled_until"])
    world.emit("GUILD_MEMBER_UPDATE", member_event(guild, member), guild.id)
    if member.user is world.application.bot:
        look_again(world, guild)
    return member


def _time_out(world: World, guild: Guild, member: Member, until: datetime | None) -> None:
    """Take a member's permissions until then; no event tells when the time is over."""
    member.timed_out = until is not None and until > world.clock.now()
    if until is None or not member.timed_out:
        return
    if member.user.id in guild.voice_states:
        voice_states.leave(world, guild.id, member.user.id)

    def end() -> None:
        if member.communication_disabled_until == until:
            member.timed_out = False

    world.clock.at(until, end)
