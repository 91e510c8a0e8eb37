"""What is served of recordings: files and pages at secret addresses, and podcast feeds."""

from cogs.recording.web.feeds import FeedPages
from cogs.recording.web.links import LinkPages
from cogs.recording.web.players import Players

__all__ = ["FeedPages", "LinkPages", "Players"]
