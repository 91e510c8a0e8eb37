"""Every statement with which the book is written, each for a whole batch of orders at once.

They are put together here and nowhere else, so that the plans of both databases can be asked for
them, and the benchmark's floor can run the very same.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Executable,
    Integer,
    String,
    and_,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.orm import aliased

from bot.storage.sets import Change, Columns, Question, Together, adding
from bot.storage.types import Money, RowId, Snowflake, UtcDateTime
from cogs.tips.tables import (
    PERSON,
    AccountRow,
    ChainRow,
    DayRow,
    EntryRow,
    ForgottenRow,
    FreezeRow,
    JarRow,
    NoteRow,
    ReceivingRow,
    TransferRow,
)

# --- What is asked -------------------------------------------------------------------------------


def _heads(row: Columns, *, skip_locked: bool) -> Executable:
    return (
        select(ChainRow.guild_id, ChainRow.sequence, ChainRow.hash, ChainRow.moved_at)
        .join(row.table, ChainRow.guild_id == row.guild_id)
        .order_by(ChainRow.guild_id)
        .with_for_update(of=ChainRow, skip_locked=skip_locked)
    )


#: The heads of chains, locked; whoever holds one is the only one who writes in that community.
LOCK_HEADS = Question({"guild_id": Snowflake()}, partial(_heads, skip_locked=False))

#: The same, but for those that somebody else holds.
LOCK_FREE_HEADS = Question({"guild_id": Snowflake()}, partial(_heads, skip_locked=True))

#: The transfers that were written under these keys.
KNOWN_KEYS = Question(
    {"guild_id": Snowflake(), "key": String()},
    lambda row: select(
        TransferRow.guild_id,
        TransferRow.key,
        TransferRow.id,
        TransferRow.sequence,
        TransferRow.kind,
    ).join(row.table, and_(TransferRow.guild_id == row.guild_id, TransferRow.key == row.key)),
)

#: The sides of these transfers.
SIDES = Question(
    {"id": RowId},
    lambda row: select(EntryRow.transfer_id, EntryRow.account_id, EntryRow.amount_minor).join(
        row.table, EntryRow.transfer_id == row.id
    ),
)

_ACCOUNT = (
    AccountRow.id,
    AccountRow.guild_id,
    AccountRow.currency,
    AccountRow.purpose,
    AccountRow.owner_id,
    AccountRow.balance_minor,
    AccountRow.is_frozen,
    AccountRow.opened_in,
    AccountRow.owner_digest,
)

#: Accounts by their holders, locked in the order of their ids; and what people have said of tips to them.
LOCK_ACCOUNTS = Question(
    {"guild_id": Snowflake(), "currency": String(), "purpose": String(), "owner_id": Snowflake()},
    lambda row: (
        select(*_ACCOUNT, ReceivingRow.is_on)
        .join(
            row.table,
            and_(
                AccountRow.guild_id == row.guild_id,
                AccountRow.currency == row.currency,
                AccountRow.purpose == row.purpose,
                AccountRow.owner_id == row.owner_id,
            ),
        )
        .outerjoin(
            ReceivingRow,
            and_(
                ReceivingRow.guild_id == AccountRow.guild_id,
                ReceivingRow.user_id == AccountRow.owner_id,
                AccountRow.purpose == PERSON,
            ),
        )
        .order_by(AccountRow.id)
        .with_for_update(of=AccountRow)
    ),
)

#: Accounts by their numbers, locked likewise.
LOCK_NUMBERED = Question(
    {"id": RowId},
    lambda row: (
        select(*_ACCOUNT)
        .join(row.table, AccountRow.id == row.id)
        .order_by(AccountRow.id)
        .with_for_update(of=AccountRow)
    ),
)

#: Which of these people are frozen.
FROZEN = Question(
    {"guild_id": Snowflake(), "user_id": Snowflake()},
    lambda row: select(FreezeRow.guild_id, FreezeRow.user_id).join(
        row.table,
        and_(
            FreezeRow.guild_id == row.guild_id,
            FreezeRow.user_id == row.user_id,
            FreezeRow.lifted_at.is_(None),
        ),
    ),
)

#: Which of these people were forgotten.
FORGOTTEN = Question(
    {"guild_id": Snowflake(), "fingerprint": String()},
    lambda row: select(ForgottenRow.fingerprint).join(
        row.table,
        and_(ForgottenRow.guild_id == row.guild_id, ForgottenRow.fingerprint == row.fingerprint),
    ),
)


def _equal_tips(row: Columns) -> Executable:
    """Tips like these since a moment: the same from the same person to the same one."""
    got, earlier = aliased(EntryRow), aliased(TransferRow)
    # The time of transfers follows their ids within a community, and only the ids are with the entries.
    older = (
        select(earlier.id)
        .where(earlier.guild_id == row.guild_id, earlier.created_at <= row.since)
        .order_by(earlier.created_at.desc(), earlier.id.desc())
        .limit(1)
        .correlate(row.table)
        .scalar_subquery()
    )
    gave = (
        select(EntryRow.transfer_id)
        .join(got, got.transfer_id == EntryRow.transfer_id)
        .join(TransferRow, TransferRow.id == EntryRow.transfer_id)
        .where(
            EntryRow.account_id == row.tipper,
            EntryRow.transfer_id > func.coalesce(older, 0),
            EntryRow.amount_minor == -row.amount,
            got.account_id == row.creator,
            TransferRow.kind == "tip",
        )
        .correlate(row.table)
    )
    return select(row.tipper, row.creator, row.amount).where(exists(gave))


EQUAL_TIPS = Question(
    {
        "guild_id": Snowflake(),
        "tipper": RowId,
        "creator": RowId,
        "amount": Money(),
        "since": UtcDateTime(),
    },
    _equal_tips,
)


#: What these accounts have given in tips on a day (UTC).
GAVE_ON = Question(
    {"account_id": RowId, "day": Date()},
    lambda row: select(DayRow.account_id, DayRow.gave_minor).join(
        row.table, and_(DayRow.account_id == row.account_id, DayRow.day == row.day)
    ),
)


def _gave_to_one(row: Columns) -> Executable:
    """What one account gave another in tips since a moment, what was taken back left out."""
    got, earlier, undone = aliased(EntryRow), aliased(TransferRow), aliased(TransferRow)
    older = (
        select(earlier.id)
        .where(earlier.guild_id == row.guild_id, earlier.created_at < row.since)
        .order_by(earlier.created_at.desc(), earlier.id.desc())
        .limit(1)
        .correlate(row.table)
        .scalar_subquery()
    )
    gave = (
        select(func.sum(got.amount_minor))
        .select_from(EntryRow)
        .join(got, got.transfer_id == EntryRow.transfer_id)
        .join(TransferRow, TransferRow.id == EntryRow.transfer_id)
        .where(
            EntryRow.account_id == row.tipper,
            EntryRow.transfer_id > func.coalesce(older, 0),
            EntryRow.amount_minor < 0,
            got.account_id == row.creator,
            TransferRow.kind == "tip",
            ~exists(select(undone.id).where(undone.reverses_id == TransferRow.id)),
        )
        .correlate(row.table)
        .scalar_subquery()
    )
    return select(row.tipper, row.creator, func.coalesce(gave, 0)).select_from(row.table)


GAVE_TO_ONE = Question(
    {"guild_id": Snowflake(), "tipper": RowId, "creator": RowId, "since": UtcDateTime()}, _gave_to_one
)

#: What these people, who have no account yet, have said of tips to them.
RECEIVING = Question(
    {"guild_id": Snowflake(), "user_id": Snowflake()},
    lambda row: select(ReceivingRow.guild_id, ReceivingRow.user_id, ReceivingRow.is_on).join(
        row.table, and_(ReceivingRow.guild_id == row.guild_id, ReceivingRow.user_id == row.user_id)
    ),
)


#: Which of these rooms have a jar into which nothing goes any more.
CLOSED_JARS = Question(
    {"room_id": RowId},
    lambda row: select(JarRow.room_id).join(row.table, JarRow.room_id == row.room_id),
)


def new_ids(connection: Connection, table: type[TransferRow | AccountRow], count: int) -> list[int]:
    """Numbers for new rows, rising; on SQLite whoever asks is the only writer there is."""
    # Put together by SQLAlchemy, so short a question costs ten times what it costs as it is.
    if connection.dialect.name != "postgresql":
        newest = connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {table.__tablename__}")  # noqa: S608 - our own table
        first = newest.scalar_one() + 1
        return list(range(first, first + count))
    numbers = f"SELECT nextval(pg_get_serial_sequence('{table.__tablename__}', 'id'))"
    return list(connection.exec_driver_sql(f"{numbers} FROM generate_series(1, $1)", (count,)).scalars())


# --- What is written -----------------------------------------------------------------------------

BEGIN_CHAINS = Change(
    {"guild_id": Snowflake(), "sequence": RowId, "hash": String()},
    lambda row: adding(ChainRow, row, known_by=["guild_id"]),
)

ADD_ACCOUNTS = Change(
    {
        "id": RowId,
        "guild_id": Snowflake(),
        "currency": String(),
        "purpose": String(),
        "owner_id": Snowflake(),
        "balance_minor": Money(),
        "got_minor": Money(),
        "gave_minor": Money(),
        "is_frozen": Boolean(),
        "owner_digest": String(),
        "owner_salt": String(),
        "opened_in": RowId,
    },
    lambda row: adding(AccountRow, row),
)

ADD_TRANSFERS = Change(
    {
        "id": RowId,
        "guild_id": Snowflake(),
        "sequence": RowId,
        "version": Integer(),
        "kind": String(),
        "currency": String(),
        "amount_minor": Money(),
        "key": String(),
        "created_at": UtcDateTime(),
        "room_id": RowId,
        "club_id": RowId,
        "is_anonymous": Boolean(),
        "reverses_id": RowId,
        "note_digest": String(),
        "previous_hash": String(),
        "hash": String(),
    },
    lambda row: adding(TransferRow, row),
)

ADD_ENTRIES = Change(
    {"transfer_id": RowId, "account_id": RowId, "amount_minor": Money()},
    lambda row: adding(EntryRow, row),
)

ADD_NOTES = Change(
    {"transfer_id": RowId, "text": String(), "salt": String(), "by_id": Snowflake()},
    lambda row: adding(NoteRow, row),
)

#: Only an account that still holds what it held when it was locked is changed. A row has its values in the
#: order in which the statement has them, so that SQLite's driver takes it as it is.
MOVE = Change(
    {"after": Money(), "got": Money(), "gave": Money(), "id": RowId, "before": Money()},
    lambda row: (
        update(AccountRow)
        .where(AccountRow.id == row.id, AccountRow.balance_minor == row.before)
        .values(
            balance_minor=row.after,
            got_minor=AccountRow.got_minor + row.got,
            gave_minor=AccountRow.gave_minor + row.gave,
        )
    ),
)

#: Accounts that were opened before their opening was chained.
CHAIN_OPENINGS = Change(
    {"id": RowId, "opened_in": RowId, "owner_digest": String(), "owner_salt": String()},
    lambda row: (
        update(AccountRow)
        .where(AccountRow.id == row.id)
        .values(
            opened_in=row.opened_in,
            owner_digest=row.owner_digest,
            owner_salt=func.coalesce(row.owner_salt, AccountRow.owner_salt),
        )
    ),
)

_SUMMED = ["in_minor", "out_minor", "got_minor", "got_count", "gave_minor", "gave_count"]

ADD_DAYS = Change(
    {
        "account_id": RowId,
        "day": Date(),
        "guild_id": Snowflake(),
        "currency": String(),
        **dict.fromkeys(_SUMMED, Money()),
        "balance_minor": Money(),
        "transfer_id": RowId,
    },
    lambda row: adding(
        DayRow,
        row,
        known_by=["account_id", "day"],
        sums=_SUMMED,
        replaces=["balance_minor", "transfer_id"],
    ),
)

MOVE_HEADS = Change(
    {
        "guild_id": Snowflake(),
        "before": RowId,
        "sequence": RowId,
        "hash": String(),
        "moved_at": UtcDateTime(),
    },
    lambda row: (
        update(ChainRow)
        .where(ChainRow.guild_id == row.guild_id, ChainRow.sequence == row.before)
        .values(sequence=row.sequence, hash=row.hash, moved_at=row.moved_at)
    ),
)

#: All that a batch of transfers writes; nobody's row is in two of them.
WRITE = Together(
    accounts=ADD_ACCOUNTS,
    transfers=ADD_TRANSFERS,
    entries=ADD_ENTRIES,
    notes=ADD_NOTES,
    moves=MOVE,
    days=ADD_DAYS,
    heads=MOVE_HEADS,
)
