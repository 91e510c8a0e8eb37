"""A first answer to an interaction that nobody but whoever asked sees; checked when it is imported.

discord.py has Discord send each answer back, and makes a message with all its components of it: a seventh of
the CPU that an answer takes. It is needed where others see the message, which is edited later by its id, or
where a button's handler lives in memory. For the rest the answer is sent and no more.
"""

from __future__ import annotations

from typing import Any

import discord
from discord.http import Route
from discord.ui import DynamicItem, LayoutView, View
from discord.webhook.async_ import AsyncWebhookAdapter, async_context, interaction_message_response_params

from bot.discord_release import check

_NEEDED: tuple[tuple[type, str], ...] = (
    (AsyncWebhookAdapter, "request"),
    (discord.Interaction, "_session"),
    (discord.Interaction, "_state"),
    (discord.InteractionResponse, "_response_type"),
)


def is_built_from_templates(view: View | LayoutView | None) -> bool:
    """Whether whatever can be pressed in a message is found by its own id, so that nothing of it is kept."""
    items = () if view is None else view.walk_children()
    return all(isinstance(item, DynamicItem) or not item.is_dispatchable() for item in items)


async def respond(interaction: discord.Interaction[Any], **options: Any) -> None:
    """As `InteractionResponse.send_message(ephemeral=True)`, without asking what became of it.

    Source: Discord documentation, "Receiving and Responding to Interactions", Create Interaction Response.

    Raises:
        discord.InteractionResponded: it was answered already.
        discord.HTTPException: Discord refused it.
    """
    if interaction.response.is_done():
        raise discord.InteractionResponded(interaction)
    state = interaction._state
    params = interaction_message_response_params(
        type=discord.InteractionResponseType.channel_message.value,
        flags=discord.MessageFlags(ephemeral=True),
        previous_allowed_mentions=state.allowed_mentions,
        **options,
    )
    body: dict[str, Any] = (
        {"files": params.files, "multipart": params.multipart}
        if params.files
        else {"payload": params.payload}
    )
    await async_context.get().request(
        Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction.id,
            webhook_token=interaction.token,
        ),
        session=interaction._session,
        proxy=state.http.proxy,
        proxy_auth=state.http.proxy_auth,
        **body,
    )
    interaction.response._response_type = discord.InteractionResponseType.channel_message


check(_NEEDED)
