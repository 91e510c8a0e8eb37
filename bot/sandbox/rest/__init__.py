"""Discord's REST API, one file a resource.

A resource's module registers its routes when it is imported, so all are imported here.
"""

from __future__ import annotations

from bot.sandbox.rest import application as application
from bot.sandbox.rest import audit_log as audit_log
from bot.sandbox.rest import bans as bans
from bot.sandbox.rest import channels as channels
from bot.sandbox.rest import commands as commands
from bot.sandbox.rest import entitlements as entitlements
from bot.sandbox.rest import gateway_info as gateway_info
from bot.sandbox.rest import guilds as guilds
from bot.sandbox.rest import interactions as interactions
from bot.sandbox.rest import invites as invites
from bot.sandbox.rest import members as members
from bot.sandbox.rest import messages as messages
from bot.sandbox.rest import overwrites as overwrites
from bot.sandbox.rest import pins as pins
from bot.sandbox.rest import reactions as reactions
from bot.sandbox.rest import roles as roles
from bot.sandbox.rest import scheduled_events as scheduled_events
from bot.sandbox.rest import stage_instances as stage_instances
from bot.sandbox.rest import users as users
from bot.sandbox.rest import voice_channels as voice_channels
from bot.sandbox.rest import voice_states as voice_states
from bot.sandbox.rest import webhooks as webhooks
