"""Invitations: who invites whom into which club, and what becomes of it. Knows nothing of Discord beyond ids.

Whoever accepts is admitted by the clubs in the transaction that ends the invitation. The club is held first
and the invitation after it, always, so that an acceptance here and one by a role in Discord cannot wait for
each other; whichever is second finds the invitation gone, and admits nobody.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.reaching import Preferences, ReachedBy
from bot.errors import UserError
from bot.storage.after_commit import after_commit
from bot.storage.constraints import violated_constraint
from bot.timer_store import TimerDue
from cogs.clubs.api import (
    AlreadyInClub,
    CameBy,
    Club,
    ClubIsArchived,
    ClubIsClosed,
    Clubs,
    Entrance,
    Membership,
    WayIn,
)
from cogs.invitations import codes
from cogs.invitations.api import (
    Budget,
    Invitation,
    InvitationAccepted,
    InvitationGone,
    InvitationKind,
    InvitationState,
    NoInvitationLeft,
)
from cogs.invitations.budgets import Budgets, is_unlimited
from cogs.invitations.credits import Foundation
from cogs.invitations.freezes import Freezes
from cogs.invitations.guesses import Guesses
from cogs.invitations.offers import New, Offers
from cogs.invitations.records import InvitationRecords
from cogs.invitations.refusals import (
    CodeIsOver,
    InClubAlready,
    InvitedAlready,
    InviteeIsBanned,
    InvitesBot,
    InvitesSelf,
    NoSuchInvitation,
    NotACode,
    NotAMember,
    NotYourInvitation,
    RoomsBringNothing,
    TakesNoInvitations,
    WaitsNoMore,
    WrongCode,
)
from cogs.invitations.settings import InvitationSettings
from cogs.invitations.tables import PreferenceRow
from cogs.invitations.trees import Trees

#: An invite of Discord's lasts no longer (Discord documentation, "Channel", Create Channel Invite, max_age).
LONGEST_LINK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is to be invited."""

    user_id: int
    name: str
    is_bot: bool = False
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """An invitation that was accepted, and the membership that it led to."""

    invitation: Invitation
    membership: Membership


