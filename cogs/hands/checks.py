"""Questions asked of an interaction: whose room, and on which stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interactions import guild_id_of, is_steward, voice_channel_id_of, voice_of
from cogs.hands.api import AlreadyInvited, AlreadySpeaker, QueueForHosts
from cogs.hands.desk import Desk
from cogs.hands.ranks import Person
from cogs.hands.refusals import NotInRoom
from cogs.hands.settings import SeenBy
from cogs.rooms.api import NotHost, Room, Rooms

if TYPE_CHECKING:
    from bot.client import Bot


def desk_of(interaction: discord.Interaction[Bot]) -> Desk:
    """The queues of the bot that is asked."""
    return interaction.client.service(Desk)


async def room_of(interaction: discord.Interaction[Bot], rooms: Rooms) -> Room:
    """The live room on the stage the person is in, with all that happened there before noted.

    Called from a command's body, never as a discord.py check: discord.py passes foreign
    exceptions raised in a check to no error handler at all.

    Raises:
        NoRoomHere: they are on no stage, or it carries no room.
    """
    return await rooms.here(guild_id_of(interaction), voice_channel_id_of(interaction))


async def named_room(interaction: discord.Interaction[Bot], room_id: int) -> Room:
    """The live room that a component named, with all noted that happened there.

    Raises:
        NoRoomHere: it is over.
    """
    return await desk_of(interaction).rooms.named(guild_id_of(interaction), room_id)


async def hosted_room(interaction: discord.Interaction[Bot], room_id: int) -> Room:
    """The same, if whoever asks may run it.

    Raises:
        NoRoomHere: it is over.
        NotHost: it is not theirs to run.
    """
    rooms = desk_of(interaction).rooms
    return await rooms.named(guild_id_of(interaction), room_id, host_id=interaction.user.id)


async def moderated_room(interaction: discord.Interaction[Bot], room_id: int) -> Room:
    """The same, if whoever asks may act against people in it: they run it, or may manage the community.

    Raises:
        NoRoomHere: it is over.
        NotHost: they may neither.
    """
    room = await named_room(interaction, room_id)
    if not await may_moderate_in(interaction, room):
        raise NotHost
    return room


async def may_moderate_in(interaction: discord.Interaction[Bot], room: Room) -> bool:
    """Whether whoever asks may act against people in a room; against whom, their rank decides."""
    return is_steward(interaction) or await desk_of(interaction).rooms.is_host(room, interaction.user.id)


async def person_of(interaction: discord.Interaction[Bot], user_id: int) -> Person:
    """Somebody of this community, with what they may do in it.

    Raises:
        NotInRoom: they are not in the community.
    """
    guild = interaction.guild
    assert guild is not None, "the component is for guilds only"
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound as error:
        raise NotInRoom from error
    return Person(
        user_id,
        owns_community=user_id == guild.owner_id,
        # What a channel grants makes no steward.
        steward=member.guild_permissions.manage_guild,
    )


def actor_of(interaction: discord.Interaction[Bot]) -> Person:
    """Whoever asks, with what they may do in the community."""
    user, guild = interaction.user, interaction.guild
    assert guild is not None, "the component is for guilds only"
    return Person(user.id, owns_community=user.id == guild.owner_id, steward=is_steward(interaction))


async def require_sight_of_queue(
    interaction: discord.Interaction[Bot], rooms: Rooms, room: Room, seen_by: SeenBy
) -> None:
    """Prove that the person may look at a room's queue.

    Raises:
        QueueForHosts: only its hosts may, and they are none.
    """
    if seen_by is SeenBy.HOSTS and not await rooms.is_host(room, interaction.user.id):
        raise QueueForHosts


def require_audience(interaction: discord.Interaction[Bot]) -> None:
    """Refuse a hand from somebody who may speak already, or may if they want to.

    Raises:
        AlreadySpeaker: they are a speaker.
        AlreadyInvited: they are invited, and have not answered.
    """
    voice = voice_of(interaction)
    if voice is None or voice.suppress:
        return
    raise AlreadySpeaker if voice.requested_to_speak_at is None else AlreadyInvited


def asks_or_is_asked(interaction: discord.Interaction[Bot]) -> bool:
    """Whether Discord itself shows their hand as raised, or an invitation to them."""
    voice = voice_of(interaction)
    return voice is not None and voice.requested_to_speak_at is not None
