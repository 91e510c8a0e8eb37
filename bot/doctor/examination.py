"""All checks, in the order in which a host would set things right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.doctor import account, cogs, machine
from bot.doctor.account import NoAccount, check_account
from bot.doctor.communities import Communities
from bot.doctor.findings import Findings, problem, skipped
from bot.doctor.workers import check_workers
from bot.errors import OperatorError
from bot.permission_gaps import needed_by

if TYPE_CHECKING:
    from bot.config import Config
    from bot.discovery import CogPackage
    from bot.sandbox.ready import ReadyFile


async def examine(config: Config, ready: ReadyFile | None = None, *, only: Collection[int] = ()) -> Findings:
    """Look at everything; a finding comes as soon as there is one."""
    found, finding = cogs.find(config)
    yield finding
    if found:
        async for finding in cogs.check_cogs(config, found):
            yield finding
    async for finding in machine.check_database(config, found):
        yield finding
    async for finding in machine.check_audio():
        yield finding
    async for finding in machine.check_web(config):
        yield finding
    async for finding in cogs.ask_cogs(config, found):
        yield finding
    async for finding in _on_discord(config, ready, found, only):
        yield finding


async def _on_discord(
    config: Config, ready: ReadyFile | None, found: Sequence[CogPackage], only: Collection[int]
) -> Findings:
    try:
        token = config.require_token() if ready is None else ready.bot_token
    except OperatorError as error:
        yield problem("token", *_split(error))
        yield skipped("intents", "Discord cannot be asked without a token")
        yield skipped("communities", "Discord cannot be asked without a token")
        return
    try:
        async with account.logged_in(token, ready) as client:
            async for finding in check_account(client, config):
                yield finding
            asked = partial(cogs.needs_in, config, found)
            communities = Communities(client, needed_by(found), asked)
            async for finding in communities.check(config, only):
                yield finding
            async for finding in check_workers(config, ready, client, only):
                yield finding
    except NoAccount as error:
        yield error.finding
        yield skipped("intents", "Discord could not be asked")
        yield skipped("communities", "Discord could not be asked")


def _split(error: OperatorError) -> tuple[str, str]:
    said, _, do = str(error).partition(": ")
    return said, do
