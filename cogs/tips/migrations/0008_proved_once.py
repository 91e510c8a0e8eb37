"""What a chain's head moves over is proved by one question instead of two, which costs a third."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

_ZERO, _COMMISSION = "ck_tips_entry_sums_to_zero", "ck_tips_entry_no_commission"

# Of each transfer and currency between the old place of the head and the new one: entries sum to nothing, and
# a tip moves between people and jars alone.
_BROKEN = f"""SELECT CASE WHEN sum(e.amount_minor) <> 0 THEN '{_ZERO}' ELSE '{_COMMISSION}' END {{into}}
    FROM tips_transfer t
    JOIN tips_entry e ON e.transfer_id = t.id
    JOIN tips_account a ON a.id = e.account_id
    WHERE t.guild_id = NEW.guild_id AND t.sequence > OLD.sequence AND t.sequence <= NEW.sequence
    GROUP BY t.id, a.currency
    HAVING sum(e.amount_minor) <> 0
        OR max(CASE WHEN t.kind IN ('tip', 'share') AND a.purpose NOT IN ('person', 'jar')
                    THEN 1 ELSE 0 END) = 1
    LIMIT 1"""  # noqa: S608 - names of our own


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()


def _on_sqlite() -> None:
    # In the words in which SQLite tells of a constraint, so that it is told alike on both stores; it takes
    # no message that is put together.
    raised = " ".join(
        f"WHEN '{name}' THEN RAISE(ABORT, 'CHECK constraint failed: {name}')" for name in (_ZERO, _COMMISSION)
    )
    op.execute("DROP TRIGGER tips_chain_proved")
    rule = f"SELECT CASE broken {raised} END FROM ({_BROKEN.format(into='AS broken')});"  # noqa: S608 - as above
    op.execute(f"CREATE TRIGGER tips_chain_proved AFTER UPDATE ON tips_chain BEGIN {rule} END")


def _on_postgresql() -> None:
    # Planned while the tables are small, a plan is kept for as long as the connection: one that reads
    # them from end to end would be kept too.
    op.execute(
        "CREATE OR REPLACE FUNCTION tips_chain_proved() RETURNS trigger LANGUAGE plpgsql"
        " SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
        f" AS $$ DECLARE broken text; BEGIN {_BROKEN.format(into='INTO broken')};"
        " IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = broken,"
        " MESSAGE = 'CHECK constraint failed: ' || broken; END IF; RETURN NULL; END $$"
    )


def downgrade() -> None:
    pass  # what was proved by two questions before is proved by this one as well
