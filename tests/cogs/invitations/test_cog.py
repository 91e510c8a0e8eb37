"""Invitations as people meet them: commands, buttons, what others see."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.testing import eventually
from tests.cogs.house import CLUB, House


def seen_by(person: Person, message_id: int) -> SeenMessage:
    """A message of the channel as it stands for somebody."""
    return next(message for message in person.messages() if message.id == message_id)


async def test_a_member_is_invited_in_the_channel_and_comes_in_by_the_button(house: House) -> None:
    host, ada = await house.club(), house.person("Ada")

    sent = await host.slash("invitation send", person=ada.id, club=CLUB)

    assert "is invited" in sent.text, sent
    assert sent.ephemeral
    message = ada.messages()[-1]
    assert f"{ada.mention}, {host.mention} invites you into the club **{CLUB}**" in message.text
    assert message.payload["mentions"][0]["id"] == str(ada.id)

    seen = await ada.click(message.id, message.custom_ids[0])

    assert seen.text == f"Welcome to **{CLUB}**. You are member number 2."
    await eventually(lambda: not seen_by(ada, message.id).custom_ids)
    assert "came into the club" in seen_by(ada, message.id).text