class InvitationBook:
    """The invitations of every club. Fulfils `cogs.invitations.api.Invitations`."""

    def __init__(
        self, bot: Foundation, clubs: Clubs, notes_attendance: Callable[[int, int], Awaitable[bool]]
    ) -> None:
        self._database = bot.database
        self._events = bot.events
        self._settings = bot.settings
        self._clubs = clubs
        self._notes_attendance = notes_attendance
        now = bot.clock.now
        self.budgets = Budgets(bot.database)
        self.freezes = Freezes(bot.database, bot.events, bot.timers, clubs, now)
        self.offers = Offers(bot.database, bot.events, bot.timers, self.budgets, now)
        self.preferences = Preferences(bot.database, PreferenceRow, "receives_by")
        self.trees = Trees(clubs, self.freezes)
        self._guesses = Guesses(now)

    async def rule(self, club: Club) -> InvitationSettings:
        """What holds in a club."""
        return await self._settings.of(InvitationSettings, club.guild_id, club.id)

    async def counts_rooms(self, club: Club) -> bool:
        """Whether rooms of a club bring anything: where nobody notes who comes to them, they do not."""
        return await self._notes_attendance(club.guild_id, club.id)

    async def budget(self, club: Club, user_id: int) -> Budget:
        """See `Invitations.budget`."""
        role = await self._clubs.role_of(club.id, user_id)
        return await self.budgets.of(club, user_id, await self.rule(club), role)

    async def own_budget(self, club: Club, user_id: int) -> tuple[Budget, bool]:
        """A member's budget, and whether their branch is frozen.

        Raises:
            NotAMember: they are none.
        """
        membership = await self._clubs.membership_of(club.id, user_id)
        if membership is None:
            raise NotAMember(club=club.name)
        budget = await self.budgets.of(club, user_id, await self.rule(club), membership.role)
        return budget, await self.freezes.is_frozen(club.id, membership)

    async def invitation(self, invitation_id: int) -> Invitation | None:
        """See `Invitations.invitation`."""
        found = await self.offers.get(invitation_id)
        return None if found is None else found[0]

    async def invite(
        self, club: Club, inviter_id: int, invitee: Invitee, *, show_in: int | None = None
    ) -> Invitation:
        """Invite somebody: of the community to answer by buttons, from outside by a sealed link.

        It is shown by the caller; in the channel `show_in` if the caller does not live to do it.

        Raises:
            ClubIsArchived, ClubIsClosed: the club takes nobody in.
            NotAMember, BranchIsFrozen: the inviter does not invite into it.
            InvitesSelf, InvitesBot, InClubAlready, InviteeIsBanned, TakesNoInvitations: nor is that
                person invited.
            InvitedAlready, DeclinedLately: not just now.
            NoInvitationLeft, RoomsBringNothing, BudgetAtMost: the inviter has none left.
        """
        if invitee.user_id == inviter_id:
            raise InvitesSelf
        if invitee.is_bot:
            raise InvitesBot
        inviter = await self._require_inviter(club, inviter_id)
        await self._require_invitable(club, invitee.user_id)
        rule = await self.rule(club)
        lasts = timedelta(days=rule.lasts_days)
        new = New(
            club=club,
            kind=InvitationKind.SEALED if invitee.is_outside else InvitationKind.MEMBER,
            inviter_id=inviter_id,
            lasts=min(lasts, LONGEST_LINK) if invitee.is_outside else lasts,
            spends=not is_unlimited(rule, inviter.role),
            invitee_id=invitee.user_id,
            invitee_name=invitee.name,
            show_in=show_in,
        )
        try:
            return await self._make(new, rule)
        except IntegrityError as error:
            if violated_constraint(error) != "uq_invitations_invitation_pending":
                raise
            # Somebody else was faster; their invitation is named, if it can still be seen.
            await self.offers.require_welcome(club, invitee.user_id)
            raise InvitedAlready(club=club.name) from error

    async def is_waiting(self, club: Club, user_id: int) -> bool:
        """Whether somebody is on the waitlist of a club."""
        return await self._clubs.waits(club.id, user_id) is not None

    async def let_in(self, club: Club, inviter_id: int, invitee: Invitee) -> Accepted:
        """Let somebody in who is on the waitlist, as a member who answers for them does.

        Raises:
            ClubIsArchived, ClubIsClosed: the club takes nobody in.
            NotAMember, BranchIsFrozen: the inviter does not invite into it.
            InvitesSelf: nobody lets themselves in.
            NoInvitationLeft, RoomsBringNothing, BudgetAtMost: the inviter has none left.
            AlreadyInClub, BannedFromClub, WaitsNoMore: that person does not come in like that.
        """
        if invitee.user_id == inviter_id:
            raise InvitesSelf
        inviter = await self._require_inviter(club, inviter_id)
        rule = await self.rule(club)
        new = New(
            club=club,
            kind=InvitationKind.ADMISSION,
            inviter_id=inviter_id,
            lasts=timedelta(),
            spends=not is_unlimited(rule, inviter.role),
            invitee_id=invitee.user_id,
            invitee_name=invitee.name,
            state=InvitationState.ACCEPTED,
        )
        async with self._database.transaction() as session:
            membership = await self._clubs.admit(
                session, club.id, invitee.user_id, CameBy.APPROVAL, inviter_id
            )
            # What is read beside this transaction does not see it: they waited until now.
            if not await self.is_waiting(club, invitee.user_id):
                raise WaitsNoMore(club=club.name)
            made = await self._made(session, new, rule)
            self._events.publish_after_commit(session, InvitationAccepted(made, membership))
            return Accepted(made, membership)

    async def make_code(self, club: Club, inviter_id: int) -> tuple[Invitation, str]:
        """Make a code for whoever types it first; answers it for the only time.

        Raises:
            ClubIsArchived, ClubIsClosed: the club takes nobody in.
            NotAMember, BranchIsFrozen: the inviter does not invite into it.
            NoInvitationLeft, RoomsBringNothing, BudgetAtMost: the inviter has none left.
        """
        inviter = await self._require_inviter(club, inviter_id)
        rule, bits = await self.rule(club), codes.fresh()
        new = New(
            club=club,
            kind=InvitationKind.CODE,
            inviter_id=inviter_id,
            lasts=timedelta(days=rule.lasts_days),
            spends=not is_unlimited(rule, inviter.role),
            digest=codes.digest(bits),
        )
        return await self._make(new, rule), codes.written(bits)

    async def code_instead(self, invitation: Invitation) -> str:
        """Make a code of a sealed invitation for which Discord made no link; only the invited can use it."""
        bits = codes.fresh()
        await self.offers.turned_into_code(invitation.id, codes.digest(bits))
        return codes.written(bits)

    async def redeem(self, guild_id: int, user_id: int, typed: str) -> Accepted:
        """Come into a club by a code.

        Raises:
            NotACode: that is none, and counts as no guess.
            TooManyGuesses: too many wrong ones; says until when.
            WrongCode: there is none like that here, or not for them.
            CodeIsOver: it was used, taken back, or is too old.
            AlreadyInClub, BannedFromClub, ClubIsArchived, ClubIsClosed: the club does not let them in.
        """
        if (bits := codes.read(typed)) is None:
            raise NotACode
        async with self._database.transaction() as session:
            await self._guesses.require_few(session, user_id)
            found = await self.offers.by_digest(session, guild_id, codes.digest(bits))
            is_wrong = found is None or found.invitee_id not in {None, user_id}
            # One that was used is somebody's by now, and is no guess: whoever has it was given it.
            if is_wrong and (found is None or found.state is InvitationState.PENDING):
                self._guesses.note(session, guild_id, user_id)
        if found is None or (is_wrong and found.state is InvitationState.PENDING):
            raise WrongCode
        try:
            return await self._accept(found, user_id)
        except InvitationGone as gone:
            raise CodeIsOver from gone

    async def accept(self, invitation_id: int, user_id: int) -> Accepted:
        """Say yes, and be a member.

        Raises:
            InvitationGone: it was answered, taken back, or is too old.
            NotYourInvitation: somebody else is invited.
            AlreadyInClub, BannedFromClub, ClubIsArchived, ClubIsClosed: the club does not let them in.
        """
        return await self._accept(await self.require_theirs(invitation_id, user_id), user_id)

    async def decline(self, invitation_id: int, user_id: int) -> Invitation:
        """Say no; the inviter may invite somebody else instead.

        Raises:
            InvitationGone: it was answered, taken back, or is too old.
            NotYourInvitation: somebody else is invited.
        """
        await self.require_theirs(invitation_id, user_id)
        async with self._database.transaction() as session:
            return await self.offers.end(session, invitation_id, InvitationState.DECLINED)

    async def revoke(
        self, guild_id: int, invitation_id: int, by: int, *, steward: bool = False
    ) -> Invitation:
        """Take an invitation back: whoever gave it, the club's owner and admins, and stewards may.

        Raises:
            NoSuchInvitation: it is none of theirs, or waits no more.
        """
        found = await self.invitation(invitation_id)
        if found is None or found.guild_id != guild_id:
            raise NoSuchInvitation
        if found.inviter_id != by:
            club = await self._clubs.get(found.club_id)
            await self.freezes.require_decides(club, by, steward=steward)
        try:
            async with self._database.transaction() as session:
                return await self.offers.end(session, invitation_id, InvitationState.REVOKED)
        except InvitationGone as gone:
            raise NoSuchInvitation from gone

    async def expire(self, invitation_id: int) -> None:
        """End an invitation that is too old; one that has ended, or is not, is left alone."""
        with contextlib.suppress(InvitationGone):
            async with self._database.transaction() as session:
                await self.offers.end(
                    session, invitation_id, InvitationState.EXPIRED, self.offers.is_too_old()
                )

    async def arrived(self, guild_id: int, user_id: int) -> list[Accepted]:
        """Let in whoever was invited from outside, at a sign of them; for most people a look into memory."""
        let_in = []
        for invitation_id in self.offers.nominees.invitations_for(guild_id, user_id):
            # Their club may not take them just now, or another sign of them was faster.
            with contextlib.suppress(UserError):
                let_in.append(await self.accept(invitation_id, user_id))
        return let_in

    async def came_late(self, invitation: Invitation) -> None:
        """Let in whoever came by a link in time, and was not seen before it was too old.

        Raises:
            UserError: the club does not let them in.
        """
        if invitation.invitee_id is not None:
            await self._accept(invitation, invitation.invitee_id, in_time=False)

    async def entrance(self, session: AsyncSession, club: Club, user_id: int) -> Entrance | None:
        """Fulfils `cogs.clubs.api.RoleReason`: the link by which somebody came gave them the club's role.

        Raises:
            InvitationGone: it has just ended.
        """
        for invitation in await self.offers.waiting_for(club.id, club.guild_id, user_id):
            if invitation.kind is InvitationKind.SEALED and await self._is_vouched_for(invitation):
                ended = await self.offers.end(
                    session, invitation.id, InvitationState.ACCEPTED, invitee_id=user_id
                )
                after_commit(session, partial(self._tell_accepted, ended))
                return Entrance(CameBy.INVITATION, invitation.inviter_id)
        return None

    async def _tell_accepted(self, ended: Invitation) -> None:
        membership = await self._clubs.membership_of(ended.club_id, ended.invitee_id or 0)
        if membership is not None:  # or they are gone again
            await self._events.publish(InvitationAccepted(ended, membership))

    async def overtaken(self, club_id: int, guild_id: int, user_id: int) -> None:
        """End what waits for somebody who is in the club by now."""
        await self._end_all(club_id, guild_id, user_id, InvitationState.OVERTAKEN)

    async def banned(self, club_id: int, guild_id: int, user_id: int) -> None:
        """Take back what waits for somebody who may not come in any more."""
        await self._end_all(club_id, guild_id, user_id, InvitationState.REVOKED)

    async def withdraw(self, club_id: int, inviter_id: int) -> None:
        """Take back what somebody gave who is in the club no more."""
        while waiting := await self.offers.waiting_in(club_id, 100, inviter_id=inviter_id):
            for invitation in waiting:
                await self._end_quietly(invitation.id, InvitationState.REVOKED)

    async def sweep(self, due: TimerDue) -> None:
        """Take back what the members of a frozen branch gave and nobody has answered."""
        club_id, membership_id = due.payload["club_id"], due.payload["membership_id"]
        if membership_id not in await self.freezes.of(club_id):
            return
        before_id: int | None = None
        while waiting := await self.offers.waiting_in(club_id, 100, before_id=before_id):
            for invitation in waiting:
                if not await self._is_vouched_for(invitation):
                    await self._end_quietly(invitation.id, InvitationState.REVOKED)
            before_id = waiting[-1].id

    async def erase_club(self, club: Club) -> None:
        """Forget a club that is not there any more; what waits for an answer there waits no more."""
        while waiting := await self.offers.waiting_in(club.id, 100):
            for invitation in waiting:
                await self._end_quietly(invitation.id, InvitationState.REVOKED)
        async with self._database.transaction() as session:
            await InvitationRecords.erase_club(session, club.guild_id, club.id)

    async def take_back(self, invitation_id: int) -> None:
        """End an invitation that could not be shown, as if it had not been made."""
        await self._end_quietly(invitation_id, InvitationState.REVOKED)

    async def _end_all(self, club_id: int, guild_id: int, user_id: int, state: InvitationState) -> None:
        for invitation in await self.offers.waiting_for(club_id, guild_id, user_id):
            await self._end_quietly(invitation.id, state)

    async def _end_quietly(self, invitation_id: int, state: InvitationState) -> None:
        with contextlib.suppress(InvitationGone):  # it was answered in that moment
            async with self._database.transaction() as session:
                await self.offers.end(session, invitation_id, state)

    async def _make(self, new: New, rule: InvitationSettings) -> Invitation:
        async with self._database.transaction() as session:
            return await self._made(session, new, rule)

    async def _made(self, session: AsyncSession, new: New, rule: InvitationSettings) -> Invitation:
        if new.spends:
            try:
                await self.budgets.spend(session, new.club, new.inviter_id, rule)
            except NoInvitationLeft as refusal:
                if await self.counts_rooms(new.club):
                    raise
                raise RoomsBringNothing(club=new.club.name) from refusal
        if new.invitee_id is not None:
            await self.offers.expire_old(session, new.club, new.invitee_id)
        return await self.offers.make(session, new)

    async def _accept(self, invitation: Invitation, user_id: int, *, in_time: bool = True) -> Accepted:
        if not await self._is_vouched_for(invitation):
            raise InvitationGone
        try:
            async with self._database.transaction() as session:
                membership = await self._clubs.admit(
                    session, invitation.club_id, user_id, CameBy.INVITATION, invitation.inviter_id
                )
                conditions = [self.offers.is_in_time()] if in_time else []
                ended = await self.offers.end(
                    session, invitation.id, InvitationState.ACCEPTED, *conditions, invitee_id=user_id
                )
                self._events.publish_after_commit(session, InvitationAccepted(ended, membership))
                return Accepted(ended, membership)
        except AlreadyInClub:
            await self.overtaken(invitation.club_id, invitation.guild_id, user_id)
            raise

    async def _require_inviter(self, club: Club, user_id: int) -> Membership:
        if club.archived:
            raise ClubIsArchived(club=club.name)
        if club.way_in is WayIn.CLOSED:
            raise ClubIsClosed(club=club.name)
        membership = await self._clubs.membership_of(club.id, user_id)
        if membership is None:
            raise NotAMember(club=club.name)
        await self.freezes.require_thawed(club, membership)
        return membership

    async def _require_invitable(self, club: Club, user_id: int) -> None:
        if await self._clubs.membership_of(club.id, user_id) is not None:
            raise InClubAlready(club=club.name)
        if await self._clubs.is_banned(club.id, user_id):
            raise InviteeIsBanned(club=club.name)
        if (await self.preferences.of_one(club.guild_id, user_id)).by is ReachedBy.NOTHING:
            raise TakesNoInvitations
        await self.offers.require_welcome(club, user_id)

    async def require_theirs(self, invitation_id: int, user_id: int) -> Invitation:
        """An invitation, for whom it is.

        Raises:
            InvitationGone: there is none.
            NotYourInvitation: somebody else is invited.
        """
        found = await self.invitation(invitation_id)
        if found is None:
            raise InvitationGone
        if found.invitee_id != user_id:
            raise NotYourInvitation
        return found

    async def _is_vouched_for(self, invitation: Invitation) -> bool:
        """Whether whoever gave it is a member who invites: a branch that is frozen brings nobody."""
        if invitation.inviter_id is None:
            return False
        inviter = await self._clubs.membership_of(invitation.club_id, invitation.inviter_id)
        return inviter is not None and not await self.freezes.is_frozen(invitation.club_id, inviter)
