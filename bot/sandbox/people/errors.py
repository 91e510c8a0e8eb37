"""What an actor says when the person could not do that in Discord's client."""

from __future__ import annotations


class ActorError(Exception):
    """This person could not do that; the message says why, in a sentence a tester understands."""
