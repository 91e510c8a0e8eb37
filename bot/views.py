"""Bases for everything that people press, choose or fill in.

discord.py logs an error in a view, a modal or a dynamic item and tells the person
nothing: they see "This interaction failed". These bases carry it to `bot.replies`,
and see to it that what takes long is answered in time (`bot.answers`).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot import answers, replies
from bot.discord_internals import InTime

if TYPE_CHECKING:
    from bot.client import Bot

Item = TypeVar("Item", bound=discord.ui.Item[Any])


def _require_on(interaction: discord.Interaction[Bot], item: object) -> None:
    """Refuse what belongs to a cog that the community has switched off.

    Raises:
        UserError: it has; says who did it.
    """
    if interaction.guild_id is not None:
        interaction.client.switches.require(interaction.guild_id, type(item).__module__)


class _OfACog:
    """Goes before a view or a modal of discord.py, so that it rests while its cog is switched off."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse, with the reason; whoever overrides this calls it first."""
        _require_on(interaction, self)
        return True


class _OfItems(_OfACog, InTime):
    """Goes before what is made of items: what goes wrong in one of them reaches whoever pressed."""

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        _item: discord.ui.Item[Any],
        /,
    ) -> None:
        """Tell whoever pressed what went wrong."""
        await replies.report(interaction, error)


class View(_OfItems, discord.ui.View):
    """Buttons and selects beside ordinary content."""


class LayoutView(_OfItems, discord.ui.LayoutView):
    """A whole message laid out in components (Components V2)."""


class Modal(_OfACog, InTime, discord.ui.Modal):
    """A form."""

    # discord.py's own override has no item either.
    async def on_error(  # type: ignore[override]
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Tell whoever sent the form what went wrong."""
        await replies.report(interaction, error)


def found_in(match: re.Match[str]) -> tuple[int | str | None, ...]:
    """The groups of a template in their order: digits as a number, an empty one as None."""
    return tuple(int(text) if text and text.isdecimal() else text or None for text in match.groups())


class DynamicItem(discord.ui.DynamicItem[Item], template=r"(?!)"):
    """A component whose state is in its custom_id, so that it works after a restart.

    Written as with discord.py: subclass with a `template`, override `callback`, and
    `from_custom_id` where what the template found is not what the constructor takes.
    discord.py has no `on_error` here, so what a subclass overrides is wrapped when the
    subclass is made.
    """

    def __init_subclass__(cls, *, template: str | re.Pattern[str]) -> None:
        super().__init_subclass__(template=template)
        own = vars(cls)
        for name in ("callback", "interaction_check"):
            if name in own:
                setattr(cls, name, _reported(own[name]))
        if "from_custom_id" in own:
            made = classmethod(_made(own["from_custom_id"].__func__))
            cls.from_custom_id = made  # type: ignore[assignment]  # the same signature, wrapped

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Any:
        """Build it anew from what the template found, as `found_in` reads it."""
        kind: Any = cls
        try:
            return kind(*found_in(match))
        except Exception as error:  # noqa: BLE001 - an edge: discord.py would swallow it
            return _Unmade(match.string, error)

    async def callback(self, interaction: discord.Interaction[Any]) -> Any:
        """Run the callback of the item inside, for a subclass that overrides none."""
        async with answers.in_time(interaction):
            try:
                return await super().callback(interaction)
            except Exception as error:  # noqa: BLE001 - an edge: discord.py would swallow it
                await replies.report(interaction, error)


def _reported(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @wraps(method)
    async def run(self: Any, interaction: discord.Interaction[Bot]) -> Any:
        async with answers.in_time(interaction):
            try:
                _require_on(interaction, self)
                return await method(self, interaction)
            except Exception as error:  # noqa: BLE001 - an edge: discord.py would swallow it
                await replies.report(interaction, error)
                return False

    return run


def _made(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @wraps(method)
    async def make(
        cls: type[Any],
        interaction: discord.Interaction[Bot],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Any:
        async with answers.in_time(interaction):
            try:
                return await method(cls, interaction, item, match)
            except Exception as error:  # noqa: BLE001 - an edge: discord.py would swallow it
                return _Unmade(match.string, error)

    return make


class _Unmade(DynamicItem[discord.ui.Button[Any]], template=r"(?s:.*)"):
    """Stands in for an item that could not be made, and says why when discord.py runs it.

    Raising would be logged by discord.py as well, refusal or not.
    """

    def __init__(self, custom_id: str, error: Exception) -> None:
        super().__init__(discord.ui.Button(custom_id=custom_id))
        self._error = error

    async def callback(self, _interaction: discord.Interaction[Any]) -> None:
        raise self._error
