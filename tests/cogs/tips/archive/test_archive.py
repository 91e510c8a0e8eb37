"""The whole ledger goes to a file and comes back the same; one that was changed does not, and says where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.errors import OperatorError
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.anchors import Anchor
from cogs.tips.api import Tip
from cogs.tips.archive.reading import read_into
from cogs.tips.archive.writing import lines_of
from cogs.tips.chain import GENESIS
from cogs.tips.verify import heads, verify
from tests.cogs.books import tip_ledger

Objects = list[dict[str, Any]]


async def test_what_was_written_is_read_back_to_the_last_byte(
    lines: list[bytes], source: Database, book: Database
) -> None:
    read = await read_into(book, lines, "a file", await heads(source))

    assert (read.communities, read.transfers) == (2, 12)
    assert (await verify(book, anchors=await heads(source))).problems == []
    assert [line async for line in lines_of(book)] == lines


async def test_a_ledger_that_was_read_goes_on(
    lines: list[bytes], book: Database, events: Events, clock: MovableClock
) -> None:
    await read_into(book, lines, "a file")
    ledger = tip_ledger(book, events, clock)

    repeated = await ledger.tip(Tip(10, 1, 3, 1, "key 0"), confirmed=True)
    new = await ledger.tip(Tip(10, 5, 3, 6, "new"))
    again = await ledger.balance(10, 2)

    assert (repeated.repeated, new.repeated, again) == (True, False, 0)  # the forgotten are known again
    assert (await verify(book)).problems == []


async def test_one_community_is_a_ledger_of_its_own(
    source: Database, lines: list[bytes], book: Database
) -> None:
    alone = [line async for line in lines_of(source, 20)]

    read = await read_into(book, alone, "a file")

    assert (read.communities, read.transfers) == (1, 3)
    assert alone[1:-1] == lines[-len(alone) + 1 : -1]


async def test_anybody_can_hash_a_line_again(lines: list[bytes]) -> None:
    transfers = [each for each in map(json.loads, lines) if "transfer" in each]

    for each in transfers:
        form = json.dumps(each["transfer"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(form.encode()).hexdigest() == each["hash"]


async def test_a_ledger_with_something_in_it_takes_no_file(
    lines: list[bytes], book: Database, events: Events, clock: MovableClock
) -> None:
    ledger = tip_ledger(book, events, clock)
    await ledger.tip(Tip(30, 1, 3, 1, "key"))

    with pytest.raises(OperatorError, match="this ledger is not empty"):
        await read_into(book, lines, "a file")

    assert [anchor.guild_id for anchor in await heads(book)] == [30]


def transfer(objects: Objects, sequence: int) -> dict[str, Any]:
    return next(each for each in objects if each.get("transfer", {}).get("sequence") == sequence)


def place(objects: Objects, sequence: int) -> int:
    return objects.index(transfer(objects, sequence))


def rehash(objects: Objects, sequence: int) -> None:
    """Write the chain anew from a transfer on, as somebody would who knows how."""
    previous = transfer(objects, sequence)["transfer"]["previous"]
    for each in objects[place(objects, sequence) :]:
        if "transfer" not in each:
            break
        each["transfer"]["previous"] = previous
        form = json.dumps(each["transfer"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = each["hash"] = hashlib.sha256(form.encode()).hexdigest()
    objects[1]["hash"] = previous


def form_of(sequence: int, **changes: Any) -> Callable[[Objects], None]:
    return lambda objects: transfer(objects, sequence)["transfer"].update(changes)


def lied(sequence: int, **changes: Any) -> Callable[[Objects], None]:
    """Change what a transfer says, and write the chain anew."""

    def change(objects: Objects) -> None:
        transfer(objects, sequence)["transfer"].update(changes)
        rehash(objects, sequence)

    return change


def swapped(objects: Objects) -> None:
    first, second = place(objects, 4), place(objects, 5)
    objects[first], objects[second] = objects[second], objects[first]


def without(sequence: int) -> Callable[[Objects], None]:
    return lambda objects: objects.pop(place(objects, sequence)).clear()


def inserted(objects: Objects) -> None:
    at = place(objects, 5)
    objects.insert(at, json.loads(json.dumps(objects[at])) | {"id": 5})


#: What is done to the file, and what is said of it; lines are counted from one.
FORGERIES: dict[str, tuple[Callable[[Objects], object], str]] = {
    "a changed amount": (form_of(5, currency="EUR"), "line 12: number 5 was changed, its hash does not fit"),
    "a forged hash": (lambda o: transfer(o, 5).update(hash="f" * 64), "line 12: number 5 was changed"),
    "two lines swapped": (
        swapped,
        "line 11: community 10, transfer 5 (number 5): numbers 4 to 4 are missing",
    ),
    "a line left out": (
        without(5),
        "line 12: community 10, transfer 6 (number 6): numbers 5 to 5 are missing",
    ),
    "a line put in": (inserted, "line 13: transfers of a community have rising numbers"),
    "money made": (
        lied(5, entries=[[2, "points", 500], [4, "points", -3]]),
        "line 12: community 10, transfer 5 (number 5): its entries do not sum to zero",
    ),
    "more than there is": (
        lied(5, entries=[[2, "points", 500], [4, "points", -500]]),
        "line 12: community 10, transfer 5 (number 5): account 4 gives more than it has",
    ),
    "a commission": (
        lied(5, entries=[[3, "points", 3], [4, "points", -3]]),
        "line 12: community 10, transfer 5 (number 5): a tip, and account 3 takes part in it: a commission",
    ),
    "an account made up": (
        lied(5, entries=[[2, "points", 3], [99, "points", -3]]),
        "line 12: account 99 is no account",
    ),
    "a key twice": (lied(5, key="key 0"), "line 12: the key key 0 is there twice"),
    "a kind made up": (lied(5, kind="bribe"), "line 12: there is no transfer of the kind bribe"),
    "another currency": (lied(5, currency="EUR"), "line 12: nobody gains anything of what it is about, EUR"),
    "time that goes back": (
        lied(5, at="2001-01-01T00:00:00.000000+00:00"),
        "line 12: community 10, transfer 5 (number 5): is older than the one before it",
    ),
    "a reversal of another amount": (
        lied(8, reverses=2),
        "line 15: community 10, transfer 11 (number 8): does not take back what transfer 2 moved",
    ),
    "a reversal of what comes later": (
        lied(8, reverses=9),
        "line 15: takes back number 9, which is not before",
    ),
    "a changed note": (
        lambda o: transfer(o, 6)["note"].update(text="never said"),
        "line 13: community 10, transfer 6 (number 6): its note was changed",
    ),
    "another's account": (
        lambda o: o[3].update(owner="4"),
        "line 4: account 2 belongs to somebody else than it was opened for",
    ),
    "an end cut off": (lambda o: o.pop(place(o, 9)), "line 2: community 10, chain: ends at number 8"),
    "a field too many": (lambda o: transfer(o, 5).update(x=1), "line 12: x: Extra inputs are not permitted"),
    "an amount as a text": (
        lied(5, entries=[[2, "points", "3"], [4, "points", -3]]),
        "line 12: transfer.entries",
    ),
    "no end": (lambda o: o.pop(), "line 26: is missing: the file was cut off"),
    "no beginning": (lambda o: o.pop(0), "line 1: the first line says what the file is"),
    "something else": (lambda o: o.insert(3, {"x": 1}), "line 4: is none of"),
    "an account unfrozen": (lambda o: o[4].update(frozen=True), "line 26: does not fit the lines before it"),
}


async def test_each_forgery_is_refused_with_its_line_and_nothing_is_left(
    lines: list[bytes], book: Database
) -> None:
    for name, (forge, said) in FORGERIES.items():
        objects = [json.loads(line) for line in lines]
        forge(objects)

        with pytest.raises(OperatorError, match=r"nothing was imported$") as refused:
            await read_into(book, [json.dumps(each).encode() + b"\n" for each in objects], "a file")

        assert said in str(refused.value), name
    assert (await read_into(book, lines, "a file")).transfers == 12


async def test_a_file_that_was_written_anew_is_refused_with_an_anchor_alone(
    lines: list[bytes], source: Database, book: Database
) -> None:
    anchors = await heads(source)
    objects = [json.loads(line) for line in lines]
    lied(6, note=None)(objects)
    del transfer(objects, 6)["note"]
    forged = [json.dumps(each, separators=(",", ":")).encode() + b"\n" for each in objects[:-1]]
    end = {"end": len(forged), "sha256": hashlib.sha256(b"".join(forged)).hexdigest()}

    with pytest.raises(OperatorError, match="an anchor has another hash"):
        await read_into(book, [*forged, json.dumps(end).encode()], "a file", anchors)
    await read_into(book, [*forged, json.dumps(end).encode()], "a file")

    assert (await verify(book)).problems == []
    (problem,) = (await verify(book, anchors=anchors)).problems
    assert "(number 9): an anchor has another hash" in problem


async def test_a_community_that_an_anchor_names_has_to_be_in_the_file(
    lines: list[bytes], book: Database
) -> None:
    with pytest.raises(OperatorError, match="community 30: is gone"):
        await read_into(book, lines, "a file", [Anchor(30, 1, GENESIS)])
