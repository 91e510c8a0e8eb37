from __future__ import annotations

import pytest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.voice.stage import Stage


@pytest.fixture
def stage(sandbox: Sandbox) -> Stage:
    return Stage(sandbox)
