"""Everything of discord.py that its documentation does not promise, in one place; voice has another.

That is `bot.discord_voice_internals`.

Checked when this module is imported, so that a new release that moved one of
these stops the start with its name instead of failing in the middle of an evening.
"""

from __future__ import annotations

import asyncio
import copy
import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import discord
from discord.abc import _Overwrites
from discord.http import HTTPClient, Route, handle_message_parameters
from discord.state import ConnectionState

from bot import answers
from bot.discord_release import check
from bot.interactions import describe, focused_option

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence

ClientT = TypeVar("ClientT", bound=discord.Client)

_MEMBER_UPDATE = "GUILD_MEMBER_UPDATE"
_EVENTS = "/guilds/{guild_id}/scheduled-events"
_EVENT_MESSAGES = tuple(f"GUILD_SCHEDULED_EVENT_{what}" for what in ("CREATE", "UPDATE", "DELETE"))

_NEEDED: tuple[tuple[type, str], ...] = (
    (HTTPClient, "request"),
    (HTTPClient, "edit_message"),
    (HTTPClient, "edit_voice_state"),
    (HTTPClient, "edit_channel_permissions"),
    (HTTPClient, "move_member"),
    (HTTPClient, "delete_channel_permissions"),
    (HTTPClient, "get_guild"),
    (HTTPClient, "get_all_guild_channels"),
    (HTTPClient, "get_member"),
    (HTTPClient, "add_role"),
    (HTTPClient, "remove_role"),
    (ConnectionState, "parse_guild_member_update"),
    (HTTPClient, "bulk_upsert_global_commands"),
    (HTTPClient, "bulk_upsert_guild_commands"),
    (discord.app_commands.Command, "get_translated_payload"),
    (discord.app_commands.Group, "get_translated_payload"),
    (discord.app_commands.ContextMenu, "get_translated_payload"),
    (discord.Client, "_schedule_event"),  # overridden in `bot.client`
    (ConnectionState, "parse_guild_create"),
    (ConnectionState, "parse_guild_scheduled_event_create"),
    (ConnectionState, "parse_guild_scheduled_event_update"),
    (ConnectionState, "parse_guild_scheduled_event_delete"),
    (discord.abc.GuildChannel, "_fill_overwrites"),
    (discord.StageChannel, "_overwrites"),
    (discord.Guild, "_state"),
    (discord.PartialMessage, "_state"),
    (discord.app_commands.CommandTree, "_call"),
    (discord.app_commands.Command, "_invoke_autocomplete"),
    (discord.ui.View, "_scheduled_task"),
    (discord.ui.LayoutView, "_scheduled_task"),
    (discord.ui.Modal, "_scheduled_task"),
    (discord.ui.Modal, "_dispatch_submit"),
)


async def fetch_commands(
    client: discord.Client, application_id: int, guild_id: int | None
) -> list[dict[str, Any]]:
    """Fetch the registered commands as Discord stores them, all languages included.

    discord.py's own method leaves `with_localizations` out, and then Discord leaves
    the languages out (Discord documentation, "Application Commands", Get Global
    Application Commands).
    """
    place = "/applications/{application_id}"
    if guild_id is not None:
        place += "/guilds/{guild_id}"
    route = Route("GET", place + "/commands", application_id=application_id, guild_id=guild_id)
    answer = await client.http.request(route, params={"with_localizations": "true"})
    return cast("list[dict[str, Any]]", answer)


