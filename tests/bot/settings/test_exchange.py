from __future__ import annotations

import json

import pytest

from bot.settings import SettingStore
from bot.settings.exchange import Exchange
from bot.settings.refusals import NoSuchSettings, NotExported, SettingRefused
from bot.settings.store import Place
from bot.storage.database import Database

HERE, THERE, ANNA = 10, 20, 1
GARDEN, OF_CLUB = Place(HERE, "garden"), Place(HERE, "garden", 7)


@pytest.fixture
def exchange(database: Database, store: SettingStore) -> Exchange:
    return Exchange(database, store)


async def test_what_is_exported_and_imported_elsewhere_is_the_same(
    exchange: Exchange, store: SettingStore
) -> None:
    await store.change(GARDEN, {"beds": 5, "gardeners": [2**62]}, ANNA)
    await store.change(OF_CLUB, {"name": "Eden"}, ANNA)

    document = await exchange.export(HERE)
    await exchange.take_in(THERE, json.dumps(document).encode(), ANNA)

    assert document["community"] == {"garden": {"beds": 5, "gardeners": [str(2**62)]}}
    assert await exchange.export(THERE) == document


async def test_what_an_import_does_not_name_goes_back_to_its_default(
    exchange: Exchange, store: SettingStore
) -> None:
    await store.change(GARDEN, {"beds": 5, "name": "Eden"}, ANNA)

    await exchange.take_in(HERE, b'{"rostra": 1, "community": {"garden": {"name": "Eden"}}}', ANNA)

    assert await store.chosen(GARDEN) == {"name": "Eden"}


async def test_one_wrong_value_leaves_everything_as_it_was(exchange: Exchange, store: SettingStore) -> None:
    await store.change(GARDEN, {"beds": 5}, ANNA)
    wrong = {"rostra": 1, "community": {"garden": {"beds": 6}}, "clubs": {"7": {"garden": {"beds": 0}}}}

    with pytest.raises(SettingRefused):
        await exchange.take_in(HERE, json.dumps(wrong).encode(), ANNA)

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
        await exchange.take_in(HERE, content, ANNA)


async def test_a_cog_that_does_not_run_is_named(exchange: Exchange) -> None:
    with pytest.raises(NoSuchSettings) as refusal:
        await exchange.take_in(HERE, b'{"rostra": 1, "community": {"kitchen": {"size": 2}}}', ANNA)

    assert refusal.value.placeholders == {"cog": "kitchen"}
