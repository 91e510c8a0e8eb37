"""A bot as py-cord's guide teaches to write one; only the address of the API and the JSON lines are ours."""

# Annotations stay what they are: py-cord takes the types of options from them, and would see only text.

import asyncio
import json
import os
import sys
from pathlib import Path

import discord
import discord.http
from discord.ext import tasks
from discord.oggparse import OggStream

PATIENCE_SECONDS = 10

discord.http.Route.API_BASE_URL = os.environ["SANDBOX_API"]
bot = discord.Bot(
    intents=discord.Intents(guilds=True, voice_states=True),
    guild_ready_timeout=0.1,  # how long READY waits for one more guild; two seconds otherwise
)


def tell(event: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


@tasks.loop(seconds=0.02)
async def stay_awake() -> None:
    """Keep the loop turning, as the traffic of a busy bot does.

    py-cord 2.8.1 hands datagrams to its loop from another thread without waking it, so that IP
    discovery otherwise lasts until the next heartbeat, five seconds.
    """


class OggPackets(discord.AudioSource):
    """The Opus packets of a file as they are; no codec is needed."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")
        self._packets = OggStream(self._file).iter_packets()

    def is_opus(self) -> bool:
        return True

    def read(self) -> bytes:
        for packet in self._packets:
            if not packet.startswith((b"OpusHead", b"OpusTags")):
                return packet
        return b""

    def cleanup(self) -> None:
        self._file.close()


class Again(discord.ui.View):
    @discord.ui.button(label="Again", custom_id="again")
    async def again(self, _: discord.ui.Button, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"Hello again, {interaction.user.display_name}")


@bot.slash_command(description="Say hello")
async def greet(context: discord.ApplicationContext, name: str) -> None:
    await context.respond(f"Hello, {name}", view=Again())


@bot.slash_command(name="open", description="Open a stage")
async def open_stage(context: discord.ApplicationContext, stage: discord.StageChannel, topic: str) -> None:
    opened = await stage.create_instance(topic=topic)
    await context.respond(f"Open: {opened.topic}", ephemeral=True)


@bot.slash_command(description="Play a file on a stage")
async def play(context: discord.ApplicationContext, stage: discord.StageChannel, file: str) -> None:
    await context.defer()
    voice = await stage.connect(timeout=PATIENCE_SECONDS)
    await stage.guild.me.edit(suppress=False)
    loop, played = asyncio.get_running_loop(), asyncio.Event()
    voice.play(OggPackets(Path(file)), after=lambda _: loop.call_soon_threadsafe(played.set))
    await asyncio.wait_for(played.wait(), PATIENCE_SECONDS)
    await context.respond("Played")


@bot.slash_command(description="Leave the stage")
async def leave(context: discord.ApplicationContext) -> None:
    await context.voice_client.disconnect()
    await context.respond("Left")


@bot.event
async def on_ready() -> None:
    stay_awake.start()
    guilds = [
        {"id": str(guild.id), "name": guild.name, "channels": [channel.name for channel in guild.channels]}
        for guild in bot.guilds
    ]
    tell("ready", user_id=str(bot.user.id), guilds=guilds)
    registered = await bot.http.get_global_commands(bot.application_id)
    tell("registered", commands=[command["name"] for command in registered])


@bot.event
async def on_voice_state_update(
    member: discord.Member, _: discord.VoiceState, after: discord.VoiceState
) -> None:
    channel_id = after.channel and str(after.channel.id)
    tell("voice_state", user_id=str(member.id), channel_id=channel_id, suppress=after.suppress)


@bot.event
async def on_stage_instance_create(instance: discord.StageInstance) -> None:
    tell("stage_instance", channel_id=str(instance.channel_id), topic=instance.topic)


@bot.event
async def on_resumed() -> None:
    tell("resumed")


bot.run(os.environ["SANDBOX_TOKEN"])
