from __future__ import annotations

import json

import pytest

from bot.settings import SettingStore
from bot.settings.clubs import NoSuchClubHere
from bot.settings.exchange import Exchange, Part
from bot.settings.refusals import ExportedElsewhere, NoSuchSettings, NotExported, SettingRefused
from bot.settings.store import Place
from bot.storage.database import Database

HERE, THERE, ANNA = 10, 20, 1
CLUB, GATE, GARDENER = 7, 2**62, 2**61
GARDEN, OF_CLUB = Place(HERE, "garden"), Place(HERE, "garden", CLUB)


class Village:
    """One club in two communities, and one gate and one gardener."""

    async def club_id(self, _guild_id: int, name: str) -> int | None:
        return CLUB if name == "Weeders" else None

    async def club_name(self, _guild_id: int, club_id: int) -> str | None:
        return "Weeders" if club_id == CLUB else None

    async def club_names(self, _guild_id: int, _typed: str) -> list[str]:
        return ["Weeders"]

    async def may_set(self, _guild_id: int, _club_id: int, _user_id: int) -> bool:
        return True

    def has_channel(self, channel_id: int, kinds: tuple[str, ...]) -> bool:
        return channel_id == GATE and "text" in kinds

    def has_role(self, role_id: int) -> bool:
        return role_id == GARDENER


VILLAGE = Village()


@pytest.fixture
def exchange(database: Database, store: SettingStore) -> Exchange:
    return Exchange(database, store, lambda: VILLAGE)


async def test_what_is_exported_and_imported_elsewhere_is_the_same(
    exchange: Exchange, store: SettingStore
) -> None:
    await store.change(GARDEN, {"beds": 5, "gardeners": [GARDENER]}, ANNA)
    await store.change(OF_CLUB, {"name": "Eden"}, ANNA)

    document = await exchange.export(HERE)
    await exchange.take_in(THERE, json.dumps(document).encode(), ANNA, VILLAGE)

    assert document["community"] == {"garden": {"beds": 5, "gardeners": [str(GARDENER)]}}
    assert await exchange.export(THERE) == document


async def test_what_an_import_does_not_name_goes_back_to_its_default(
    exchange: Exchange, store: SettingStore
) -> None:
    await store.change(GARDEN, {"beds": 5, "name": "Eden"}, ANNA)

    await exchange.take_in(HERE, b'{"rostra": 1, "community": {"garden": {"name": "Eden"}}}', ANNA, VILLAGE)

    assert await store.chosen(GARDEN) == {"name": "Eden"}


async def test_one_wrong_value_leaves_everything_as_it_was(exchange: Exchange, store: SettingStore) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    wrong = {"rostra": 1, "community": {"garden": {"beds": 6}}, "clubs": {"7": {"garden": {"beds": 0}}}}

    with pytest.raises(SettingRefused):
        await exchange.take_in(HERE, json.dumps(wrong).encode(), ANNA, VILLAGE)

    assert await store.chosen(GARDEN) == {"beds": 5}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"community": {}}',
        b'{"rostra": 2}',
        b'{"rostra": 1, "more": {}}',
        b'{"rostra": 1, "clubs": {"../7": {"garden": {"beds": 2}}}}',
        b'{"rostra": 1, "community": {"garden": 3}}',
        b" " * 300_000,
    ],
)
async def test_a_file_that_no_export_wrote_is_refused(exchange: Exchange, content: bytes) -> None:
    with pytest.raises(NotExported):
        await exchange.take_in(HERE, content, ANNA, VILLAGE)


async def test_a_cog_that_does_not_run_is_named(exchange: Exchange) -> None:
    with pytest.raises(NoSuchSettings) as refusal:
        await exchange.take_in(HERE, b'{"rostra": 1, "community": {"kitchen": {"size": 2}}}', ANNA, VILLAGE)

    assert refusal.value.placeholders == {"cog": "kitchen"}


async def test_a_club_of_another_community_is_refused(exchange: Exchange, store: SettingStore) -> None:
    document = {"rostra": 1, "community": {"garden": {"beds": 5}}, "clubs": {"8": {"garden": {"beds": 2}}}}

    with pytest.raises(NoSuchClubHere) as refusal:
        await exchange.take_in(HERE, json.dumps(document).encode(), ANNA, VILLAGE)

    assert refusal.value.placeholders == {"club": "8"}
    assert await store.chosen(GARDEN) == {}


async def test_no_club_has_settings_where_nothing_has_clubs(database: Database, store: SettingStore) -> None:
    exchange = Exchange(database, store, lambda: None)

    with pytest.raises(NoSuchClubHere):
        await exchange.take_in(HERE, b'{"rostra": 1, "clubs": {"7": {"garden": {}}}}', ANNA, VILLAGE)


@pytest.mark.parametrize("values", [{"gate": "5"}, {"gardeners": [str(GARDENER), str(GATE)]}])
async def test_a_channel_or_a_role_of_another_community_is_refused(
    exchange: Exchange, store: SettingStore, values: object
) -> None:
    document = {"rostra": 1, "community": {"garden": values}}

    with pytest.raises(SettingRefused) as refusal:
        await exchange.take_in(HERE, json.dumps(document).encode(), ANNA, VILLAGE)

    assert [reason.key for reason in refusal.value.reasons] == ["setting-line"]
    assert await store.chosen(GARDEN) == {}


async def test_a_part_holds_and_takes_what_is_its_own_and_nothing_else(
    exchange: Exchange, store: SettingStore
) -> None:
    await store.change(GARDEN, {"beds": 5, "gate": GATE}, ANNA)
    await store.change(OF_CLUB, {"name": "Eden"}, ANNA)
    of_club = Part("garden", CLUB)

    document = await exchange.export(HERE, of_club)
    everything = json.dumps(await exchange.export(HERE)).encode()

    assert document == {"rostra": 1, "community": {}, "clubs": {"7": {"garden": {"name": "Eden"}}}}
    assert await exchange.take_in(HERE, json.dumps(document).encode(), ANNA, VILLAGE, of_club) == []
    with pytest.raises(ExportedElsewhere):
        await exchange.take_in(HERE, everything, ANNA, VILLAGE, of_club)
