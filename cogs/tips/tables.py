"""Tables of the ledger: accounts, transfers, entries, chain heads, what may be erased, what is derived.

Transfers and entries are append only; the database itself refuses to change them, and refuses to move
a chain's head over transfers that do not sum to zero or that take a commission (triggers of the
migrations). Who owns an account and what was written with a tip are kept apart, so that a person can be
erased and the chain still verifies.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

#: Purposes of accounts: whose they are, and what for.
PERSON, TREASURY, FEES, JAR = "person", "treasury", "fees", "jar"
#: The owner of what belongs to the community itself.
COMMUNITY = 0
KINDS = (
    "tip",
    "share",
    "issue",
    "withdraw",
    "allowance",
    "purchase",
    "payment",
    "fee",
    "refund",
    "reversal",
)
#: What becomes of a jar: closed with its room, planned who gets what, then shared, given back, or empty.
JAR_STATES = ("closed", "planned", "shared", "returned", "empty")
IS_OPEN = text("ended_at IS NULL")
NOT_LIFTED = text("lifted_at IS NULL")
IN_A_ROOM, REVERSES = text("room_id IS NOT NULL"), text("reverses_id IS NOT NULL")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class AccountRow(Table):
    """Money of one currency in one community: a person's, a room's jar, or the community's own.

    The treasury issues and takes back, so its balance is what all others hold, below zero. Balance and
    totals are kept for speed, and proved from the entries.
    """

    __tablename__ = "tips_account"
    __table_args__ = (
        CheckConstraint(_one_of("purpose", (PERSON, TREASURY, FEES, JAR)), name="purpose"),
        CheckConstraint("purpose = 'treasury' OR balance_minor >= 0", name="never_negative"),
        CheckConstraint(
            "purpose = 'person' OR owner_id IS NOT NULL AND (purpose = 'jar') = (owner_id <> 0)", name="owner"
        ),
        CheckConstraint("(owner_id IS NULL) <= (owner_salt IS NULL)", name="erased_whole"),
        Index("uq_tips_account_owner", "guild_id", "currency", "purpose", "owner_id", unique=True),
        Index("ix_tips_account_got", "guild_id", "currency", "purpose", "got_minor"),
        Index("ix_tips_account_gave", "guild_id", "currency", "purpose", "gave_minor"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    currency: Mapped[str] = mapped_column(String(10))
    purpose: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[int | None] = mapped_column(
        Snowflake, comment="a person, the room of a jar, or 0 for the community; nobody once erased"
    )
    balance_minor: Mapped[int] = mapped_column(Money)
    got_minor: Mapped[int] = mapped_column(Money, comment="in tips, less what was reversed")
    gave_minor: Mapped[int] = mapped_column(Money, comment="in tips, less what was reversed")
    is_frozen: Mapped[bool] = mapped_column(comment="nothing leaves it")
    owner_digest: Mapped[str | None] = mapped_column(String(64))
    owner_salt: Mapped[str | None] = mapped_column(String(32))
    opened_in: Mapped[int | None] = mapped_column(RowId, comment="the number that chained its opening")


class TransferRow(Table):
    """One movement of money, chained to the one before it in its community."""

    __tablename__ = "tips_transfer"
    __table_args__ = (
        UniqueConstraint("guild_id", "key", name="uq_tips_transfer_key"),
        UniqueConstraint("guild_id", "sequence", name="uq_tips_transfer_sequence"),
        CheckConstraint(_one_of("kind", KINDS), name="kind"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_its_own"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("sequence > 0", name="sequence_positive"),
        CheckConstraint("version IN (1, 2)", name="version_is_known"),
        Index("ix_tips_transfer_time", "guild_id", "created_at", "id"),
        Index(
            "ix_tips_transfer_room",
            "guild_id",
            "room_id",
            "id",
            sqlite_where=IN_A_ROOM,
            postgresql_where=IN_A_ROOM,
        ),
        Index(
            "uq_tips_transfer_reverses",
            "reverses_id",
            unique=True,
            sqlite_where=REVERSES,
            postgresql_where=REVERSES,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    sequence: Mapped[int] = mapped_column(RowId)
    version: Mapped[int] = mapped_column(comment="of the form that is chained")
    kind: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(10))
    amount_minor: Mapped[int] = mapped_column(Money)
    key: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    room_id: Mapped[int | None] = mapped_column(RowId)
    club_id: Mapped[int | None] = mapped_column(RowId)
    is_anonymous: Mapped[bool] = mapped_column(comment="whoever gets it is not told from whom")
    reverses_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("tips_transfer.id"))
    note_digest: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class EntryRow(Table):
    """One side of a transfer: what an account gained (above zero) or gave (below)."""

    __tablename__ = "tips_entry"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        Index("ix_tips_entry_account", "account_id", "transfer_id"),
        # A row is its key and a number: a table beside the index of its key would hold it twice.
        {"sqlite_with_rowid": False},
    )

    transfer_id: Mapped[int] = mapped_column(RowId, ForeignKey("tips_transfer.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(RowId, ForeignKey("tips_account.id"), primary_key=True)
    amount_minor: Mapped[int] = mapped_column(Money)


class ChainRow(Table):
    """The newest link of a community's chain; its row is the lock that orders transfers."""

    __tablename__ = "tips_chain"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(RowId)
    hash: Mapped[str] = mapped_column(String(64))
    moved_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="so that time never goes back in a chain, whatever the clock does"
    )


