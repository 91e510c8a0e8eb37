"""Rate limits: buckets per route and top-level resource, and the global limit.

How limits work is documented ("Rate Limits"); how large they are is not, except for
the global one. The sizes below are our assumptions, on the strict side of what bot
authors report, so that a bot which lives with them lives with Discord's. Windows
are fixed: the first request opens one, and it ends so many seconds later. Time is
the machine's monotonic clock, never the sandbox's.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.sandbox.rest.router import Route

GLOBAL_LIMIT = 50
GLOBAL_SECONDS = 1.0
MAX_WINDOWS = 50_000  # then the longest unused are forgotten


@dataclass(frozen=True, slots=True)
class Bucket:
    """So many requests in so many seconds, shared by all routes that name it."""

    name: str
    limit: int
    seconds: float


_MESSAGES = Bucket("messages", 5, 5)
_EDITS = Bucket("message-edits", 5, 5)
_DELETES = Bucket("message-deletes", 5, 1)
_REACTIONS = Bucket("reactions", 1, 0.25)
_MEMBERS = Bucket("members", 10, 10)
_VOICE_STATES = Bucket("voice-states", 10, 10)
_STAGES = Bucket("stages", 10, 10)
_EVENTS = Bucket("events", 5, 5)
_COMMANDS = Bucket("commands", 5, 20)
_WEBHOOKS = Bucket("webhooks", 5, 2)

BUCKETS: dict[tuple[str, str], Bucket] = {
    ("POST", "/channels/{channel_id}/messages"): _MESSAGES,
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): _EDITS,
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): _DELETES,
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"): _REACTIONS,
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"): _REACTIONS,
    ("PATCH", "/guilds/{guild_id}/members/{user_id}"): _MEMBERS,
    ("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): _MEMBERS,
    ("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): _MEMBERS,
    ("PATCH", "/guilds/{guild_id}/voice-states/@me"): _VOICE_STATES,
    ("PATCH", "/guilds/{guild_id}/voice-states/{user_id}"): _VOICE_STATES,
    ("POST", "/stage-instances"): _STAGES,
    ("PATCH", "/stage-instances/{channel_id}"): _STAGES,
    ("DELETE", "/stage-instances/{channel_id}"): _STAGES,
    ("POST", "/guilds/{guild_id}/scheduled-events"): _EVENTS,
    ("PATCH", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}"): _EVENTS,
    ("PUT", "/applications/{application_id}/commands"): _COMMANDS,
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands"): _COMMANDS,
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): _WEBHOOKS,
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): _WEBHOOKS,
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): _WEBHOOKS,
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): _WEBHOOKS,
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): _WEBHOOKS,
}
OTHER_LIMIT = 30
OTHER_SECONDS = 10.0

# "Rate Limits": channels, guilds and webhooks (with their token) count separately.
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")
# Without a top-level resource Discord limits the interaction itself; one callback is all it takes.
UNLIMITED = frozenset({"/interactions/{interaction_id}/{interaction_token}/callback"})


@dataclass(slots=True)
class Window:
    """What is left of a bucket until it fills again."""

    ends: float
    remaining: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and the headers that tell the client how it stands."""

    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False

    @property
    def passes(self) -> bool:
        """Whether the request is within all limits."""
        return self.retry_after is None


def bucket_of(route: Route) -> Bucket:
    """The bucket of a route; those not in the table have one each."""
    found = BUCKETS.get((route.method, route.template))
    return found or Bucket(f"{route.method} {route.template}", OTHER_LIMIT, OTHER_SECONDS)


class RateLimits:
    """Counts requests."""

    def __init__(self, *, enabled: bool, scale: float) -> None:
        self._enabled = enabled
        self._scale = scale
        self._windows: OrderedDict[tuple[str, ...], Window] = OrderedDict()
        self._global = Window(0.0, 0)

    def check(self, route: Route, major: dict[str, str]) -> Verdict:
        """Count one request of `route`; `major` are its top-level resources."""
        if not self._enabled or route.template in UNLIMITED:
            return Verdict({})
        now = time.monotonic()
        # "Interaction endpoints are not bound to the bot's Global Rate Limit."
        if not route.token_in_path and (wait := self._take_global(now)) is not None:
            headers = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return Verdict({**headers, **_retry(wait)}, wait, is_global=True)
        bucket = bucket_of(route)
        limit = self._scaled(bucket.limit)
        window = self._window((bucket.name, *major.values()), bucket, limit, now)
        passes = window.remaining > 0
        window.remaining = max(0, window.remaining - 1)
        headers = _headers(bucket, limit, window, now)
        if passes:
            return Verdict(headers)
        wait = window.ends - now
        return Verdict({**headers, "X-RateLimit-Scope": "user", **_retry(wait)}, wait)

    def _take_global(self, now: float) -> float | None:
        if now >= self._global.ends:
            self._global = Window(now + GLOBAL_SECONDS, self._scaled(GLOBAL_LIMIT))
        if self._global.remaining == 0:
            return self._global.ends - now
        self._global.remaining -= 1
        return None

    def _window(self, key: tuple[str, ...], bucket: Bucket, limit: int, now: float) -> Window:
        window = self._windows.get(key)
        if window is None or now >= window.ends:
            window = self._windows[key] = Window(now + bucket.seconds, limit)
        self._windows.move_to_end(key)
        if len(self._windows) > MAX_WINDOWS:
            self._windows.popitem(last=False)
        return window

    def _scaled(self, limit: int) -> int:
        return max(1, round(limit * self._scale))


def _headers(bucket: Bucket, limit: int, window: Window, now: float) -> dict[str, str]:
    after = window.ends - now
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(window.remaining),
        "X-RateLimit-Reset": f"{time.time() + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(bucket.name.encode()).hexdigest()[:32],
    }


def _retry(wait: float) -> dict[str, str]:
    return {"Retry-After": str(math.ceil(wait))}
