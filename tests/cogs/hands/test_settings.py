"""What a community or a club sets of hands holds with the next look at the queue."""

from __future__ import annotations

from bot.settings.store import COMMUNITY, Place
from tests.cogs.hands.test_panel import until
from tests.cogs.house import House


async def set_hands(house: House, club_id: int = COMMUNITY, **values: object) -> None:
    """Set something, as an administrator would on the page."""
    await house.bot.settings.change(Place(house.sandbox.guild.id, "hands", club_id), values, by=1)


async def test_only_hosts_see_the_queue_where_the_club_wants_that(house: House) -> None:
    host, ada = await house.room(), await house.listener("Ada")
    await ada.slash("hand raise")
    assert ada.mention in (await ada.slash("hand queue")).text

    await until(house, ada, lambda text: ada.mention in text)

    await set_hands(house, club_id=1, queue_seen_by="hosts")

    assert "only the hosts of a room" in (await ada.slash("hand queue")).text
    assert ada.mention in (await host.slash("hand queue")).text
    seen = await until(house, ada, lambda text: "Here only hosts see who" in text)
    assert "Waiting: 1" in seen.text
    assert ada.mention not in seen.text
    text = house.sandbox.house.text
    await host.slash("hand panel", channel_id=text.id)
    assert any(ada.mention in each.text for each in host.messages(text.id))


async def test_no_more_names_are_shown_than_the_community_wants(house: House) -> None:
    host = await house.room()
    for name in ("Ada", "Bob", "Cem"):
        await (await house.listener(name)).slash("hand raise")

    await set_hands(house, most_listed=2)

    lines = (await host.slash("hand queue")).text.splitlines()
    assert lines[0] == "3 people wait to speak:"
    assert len([line for line in lines if "<@" in line]) == 2
