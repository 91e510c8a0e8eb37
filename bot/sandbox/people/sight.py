"""What one person sees of a guild: its channels, and the messages in them."""

from __future__ import annotations

from bot.sandbox.people.errors import ActorError
from bot.sandbox.world.models import Channel, ChannelType, Message
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import World


class Sight:
    """The eyes of a person; `channel_id` is where they are when they do not say where."""

    def __init__(self, world: World, user_id: int, guild_id: int, channel_id: int | None) -> None:
        self._world = world
        self._user_id = user_id
        self._guild_id = guild_id
        self._channel_id = channel_id

    def may(self, channel: Channel, needed: Permission) -> bool:
        """Whether they hold a permission in a channel; in their own DM everybody does."""
        if channel.guild_id is None:
            return channel.recipient is not None and channel.recipient.id == self._user_id
        return needed in in_channel(self._world.guilds[channel.guild_id], channel, self._user_id)

    def channel(self, channel_id: int | None = None) -> Channel:
        """A channel that they see.

        Raises:
            ActorError: they do not.
            DiscordError: 10003, there is none of that id.
        """
        wanted = self._channel_id if channel_id is None else channel_id
        found = self._first_text() if wanted is None else self._world.channel(wanted)
        if found is None or not self.may(found, Permission.VIEW_CHANNEL):
            raise ActorError("they do not see that channel")
        return found

    def _first_text(self) -> Channel | None:
        channels = self._world.guilds[self._guild_id].channels.values()
        texts = (each for each in channels if each.type is ChannelType.TEXT)
        return next((each for each in texts if self.may(each, Permission.VIEW_CHANNEL)), None)

    def history(self, channel: Channel) -> list[Message]:
        """The messages of a channel that they see, oldest first.

        Raises:
            ActorError: they may not read them.
        """
        if not self.may(channel, Permission.READ_MESSAGE_HISTORY):
            raise ActorError(f"they may not read the history of #{channel.name}")
        stored = self._world.messages.get(channel.id, {}).values()
        return [each for each in stored if each.visible_to in (None, self._user_id)]

    def message(self, message_id: int, channel: Channel | None = None) -> Message:
        """A message that they see, in a channel or wherever it is.

        Raises:
            ActorError: they do not.
        """
        everywhere = self._world.messages
        places = everywhere.values() if channel is None else [everywhere.get(channel.id, {})]
        found = next((stored[message_id] for stored in places if message_id in stored), None)
        if found is None or found.visible_to not in (None, self._user_id):
            raise ActorError(f"they see no message {message_id}")
        self.channel(found.channel_id)
        return found
