"""What each button does: who may is asked, one call is made, one answer given. The panel redraws itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import replies
from bot.i18n import Safe
from bot.jobs import Job
from cogs.hands.checks import (
    actor_of,
    desk_of,
    hosted_room,
    moderated_room,
    person_of,
    room_of,
)
from cogs.hands.moderation import What
from cogs.hands.views.asking import raise_hand
from cogs.hands.views.limits import LimitsForm
from cogs.hands.views.looking import show_status
from cogs.hands.views.moderating import say_done
from cogs.hands.views.parts import Asked, Speaker, answer, person

MORE_SECONDS = 60


async def next_(interaction: Asked, room_id: int, _user_id: int) -> None:
    """Invite whoever's turn it is."""
    room = await hosted_room(interaction, room_id)
    await replies.defer(interaction)
    user_id = await desk_of(interaction).calls.next(room)
    await answer(interaction, "speaker-called", speaker=person(user_id))


async def invite(interaction: Asked, room_id: int, user_id: int) -> None:
    """Invite somebody in particular."""
    room = await hosted_room(interaction, room_id)
    await replies.defer(interaction)
    await desk_of(interaction).calls.ask(room, user_id)
    await answer(interaction, "speaker-called", speaker=person(user_id))


async def skip(interaction: Asked, room_id: int, user_id: int) -> None:
    """Let the others go before somebody, once."""
    room = await hosted_room(interaction, room_id)
    await desk_of(interaction).queue.skip(room, user_id)
    await answer(interaction, "hand-skipped", person=person(user_id))


async def hold(interaction: Asked, room_id: int, user_id: int) -> None:
    """Put a hand on hold."""
    room = await hosted_room(interaction, room_id)
    await desk_of(interaction).queue.hold(room, user_id, held=True)
    await answer(interaction, "hand-held", person=person(user_id))


async def release(interaction: Asked, room_id: int, user_id: int) -> None:
    """Let a hand be called again."""
    room = await hosted_room(interaction, room_id)
    await desk_of(interaction).queue.hold(room, user_id, held=False)
    await answer(interaction, "hand-released", person=person(user_id))


async def dismiss(interaction: Asked, room_id: int, user_id: int) -> None:
    """Take somebody's hand down, or their invitation back."""
    room = await moderated_room(interaction, room_id)
    await replies.defer(interaction)
    desk = desk_of(interaction)
    if any(turn.user_id == user_id for turn in await desk.floor.turns(room)):
        # The floor is taken from nobody who stands as high as whoever presses.
        target = await person_of(interaction, user_id)
        deed = await desk.moderation.send_back(room, actor_of(interaction), target)
        await say_done(interaction, room, user_id, deed, What.TO_AUDIENCE)
        return
    await desk.calls.dismiss(room, user_id)
    await answer(interaction, "hand-dismissed", person=person(user_id))


async def lock(interaction: Asked, room_id: int, _user_id: int) -> None:
    """Take no new hands."""
    room = await hosted_room(interaction, room_id)
    await desk_of(interaction).terms.change(room, locked=True)
    await answer(interaction, "hands-now-locked")


async def unlock(interaction: Asked, room_id: int, _user_id: int) -> None:
    """Take new hands again."""
    room = await hosted_room(interaction, room_id)
    await desk_of(interaction).terms.change(room, locked=False)
    await answer(interaction, "hands-now-unlocked")


async def lower_all(interaction: Asked, room_id: int, _user_id: int) -> None:
    """Take every hand down, in sight of whoever asked."""
    room = await hosted_room(interaction, room_id)
    await replies.defer(interaction)
    begun = await desk_of(interaction).lowering.begin(room, interaction.user.id)
    if isinstance(begun, Job):
        await interaction.client.progress.show(interaction, begun)
    else:
        await answer(interaction, "hands-lowered", count=begun)


async def limits(interaction: Asked, room_id: int, _user_id: int) -> None:
    """Open the form of limits."""
    room = await hosted_room(interaction, room_id)
    terms = await desk_of(interaction).terms.of(room)
    await LimitsForm.about(Speaker.to(interaction), room_id, terms).open(interaction)


async def more_time(interaction: Asked, room_id: int, user_id: int) -> None:
    """Give a speaker another minute."""
    room = await hosted_room(interaction, room_id)
    ends_at = await desk_of(interaction).floor.give_more(room, user_id, MORE_SECONDS)
    at = Safe(f"<t:{int(ends_at.timestamp())}:R>")
    await answer(interaction, "more-time-given", person=person(user_id), at=at)


async def next_question(interaction: Asked, room_id: int, _user_id: int) -> None:
    """Go on to the next question."""
    room = await hosted_room(interaction, room_id)
    await replies.defer(interaction)
    hand = await desk_of(interaction).questions.next(room)
    await answer(interaction, "question-is-next", person=person(hand.user_id))


async def raise_(interaction: Asked, _room_id: int, _user_id: int) -> None:
    """Raise the hand of whoever presses, in the room that they are in."""
    await raise_hand(interaction)


async def status(interaction: Asked, _room_id: int, _user_id: int) -> None:
    """Show whoever presses where they stand."""
    await show_status(interaction, await room_of(interaction, desk_of(interaction).rooms))


#: By what stands in a button's custom_id.
DEEDS: dict[str, Callable[[Asked, int, int], Awaitable[None]]] = {
    "next": next_,
    "invite": invite,
    "skip": skip,
    "hold": hold,
    "release": release,
    "dismiss": dismiss,
    "lock": lock,
    "unlock": unlock,
    "lower-all": lower_all,
    "limits": limits,
    "more-time": more_time,
    "next-question": next_question,
    "raise": raise_,
    "status": status,
}
