"""Settings of a community: what a cog declares, what is kept, and what is refused.

A cog declares one subclass of `Settings` in its `settings.py`, and the words for it.
That alone gives it a page, limits that explain themselves, a history and undo:

    class HandSettings(Settings):
        most_speakers: int = Field(default=10, ge=1, le=50)
        policy: Policy = Policy.FIRST_COME

Whoever needs a value asks when they need it, `await bot.settings.of(HandSettings, guild_id)`,
so a change applies at once.
"""

from bot.settings.declaring import Channel, Id, Role, Settings, TimeZone
from bot.settings.store import SettingsChanged, SettingStore

__all__ = ["Channel", "Id", "Role", "SettingStore", "Settings", "SettingsChanged", "TimeZone"]
