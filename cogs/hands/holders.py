"""Who may be among those stored of a room: a set in memory that lacks nobody, so that most need no look.

A stage of ten thousand changes many times a second, and nearly all who come and go have no hand up and never
spoke. Whoever is in the set may have gone meanwhile; the database knows. One process has a community, so what
is stored of its rooms is stored through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Select

from bot.storage.database import Database


class Holders:
    """The sets of all rooms; `stored` is the question for those of one."""

    def __init__(self, database: Database, stored: Callable[[int], Select[int]]) -> None:
        self._database = database
        self._stored = stored
        self._people: dict[int, set[int]] = {}
        self._loaded: set[int] = set()
        self._asked: dict[int, object] = {}  # the question of each room that counts, while it is asked
        self._going: dict[object, tuple[int, set[int]]] = {}

    async def may_include(self, room_id: int, user_id: int) -> bool:
        """Whether somebody may be among them; if not, they are not."""
        if room_id not in self._loaded:
            asked = self._asked[room_id] = object()
            stored = {row[0] for row in await self._database.lookup(self._stored(room_id))}
            if self._asked.get(room_id) is not asked:  # in doubt again meanwhile
                return user_id in stored or user_id in self._people.get(room_id, ())
            self._of(room_id).update(stored)
            self._loaded.add(room_id)
        return user_id in self._of(room_id)

    def lack(self, room_id: int, user_id: int) -> bool:
        """Whether somebody is surely not among them, without asking for what is stored."""
        return room_id in self._loaded and user_id not in self._of(room_id)

    def add(self, room_id: int, *user_ids: int) -> None:
        """Count somebody among them, before that is stored."""
        self._of(room_id).update(user_ids)
        for room, going in self._going.values():
            if room == room_id:
                going.difference_update(user_ids)

    @contextmanager
    def without(self, room_id: int, user_ids: Iterable[int]) -> Iterator[None]:
        """Count some out whose rows the block deletes, once it is through; not whoever is added meanwhile.

        The block holds the lock under which others add to the set, and only then to what is stored.
        """
        key, going = object(), set(user_ids)
        self._going[key] = room_id, going
        try:
            yield
            self._of(room_id).difference_update(going)
        finally:
            del self._going[key]

    def discard(self, room_id: int, user_id: int) -> None:
        """Count somebody out, after they were found not to be stored."""
        self._of(room_id).discard(user_id)

    def doubt(self, room_id: int) -> None:
        """Look again at what is stored: others may have been at work.

        Whoever is known stays so, since what is stored of them may be on its way.
        """
        self._loaded.discard(room_id)
        self._asked.pop(room_id, None)

    def forget(self, room_id: int) -> None:
        """Know nothing of a room that is over."""
        self.doubt(room_id)
        self._people.pop(room_id, None)

    def _of(self, room_id: int) -> set[int]:
        if (people := self._people.get(room_id)) is None:
            people = self._people[room_id] = set()
        return people
