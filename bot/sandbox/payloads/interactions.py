"""Interactions on the wire.

Sources: Discord documentation, "Receiving and Responding to Interactions", Interaction
Structure and Interaction Callback Response; "Message", Message Interaction Metadata.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.channels import channel as channel_payload
from bot.sandbox.payloads.entitlements import entitlement
from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.messages import message
from bot.sandbox.payloads.resolved import permissions_in
from bot.sandbox.payloads.users import user
from bot.sandbox.world.entitlements import held_by
from bot.sandbox.world.interaction import CallbackType, Interaction, InteractionType
from bot.sandbox.world.models import Channel, Message
from bot.sandbox.world.state import World

EPHEMERAL = 1 << 6
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024  # "Uploading Files": the default of everybody
GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1


def interaction(world: World, subject: Interaction, source: Message | None) -> dict[str, Any]:
    """The body of INTERACTION_CREATE."""
    channel = world.channel(subject.channel_id)
    payload: dict[str, Any] = {
        "id": str(subject.id),
        "application_id": str(world.application.id),
        "type": int(subject.type),
        "token": subject.token,
        "version": 1,
        "data": subject.data,
        "channel_id": str(channel.id),
        "channel": _channel(world, channel, subject.user_id),
        "app_permissions": permissions_in(world, channel, world.application.bot.id),
        "locale": world.user(subject.user_id).locale,
        "entitlements": [entitlement(each) for each in held_by(world, subject.user_id, subject.guild_id)],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners(subject),
        "context": BOT_DM_CONTEXT if subject.guild_id is None else GUILD_CONTEXT,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    }
    if source is not None:
        payload["message"] = message(world, source)
    return payload | _where(world, subject, channel)


def _where(world: World, subject: Interaction, channel: Channel) -> dict[str, Any]:
    """`member` and the guild's fields in a guild, `user` in a DM."""
    if subject.guild_id is None:
        return {"user": user(world.user(subject.user_id))}
    guild = world.guilds[subject.guild_id]
    person = member(guild, guild.members[subject.user_id])
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.preferred_locale, "features": guild.features},
        "guild_locale": guild.preferred_locale,
        "member": {**person, "permissions": permissions_in(world, channel, subject.user_id)},
    }


def _channel(world: World, channel: Channel, user_id: int) -> dict[str, Any]:
    payload = channel_payload(channel)
    payload.pop("permission_overwrites", None)
    return {**payload, "permissions": permissions_in(world, channel, user_id)}


def owners(subject: Interaction) -> dict[str, str]:
    """Who installed the application: this guild, or nobody in particular in a DM ("0")."""
    return {"0": "0" if subject.guild_id is None else str(subject.guild_id)}


def metadata(world: World, subject: Interaction, *, follow_up: bool = False) -> dict[str, Any]:
    """What a message tells of the interaction that it answers."""
    found: dict[str, Any] = {
        "id": str(subject.id),
        "type": int(subject.type),
        "user": user(world.user(subject.user_id)),
        "authorizing_integration_owners": owners(subject),
    }
    if follow_up and subject.original_id is not None:
        found["original_response_message_id"] = str(subject.original_id)
    if subject.type is InteractionType.COMPONENT:
        found["interacted_message_id"] = str(subject.source_message_id)
    elif subject.type is InteractionType.MODAL_SUBMIT and subject.opened_by is not None:
        found["triggering_interaction_metadata"] = metadata(world, subject.opened_by)
    elif "target_id" in subject.data:
        found |= _target(world, subject)
    return found


def _target(world: World, subject: Interaction) -> dict[str, Any]:
    target = int(subject.data["target_id"])
    if target in world.users:
        return {"target_user": user(world.users[target])}
    return {"target_message_id": str(target)}


def callback_response(world: World, subject: Interaction, answer: Message | None) -> dict[str, Any]:
    """The body of a callback that was sent with `with_response`."""
    done: dict[str, Any] = {
        "id": str(subject.id),
        "type": int(subject.type),
        "channel_id": str(subject.channel_id),
    }
    if subject.guild_id is not None:
        done["guild_id"] = str(subject.guild_id)
    if answer is not None:
        done |= {
            "response_message_id": str(answer.id),
            "response_message_loading": subject.loading,
            "response_message_ephemeral": bool(answer.flags & EPHEMERAL),
        }
    resource: dict[str, Any] = {"type": int(subject.answer or 0)}
    if answer is not None and subject.answer in (CallbackType.MESSAGE, CallbackType.UPDATE):
        resource["message"] = message(world, answer)
    return {"interaction": done, "resource": resource}
