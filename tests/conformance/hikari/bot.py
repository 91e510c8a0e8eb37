"""A bot as hikari's guide teaches to write one; only the address of the API and the JSON lines are ours."""

from __future__ import annotations

import json
import logging
import os
import sys

import hikari
from hikari.events import StageInstanceCreateEvent

logging.basicConfig()
bot = hikari.GatewayBot(
    os.environ["SANDBOX_TOKEN"],
    rest_url=os.environ["SANDBOX_API"],
    intents=hikari.Intents.GUILDS | hikari.Intents.GUILD_VOICE_STATES,
    banner=None,
    logs=None,  # it would log to the stream that the JSON lines go to
)


def tell(event: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


def text(name: str) -> hikari.CommandOption:
    return hikari.CommandOption(
        type=hikari.OptionType.STRING, name=name, description=f"The {name}", is_required=True
    )


STAGE = hikari.CommandOption(
    type=hikari.OptionType.CHANNEL,
    name="stage",
    description="Which stage",
    is_required=True,
    channel_types=[hikari.ChannelType.GUILD_STAGE],
)


@bot.listen()
async def register(_: hikari.StartedEvent) -> None:
    application = await bot.rest.fetch_application()
    commands = [
        bot.rest.slash_command_builder("greet", "Say hello").add_option(text("name")),
        bot.rest.slash_command_builder("open", "Open a stage").add_option(STAGE).add_option(text("topic")),
        bot.rest.slash_command_builder("join", "Take a stage").add_option(STAGE),
        bot.rest.slash_command_builder("leave", "Leave the stage"),
    ]
    registered = await bot.rest.set_application_commands(application, commands)
    tell("registered", commands=[command.name for command in registered])


@bot.listen()
async def see_guild(event: hikari.GuildAvailableEvent) -> None:
    channels = [channel.name for channel in event.channels.values()]
    me = bot.get_me()
    guild = {"id": str(event.guild_id), "name": event.guild.name, "channels": channels}
    tell("ready", user_id=me and str(me.id), guilds=[guild])


async def greet(interaction: hikari.CommandInteraction, options: dict[str, str]) -> None:
    row = bot.rest.build_message_action_row()
    row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "again", label="Again")
    await interaction.create_initial_response(
        hikari.ResponseType.MESSAGE_CREATE, f"Hello, {options['name']}", component=row
    )


async def open_stage(interaction: hikari.CommandInteraction, options: dict[str, str]) -> None:
    opened = await bot.rest.create_stage_instance(
        int(options["stage"]),
        topic=options["topic"],
        privacy_level=hikari.StageInstancePrivacyLevel.GUILD_ONLY,
    )
    await interaction.create_initial_response(
        hikari.ResponseType.MESSAGE_CREATE, f"Open: {opened.topic}", flags=hikari.MessageFlag.EPHEMERAL
    )


async def join(interaction: hikari.CommandInteraction, options: dict[str, str]) -> None:
    """hikari has no audio of its own: it joins, learns where to connect, and takes the stage."""
    await interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_CREATE)
    stage_id = int(options["stage"])
    with bot.stream(hikari.VoiceServerUpdateEvent, timeout=10) as given:
        await bot.update_voice_state(interaction.guild_id, stage_id, self_deaf=True)
        server = await anext(aiter(given))
    tell("voice_server", guild_id=str(server.guild_id), endpoint=server.endpoint, token=server.token)
    await bot.rest.edit_my_voice_state(interaction.guild_id, stage_id, suppress=False)
    await interaction.edit_initial_response("On stage")


async def leave(interaction: hikari.CommandInteraction, _: dict[str, str]) -> None:
    await bot.update_voice_state(interaction.guild_id, None)
    await interaction.create_initial_response(hikari.ResponseType.MESSAGE_CREATE, "Left")


ANSWERS = {"greet": greet, "open": open_stage, "join": join, "leave": leave}


@bot.listen()
async def on_interaction(event: hikari.InteractionCreateEvent) -> None:
    interaction = event.interaction
    if isinstance(interaction, hikari.CommandInteraction):
        options = {option.name: str(option.value) for option in interaction.options or ()}
        await ANSWERS[interaction.command_name](interaction, options)
    elif isinstance(interaction, hikari.ComponentInteraction):
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_UPDATE, f"Hello again, {interaction.user.display_name}"
        )


@bot.listen()
async def on_voice_state(event: hikari.VoiceStateUpdateEvent) -> None:
    state = event.state
    channel_id = state.channel_id and str(state.channel_id)
    tell("voice_state", user_id=str(state.user_id), channel_id=channel_id, suppress=state.is_suppressed)


@bot.listen()
async def on_stage_instance(event: StageInstanceCreateEvent) -> None:
    tell("stage_instance", channel_id=str(event.stage_instance.channel_id), topic=event.stage_instance.topic)


@bot.listen()
async def on_resumed(_: hikari.ShardResumedEvent) -> None:
    tell("resumed")


bot.run(check_for_updates=False)
