"""The audit log, by plain discord.py over sockets. "Audit Logs Resource" unless said otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest

from bot.sandbox.options import BOT_PERMISSIONS
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.stages import AUTO_CLOSE_SECONDS
from tests.bot.sandbox.clients import log_in
from tests.bot.sandbox.stage_client import Club


@pytest.fixture
async def auditor() -> AsyncIterator[Club]:
    """A bot that may view the audit log."""
    options = SandboxOptions(rate_limits=False, bot_permissions=BOT_PERMISSIONS | Permission.VIEW_AUDIT_LOG)
    async with Sandbox.start(options) as sandbox, log_in(sandbox) as client:
        yield Club(sandbox, client)


async def test_a_stage_leaves_its_traces(auditor: Club) -> None:
    # Audit Log Events, STAGE_INSTANCE_CREATE, _UPDATE, _DELETE; "Reference", X-Audit-Log-Reason.
    instance = await auditor.stage.create_instance(topic="Books", reason="Wednesday")
    await instance.edit(topic="Films")
    await instance.delete(reason="Late")

    entries = [entry async for entry in auditor.guild.audit_logs()]

    assert [entry.action.name for entry in entries] == [
        "stage_instance_delete",
        "stage_instance_update",
        "stage_instance_create",
    ]
    assert [entry.reason for entry in entries] == ["Late", None, "Wednesday"]
    assert (entries[1].before.topic, entries[1].after.topic) == ("Books", "Films")
    assert entries[0].user == auditor.guild.me


async def test_an_entry_is_told_to_who_may_view_the_log(auditor: Club) -> None:
    # "Gateway Events", Guild Audit Log Entry Create.
    opening = auditor.stage.create_instance(topic="Books")

    _, entry = await auditor.caused("audit_log_entry_create", opening)

    assert entry.action is discord.AuditLogAction.stage_instance_create
    assert entry.extra.channel == auditor.stage


async def test_what_discord_closes_is_nobodys_act(auditor: Club) -> None:
    await auditor.stage.create_instance(topic="Books")
    auditor.sandbox.advance(AUTO_CLOSE_SECONDS + 1)

    assert [entry.action.value async for entry in auditor.guild.audit_logs()] == [83]


async def test_without_the_permission_there_is_no_log(sandbox: Sandbox, client: discord.Client) -> None:
    # Get Guild Audit Log requires VIEW_AUDIT_LOG.
    club = Club(sandbox, client)

    with pytest.raises(discord.Forbidden) as caught:
        [entry async for entry in club.guild.audit_logs()]
    assert caught.value.code == 50013
