"""Discord's REST API, one file a resource.

A resource's module registers its routes when it is imported, so all are imported here.
"""

from __future__ import annotations

from bot.sandbox.rest import application as application
from bot.sandbox.rest import commands as commands
from bot.sandbox.rest import entitlements as entitlements
from bot.sandbox.rest import gateway_info as gateway_info
from bot.sandbox.rest import interactions as interactions
from bot.sandbox.rest import scheduled_events as scheduled_events
from bot.sandbox.rest import stage_instances as stage_instances
from bot.sandbox.rest import users as users
from bot.sandbox.rest import voice_channels as voice_channels
from bot.sandbox.rest import voice_states as voice_states
from bot.sandbox.rest import webhooks as webhooks
