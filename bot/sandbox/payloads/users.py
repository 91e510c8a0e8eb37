"""Accounts on the wire.

Source: Discord documentation, "User", User Object; OpenAPI UserResponse and UserPIIResponse.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.world.models import User


def user(account: User) -> dict[str, Any]:
    """An account as everybody sees it."""
    return {
        "id": str(account.id),
        "username": account.username,
        # "0" says that the account has a unique username instead of a number.
        "discriminator": "0",
        "global_name": account.global_name,
        "avatar": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "display_name_styles": None,
        "primary_guild": None,
        "clan": None,
        "banner": None,
        "accent_color": None,
        "bot": account.bot,
        "system": False,
        "flags": 0,
        "public_flags": 0,
    }


def own_user(account: User) -> dict[str, Any]:
    """An account as its owner sees it: READY and GET /users/@me."""
    return {
        **user(account),
        "locale": account.locale,
        "mfa_enabled": True,
        "verified": True,
        "email": None,
        "premium_type": 0,
    }
