"""Accounts with purposes, transfers that say where and what they reverse, days; and the database proves more.

What was written stays as it was, so its hashes do too: transfers of before are of the first form.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Money, RowId, Snowflake, UtcDateTime

revision = "0003"
down_revision = "0002"

APPEND_ONLY = ("tips_transfer", "tips_entry")
KINDS = "'tip', 'share', 'issue', 'withdraw', 'allowance', 'purchase', 'payment', 'fee', 'refund', 'reversal'"
IN_A_ROOM, REVERSES = sa.text("room_id IS NOT NULL"), sa.text("reverses_id IS NOT NULL")


def upgrade() -> None:
    # Names of constraints are taken for as long as the old tables stand, so those go first.
    carried = ("account", "transfer", "entry", "note")
    for name in carried:
        op.execute(f"CREATE TABLE tips_carried_{name} AS SELECT * FROM tips_{name}")  # noqa: S608 - as above
    for name in reversed(carried):
        op.drop_table(f"tips_{name}")
    _accounts()
    _transfers()
    _entries()
    _days()
    op.add_column(
        "tips_chain",
        sa.Column(
            "moved_at",
            UtcDateTime,
            comment="so that time never goes back in a chain, whatever the clock does",
        ),
    )
    for statement in _CARRY:
        op.execute(statement.replace("{day}", _day()))
    for name in carried:
        op.drop_table(f"tips_carried_{name}")
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _accounts() -> None:
    op.create_table(
        "tips_account",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("currency", sa.String(10), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column(
            "owner_id",
            Snowflake,
            comment="a person, the room of a jar, or 0 for the community; nobody once erased",
        ),
        sa.Column("balance_minor", Money, nullable=False),
        sa.Column("got_minor", Money, nullable=False, comment="in tips, less what was reversed"),
        sa.Column("gave_minor", Money, nullable=False, comment="in tips, less what was reversed"),
        sa.Column("is_frozen", sa.Boolean, nullable=False, comment="nothing leaves it"),
        sa.Column("owner_digest", sa.String(64)),
        sa.Column("owner_salt", sa.String(32)),
        sa.Column("opened_in", RowId, comment="the number that chained its opening"),
        sa.PrimaryKeyConstraint("id", name="pk_tips_account"),
        sa.CheckConstraint(
            "purpose IN ('person', 'treasury', 'fees', 'jar')", name=op.f("ck_tips_account_purpose")
        ),
        sa.CheckConstraint(
            "purpose = 'treasury' OR balance_minor >= 0", name=op.f("ck_tips_account_never_negative")
        ),
        sa.CheckConstraint(
            "purpose = 'person' OR owner_id IS NOT NULL AND (purpose = 'jar') = (owner_id <> 0)",
            name=op.f("ck_tips_account_owner"),
        ),
        sa.CheckConstraint(
            "(owner_id IS NULL) <= (owner_salt IS NULL)", name=op.f("ck_tips_account_erased_whole")
        ),
    )
    whose = ["guild_id", "currency", "purpose"]
    op.create_index("uq_tips_account_owner", "tips_account", [*whose, "owner_id"], unique=True)
    op.create_index("ix_tips_account_got", "tips_account", [*whose, "got_minor"])
    op.create_index("ix_tips_account_gave", "tips_account", [*whose, "gave_minor"])


def _transfers() -> None:
    op.create_table(
        "tips_transfer",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("sequence", RowId, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, comment="of the form that is chained"),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(10), nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("room_id", RowId),
        sa.Column("club_id", RowId),
        sa.Column(
            "is_anonymous", sa.Boolean, nullable=False, comment="whoever gets it is not told from whom"
        ),
        sa.Column("reverses_id", RowId),
        sa.Column("note_digest", sa.String(64)),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tips_transfer"),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["tips_transfer.id"], name="fk_tips_transfer_reverses_id_tips_transfer"
        ),
        sa.UniqueConstraint("guild_id", "key", name="uq_tips_transfer_key"),
        sa.UniqueConstraint("guild_id", "sequence", name="uq_tips_transfer_sequence"),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_tips_transfer_kind")),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_tips_transfer_reversal_names_its_own"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_tips_transfer_amount_positive")),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_tips_transfer_sequence_positive")),
        sa.CheckConstraint("version IN (1, 2)", name=op.f("ck_tips_transfer_version_is_known")),
    )
    op.create_index("ix_tips_transfer_time", "tips_transfer", ["guild_id", "created_at", "id"])
    op.create_index(
        "ix_tips_transfer_room",
        "tips_transfer",
        ["guild_id", "room_id", "id"],
        sqlite_where=IN_A_ROOM,
        postgresql_where=IN_A_ROOM,
    )
    op.create_index(
        "uq_tips_transfer_reverses",
        "tips_transfer",
        ["reverses_id"],
        unique=True,
        sqlite_where=REVERSES,
        postgresql_where=REVERSES,
    )


def _entries() -> None:
    op.create_table(
        "tips_entry",
        sa.Column("transfer_id", RowId, nullable=False),
        sa.Column("account_id", RowId, nullable=False),
        sa.Column("amount_minor", Money, nullable=False),
        sa.PrimaryKeyConstraint("transfer_id", "account_id", name="pk_tips_entry"),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["tips_transfer.id"], name="fk_tips_entry_transfer_id_tips_transfer"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["tips_account.id"], name="fk_tips_entry_account_id_tips_account"
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_tips_entry_amount_not_zero")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tips_entry_account", "tips_entry", ["account_id", "transfer_id"])
    op.create_table(
        "tips_note",
        sa.Column("transfer_id", RowId, nullable=False, autoincrement=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("by_id", Snowflake),
        sa.PrimaryKeyConstraint("transfer_id", name="pk_tips_note"),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["tips_transfer.id"], name="fk_tips_note_transfer_id_tips_transfer"
        ),
    )


def _days() -> None:
    op.create_table(
        "tips_day",
        sa.Column("account_id", RowId, nullable=False, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("guild_id", Snowflake, nullable=False),
        sa.Column("currency", sa.String(10), nullable=False),
        sa.Column("in_minor", Money, nullable=False),
        sa.Column("out_minor", Money, nullable=False),
        sa.Column("got_minor", Money, nullable=False, comment="in tips, less what was reversed"),
        sa.Column("got_count", RowId, nullable=False),
        sa.Column("gave_minor", Money, nullable=False, comment="in tips, less what was reversed"),
        sa.Column("gave_count", RowId, nullable=False),
        sa.Column("balance_minor", Money, nullable=False, comment="after the last transfer of the day"),
        sa.Column("transfer_id", RowId, nullable=False, comment="the last of the day"),
        sa.PrimaryKeyConstraint("account_id", "day", name="pk_tips_day"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tips_day_board", "tips_day", ["guild_id", "currency", "day"])


def _day() -> str:
    sqlite = op.get_bind().dialect.name == "sqlite"
    return "date(t.created_at)" if sqlite else "CAST(t.created_at AT TIME ZONE 'UTC' AS date)"


_CARRY = (
    """
    INSERT INTO tips_account
    SELECT a.id, a.guild_id, a.currency, a.kind, CASE a.kind WHEN 'person' THEN a.user_id ELSE 0 END,
           a.balance_minor,
           coalesce((SELECT sum(e.amount_minor) FROM tips_carried_entry e
                     JOIN tips_carried_transfer t ON t.id = e.transfer_id AND t.kind = 'tip'
                     WHERE e.account_id = a.id AND e.amount_minor > 0), 0),
           coalesce((SELECT -sum(e.amount_minor) FROM tips_carried_entry e
                     JOIN tips_carried_transfer t ON t.id = e.transfer_id AND t.kind = 'tip'
                     WHERE e.account_id = a.id AND e.amount_minor < 0), 0),
           false, NULL, NULL, NULL
    FROM tips_carried_account a
    """,
    """
    INSERT INTO tips_transfer
    SELECT id, guild_id, sequence, 1, kind, currency, amount_minor, key, created_at, NULL, NULL, false, NULL,
           note_digest, previous_hash, hash
    FROM tips_carried_transfer
    """,
    "INSERT INTO tips_entry SELECT transfer_id, account_id, amount_minor FROM tips_carried_entry",
    "INSERT INTO tips_note SELECT transfer_id, text, salt, NULL FROM tips_carried_note",
    """
    UPDATE tips_chain SET moved_at = (
        SELECT max(t.created_at) FROM tips_transfer t WHERE t.guild_id = tips_chain.guild_id)
    """,
    # A day never goes back in a chain, whatever the clock did.
    """
    WITH dated AS (
        SELECT t.id, t.kind, max({day}) OVER (PARTITION BY t.guild_id ORDER BY t.sequence) AS day
        FROM tips_transfer t
    ), moved AS (
        SELECT e.account_id, d.day, e.transfer_id, e.amount_minor,
               CASE d.kind WHEN 'tip' THEN 1 ELSE 0 END AS is_tip,
               sum(e.amount_minor) OVER (PARTITION BY e.account_id ORDER BY e.transfer_id) AS balance,
               max(e.transfer_id) OVER (PARTITION BY e.account_id, d.day) AS last_id
        FROM tips_entry e JOIN dated d ON d.id = e.transfer_id
    )
    INSERT INTO tips_day
    SELECT m.account_id, m.day, a.guild_id, a.currency,
           sum(CASE WHEN m.amount_minor > 0 THEN m.amount_minor ELSE 0 END),
           sum(CASE WHEN m.amount_minor < 0 THEN -m.amount_minor ELSE 0 END),
           sum(CASE WHEN m.amount_minor > 0 THEN m.amount_minor * m.is_tip ELSE 0 END),
           sum(CASE WHEN m.amount_minor > 0 THEN m.is_tip ELSE 0 END),
           sum(CASE WHEN m.amount_minor < 0 THEN -m.amount_minor * m.is_tip ELSE 0 END),
           sum(CASE WHEN m.amount_minor < 0 THEN m.is_tip ELSE 0 END),
           sum(CASE WHEN m.transfer_id = m.last_id THEN m.balance ELSE 0 END), max(m.last_id)
    FROM moved m JOIN tips_account a ON a.id = m.account_id
    GROUP BY m.account_id, m.day, a.guild_id, a.currency
    """,
)

# What a chain's head may be moved over: `moved` are the entries between its old place and its new one.
_UNBALANCED = "SELECT 1 FROM {moved} GROUP BY t.id, a.currency HAVING sum(e.amount_minor) <> 0"
_COMMISSION = "SELECT 1 FROM {moved} AND t.kind IN ('tip', 'share') AND a.purpose NOT IN ('person', 'jar')"
_RULES = (
    ("ck_tips_entry_sums_to_zero", _UNBALANCED),
    # A tip moves between people and jars alone: with a sum of zero, all that leaves is what arrives.
    ("ck_tips_entry_no_commission", _COMMISSION),
)
_ENTRIES = """tips_transfer t
    JOIN tips_entry e ON e.transfer_id = t.id
    JOIN tips_account a ON a.id = e.account_id
    WHERE t.guild_id = {new}.guild_id AND t.sequence > {old}.sequence AND t.sequence <= {new}.sequence"""


def _guard_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
            )
    moved = _ENTRIES.format(new="NEW", old="OLD")
    checks = " ".join(
        # In the words in which SQLite tells of a constraint, so that it is told alike on both stores.
        f"SELECT RAISE(ABORT, 'CHECK constraint failed: {name}') WHERE EXISTS ({rule.format(moved=moved)});"
        for name, rule in _RULES
    )
    op.execute(f"CREATE TRIGGER tips_chain_proved AFTER UPDATE ON tips_chain BEGIN {checks} END")


def _guard_on_postgresql() -> None:
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        )
    for table in ("tips_account", "tips_transfer"):
        op.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 - as above
    moved = _ENTRIES.format(new="NEW", old="OLD")
    checks = " ".join(
        f"IF EXISTS ({rule.format(moved=moved)}) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation',"
        f" CONSTRAINT = '{name}', MESSAGE = 'CHECK constraint failed: {name}'; END IF;"
        for name, rule in _RULES
    )
    # Planned while the tables are small, a plan is kept for as long as the connection: one that reads
    # them from end to end would be kept too.
    op.execute(
        f"CREATE FUNCTION tips_chain_proved() RETURNS trigger LANGUAGE plpgsql"
        " SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
        f" AS $$ BEGIN {checks} RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER tips_chain_proved AFTER UPDATE ON tips_chain"
        " FOR EACH ROW EXECUTE FUNCTION tips_chain_proved()"
    )


def downgrade() -> None:
    raise RuntimeError("what the ledger says since has no place in the tables before")
