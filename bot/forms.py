"""Forms that outlive the process: what they are about is in their custom_id.

discord.py remembers a modal from its opening until it is sent, and only one of each custom_id. A form
here is never remembered: it is built anew when it is sent, by whichever process is there then, and two
people who fill in the same form do not meet in one object.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Self

import discord

from bot import answers, discord_internals, replies
from bot.undo import undoable
from bot.views import Modal, found_in

if TYPE_CHECKING:
    from bot.client import Bot


class Form(Modal):
    """A modal with a `template` for its custom_id, as `bot.views.DynamicItem` has one.

    A subclass overrides `on_submit`, and `from_custom_id` where what the template found is not what the
    constructor takes; it gives its fields custom ids of their own.
    """

    template: ClassVar[re.Pattern[str]]

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__()
        cls.template = re.compile(template)

    def __init__(self, *, title: str, custom_id: str) -> None:
        super().__init__(title=title, timeout=None, custom_id=custom_id)
        assert self.template.fullmatch(custom_id), f"{custom_id} is not what {self.template.pattern} finds"

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction[Bot], match: re.Match[str], /) -> Self:
        """Build the form anew that was opened with this custom_id, from what the template found in it."""
        kind: Any = cls
        made: Self = kind(*found_in(match))
        return made

    async def open(self, interaction: discord.Interaction[Bot]) -> None:
        """Put the form before whoever pressed or typed; it has to be the first answer."""
        await interaction.response.send_modal(self)
        self.stop()  # so that discord.py forgets it


class Forms:
    """Every kind of form there is."""

    def __init__(self) -> None:
        self._kinds: list[type[Form]] = []

    def add(self, *kinds: type[Form]) -> None:
        """Answer to these forms, for as long as the cog they belong to runs."""
        self._kinds += kinds
        undoable(lambda: self._remove(kinds))

    def _remove(self, kinds: tuple[type[Form], ...]) -> None:
        self._kinds = [kind for kind in self._kinds if kind not in kinds]

    async def submitted(self, interaction: discord.Interaction[Bot]) -> None:
        """Run the form that was sent, if it is one of ours."""
        custom_id = str(dict(interaction.data or {}).get("custom_id", ""))
        for kind in self._kinds:
            if (match := kind.template.fullmatch(custom_id)) is not None:
                async with answers.in_time(interaction):
                    await _run(kind, interaction, match)


async def _run(kind: type[Form], interaction: discord.Interaction[Any], match: re.Match[str]) -> None:
    try:
        form = await kind.from_custom_id(interaction, match)
    except Exception as error:  # noqa: BLE001 - an edge: what the form is about may be gone
        await replies.report(interaction, error)
        return
    await discord_internals.submit(form, interaction)
