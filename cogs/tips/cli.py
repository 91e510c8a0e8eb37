"""`rostra ledger`: proof of the books, from outside the bot."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ConfigOption, DatabaseOption, read_config
from bot.errors import OperatorError

if TYPE_CHECKING:
    from cogs.tips.verify import Verdict

app = typer.Typer(name="ledger", help="Prove the ledger of tips.", no_args_is_help=True)


@app.callback()
def ledger() -> None:
    """Prove the ledger of tips."""


@app.command()
def verify(
    config: ConfigOption = None,
    database: DatabaseOption = None,
    community: Annotated[
        int | None, typer.Option(metavar="ID", help="Only the community of that id, instead of all.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Prove every hash, sum and balance; exit 1 and name each problem if the book does not hold."""
    verdict = asyncio.run(_prove(read_config(config, database).database.url, community))
    if as_json:
        typer.echo(json.dumps({"holds": verdict.holds, **asdict(verdict)}))
    else:
        for line in _report(verdict):
            typer.echo(line)
    raise typer.Exit(0 if verdict.holds else 1)


async def _prove(url: str, community: int | None) -> Verdict:
    # Not before it is needed: `rostra --help` imports this module too.
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from bot.storage.database import Database
    from cogs.tips.verify import verify as prove

    database = Database(url)
    try:
        return await prove(database, community)
    except (OperationalError, ProgrammingError) as error:
        # What SQLite and PostgreSQL say of a table or a column that is not there.
        raise OperatorError(
            "this database has no ledger, or an older one: run `rostra db upgrade`"
        ) from error
    finally:
        await database.close()


def _report(verdict: Verdict) -> list[str]:
    summary = (
        f"{verdict.transfers} transfers ({verdict.tips} tips), {verdict.accounts} accounts, "
        f"{verdict.erased_notes} erased notes"
    )
    if verdict.holds:
        return [f"The ledger holds: {summary}."]
    return [*verdict.problems, f"The ledger does NOT hold: {len(verdict.problems)} problems in {summary}."]
