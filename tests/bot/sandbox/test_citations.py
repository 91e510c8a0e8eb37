"""Every file that tests a rule of Discord's says where Discord says so."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
RULES = ("gateway", "people", "rest", "voice", "world")
# A page in quotation marks: in a docstring after "documentation", or in a comment of its own.
CITATION = re.compile(r'documentation, "[A-Z]|^ +# .*"[A-Z][\w /-]+"|"[A-Z][\w ]+" unless', re.MULTILINE)
# What is the sandbox's own, and no rule of Discord's.
OURS = {
    "rest/test_faults.py",
    "voice/test_audio.py",
    "voice/test_impairments.py",
    "voice/test_listening.py",
    "voice/test_media_fuzz.py",
    "voice/test_tracks.py",
    "world/test_attachments.py",
}


def test_every_file_of_rules_cites_its_page() -> None:
    files = {
        file.relative_to(HERE).as_posix(): file.read_text(encoding="utf-8")
        for folder in RULES
        for file in (HERE / folder).glob("test_*.py")
    }
    uncited = {name for name, text in files.items() if not CITATION.search(text)}

    assert len(files) > 50
    assert files.keys() >= OURS
    assert uncited - OURS == set()
