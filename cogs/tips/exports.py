"""What somebody gave and got, as a file for a spreadsheet, a program or an accountant.

Notes are data in each of them: a spreadsheet takes none for a formula, and a journal none for a date.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from cogs.tips.api import Movement
from cogs.tips.currencies import decimal

COLUMNS = (
    *("transfer", "date", "time_utc", "kind", "amount", "currency", "with", "anonymous", "note"),
    *("room", "club", "reverses", "reversed_by"),
)
# What a spreadsheet may take for a formula (OWASP, "CSV Injection"): at the beginning of a cell, and after
# what begins a new one where it is not commas that stand between cells, as in French and German ones.
_SIGN = r"[\s\"']*[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"{_SIGN}|[\t\r\n]")
_LATER = re.compile(rf"(?s)(?<=.)([;\t\r\n])(?={_SIGN})")
# What hledger takes for a tag or for a date inside a comment (hledger manual, "Tags" and "Posting dates").
_SIGNS = str.maketrans({":": " ", "[": "(", "]": ")", "\n": " ", "\r": " "})
_AGAINST = {
    "issue": "equity:issued",
    "withdraw": "equity:issued",
    "allowance": "income:allowances",
    "purchase": "equity:purchases",
    "payment": "equity:payments",
    "fee": "expenses:fees",
    "refund": "equity:payments",
    "reversal": "equity:reversals",
}


class Form(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    JSONL = "jsonl"
    HLEDGER = "hledger"
    PDF = "pdf"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return "journal" if self is Form.HLEDGER else str(self)


def written(form: Form, movements: Sequence[Movement]) -> bytes:
    """The file, the oldest movement first; what is on paper is put into words elsewhere."""
    writers: dict[Form, Callable[[Iterable[Movement]], str]] = {
        Form.CSV: as_csv,
        Form.JSONL: as_json_lines,
        Form.HLEDGER: as_journal,
    }
    oldest_first = sorted(movements, key=lambda movement: movement.transfer_id)
    return writers[form](oldest_first).encode()


def as_csv(movements: Iterable[Movement]) -> str:
    """Rows for a spreadsheet, with a head (RFC 4180)."""
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for movement in movements:
        rows.writerow([cell(value) for value in _row(movement).values()])
    return file.getvalue()


def as_json_lines(movements: Iterable[Movement]) -> str:
    """One object a line; ids and amounts are texts, since many readers round such numbers."""
    return "".join(json.dumps(_row(movement), ensure_ascii=False) + "\n" for movement in movements)


def as_journal(movements: Iterable[Movement]) -> str:
    """A journal of hledger's: the wallet on one side, what it was for on the other."""
    return "decimal-mark .\n\n" + "\n".join(_transaction(movement) for movement in movements)


def _row(movement: Movement) -> dict[str, str]:
    return dict(
        zip(
            COLUMNS,
            (
                str(movement.transfer_id),
                movement.at.date().isoformat(),
                _time(movement.at),
                movement.kind,
                format(decimal(movement.amount_minor, movement.currency), "f"),
                movement.currency,
                " ".join(map(str, movement.other_ids)),
                "yes" if movement.is_anonymous else "no",
                movement.note or "",
                *(
                    "" if number is None else str(number)
                    for number in (
                        movement.room_id,
                        movement.club_id,
                        movement.reverses_id,
                        movement.reversed_by_id,
                    )
                ),
            ),
            strict=True,
        )
    )


def cell(value: str) -> str:
    """A text as it stands in a spreadsheet: an apostrophe stands before what could be a formula."""
    if re.fullmatch(r"-?\d+(\.\d+)?", value) is not None:
        return value
    text = _LATER.sub(r"\1'", value)
    return f"'{text}" if _FORMULA.match(value) else text


def comment(text: str) -> str:
    """A text as it stands in a comment of a journal: on one line, with no tag and no date in it."""
    return text.translate(_SIGNS)


def _transaction(movement: Movement) -> str:
    amount = decimal(movement.amount_minor, movement.currency)
    against = _AGAINST.get(movement.kind, "income:tips" if amount > 0 else "expenses:tips")
    note = "" if movement.note is None else f"  ; {comment(movement.note)}"
    return (
        f"{movement.at.date().isoformat()} * ({movement.transfer_id}) {movement.kind}{note}\n"
        f"    assets:wallet:{movement.currency}  {amount:f} {movement.currency}\n"
        f"    {against}  {-amount:f} {movement.currency}\n"
    )


def _time(at: datetime) -> str:
    return at.time().isoformat(timespec="seconds")
