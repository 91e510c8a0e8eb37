"""The `rostra` command; also `python -m bot`."""

from __future__ import annotations

import gc
import logging
import sys

from bot.cli import build
from bot.errors import OperatorError, UpstreamError

log = logging.getLogger(__name__)


def main() -> None:
    """Run the command line; what the host must put right is one line and exit code 2."""
    try:
        build(sys.argv[1:])()
    except (OperatorError, UpstreamError) as error:
        log.debug("what led to it", exc_info=True)
        print(f"rostra: {error}", file=sys.stderr)  # noqa: T201 - the edge to a terminal
        raise SystemExit(2) from None
    finally:
        # The interpreter's last collections would go through every object of every library, a third of what a
        # short command takes, to give back what the system takes back anyway.
        gc.freeze()


if __name__ == "__main__":
    main()
