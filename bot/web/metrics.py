"""What the bot counts, in Prometheus' terms.

One registry per bot, none global: tests and a sandbox run several bots in a process.
Labels are few and bounded; no person's or community's id is ever one.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from typing import Any

import discord
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.errors import UserError
from bot.voice.counts import Counts

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The counters and gauges of one bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        #: Plain numbers: one is counted with each event of a stage of thousands.
        self._gateway_events: Tally[str] = Tally()
        self.registry.register(_Gateway(self._gateway_events))
        self._interactions = Counter(
            "rostra_interactions", "Interactions received", ["kind", "command"], registry=self.registry
        )
        self._errors = Counter(
            "rostra_interaction_errors", "Errors told to people", ["kind"], registry=self.registry
        )
        self.database_up = Gauge(
            "rostra_database_up", "Whether the database answered just now", registry=self.registry
        )
        self.database_ping_seconds = Gauge(
            "rostra_database_ping_seconds", "How long the database took to answer", registry=self.registry
        )
        self.gateway_up = Gauge(
            "rostra_gateway_up", "Whether every shard is connected", registry=self.registry
        )
        self.gateway_latency_seconds = Gauge(
            "rostra_gateway_latency_seconds", "Heartbeat to acknowledgement", registry=self.registry
        )

    def watch_voice(self, counts: Counts, connected: Callable[[], int]) -> None:
        """Show what the clock of the voice has done, and on how many stages the bot is connected."""
        self.registry.register(_Voice(counts, connected))

    def received(self, event: str, times: int = 1) -> None:
        """Count an event of the gateway."""
        self._gateway_events[event] += times

    def asked(self, interaction: discord.Interaction[Any]) -> None:
        """Count one interaction; components by their kind, since their ids are without number."""
        command = interaction.command.qualified_name if interaction.command is not None else ""
        self._interactions.labels(interaction.type.name, command).inc()

    def answered_error(self, error: type[Exception]) -> None:
        """Count one error that a person was told of."""
        kind = "refusal" if issubclass(error, UserError) else error.__name__
        self._errors.labels(kind).inc()

    def exposition(self) -> bytes:
        """Everything counted, as Prometheus reads it."""
        return generate_latest(self.registry)


class _Gateway(Collector):
    """Read when asked."""

    def __init__(self, events: Tally[str]) -> None:
        self._events = events

    def collect(self) -> Iterator[Metric]:
        """See `Collector.collect`."""
        found = CounterMetricFamily(
            "rostra_gateway_events", "Events received from the gateway", labels=["event"]
        )
        for event, count in self._events.copy().items():
            found.add_metric([event], count)
        yield found


class _Voice(Collector):
    """Read when asked: a thread that sends fifty packets a second to each stage does not count twice."""

    def __init__(self, counts: Counts, connected: Callable[[], int]) -> None:
        self._counts = counts
        self._connected = connected

    def collect(self) -> Iterator[Metric]:
        """See `Collector.collect`."""
        counts = self._counts
        yield GaugeMetricFamily(
            "rostra_voice_connections", "Stages the bot is connected to", self._connected()
        )
        for name, what, number in (
            ("frames", "Audio frames made to be sent, 20 ms each", counts.frames),
            ("unsent_frames", "Audio frames that the system had no room for", counts.unsent_frames),
            ("late_frames", "Audio frames left out because the clock stood for long", counts.late_frames),
            ("stalls", "How often the clock of the voice stood for a frame or more", counts.stalls),
        ):
            yield CounterMetricFamily(f"rostra_voice_{name}", what, number)
