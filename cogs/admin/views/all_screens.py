"""Every screen of this cog, by what leads there."""

from __future__ import annotations

from bot.settings.store import Place
from bot.views import LayoutView
from cogs.admin.views.history import history_screen
from cogs.admin.views.screens import SETUP, Asked, Spot
from cogs.admin.views.setting_screens import overview_screen, page_screen, spot_screen
from cogs.admin.views.setup_screens import setup_screen, setup_spot_screen


class AllScreens:
    """Fulfils `cogs.admin.views.screens.Screens`."""

    async def spot(self, interaction: Asked, spot: Spot, notice: str = "") -> LayoutView:
        """See `Screens.spot`."""
        draw = setup_spot_screen if spot.screen == SETUP else spot_screen
        return await draw(interaction, spot, notice)

    async def page(self, interaction: Asked, place: Place, number: int = 0, notice: str = "") -> LayoutView:
        """See `Screens.page`."""
        return await page_screen(interaction, place, number, notice)

    async def overview(
        self, interaction: Asked, club_id: int, number: int = 0, notice: str = ""
    ) -> LayoutView:
        """See `Screens.overview`."""
        return await overview_screen(interaction, club_id, number, notice)

    async def history(
        self, interaction: Asked, place: Place, before_id: int | None = None, notice: str = ""
    ) -> LayoutView:
        """See `Screens.history`."""
        return await history_screen(interaction, place, before_id, notice)

    async def setup(self, interaction: Asked, step: str, number: int = 0, notice: str = "") -> LayoutView:
        """See `Screens.setup`."""
        return await setup_screen(interaction, step, number, notice)
