"""The tips of the evening, and the proof of the ledger afterwards."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.demo.child import environment
from bot.demo.evening import Evening, NotSeen, Outcome
from bot.sandbox.people.seen import Seen

TIPS = 40
REPEATS = 5
PROOF_SECONDS = 60.0


async def give_tips(evening: Evening) -> Outcome:
    """Forty tips, every eighth of them delivered twice by Discord as one and the same interaction."""
    if not evening.speakers:
        raise NotSeen("a speaker who could be tipped")
    answers: list[Seen] = []
    repeated = 0
    for number in range(TIPS):
        tipper = evening.listeners[-1 - number]
        creator = evening.speakers[number % len(evening.speakers)]
        answers.append(await tipper.slash("tip", member=creator.id, amount=str(1 + number % 3)))
        if number % (TIPS // REPEATS) == 0:
            repeated += await _repeat(evening)
    receipts = sum(_is_receipt(answer) for answer in answers)
    evening.report.tips.update(given=receipts, repeats=repeated)
    return Outcome({"receipts": TIPS, "repeats": REPEATS}, {"receipts": receipts, "repeats": repeated})


def _is_receipt(answer: Seen) -> bool:
    """Whether this answer is the receipt of a tip: private, and it names who got it."""
    return answer.ephemeral and "<@" in answer.text and not answer.custom_ids


async def prove_ledger(evening: Evening) -> Outcome:
    """Every hash, sum and balance is proved by `rostra ledger verify`, outside the bot."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "ledger",
        "verify",
        "--json",
        "--config",
        str(evening.config),
        "--database",
        evening.database,
        "--community",
        str(evening.sandbox.guild.id),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(),
    )
    async with asyncio.timeout(PROOF_SECONDS):
        out, problems = await process.communicate()
    if not out:
        raise NotSeen(f"a proof of the ledger: {problems.decode(errors='replace').strip()}")
    verdict = json.loads(out)
    tips = verdict["tips"] - evening.tips_before
    evening.report.ledger.update(verdict)
    evening.report.tips.update(transfers=tips)
    expected = {"holds": True, "tips": TIPS, "problems": []}
    return Outcome(expected, {"holds": verdict["holds"], "tips": tips, "problems": verdict["problems"]})


async def _repeat(evening: Evening) -> int:
    """Deliver the last interaction again and wait until the bot's second answer is refused (40060)."""
    last = next(reversed(evening.sandbox.world.interactions.values()))
    before = last.refused_answers
    await evening.sandbox.faults.inject("repeat_interaction")
    await evening.until("the repeated interaction to be answered", lambda: last.refused_answers > before)
    return 1
