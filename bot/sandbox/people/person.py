"""A person in the sandbox, who can do what that person could do in Discord's client.

Everything that reaches the application waits for its answer and returns what this
person then sees. What the client would not let them do is an `ActorError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.sandbox.people import command_choice, community, components, modals, options, voice
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.references import Pointer, as_id
from bot.sandbox.people.seen import Seen, SeenMessage, see, see_message
from bot.sandbox.people.sight import Sight
from bot.sandbox.people.waiting import WAIT_SECONDS, answer_of, until
from bot.sandbox.world import interactions
from bot.sandbox.world.command_rules import CommandType
from bot.sandbox.world.interaction import Interaction, InteractionType
from bot.sandbox.world.invites import accept_invite
from bot.sandbox.world.locales import localized
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Channel, Message, User, VoiceState
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.state import World


class Speech(Protocol):
    """How people's voices reach the voice server."""

    async def say(self, guild_id: int, user_id: int, file: Path) -> float:
        """Speak a file; answer the seconds it took."""


class Person:
    """One user of Discord's client; `channel_id` is where they type if they do not say where."""

    def __init__(
        self,
        world: World,
        user_id: int,
        *,
        guild_id: int | None = None,
        channel_id: int | None = None,
        speech: Speech | None = None,
    ) -> None:
        self.world = world
        self.id = user_id
        self.guild_id = next(iter(world.guilds)) if guild_id is None else guild_id
        self.sight = Sight(world, user_id, self.guild_id, channel_id)
        self._speech = speech

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    @property
    def user(self) -> User:
        """Their account."""
        return self.world.user(self.id)

    @property
    def name(self) -> str:
        """What others call them."""
        return self.user.global_name or self.user.username

    @property
    def mention(self) -> str:
        """How a text mentions them."""
        return f"<@{self.id}>"

    # --- coming and going

    def accept_invite(self, code: str) -> None:
        """Follow a Discord invite into its guild.

        Raises:
            DiscordError: 10006 (there is none, it is over, or it is for others), 40007 (banned).
        """
        accept_invite(self.world, code, self.user)

    def leave_guild(self) -> None:
        """Leave the community, and voice with it.

        Raises:
            ActorError: they are not in it, or own it.
        """
        community.leave_guild(self.world, self.id, self.guild_id)

    def set_interest(self, event_id: object, *, interested: bool = True) -> None:
        """Be interested in a scheduled event, or no more.

        Raises:
            ActorError: they see no such event, or that is so already.
        """
        community.set_interest(self.world, self.id, self.guild_id, as_id(event_id), interested=interested)

    def create_event(self, channel_id: int, name: str, starts_at: datetime) -> int:
        """Plan an event on a stage in Discord's own client; answers its id.

        Raises:
            DiscordError: they may not, or it does not fit.
        """
        return community.create_event(
            self.world, self.id, self.guild_id, channel_id=channel_id, name=name, starts_at=starts_at
        )

    def change_event(self, event_id: object, **fields: Any) -> None:
        """Edit an event in Discord's own client; with a `status`, start, end or cancel it.

        Raises:
            ActorError: they see no such event.
            DiscordError: they may not, or it does not fit.
        """
        status = fields.pop("status", None)
        event = as_id(event_id)
        community.change_event(self.world, self.id, self.guild_id, event, fields=fields, status=status)

    # --- reading and writing

    @property
    def direct_messages(self) -> list[SeenMessage]:
        """What the application wrote to them alone, oldest first."""
        mine = [each for each in self.world.dms.values() if each.recipient is self.user]
        return [see_message(self.world, each) for channel in mine for each in self.sight.history(channel)]

    def messages(self, channel_id: int | None = None) -> list[SeenMessage]:
        """What stands in a channel for this person, oldest first.

        Raises:
            ActorError: they do not see it, or may not read its history.
        """
        channel = self.sight.channel(channel_id)
        return [see_message(self.world, each) for each in self.sight.history(channel)]

    def write(self, content: str, channel_id: int | None = None) -> int:
        """Write a message and answer its id.

        Raises:
            ActorError: they may not, or it is empty or too long.
        """
        channel = self.sight.channel(channel_id)
        self._require_writing(channel)
        if not 0 < len(content) <= 2000:  # noqa: PLR2004 - "Create Message", content
            raise ActorError("a message has 1 to 2000 characters")
        return post(self.world, channel, self.user, MessageDraft(content=content)).id

    def react(self, message_id: object, emoji: str) -> None:
        """Add a reaction to a message.

        Raises:
            ActorError: they do not see it, may not react, or did already.
        """
        community.react(self.world, self.id, self.sight.message(as_id(message_id)), emoji)

    def take_reaction_back(self, message_id: object, emoji: str) -> None:
        """Remove their reaction from a message.

        Raises:
            ActorError: they do not see it, or have not reacted like that.
        """
        community.take_reaction_back(self.world, self.id, self.sight.message(as_id(message_id)), emoji)

    # --- commands

    def commands(self, channel_id: int | None = None) -> list[dict[str, Any]]:
        """The commands that they find in a channel."""
        return command_choice.visible(self.world, self.id, self.sight.channel(channel_id))

    async def slash(
        self,
        name: str,
        given: Mapping[str, Any] | None = None,
        /,
        *,
        channel_id: int | None = None,
        **more: Any,
    ) -> Seen:
        """Send a slash command, as in `slash("room open", name="Jazz")`; answers what they see.

        Raises:
            ActorError: no such command for them, or an option is wrong.
            NotAnswered: the application did not respond.
        """
        channel = self.sight.channel(channel_id)
        picked = command_choice.choose(self.world, self.id, channel, name)
        pointer = self._pointer(channel)
        filled = options.fill(picked.parameters, {**(given or {}), **more}, pointer, self.user.locale)
        data = picked.data(filled, pointer)
        return await self._do(InteractionType.COMMAND, channel, data)

    async def autocomplete(
        self,
        name: str,
        focused: str,
        typed: str = "",
        given: Mapping[str, Any] | None = None,
        /,
        *,
        channel_id: int | None = None,
        **more: Any,
    ) -> list[dict[str, Any]]:
        """Type into an option; answers the suggestions, each a `name` and a `value`.

        Raises:
            ActorError: as `slash`, or the option has no autocomplete.
            NotAnswered: the application did not respond.
        """
        channel = self.sight.channel(channel_id)
        picked = command_choice.choose(self.world, self.id, channel, name)
        pointer = self._pointer(channel)
        others = {**(given or {}), **more}
        filled = options.fill_partly(
            picked.parameters, others, pointer, self.user.locale, focused=focused, typed=typed
        )
        data = picked.data(filled, pointer)
        begun = interactions.begin(self.world, InteractionType.AUTOCOMPLETE, self.id, channel.id, data)
        await answer_of(self.world, begun)
        return [
            {
                "name": localized(each["name"], each["name_localizations"], self.user.locale),
                "value": each["value"],
            }
            for each in begun.choices or []
        ]

    async def context_menu(self, name: str, target: object, *, channel_id: int | None = None) -> Seen:
        """Choose a command from the menu of a person, or of a message (by its id).

        Raises:
            ActorError: there is no such command for them, or no such target.
            NotAnswered: the application did not respond.
        """
        channel = self.sight.channel(channel_id)
        pointer = self._pointer(channel)
        target_id = as_id(target)
        kind = CommandType.USER if target_id in self.world.users else CommandType.MESSAGE
        command = command_choice.find(self.world, self.id, channel, name, kind)
        if kind is CommandType.USER:
            # "A user must have permission to send text messages in the channel" (User Commands).
            self._require_writing(channel)
            pointer.user(target_id)
        else:
            pointer.mentioned.messages.append(self.sight.message(target_id, channel))
        data = {**command_choice.Choice(command, (), []).data([], pointer), "target_id": str(target_id)}
        return await self._do(InteractionType.COMMAND, channel, data)

    # --- components and modals

    async def click(self, message_id: object, custom_id: str) -> Seen:
        """Click on a button.

        Raises:
            ActorError: they do not see it, or it is disabled.
            NotAnswered: the application did not respond.
        """
        message = self.sight.message(as_id(message_id))
        data = components.press(message, custom_id)
        channel = self.world.channel(message.channel_id)
        return await self._do(InteractionType.COMPONENT, channel, data, used_on=message)

    async def choose(self, message_id: object, custom_id: str, values: Sequence[Any]) -> Seen:
        """Choose values in a select; people, roles and channels by id, options by value or label.

        Raises:
            ActorError: as `click`, or the values are not offered or too few or many.
            NotAnswered: the application did not respond.
        """
        message = self.sight.message(as_id(message_id))
        channel = self.world.channel(message.channel_id)
        data = components.choose(message, custom_id, values, self._pointer(channel))
        return await self._do(InteractionType.COMPONENT, channel, data, used_on=message)

    @property
    def open_modal(self) -> dict[str, Any] | None:
        """The modal before them, if one is open."""
        opened_by = self.world.open_modals.get(self.id)
        return None if opened_by is None else opened_by.modal

    async def submit(
        self, custom_id: str | Mapping[str, Any] | None = None, fields: Mapping[str, Any] | None = None
    ) -> Seen:
        """Fill in the open modal and submit it; its custom id may be left out.

        Raises:
            ActorError: no such modal is open, or a field is wrong or missing.
            NotAnswered: the application did not respond.
        """
        if isinstance(custom_id, Mapping):
            custom_id, fields = None, custom_id
        opened_by = self.world.open_modals.get(self.id)
        modal = None if opened_by is None else opened_by.modal
        if opened_by is None or modal is None:
            raise ActorError(f"no modal is open before {self.name}")
        if custom_id not in (None, modal["custom_id"]):
            raise ActorError(f"the open modal is {modal['custom_id']!r}, not {custom_id!r}")
        channel = self.world.channel(opened_by.channel_id)
        data = modals.submission(modal, fields or {}, self._pointer(channel))
        del self.world.open_modals[self.id]
        stored = self.world.messages.get(channel.id, {})
        source = stored.get(opened_by.source_message_id or 0)
        return await self._do(
            InteractionType.MODAL_SUBMIT, channel, data, used_on=source, opened_by=opened_by
        )

    def dismiss(self) -> None:
        """Close the open modal without submitting it; the application hears nothing of it.

        Raises:
            ActorError: none is open.
        """
        if self.world.open_modals.pop(self.id, None) is None:
            raise ActorError(f"no modal is open before {self.name}")

    # --- looking again

    def look(self, seen: Seen) -> Seen:
        """What stands now of the answers that were seen before.

        Raises:
            ActorError: that is too long ago.
        """
        if seen.token not in self.world.interactions:
            raise ActorError(f"interaction {seen.interaction_id} is too long ago")
        return see(self.world, self.world.interactions[seen.token])

    async def wait_for(
        self, seen: Seen, condition: Callable[[Seen], bool], seconds: float = WAIT_SECONDS
    ) -> Seen:
        """Look again and again until the answers are as wanted.

        Raises:
            ActorError: they were not within that time.
        """
        if not await until(self.world, lambda: condition(self.look(seen)), seconds):
            raise ActorError(f"{self.name} waited {seconds} seconds in vain; they see {self.look(seen)}")
        return self.look(seen)

    # --- voice

    @property
    def voice(self) -> VoiceState | None:
        """Where they are in voice."""
        return voice.find_voice_state(self.world, self.id)

    async def join(self, channel_id: int) -> None:
        """Enter a stage or a voice channel."""
        voice.join_voice(self.world, self.id, channel_id)

    async def leave(self) -> None:
        """Leave it."""
        voice.leave_voice(self.world, self.id)

    async def raise_hand(self) -> None:
        """Press Request to Speak."""
        voice.raise_hand(self.world, self.id)

    async def lower_hand(self) -> None:
        """Press Request to Speak once more."""
        voice.lower_hand(self.world, self.id)

    async def accept(self) -> None:
        """Accept an invitation to speak."""
        voice.answer_invitation(self.world, self.id, accept=True)

    async def decline(self) -> None:
        """Decline an invitation to speak."""
        voice.answer_invitation(self.world, self.id, accept=False)

    async def take_stage(self) -> None:
        """Press Speak on Stage, which moderators are shown."""
        voice.take_stage(self.world, self.id)

    async def step_down(self) -> None:
        """Go back to the audience."""
        voice.step_down(self.world, self.id)

    async def set_self(self, *, mute: bool | None = None, deaf: bool | None = None) -> None:
        """Switch the microphone or the headphones off or on."""
        voice.set_self(self.world, self.id, mute=mute, deaf=deaf)

    async def send_effect(self, emoji: str) -> None:
        """Send an emoji over the voice channel they are in."""
        voice.react(self.world, self.id, emoji)

    async def say(self, file: Path) -> float:
        """Speak an audio file; answers, once it is said, how many seconds it took.

        Raises:
            ActorError: they are in no voice channel, or this person has no voice.
        """
        if self._speech is None or self.voice is None:
            raise ActorError(f"{self.name} has no microphone here")
        return await self._speech.say(self.voice.guild_id, self.id, file)

    @property
    def is_audience(self) -> bool:
        """Whether they only listen."""
        return self._stage_role() == (True, False)

    @property
    def has_hand_raised(self) -> bool:
        """Whether they ask to speak."""
        return self._stage_role() == (True, True)

    @property
    def is_invited(self) -> bool:
        """Whether an invitation to speak waits for their answer."""
        return self._stage_role() == (False, True)

    @property
    def is_speaker(self) -> bool:
        """Whether they are on stage."""
        return self._stage_role() == (False, False)

    def _stage_role(self) -> tuple[bool, bool] | None:
        state = self.voice
        return None if state is None else (state.suppress, state.request_to_speak_timestamp is not None)

    # --- how it is done

    async def _do(
        self,
        kind: InteractionType,
        channel: Channel,
        data: dict[str, Any],
        *,
        used_on: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Seen:
        begun = interactions.begin(
            self.world, kind, self.id, channel.id, data, used_on=used_on, opened_by=opened_by
        )
        return await answer_of(self.world, begun)

    def _require_writing(self, channel: Channel) -> None:
        if not self.sight.may(channel, Permission.SEND_MESSAGES):
            raise ActorError(f"{self.name} may not write in #{channel.name}")

    def _pointer(self, channel: Channel) -> Pointer:
        return Pointer(self.world, self.id, channel)