async def replace_commands(
    client: discord.Client, application_id: int, guild_id: int | None, payload: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Register exactly these commands, everywhere or in one guild; answers them as Discord stores them."""
    if guild_id is None:
        answer: Any = await client.http.bulk_upsert_global_commands(application_id, payload=payload)
    else:
        answer = await client.http.bulk_upsert_guild_commands(application_id, guild_id, payload=payload)
    return cast("list[dict[str, Any]]", answer)


async def redraw(message: discord.PartialMessage, view: discord.ui.LayoutView) -> None:
    """Show something else in a message that is drawn again and again.

    Whatever can be pressed in it is found by its own id. So the view is not kept, and no message with all
    its components is made of what Discord sends back, which costs a quarter of the drawing.

    Source: Discord documentation, "Message Resource", Edit Message.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    with handle_message_parameters(view=view) as params:
        await message._state.http.edit_message(message.channel.id, message.id, params=params)


def submit(modal: discord.ui.Modal, interaction: discord.Interaction[Any]) -> asyncio.Task[None]:
    """Run what a modal does when it is sent, with what was filled in, though discord.py does not know it."""
    sent: dict[str, Any] = dict(interaction.data or {})
    return modal._dispatch_submit(interaction, sent["components"], sent.get("resolved", {}))


async def set_suppress(
    client: discord.Client, guild_id: int, channel_id: int, user_id: int, *, suppress: bool
) -> None:
    """Change another person's `suppress` on a stage (Modify User Voice State).

    discord.py's `Member.edit` needs a cached member, and sends a timestamp without
    an offset that Discord's description does not know.

    Raises:
        discord.Forbidden: the bot may not mute members of the stage.
        discord.NotFound: they are not in voice (10065).
    """
    await client.http.edit_voice_state(guild_id, user_id, {"channel_id": channel_id, "suppress": suppress})


async def move_to_channel(
    client: discord.Client, guild_id: int, user_id: int, channel_id: int, *, reason: str
) -> None:
    """Move somebody who is in voice to another voice or stage channel; no member has to be cached.

    Raises:
        discord.Forbidden: the bot lacks Move Members, or Connect there.
        discord.HTTPException: 40032, they are not in voice.
    """
    await client.http.move_member(user_id, guild_id, channel_id, reason=reason)


async def set_overwrite(
    client: discord.Client,
    channel_id: int,
    target_id: int,
    overwrite: tuple[int, int] | None,
    *,
    is_person: bool,
    reason: str,
) -> None:
    """Say what a role or a person is allowed and denied in a channel; None says nothing of them any more.

    discord.py's own method takes a member, and none are cached.

    Raises:
        discord.Forbidden: the bot lacks Manage Roles there, or what it would allow or deny.
        discord.NotFound: the channel, or nothing that is said of them.
    """
    if overwrite is None:
        await client.http.delete_channel_permissions(channel_id, target_id, reason=reason)
        return
    allowed, denied = overwrite
    await client.http.edit_channel_permissions(
        channel_id, target_id, str(allowed), str(denied), 1 if is_person else 0, reason=reason
    )


async def create_sealed_invite(
    client: discord.Client,
    channel_id: int,
    user_id: int,
    *,
    role_ids: Sequence[int] = (),
    max_age_seconds: int,
    reason: str | None = None,
) -> str:
    """Make an invite that only this person can use, once; answers its code.

    discord.py knows neither of the two fields (Discord documentation, "Channel", Create Channel Invite,
    `target_users_file` and `role_ids`).

    Raises:
        discord.Forbidden: the bot may not invite there (Create Invite), or not give the roles (Manage Roles,
            and none above its own).
        discord.HTTPException: 30016, the community has as many invites as Discord allows.
    """
    fields: dict[str, Any] = {"max_age": max_age_seconds, "max_uses": 1, "unique": True}
    if role_ids:
        fields["role_ids"] = [str(role_id) for role_id in role_ids]
    form: list[dict[str, Any]] = [
        {"name": "payload_json", "value": json.dumps(fields)},
        {
            "name": "target_users_file",
            "value": f"user_id\n{user_id}\n".encode(),
            "filename": "target_users.csv",
            "content_type": "text/csv",
        },
    ]
    route = Route("POST", "/channels/{channel_id}/invites", channel_id=channel_id)
    answer = await client.http.request(route, form=form, reason=reason)
    return cast(str, answer["code"])


async def fetch_whole_guild(client: discord.Client, guild_id: int) -> discord.Guild:
    """Fetch a guild with its channels and the bot itself, as the gateway would send it.

    discord.py's own method leaves the channels out, and does not know who it is there. Channels that the
    bot cannot see are missing, since Discord leaves them out of the list.

    Raises:
        discord.HTTPException: Discord refused; the bot is no longer in it.
    """
    assert client.user is not None, "the client is logged in"
    guild: dict[str, Any] = dict(await client.http.get_guild(guild_id, with_counts=False))
    guild["channels"] = await client.http.get_all_guild_channels(guild_id)
    guild["members"] = [await client.http.get_member(guild_id, client.user.id)]
    return discord.Guild(data=cast(Any, guild), state=client._connection)


def imagined_member(guild: discord.Guild, user_id: int, role_ids: Sequence[int] = ()) -> discord.Member:
    """Somebody who is not there: a member with these roles, whose permissions discord.py can compute."""
    data: dict[str, Any] = {
        "user": {"id": str(user_id), "username": "somebody", "discriminator": "0", "avatar": None},
        "roles": [str(role_id) for role_id in role_ids],
        "joined_at": None,
        "flags": 0,
    }
    return discord.Member(data=cast(Any, data), guild=guild, state=guild._state)


def as_if_said(
    stage: discord.StageChannel, says: Mapping[int, tuple[int, int, bool]]
) -> discord.StageChannel:
    """A stage as it would be with other overwrites, by target: allowed, denied, is a person.

    What it allows and denies besides is as it is, and nothing is changed.
    """
    twin = copy.copy(stage)
    kept = [one for one in stage._overwrites if one.id not in says]
    made = [
        _Overwrites(cast(Any, {"id": target, "type": int(is_person), "allow": allow, "deny": deny}))
        for target, (allow, deny, is_person) in says.items()
    ]
    # discord.py expects what is said of everybody in the first place.
    twin._overwrites = sorted([*kept, *made], key=lambda one: one.id != stage.guild.id)
    return twin


class NotFromTheBody(discord.app_commands.AppCommandError):
    """What a check raised, or what makes suggestions: discord.py wraps only the errors of a body."""

    def __init__(self, original: Exception) -> None:
        super().__init__(str(original))
        self.original = original


async def set_role(
    client: discord.Client, guild_id: int, user_id: int, role_id: int, *, has: bool, reason: str | None = None
) -> None:
    """Give somebody a role, or take it from them (Add Guild Member Role, Remove Guild Member Role).

    discord.py's `Member.add_roles` needs a member, and none are cached.

    Raises:
        discord.Forbidden: the bot may not give roles, or not this one.
        discord.NotFound: they are not in the guild (10007), or it has no such role (10011).
    """
    change = client.http.add_role if has else client.http.remove_role
    await change(guild_id, user_id, role_id, reason=reason)


@dataclass(frozen=True, slots=True)
class MemberRoles:
    """Which roles somebody has, as Discord tells of it."""

    guild_id: int
    user_id: int
    role_ids: frozenset[int]
    bot: bool


def hear_member_updates(
    client: discord.Client, handler: Callable[[MemberRoles], Coroutine[Any, Any, None]]
) -> Callable[[], None]:
    """Call `handler` with every change of a member, with the members intent; the answer ends that.

    discord.py tells only of members that it has cached, and none are here.
    """
    parsers = client._connection.parsers
    parse = parsers[_MEMBER_UPDATE]

    def parse_and_tell(data: Any) -> None:
        parse(data)
        roles, user = frozenset(map(int, data["roles"])), data["user"]
        seen = MemberRoles(int(data["guild_id"]), int(user["id"]), roles, bool(user.get("bot")))
        client._schedule_event(handler, "member_roles", seen)

    def end() -> None:
        parsers[_MEMBER_UPDATE] = parse

    parsers[_MEMBER_UPDATE] = parse_and_tell
    return end


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """A scheduled event as Discord tells of it (Discord documentation, "Guild Scheduled Event")."""

    id: int
    guild_id: int
    channel_id: int | None
    creator_id: int | None
    name: str
    description: str
    starts_at: datetime
    ends_at: datetime | None
    status: discord.EventStatus
    rule: Mapping[str, Any] | None  # the recurrence rule, which discord.py does not know
    by_bot: bool  # a bot made it


def _seen_event(data: Mapping[str, Any], status: discord.EventStatus | None = None) -> SeenEvent:
    ends_at = data.get("scheduled_end_time")
    return SeenEvent(
        int(data["id"]),
        int(data["guild_id"]),
        _id(data.get("channel_id")),
        _id(data.get("creator_id")),
        data["name"],
        data.get("description") or "",
        datetime.fromisoformat(data["scheduled_start_time"]),
        None if ends_at is None else datetime.fromisoformat(ends_at),
        status or discord.EventStatus(data["status"]),
        data.get("recurrence_rule"),
        bool((data.get("creator") or {}).get("bot")),
    )


def _id(value: str | None) -> int | None:
    return None if value is None else int(value)


async def plan_event(
    client: discord.Client, guild_id: int, fields: Mapping[str, Any], *, reason: str
) -> SeenEvent:
    """Make a scheduled event; discord.py's own method drops the recurrence rule.

    Raises:
        discord.Forbidden: the bot lacks Create Events, or a moderator's permissions on the stage.
        discord.HTTPException: 30038, a hundred are planned already; 50035, a field does not fit.
    """
    answer = await client.http.request(
        Route("POST", _EVENTS, guild_id=guild_id), json=dict(fields), reason=reason
    )
    return _seen_event(answer)


async def change_event(
    client: discord.Client, guild_id: int, event_id: int, fields: Mapping[str, Any], *, reason: str
) -> SeenEvent:
    """Change a scheduled event, or its status.

    Raises:
        discord.Forbidden: as `plan_event`; for an event of somebody else's the bot needs Manage Events.
        discord.NotFound: it is gone.
        discord.HTTPException: 180000, it is over; 50035, a field does not fit.
    """
    place = _EVENTS + "/{guild_scheduled_event_id}"
    route = Route("PATCH", place, guild_id=guild_id, guild_scheduled_event_id=event_id)
    return _seen_event(await client.http.request(route, json=dict(fields), reason=reason))


def hear_events(
    client: discord.Client,
    one: Callable[[SeenEvent], Coroutine[Any, Any, None]],
    whole: Callable[[int, Sequence[SeenEvent]], Coroutine[Any, Any, None]],
) -> Callable[[], None]:
    """Call `one` with every scheduled event that changes, `whole` with all of a guild that arrives.

    An event that was deleted is told as cancelled. discord.py tells of events without their recurrence
    rule, and of those alone that it knew before. The answer ends it.
    """
    parsers = client._connection.parsers
    before = {name: parsers[name] for name in (*_EVENT_MESSAGES, "GUILD_CREATE")}

    def tell_one(name: str, data: Any) -> None:
        before[name](data)
        gone = discord.EventStatus.canceled if name.endswith("DELETE") else None
        client._schedule_event(one, "planned_event", _seen_event(data, gone))

    def tell_whole(data: Any) -> None:
        before["GUILD_CREATE"](data)
        if not data.get("unavailable"):
            seen = [_seen_event(each) for each in data.get("guild_scheduled_events", ())]
            client._schedule_event(whole, "planned_events", int(data["id"]), seen)

    for name in _EVENT_MESSAGES:
        parsers[name] = partial(tell_one, name)
    parsers["GUILD_CREATE"] = tell_whole
    return lambda: parsers.update(before)


#: Options of a client that caches nothing which a busy community would fill.
LEAN: Mapping[str, Any] = {
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
    "allowed_mentions": discord.AllowedMentions.none(),
}


def keep_guilds_lean(client: discord.Client, bots: set[int]) -> None:
    """Keep of a guild that arrives what discord.py would keep as well, and each thing once; note its `bots`.

    Members other than the bot are left out, for a client that caches nobody: discord.py makes them all,
    and drops them. Channels with equal overwrites hold the same ones: most take theirs from their category,
    and discord.py makes them anew for each. It never changes one, but replaces the whole list, so nobody who
    reads them can tell. Together that is two fifths of an idle community (`rostra bench memory`).
    """
    state = client._connection
    parse = state.parsers["GUILD_CREATE"]

    def parse_lean(data: dict[str, Any]) -> None:
        own, members = str(state.self_id), data.get("members", ())
        bots.update(int(each["user"]["id"]) for each in members if each["user"].get("bot"))
        parse({**data, "members": [each for each in members if each["user"]["id"] == own]})
        guild = state._get_guild(int(data["id"]))
        if guild is not None:
            _share_overwrites(guild)

    state.parsers["GUILD_CREATE"] = parse_lean


def _share_overwrites(guild: discord.Guild) -> None:
    overwrites: dict[object, Any] = {}
    lists: dict[object, Any] = {}
    for channel in guild.channels:
        mine = [
            overwrites.setdefault((one.id, one.type, one.allow, one.deny), one) for one in channel._overwrites
        ]
        channel._overwrites = lists.setdefault(tuple(map(id, mine)), mine)


class CommandTree(discord.app_commands.CommandTree[ClientT]):
    """discord.py's tree, with each command answered in time, and `on_error` told of every error."""

    async def _call(self, interaction: discord.Interaction[ClientT]) -> None:
        async with answers.in_time(interaction):
            try:
                if interaction.type is discord.InteractionType.autocomplete:
                    await self._suggest(interaction)
                else:
                    await super()._call(interaction)
            except discord.app_commands.AppCommandError:
                raise
            except Exception as error:
                raise NotFromTheBody(error) from error

    async def _suggest(self, interaction: discord.Interaction[ClientT]) -> None:
        """As discord.py does, which logs what is raised here and tells nobody."""
        command = interaction.command
        if not isinstance(command, discord.app_commands.Command):
            raise discord.app_commands.CommandNotFound(describe(interaction), [])
        if await self.interaction_check(interaction):
            name = focused_option(interaction)["name"]
            await command._invoke_autocomplete(interaction, name, interaction.namespace)


class InTime:
    """Goes before a view or a modal of discord.py, so that whatever is pressed there is answered in time."""

    async def _scheduled_task(self, *given: Any) -> None:
        interaction = next(one for one in given if isinstance(one, discord.Interaction))
        async with answers.in_time(interaction):
            await super()._scheduled_task(*given)  # type: ignore[misc]  # the next class has it: `_NEEDED`


check(_NEEDED)
