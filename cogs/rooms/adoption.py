"""Rooms of stages that were opened in Discord's own client, outside any room.

A stage that is bound to a club is the club's, so whatever is opened there is a room of that club. Any other
becomes one if somebody says whose it is, or if it was opened for an event that somebody has planned.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.community.records import NOBODY
from bot.settings import SettingStore
from cogs.clubs.api import Club, Clubs
from cogs.rooms.api import Planned, Room, StageRole
from cogs.rooms.plans import Plans
from cogs.rooms.refusals import RoomAlreadyLive
from cogs.rooms.service import RoomBook
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage


class Adoption:
    """Makes rooms of stages that are open."""

    def __init__(self, settings: SettingStore, clubs: Clubs, rooms: RoomBook, plans: Plans) -> None:
        self._settings = settings
        self._clubs = clubs
        self._rooms = rooms
        self._plans = plans

    async def adopt(self, guild_id: int, channel_id: int, stage: OpenStage) -> Room | None:
        """Make a room of a stage that is open without one; None if it belongs to no club."""
        planned = await self._plans.of_event(guild_id, stage.event_id)
        if planned is not None:
            club: Club | None = await self._clubs.get(planned.club_id)
        else:
            club = await self._owner(guild_id, channel_id)
        if club is None or self._rooms.on(channel_id) is not None:
            return None
        # Another process may have opened the stage, for its room.
        if await self._rooms.openings.is_opening(channel_id):
            return None
        if planned is None and not (await self._settings.of(RoomSettings, guild_id, club.id)).adopt_stages:
            return None
        host_id = await self._host(club, stage.roles) if planned is None else _first_there(planned, stage)
        try:
            room = await self._rooms.openings.adopt(club, channel_id, stage, host_id)
        except RoomAlreadyLive:  # somebody was quicker
            return None
        await self._rooms.found_present(room, stage.roles)
        return room

    async def _owner(self, guild_id: int, channel_id: int) -> Club | None:
        clubs = await self._clubs.of(guild_id)
        return next((club for club in clubs if club.stage_channel_id == channel_id), None)

    async def _host(self, club: Club, roles: Mapping[int, StageRole]) -> int:
        """Who of those on the stage may run rooms of the club, speakers first; else nobody for now."""
        speakers_first = sorted(roles, key=lambda user_id: roles[user_id] is not StageRole.SPEAKER)
        for user_id in speakers_first[:100]:
            role = await self._clubs.role_of(club.id, user_id)
            if role is not None and role.opens_rooms:
                return user_id
        return NOBODY


def _first_there(planned: Planned, stage: OpenStage) -> int:
    """Who of the hosts of a planned room is there; nobody yet, then its host, who may still come."""
    there = [user_id for user_id in (planned.host_id, *planned.cohost_ids) if user_id in stage.roles]
    return there[0] if there else planned.host_id
