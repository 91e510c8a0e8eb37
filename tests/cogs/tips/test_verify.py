"""The proof holds for an honest book and names what was done to a dishonest one."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database
from cogs.tips.anchors import Anchor
from cogs.tips.api import Tip
from cogs.tips.service import TipLedger
from cogs.tips.verify import heads, verify

GUILD = 10


@pytest.fixture
async def written(ledger: TipLedger, book: Database) -> Database:
    for number in range(6):
        await ledger.tip(Tip(GUILD, 1 + number % 2, 3, 1 + number, f"key {number}", note=f"note {number}"))
    return book


async def behind_its_back(database: Database, *statements: str) -> None:
    """Change rows as somebody would who owns the database: the triggers are taken away first."""
    async with database.transaction() as session:
        for table in ("tips_transfer", "tips_entry"):
            if database.dialect == "sqlite":
                for action in ("update", "delete"):
                    await session.execute(text(f"DROP TRIGGER {table}_no_{action}"))
            else:
                await session.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))
        for statement in statements:
            await session.execute(text(statement))


async def test_an_honest_book_holds(written: Database) -> None:
    verdict = await verify(written)

    assert verdict.holds
    assert (verdict.tips, verdict.accounts) == (6, 4)


@pytest.mark.parametrize("statement", ["UPDATE tips_transfer SET amount_minor = 9", "DELETE FROM tips_entry"])
async def test_the_database_itself_refuses_to_change_the_book(written: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append only"):
        async with written.transaction() as session:
            await session.execute(text(statement))

    assert (await verify(written)).holds


@pytest.mark.parametrize("table", ["tips_transfer", "tips_entry"])
async def test_replacing_a_row_is_changing_it(written: Database, table: str) -> None:
    if written.dialect != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    with pytest.raises(DBAPIError, match="append only"):
        async with written.transaction() as session:
            await session.execute(text(f"REPLACE INTO {table} SELECT * FROM {table}"))

    assert (await verify(written)).holds


#: What is done to the book, and what the proof has to say of it.
TAMPERINGS = {
    "a changed amount": (["UPDATE tips_transfer SET amount_minor = 99 WHERE sequence = 5"], "transfer 5 "),
    "a changed time": (
        ["UPDATE tips_transfer SET created_at = '2001-01-01 00:00:00' WHERE sequence = 5"],
        "transfer 5 (number 5): was changed",
    ),
    "a changed key": (
        ["UPDATE tips_transfer SET key = 'x' WHERE sequence = 5"],
        "transfer 5 (number 5): was",
    ),
    "a changed kind": (
        ["UPDATE tips_transfer SET kind = 'fee' WHERE sequence = 5"],
        "transfer 5 (number 5): was",
    ),
    "a room made up": (
        ["UPDATE tips_transfer SET room_id = 7 WHERE sequence = 5"],
        "transfer 5 (number 5): was",
    ),
    "a tipper unmasked": (
        ["UPDATE tips_transfer SET is_anonymous = NOT is_anonymous WHERE sequence = 5"],
        "transfer 5 (number 5): was changed",
    ),
    "an older form": (
        ["UPDATE tips_transfer SET version = 1 WHERE sequence = 5"],
        "transfer 5 (number 5): was",
    ),
    "changed entries": (
        ["UPDATE tips_entry SET amount_minor = amount_minor * 2 WHERE transfer_id = 5"],
        "transfer 5 (number 5): its amount is not what its entries move",
    ),
    "entries of one side": (
        ["DELETE FROM tips_entry WHERE transfer_id = 5 AND amount_minor < 0"],
        "transfer 5 (number 5): its entries do not sum to zero",
    ),
    "a removed transfer": (
        [
            "DELETE FROM tips_note WHERE transfer_id = 5",
            "DELETE FROM tips_entry WHERE transfer_id = 5",
            "DELETE FROM tips_transfer WHERE sequence = 5",
        ],
        "transfer 6 (number 6): numbers 5 to 5 are missing before it",
    ),
    "two transfers swapped": (
        [
            "UPDATE tips_transfer SET sequence = 100 WHERE sequence = 5",
            "UPDATE tips_transfer SET sequence = 5 WHERE sequence = 6",
            "UPDATE tips_transfer SET sequence = 6 WHERE sequence = 100",
        ],
        "transfer 6 (number 5): is not chained to number 4",
    ),
    "a forged hash": (
        [f"UPDATE tips_transfer SET hash = '{'f' * 64}' WHERE sequence = 5"],
        "transfer 6 (number 6): is not chained to number 5",
    ),
    "a forged transfer": (
        [
            "INSERT INTO tips_transfer (id, guild_id, sequence, version, kind, currency, amount_minor, key,"
            " created_at, is_anonymous, previous_hash, hash) SELECT 77, guild_id, sequence + 1, 2, 'issue',"
            " currency, 5, 'forged', created_at, is_anonymous, hash, previous_hash FROM tips_transfer"
            " WHERE sequence = (SELECT max(sequence) FROM tips_transfer)",
        ],
        "transfer 77 (number 10): was changed, its hash does not fit",
    ),
    "a changed note": (
        ["UPDATE tips_note SET text = 'never said' WHERE transfer_id = 5"],
        "its note was changed",
    ),
    "a note made up": (
        ["INSERT INTO tips_note (transfer_id, text, salt) VALUES (1, 'never said', 'x')"],
        "transfer 1 (number 1): has a note that was added later",
    ),
    "a changed balance": (
        ["UPDATE tips_account SET balance_minor = balance_minor + 1 WHERE id = 2"],
        "account 2: holds",
    ),
    "changed totals": (
        ["UPDATE tips_account SET got_minor = got_minor + 1 WHERE id = 2"],
        "account 2: says it got",
    ),
    "another's account": (
        ["UPDATE tips_account SET owner_id = 4 WHERE owner_id = 3"],
        "belongs to somebody else",
    ),
    "changed sums of a day": (
        ["UPDATE tips_day SET got_minor = 7 WHERE account_id = 2"],
        "account 2: its sums of",
    ),
    "a removed day": (["DELETE FROM tips_day WHERE account_id = 2"], "account 2: its sums of"),
    "the last transfer cut off": (
        ["UPDATE tips_chain SET sequence = sequence - 1"],
        "chain: ends at number 9",
    ),
}


@pytest.mark.parametrize(("statements", "named"), TAMPERINGS.values(), ids=TAMPERINGS)
async def test_tampering_is_found_and_named(written: Database, statements: list[str], named: str) -> None:
    await behind_its_back(written, *statements)

    problems = (await verify(written)).problems

    assert any(problem.startswith(f"community {GUILD}, ") and named in problem for problem in problems), (
        problems
    )


CUT_OFF = [
    "DELETE FROM tips_note WHERE transfer_id = 9",
    "UPDATE tips_account SET balance_minor = balance_minor - gain,"
    " got_minor = got_minor - (gain + abs(gain)) / 2, gave_minor = gave_minor + (gain - abs(gain)) / 2"
    " FROM (SELECT account_id, amount_minor AS gain FROM tips_entry WHERE transfer_id = 9) AS undone"
    " WHERE id = account_id",
    "DELETE FROM tips_entry WHERE transfer_id = 9",
    "UPDATE tips_chain SET sequence = 8, hash = (SELECT previous_hash FROM tips_transfer WHERE id = 9)",
    "DELETE FROM tips_transfer WHERE id = 9",
    "DELETE FROM tips_day",
    "INSERT INTO tips_day"
    " SELECT a.id, (SELECT max(DATE(t.created_at)) FROM tips_transfer t), a.guild_id, a.currency,"
    " sum((e.amount_minor + abs(e.amount_minor)) / 2), sum((abs(e.amount_minor) - e.amount_minor) / 2),"
    " a.got_minor, sum(CASE WHEN t.kind = 'tip' AND e.amount_minor > 0 THEN 1 ELSE 0 END),"
    " a.gave_minor, sum(CASE WHEN t.kind = 'tip' AND e.amount_minor < 0 THEN 1 ELSE 0 END),"
    " a.balance_minor, max(t.id) FROM tips_account a JOIN tips_entry e ON e.account_id = a.id"
    " JOIN tips_transfer t ON t.id = e.transfer_id GROUP BY a.id",
]


async def test_an_end_that_was_cut_off_with_care_is_found_with_an_anchor_alone(written: Database) -> None:
    anchors = await heads(written)
    await behind_its_back(written, *CUT_OFF)

    assert (await verify(written)).problems == []
    verdict = await verify(written, anchors=anchors)

    assert verdict.problems == [
        f"community {GUILD}, chain: ends at number 8, an anchor knows number 9: its end was cut off"
    ]


async def test_a_chain_that_was_written_anew_is_found_with_an_anchor_alone(
    written: Database, ledger: TipLedger
) -> None:
    anchors = await heads(written)
    await behind_its_back(written, *CUT_OFF)
    await ledger.tip(Tip(GUILD, 1, 3, 50, "instead"))

    assert (await verify(written)).problems == []
    verdict = await verify(written, anchors=anchors)

    assert len(verdict.problems) == 1
    assert "(number 9): an anchor has another hash" in verdict.problems[0]


async def test_the_proof_says_up_to_where_it_is_anchored(written: Database, ledger: TipLedger) -> None:
    anchors = await heads(written)
    await ledger.tip(Tip(GUILD, 1, 3, 50, "later"))

    verdict = await verify(written, anchors=anchors)

    assert verdict.holds
    assert [(chain.sequence, chain.anchored_to) for chain in verdict.chains] == [(10, 9)]


async def test_a_community_that_vanished_is_found_with_an_anchor(book: Database) -> None:
    verdict = await verify(book, anchors=[Anchor(GUILD, 9, "0" * 64)])

    assert verdict.problems == [f"community {GUILD}: is gone, an anchor names its 9"]


async def test_the_problem_names_the_transfer(written: Database) -> None:
    await behind_its_back(written, "UPDATE tips_transfer SET amount_minor = 99 WHERE sequence = 5")

    problems = (await verify(written)).problems

    assert problems == [f"community {GUILD}, transfer 5 (number 5): its amount is not what its entries move"]


async def test_a_person_can_be_erased_and_the_book_still_holds(written: Database) -> None:
    async with written.transaction() as session:
        await session.execute(text("DELETE FROM tips_note"))
        await session.execute(
            text("UPDATE tips_account SET owner_id = NULL, owner_salt = NULL WHERE owner_id = 3")
        )

    verdict = await verify(written)

    assert verdict.holds
    assert (verdict.erased_notes, verdict.erased_people) == (6, 1)
