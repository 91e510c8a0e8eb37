"""Durable tips on PostgreSQL: ours, and the same transaction by pgbench, in turn on one server."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from glob import glob
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import OperatorError
from cogs.tips.api import Tip
from cogs.tips.measures.writing import CREATOR, TIPPERS, endow, ledger_on, up_to_date

SPREAD, HOT = "tips a second, spread", "tips a second, one creator"
COMMUNITIES, CLIENTS = 32, 32
FIRST_GUILD = 100
PEERS_FIRST_GUILD = 200  # pgbench's hashes are no chain of ours: it has communities of its own
_RATE = re.compile(r"tps = ([0-9.]+)")
_numbers = count(1)

#: What a tip asks and writes, its hash and its chain head included.
_SCRIPT = """
\\set guild {first} + random(0, {last})
\\set tipper 2 + random(0, {tippers} - 1)
BEGIN;
SELECT sequence + 1 AS sequence, hash AS previous FROM tips_chain WHERE guild_id = :guild FOR UPDATE \\gset
SELECT count(*) FROM tips_transfer WHERE guild_id = :guild AND key = 'p:' || :sequence::text;
SELECT max(id) FILTER (WHERE owner_id = 1) AS creator, max(id) FILTER (WHERE owner_id <> 1) AS source FROM
 (SELECT id, owner_id FROM tips_account WHERE guild_id = :guild AND currency = 'points' AND purpose = 'person'
  AND owner_id IN (1, :tipper) ORDER BY id FOR UPDATE) AS locked \\gset
INSERT INTO tips_transfer (guild_id, sequence, version, kind, currency, amount_minor, key, created_at,
 is_anonymous, previous_hash, hash) VALUES
 (:guild, :sequence, 2, 'tip', 'points', 1, 'p:' || :sequence::text, now(), false,
 :previous::text, encode(sha256((:previous::text || :sequence::text)::bytea), 'hex'))
 RETURNING id AS transfer, hash AS newest \\gset
INSERT INTO tips_entry VALUES (:transfer, :creator, 1), (:transfer, :source, -1);
UPDATE tips_account SET balance_minor = balance_minor + 1, got_minor = got_minor + 1 WHERE id = :creator;
UPDATE tips_account SET balance_minor = balance_minor - 1, gave_minor = gave_minor + 1 WHERE id = :source;
INSERT INTO tips_day VALUES
 (:creator, current_date, :guild, 'points', 1, 0, 1, 1, 0, 0, 0, :transfer),
 (:source, current_date, :guild, 'points', 0, 1, 0, 0, 1, 1, 0, :transfer)
 ON CONFLICT (account_id, day) DO UPDATE SET in_minor = tips_day.in_minor + excluded.in_minor,
 out_minor = tips_day.out_minor + excluded.out_minor, got_minor = tips_day.got_minor + excluded.got_minor,
 got_count = tips_day.got_count + excluded.got_count, gave_minor = tips_day.gave_minor + excluded.gave_minor,
 gave_count = tips_day.gave_count + excluded.gave_count, transfer_id = excluded.transfer_id;
UPDATE tips_chain SET sequence = :sequence, hash = :newest::text, moved_at = now() WHERE guild_id = :guild;
COMMIT;
"""


def pgbench() -> str | None:
    """Where it is, on the path or among the server's own programs."""
    return shutil.which("pgbench") or next(iter(sorted(glob("/usr/lib/postgresql/*/bin/pgbench"))), None)


@asynccontextmanager
async def database(url: str) -> AsyncIterator[str]:
    """A database of its own on that server, for the length of the block."""
    name = f"rostra_bench_{uuid4().hex[:12]}"
    await _on_server(url, f"CREATE DATABASE {name}")
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        await _on_server(url, f"DROP DATABASE {name} WITH (FORCE)")


async def prepare(url: str) -> None:
    """Open the accounts of both sides."""
    opened = await up_to_date(url)
    ledger = ledger_on(opened)
    for first in (FIRST_GUILD, PEERS_FIRST_GUILD):
        await endow(ledger, range(first, first + COMMUNITIES))
    await ledger.close()
    await opened.close()
    # As the database does by itself a minute later; what was planned for empty tables is no measure.
    await _on_server(url, "VACUUM ANALYZE")


async def ours(url: str, seconds: float) -> dict[str, float]:
    """Give tips in many communities, and then to one creator."""
    opened = await up_to_date(url)
    ledger = ledger_on(opened)

    async def give(guild_id: int) -> None:
        number = next(_numbers)
        tip = Tip(guild_id, 2 + number % TIPPERS, CREATOR, 1, f"o:{number}")
        await ledger.tip(tip, confirmed=True)

    async def window(communities: int) -> float:
        guild_ids = [FIRST_GUILD + client % communities for client in range(CLIENTS)]
        await asyncio.gather(*map(give, guild_ids))  # connections are made, statements prepared
        given, begun = 0, time.perf_counter()

        async def call(guild_id: int) -> None:
            nonlocal given
            while time.perf_counter() < begun + seconds:
                await give(guild_id)
                given += 1

        await asyncio.gather(*map(call, guild_ids))
        return given / (time.perf_counter() - begun)

    rates = {SPREAD: await window(COMMUNITIES), HOT: await window(1)}
    await ledger.close()
    await opened.close()
    return rates


async def peer(url: str, seconds: float) -> dict[str, float]:
    """Let pgbench do the same."""
    return {SPREAD: await _pgbench(url, COMMUNITIES, seconds), HOT: await _pgbench(url, 1, seconds)}


async def conditions(url: str) -> str:
    """What the server says of itself."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        version = await connection.scalar(text("SHOW server_version"))
        settings = [
            f"{name}={await connection.scalar(text(f'SHOW {name}'))}"
            for name in ("fsync", "synchronous_commit")
        ]
    await engine.dispose()
    return f"{version}, {', '.join(settings)}; {CLIENTS} callers on each side; the server on any core"


async def _pgbench(url: str, communities: int, seconds: float) -> float:
    program, where = pgbench(), make_url(url)
    assert program is not None, "looked for before"
    script = _SCRIPT.format(first=PEERS_FIRST_GUILD, last=communities - 1, tippers=TIPPERS)
    options = [
        "-h",
        where.host or "127.0.0.1",
        "-p",
        str(where.port or 5432),
        "-U",
        where.username or "postgres",
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tip.sql"
        file.write_text(script, encoding="utf-8")
        process = await asyncio.create_subprocess_exec(
            *(
                program,
                "-n",
                "-M",
                "prepared",
                "-c",
                str(CLIENTS),
                "-j",
                "1",
                "-T",
                str(max(1, round(seconds))),
            ),
            *("-f", str(file), *options, where.database or "postgres"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "PGPASSWORD": where.password or ""},
        )
        out, problems = await process.communicate()
    rate = _RATE.search(out.decode())
    if process.returncode != 0 or rate is None:
        raise OperatorError(f"pgbench failed: {problems.decode(errors='replace').strip()[-300:]}")
    return float(rate[1])


async def _on_server(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
