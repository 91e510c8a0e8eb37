from __future__ import annotations

from tests.cogs.house import CLUB, House


async def test_a_club_is_founded_and_joined(house: House) -> None:
    host, ada = house.person("Hana"), house.person("Ada")

    founded = await host.slash("club create", name=CLUB)
    joined = await ada.slash("club join", club="night OWLS")

    assert CLUB in founded.text
    assert founded.ephemeral
    assert joined.text == f"Welcome to **{CLUB}**. You are member number 2."


async def test_a_second_click_says_that_it_is_done_already(house: House) -> None:
    host = await house.club()

    assert "already" in (await host.slash("club join", club=CLUB)).text
    assert "named" in (await host.slash("club create", name=CLUB)).text


async def test_a_community_without_clubs_is_told_how_to_begin(house: House) -> None:
    ada = house.person("Ada")

    assert "/club create" in (await ada.slash("club list")).text
    assert "no club of that name" in (await ada.slash("club join", club="Jazz")).text


async def test_clubs_are_listed_with_their_sizes_and_offered_while_typing(house: House) -> None:
    host, ada = await house.club(), house.person("Ada")
    await host.slash("club create", name="Jazz")
    await ada.slash("club join", club="Jazz")

    listed = (await ada.slash("club list")).text
    offered = await ada.autocomplete("club join", "club", "ow")

    assert listed.splitlines() == [
        "## 2 clubs",
        "**Jazz** · 2 members · open",
        f"**{CLUB}** · one member · open",
    ]
    assert [choice["name"] for choice in offered] == [CLUB]


async def test_what_people_type_is_shown_as_text_and_mentions_nobody(house: House) -> None:
    host = house.person("Hana")

    seen = await host.slash("club create", name="*bold* @everyone")

    message = seen.first
    assert message is not None
    assert "\\*bold\\*" in seen.text
    assert not message.payload["mention_everyone"]


async def test_a_french_member_reads_french(house: House) -> None:
    await house.club()
    chloe = house.person("Chloé", locale="fr")

    assert (await chloe.slash("club join", club=CLUB)).text.startswith(f"Bienvenue dans **{CLUB}**.")
    assert "déjà membre" in (await chloe.slash("club rejoindre", club=CLUB)).text
