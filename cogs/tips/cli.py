"""`rostra ledger`: the books proved, written to a file and read back, from outside the bot."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.options import ConfigOption, DatabaseOption, read_config
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.storage.database import Database
    from cogs.tips.anchors import Anchor
    from cogs.tips.archive.reading import Read
    from cogs.tips.verify import Verdict

T = TypeVar("T")

app = typer.Typer(name="ledger", help="Prove the ledger of tips.", no_args_is_help=True)

CommunityOption = Annotated[
    int | None, typer.Option(metavar="ID", help="Only the community of that id, instead of all.")
]

AnchorOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Hashes that were kept elsewhere, one a line, as `rostra ledger anchor` wrote them.",
    ),
]


@app.callback()
def ledger() -> None:
    """Prove the ledger of tips."""


@app.command()
def verify(
    config: ConfigOption = None,
    database: DatabaseOption = None,
    community: CommunityOption = None,
    anchor: AnchorOption = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Prove every hash, sum and balance; exit 1 and name each problem if the book does not hold."""
    kept = _kept_in(anchor) if anchor is not None else []
    progress = _counting("proved")

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


class Format(StrEnum):
    """What the whole ledger is written as."""

    JSONL = "jsonl"
    CSV = "csv"
    HLEDGER = "hledger"


@app.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to write it; to the terminal without.")
    ] = None,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    community: CommunityOption = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="`jsonl`, which `rostra ledger import` reads; `csv` for a spreadsheet; or `hledger`.",
        ),
    ] = Format.JSONL,
) -> None:
    """Write the whole ledger, for `rostra ledger import`, an accountant, and whoever wants to prove it.

    The file holds who owns which account, and every note: keep it as you keep the database.
    """
    progress = _counting("written")

    async def write(opened: Database) -> int:
        count = 0
        with _to(file) as opened_file:
            async with aclosing(_written(form, opened, community, progress)) as parts:
                async for part in parts:
                    opened_file.write(part)
                    count += part.count(b"\n")
        return count

    count = _on(read_config(config, database).database.url, write)
    typer.echo(f"{count} lines were written.", err=True)


def _written(
    form: Format, opened: Database, community: int | None, progress: Callable[[int], None]
) -> AsyncGenerator[bytes, None]:
    from cogs.tips.archive import books, writing

    writers = {Format.JSONL: writing.lines_of, Format.CSV: books.spreadsheet, Format.HLEDGER: books.journal}
    return writers[form](opened, community, progress)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `rostra ledger export` has written.")],
    config: ConfigOption = None,
    database: DatabaseOption = None,
    anchor: AnchorOption = None,
) -> None:
    """Read such a file into an empty ledger, and prove every line of it; all of it or nothing.

    A line that is wrong is named, and nothing is imported.
    """
    kept = _kept_in(anchor) if anchor is not None else []
    progress = _counting("read")

    async def read(opened: Database) -> Read:
        from cogs.tips.archive.reading import read_into

        try:
            with file.open("rb") as lines:
                return await read_into(opened, lines, str(file), kept, progress)
        except OSError as error:
            raise OperatorError(f"{file} cannot be read: {error.strerror}") from error

    found = _on(read_config(config, database).database.url, read)
    typer.echo(
        f"The ledger holds: {found.transfers} transfers and {found.accounts} accounts of"
        f" {found.communities} communities were imported."
    )


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


def _counting(done: str) -> Callable[[int], None]:
    """Tell how far it is, if somebody watches."""

    def tell(count: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{count} transfers {done}", err=True, nl=False)

    return tell


@contextmanager
def _to(file: Path | None) -> Iterator[IO[bytes]]:
    """What is written to: a new file that is there once all of it is, or the terminal."""
    if file is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if file.exists():
        raise OperatorError(f"{file} is there already: name another one")
    part = file.with_name(f"{file.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        part.rename(file)
    except OSError as error:
        raise OperatorError(f"{file} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


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
