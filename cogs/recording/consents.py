"""Who may be recorded: what people said, and what holds where they said nothing.

The rules:

1. The newest answer holds, whether it was given for one recording or for all of the community's.
2. "Ask me" takes an earlier answer for all back.
3. Where there is no answer, the club's setting decides: see `Consent`.
4. Nothing is changed or removed: what somebody said, and when, can be shown. Only who is
   forgotten altogether is taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import or_, select

from bot.storage.database import Database
from cogs.recording.api import Consent, Replay
from cogs.recording.tables import AnswerRow


class Answers:
    """What holds for one recording. Asked in the thread that receives, for each packet of who is not kept."""

    def __init__(self, consent: Consent, given: dict[int, bool]) -> None:
        self._is_in = consent is Consent.OPT_OUT
        self._given = given

    def allows(self, user_id: int) -> bool:
        """Whether a person may be recorded."""
        return self._given.get(user_id, self._is_in)

    def has_answered(self, user_id: int) -> bool:
        """Whether a person has said anything."""
        return user_id in self._given

    def refuses(self, user_id: int) -> bool:
        """Whether a person has said no."""
        return self._given.get(user_id) is False

    def take(self, user_id: int, allows: bool | None) -> None:  # noqa: FBT001 - one answer of three
        """Note what a person says now."""
        if allows is None:
            self._given.pop(user_id, None)
        else:
            self._given[user_id] = allows


class ConsentBook:
    """What people said, as it is stored."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def of(self, replay: Replay) -> Answers:
        """What holds for a recording."""
        async with self._database.reading() as session:
            rows = await session.execute(
                select(AnswerRow.user_id, AnswerRow.allows)
                .where(
                    AnswerRow.guild_id == replay.guild_id,
                    or_(AnswerRow.replay_id.is_(None), AnswerRow.replay_id == replay.id),
                )
                .order_by(AnswerRow.id)
            )
            answers = Answers(replay.consent, {})
            for user_id, allows in rows:
                answers.take(user_id, allows)
            return answers

    async def answer(
        self,
        guild_id: int,
        user_id: int,
        allows: bool | None,  # noqa: FBT001 - one answer of three
        replay_id: int | None = None,
    ) -> None:
        """Store what a person says, for one recording or for all; None, for all alone, is to be asked."""
        async with self._database.transaction() as session:
            session.add(
                AnswerRow(
                    guild_id=guild_id,
                    user_id=user_id,
                    replay_id=replay_id,
                    allows=allows,
                    answered_at=self._now(),
                )
            )
