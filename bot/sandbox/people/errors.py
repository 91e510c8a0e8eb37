"""What an actor refuses: that which a person could not do in Discord's client."""

from __future__ import annotations


class ActorError(Exception):
    """A person could not do this; the message says why."""


class NotAnswered(ActorError):
    """The application let the three seconds pass: "The application did not respond"."""
