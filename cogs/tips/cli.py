"""`rostra ledger`: proof of the books, from outside the bot."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.options import ConfigOption, DatabaseOption, read_config
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.storage.database import Database
    from cogs.tips.anchors import Anchor
    from cogs.tips.verify import Verdict

T = TypeVar("T")

app = typer.Typer(name="ledger", help="Prove the ledger of tips.", no_args_is_help=True)

CommunityOption = Annotated[
    int | None, typer.Option(metavar="ID", help="Only the community of that id, instead of all.")
]


@app.callback()
def ledger() -> None:
    """Prove the ledger of tips."""


@app.command()
def verify(
    config: ConfigOption = None,
    database: DatabaseOption = None,
    community: CommunityOption = None,
    anchor: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Hashes that were kept elsewhere, one a line, as `rostra ledger anchor` wrote them.",
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Prove every hash, sum and balance; exit 1 and name each problem if the book does not hold."""
    kept = _kept_in(anchor) if anchor is not None else []
    progress = _counting() if sys.stderr.isatty() else lambda _count: None

    async def prove(opened: Database) -> Verdict:
        from cogs.tips.verify import verify

        return await verify(opened, community, kept, progress)

    verdict = _on(read_config(config, database).database.url, prove)
    if as_json:
        typer.echo(json.dumps({"holds": verdict.holds, **asdict(verdict)}))
    else:
        for line in _report(verdict, is_anchored=anchor is not None):
            typer.echo(line)
    raise typer.Exit(0 if verdict.holds else 1)


@app.command()
def anchor(
    config: ConfigOption = None, database: DatabaseOption = None, community: CommunityOption = None
) -> None:
    """Print the newest hash of each chain, to be kept away from the database for `verify --anchor`."""

    async def heads(opened: Database) -> Sequence[Anchor]:
        from cogs.tips.verify import heads

        return await heads(opened, community)

    for one in _on(read_config(config, database).database.url, heads):
        typer.echo(one.as_text())


def _on(url: str, work: Callable[[Database], Awaitable[T]]) -> T:
    return asyncio.run(_asked(url, work))


async def _asked(url: str, work: Callable[[Database], Awaitable[T]]) -> T:
    # Not before it is needed: `rostra --help` imports this module too.
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from bot.storage.database import Database

    database = Database(url)
    try:
        return await work(database)
    except (OperationalError, ProgrammingError) as error:
        # What SQLite and PostgreSQL say of a table or a column that is not there.
        raise OperatorError(
            "this database has no ledger, or an older one: run `rostra db upgrade`"
        ) from error
    finally:
        await database.close()


def _kept_in(file: Path) -> list[Anchor]:
    from cogs.tips import anchors

    try:
        return anchors.read(file.read_text(encoding="utf-8").splitlines(), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{file} cannot be read: {error}") from error


def _counting() -> Callable[[int], None]:
    def tell(count: int) -> None:
        typer.echo(f"\r{count} transfers proved", err=True, nl=False)

    return tell


def _report(verdict: Verdict, *, is_anchored: bool) -> list[str]:
    summary = (
        f"{verdict.transfers} transfers ({verdict.tips} tips), {verdict.accounts} accounts, "
        f"{verdict.erased_notes} erased notes, {verdict.erased_people} erased people"
    )
    anchored = [
        f"community {chain.guild_id}: {chain.sequence} transfers, anchored up to number {chain.anchored_to}"
        for chain in verdict.chains
    ]
    lines = [*verdict.problems, *(anchored if is_anchored else [])]
    if verdict.holds:
        return [*lines, f"The ledger holds: {summary}."]
    return [*lines, f"The ledger does NOT hold: {len(verdict.problems)} problems in {summary}."]