class DayRow(Table):
    """What an account moved on one day (UTC), and what it held after the last transfer of that day.

    Derived, and proved from the entries: boards and charts sum days instead of entries, and a balance
    at a moment is that of the day before and what came since.
    """

    __tablename__ = "tips_day"
    __table_args__ = (
        Index("ix_tips_day_board", "guild_id", "currency", "day"),
        {"sqlite_with_rowid": False},
    )

    account_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    currency: Mapped[str] = mapped_column(String(10))
    in_minor: Mapped[int] = mapped_column(Money)
    out_minor: Mapped[int] = mapped_column(Money)
    got_minor: Mapped[int] = mapped_column(Money, comment="in tips, less what was reversed")
    got_count: Mapped[int] = mapped_column(RowId)
    gave_minor: Mapped[int] = mapped_column(Money, comment="in tips, less what was reversed")
    gave_count: Mapped[int] = mapped_column(RowId)
    balance_minor: Mapped[int] = mapped_column(Money, comment="after the last transfer of the day")
    transfer_id: Mapped[int] = mapped_column(RowId, comment="the last of the day")


class FreezeRow(Table):
    """A time for which somebody's tips were stopped; it goes on until it is lifted."""

    __tablename__ = "tips_freeze"
    __table_args__ = (
        Index(
            "uq_tips_freeze_open",
            "guild_id",
            "user_id",
            unique=True,
            sqlite_where=NOT_LIFTED,
            postgresql_where=NOT_LIFTED,
        ),
        Index("ix_tips_freeze_person", "guild_id", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    reason: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(Snowflake)
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lifted_by_id: Mapped[int | None] = mapped_column(Snowflake)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ForgottenRow(Table):
    """A person who was forgotten, as a fingerprint: without it, forgetting would mint points.

    Everybody is given some with their first account. Who could have theirs forgotten and open another
    would be given them again and again.
    """

    __tablename__ = "tips_forgotten"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)


class EntitlementRow(Table):
    """A purchase of Discord's that became points; its key makes that happen once, in one community."""

    __tablename__ = "tips_entitlement"

    entitlement_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)


class NoteRow(Table):
    """What somebody wrote with a transfer, who it was if no entry says it, and the salt; may be erased."""

    __tablename__ = "tips_note"

    transfer_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("tips_transfer.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(String(200))
    salt: Mapped[str] = mapped_column(String(32))
    by_id: Mapped[int | None] = mapped_column(Snowflake)


class ReceivingRow(Table):
    """Whether a person takes tips, once they have said so; until then their community's rule holds."""

    __tablename__ = "tips_receiving"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    is_on: Mapped[bool]


class JarRow(Table):
    """The jar of a room that is over: nothing goes into it any more, and it is shared once."""

    __tablename__ = "tips_jar"
    __table_args__ = (CheckConstraint(_one_of("state", JAR_STATES), name="state"),)

    room_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake, index=True)
    club_id: Mapped[int | None] = mapped_column(RowId)
    channel_id: Mapped[int | None] = mapped_column(Snowflake, comment="in whose chat it is told")
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    rule: Mapped[str | None] = mapped_column(String(10))
    message_id: Mapped[int | None] = mapped_column(Snowflake)


class JarShareRow(Table):
    """One who is given a part of a jar, and what that part is measured by."""

    __tablename__ = "tips_jar_share"
    __table_args__ = (CheckConstraint("weight > 0", name="weight_positive"),)

    room_id: Mapped[int] = mapped_column(RowId, ForeignKey("tips_jar.room_id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    weight: Mapped[int] = mapped_column(comment="seconds on the floor; 1 where all get the same")


class GoalRow(Table):
    """What a creator hopes to get in tips; it holds no money, for every tip is theirs at once."""

    __tablename__ = "tips_goal"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("got_minor IS NULL OR ended_at IS NOT NULL", name="counted_at_the_end"),
        Index(
            "uq_tips_goal_open",
            "guild_id",
            "creator_id",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    creator_id: Mapped[int] = mapped_column(Snowflake)
    title: Mapped[str] = mapped_column(String(80))
    currency: Mapped[str] = mapped_column(String(10))
    amount_minor: Mapped[int] = mapped_column(Money)
    base_minor: Mapped[int] = mapped_column(Money, comment="what they had got in tips before")
    channel_id: Mapped[int] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_cancelled: Mapped[bool]
    got_minor: Mapped[int | None] = mapped_column(Money, comment="towards it, once it has ended")


class ThanksRow(Table):
    """A creator's thanks for one tip: the tipper reads it, and the creator learns nothing by it."""

    __tablename__ = "tips_thanks"

    transfer_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("tips_transfer.id"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("tips_account.id"), primary_key=True, autoincrement=False, comment="the creator's"
    )
    thanked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str | None] = mapped_column(String(200))
