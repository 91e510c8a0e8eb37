"""One login of a worker: the least of a client that can be on stages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot import discord_internals
from bot.discord_gateway_internals import Receiving
from bot.voice.connections import StageConnections
from bot.whereabouts import Whereabouts

if TYPE_CHECKING:
    import aiohttp

    from bot.client import Bot
    from bot.whereabouts import Change

log = logging.getLogger(__name__)

#: What discord.py calls events after which a line of the gateway stands.
ON_THE_LINE = frozenset({"shard_connect", "shard_resumed"})


class WorkerClient(discord.AutoShardedClient):
    """Has no commands and no cogs, and tells the bot of nobody but itself."""

    def __init__(self, bot: Bot, connector: aiohttp.BaseConnector | None) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.voice_states = True
        super().__init__(
            intents=intents,
            connector=connector,
            **discord_internals.LEAN,
        )
        self._bot = bot
        self.events = bot.events
        #: Of its own voice alone, and for its own connections, which hear of it before the bot does.
        self.whereabouts = Whereabouts(bot.tasks)
        discord_internals.keep_guilds_lean(self, self.whereabouts.bots)
        self._receiving = Receiving(self, told=self._told, counted=lambda _event, _times: None)
        self.voice = StageConnections(self, beside=bot.voice)

    def _told(self, change: Change) -> None:
        if change.own:
            self.whereabouts.tell(change)
            self._bot.whereabouts.tell(change)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Take a line over as soon as it stands."""
        super().dispatch(event, *args, **kwargs)
        if event in ON_THE_LINE:
            self._receiving.take_over()

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log a listener that failed; discord.py would print it past the log."""
        log.exception("%s of a worker failed", event_method)
