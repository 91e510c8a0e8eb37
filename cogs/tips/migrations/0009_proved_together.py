"""What all heads of a batch move over is proved by one question on PostgreSQL, not by one for each chain."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

_ZERO, _COMMISSION = "ck_tips_entry_sums_to_zero", "ck_tips_entry_no_commission"

# As it is asked of each head on SQLite, which has no triggers for whole statements. A head that was given to
# another community has no place there before: its whole chain is proved. What is asked of one head has a
# limit, so that no planner turns it round and goes through all transfers for a few heads.
_BROKEN = f"""SELECT found.broken INTO broken
    FROM new_heads n
    LEFT JOIN old_heads o ON o.guild_id = n.guild_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN sum(e.amount_minor) <> 0 THEN '{_ZERO}' ELSE '{_COMMISSION}' END AS broken
        FROM tips_transfer t
        JOIN tips_entry e ON e.transfer_id = t.id
        JOIN tips_account a ON a.id = e.account_id
        WHERE t.guild_id = n.guild_id AND t.sequence > coalesce(o.sequence, 0) AND t.sequence <= n.sequence
        GROUP BY t.id, a.currency
        HAVING sum(e.amount_minor) <> 0
            OR bool_or(t.kind IN ('tip', 'share') AND a.purpose NOT IN ('person', 'jar'))
        LIMIT 1
    ) AS found
    LIMIT 1"""  # noqa: S608 - names of our own


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP TRIGGER tips_chain_proved ON tips_chain")
    # Planned while the tables are small, a plan is kept for as long as the connection: one that reads
    # them from end to end would be kept too.
    op.execute(
        "CREATE OR REPLACE FUNCTION tips_chain_proved() RETURNS trigger LANGUAGE plpgsql"
        " SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
        f" AS $$ DECLARE broken text; BEGIN {_BROKEN};"
        " IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = broken,"
        " MESSAGE = 'CHECK constraint failed: ' || broken; END IF; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER tips_chain_proved AFTER UPDATE ON tips_chain"
        " REFERENCING OLD TABLE AS old_heads NEW TABLE AS new_heads"
        " FOR EACH STATEMENT EXECUTE FUNCTION tips_chain_proved()"
    )


def downgrade() -> None:
    pass  # what was proved head by head before is proved by this one as well
