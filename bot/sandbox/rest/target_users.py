"""The file that says who may accept an invite.

Source: Discord documentation, "Channel", Create Channel Invite, and "Invite", Update Target Users.
"""

from __future__ import annotations

from bot.sandbox.errors import SandboxGap
from bot.sandbox.rest.router import Answer, Upload

FIELD = "target_users_file"
HEADER = "user_id"
_MOST_ID = (1 << 64) - 1


def read_target_users(uploads: list[Upload]) -> list[int] | Answer | None:
    """The ids in the file; an answer that names its bad lines; or None where there is no file.

    Raises:
        SandboxGap: a file of another name came.
    """
    strange = sorted({each.field for each in uploads} - {FIELD})
    if strange:
        raise SandboxGap(f"the sandbox does not know the file {strange[0]} of an invite")
    files = [each for each in uploads if each.field == FIELD]
    if not files:
        return None
    lines = files[0].data.decode("utf-8", errors="replace").splitlines()
    found: list[int] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip().strip('"')
        if not text or (number == 1 and text.lower() == HEADER):
            continue
        if not text.isdecimal():
            problems.append(f"Line {number}: invalid user ID format")
        elif int(text) > _MOST_ID:
            problems.append(f"Line {number}: invalid user ID - must be a valid Discord snowflake")
        else:
            found.append(int(text))
    return Answer(400, {FIELD: problems}) if problems else list(dict.fromkeys(found))


def write_target_users(user_ids: set[int]) -> Answer:
    """The file as it is read back: a header, then an id a line."""
    text = "\n".join([HEADER, *(str(each) for each in sorted(user_ids))]) + "\n"
    return Answer(200, content=text.encode(), content_type="text/csv")
