"""A full disk or a database that takes no writes costs no tip: it is refused, and all goes on by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.clock import MovableClock
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.unreachable import DatabaseNotWritable, DatabaseUnreachable
from bot.testing.prepared import migrated
from bot.testing.storage import SERVER_VARIABLE
from cogs.tips.api import Tip
from cogs.tips.service import TipLedger
from cogs.tips.verify import verify
from tests.cogs.books import tip_ledger
from tests.cogs.house import House

GUILD = 10
DISK = "4m"
NOTE = "n" * 200


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a small disk of its own, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
async def small(disk: Path, tracks: Sequence[migrate.Track]) -> AsyncIterator[Database]:
    """Give a database on it."""
    (disk / "club.db").write_bytes(await migrated(tuple(tracks)))
    opened = Database(f"sqlite+aiosqlite:///{disk / 'club.db'}")
    yield opened
    await opened.close()


def fill(disk: Path) -> Path:
    """Take all the space that is left."""
    filler = disk / "filler"
    with filler.open("wb") as file, suppress(OSError):
        while True:
            os.write(file.fileno(), bytes(4096))
    assert shutil.disk_usage(disk).free == 0
    return filler


def mounted(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def tip(number: int) -> Tip:
    """Somebody new gives to somebody new."""
    return Tip(GUILD, 1 + number, 5_000 + number, 1, f"key {number}", note=NOTE)


async def given_until_refused(ledger: TipLedger) -> int:
    for number in range(2_000):
        try:
            await ledger.tip(tip(number))
        except DatabaseNotWritable:
            return number
    raise AssertionError("the disk is never full")


async def test_a_full_disk_refuses_a_tip_whole_and_goes_on_when_there_is_space(
    small: Database, disk: Path, events: Events, clock: MovableClock
) -> None:
    ledger = tip_ledger(small, events, clock)
    await ledger.tip(Tip(GUILD, 9_998, 9_999, 1, "before"))
    filler = fill(disk)

    given = await given_until_refused(ledger)
    refused = await verify(small)
    filler.unlink()
    receipt = await ledger.tip(tip(given))

    assert (refused.problems, refused.tips) == ([], given + 1)
    assert not receipt.repeated
    after = await verify(small)
    assert (after.problems, after.tips) == ([], given + 2)


async def test_whoever_comes_to_a_full_disk_is_told_that_it_is(small: Database, disk: Path) -> None:
    await verify(small)  # connects, so that there is a log beside the file
    fill(disk)
    late = Database(f"sqlite+aiosqlite:///{disk / 'club.db'}")

    with pytest.raises(DatabaseNotWritable):
        async with late.transaction() as session:
            await session.execute(text("CREATE TABLE more AS SELECT randomblob(100000)"))
    await late.close()


async def test_whoever_comes_to_a_disk_that_takes_no_writes_is_told_and_goes_on(
    small: Database, disk: Path, events: Events, clock: MovableClock
) -> None:
    await tip_ledger(small, events, clock).tip(tip(1))
    await small.close()
    mounted(disk, "ro")
    late = Database(f"sqlite+aiosqlite:///{disk / 'club.db'}")
    ledger = tip_ledger(late, events, clock)

    with pytest.raises(DatabaseUnreachable):  # beside its file it keeps a log, which it cannot open
        await ledger.tip(tip(2))
    mounted(disk, "rw")

    assert not (await ledger.tip(tip(2))).repeated
    assert (await verify(late)).problems == []
    await late.close()


async def on_server(url: str, *statements: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


async def test_a_server_that_takes_no_writes_refuses_a_tip_whole_and_goes_on(
    book: Database, database_url: str, ledger: TipLedger
) -> None:
    if book.dialect != "postgresql":
        pytest.skip("done with a setting of PostgreSQL's")
    name = database_url.rpartition("/")[2]
    await on_server(database_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with pytest.raises(DatabaseNotWritable):
        await ledger.tip(Tip(GUILD, 1, 2, 1, "key"))
    assert (await verify(book)).transfers == 0
    await on_server(
        os.environ[SERVER_VARIABLE],
        f"ALTER DATABASE {name} RESET default_transaction_read_only",
        # What is connected keeps what it was told; a server that was put right was started anew.
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )
    receipt = await ledger.tip(Tip(GUILD, 1, 2, 1, "key"))

    assert not receipt.repeated
    assert (await verify(book)).problems == []


async def test_people_read_what_is_wrong_in_their_language_and_nothing_of_it_was_done(house: House) -> None:
    ada, zoe, bob = house.person("Ada"), house.person("Zoé", locale="fr"), house.person("Bob")
    await ada.slash("tip", member=bob.id, amount="1")
    write = house.bot.database.atomically
    # The connection that the ledger writes with is the one that is told.
    pages = await write(lambda plain: plain.exec_driver_sql("PRAGMA page_count").scalar_one())
    await write(lambda plain: plain.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))

    await given_until_refused(house.bot.service(TipLedger))
    refused = (await ada.slash("tip", member=bob.id, amount="6", note=NOTE)).text
    french = (await zoe.slash("tip", member=bob.id, amount="7", note=NOTE)).text
    await write(lambda plain: plain.exec_driver_sql("PRAGMA max_page_count = 1073741823"))
    again = await ada.slash("tip", member=bob.id, amount="7", note=NOTE)

    assert "I cannot keep anything just now" in refused
    assert "Je ne peux rien garder pour le moment" in french
    assert "You have 92 left" in again.text
    assert (await verify(house.bot.database)).problems == []
