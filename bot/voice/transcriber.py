"""What makes text of speech, if somebody brings it: none comes with Rostra.

A `Transcriber` is named in the configuration as `module:name`, and made with the model that stands beside it:

    [transcripts]
    transcriber = "bot.voice.whisper:FasterWhisper"
    model = "/srv/models/faster-whisper-small"

It runs in a child process of its own, one recording after the other, with bounds on memory and time.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

#: What speech recognition works on.
SAMPLE_RATE = 16_000
#: The text of a track, in a file beside it.
LINES = ".lines"
Speech = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """What was said from one second to another, counted from the beginning of the sound."""

    start: float
    end: float
    text: str


class Transcriber(Protocol):
    """Makes text of what one person says. A class that fulfils it is called with one text, the model."""

    def transcribe(self, speech: Speech, language: str | None) -> Iterable[Line]:
        """What is said in a sound: mono, 16 kHz, from -1 to 1, five minutes at most.

        `language` is a code such as `fr`, None where it is to be heard. Lines come in the order of time. It
        is called in the main thread of a process that does nothing else, for one turn after the other, and
        whatever it raises ends the attempt; there will be others.
        """


class NoTranscriber(Exception):
    """The configuration names no transcriber that can be used; says why in one line."""


def made(named: str, model: str) -> Transcriber:
    """The transcriber of a name, with its model.

    Raises:
        NoTranscriber: there is none of that name, or it does not take the model.
    """
    module, _, name = named.partition(":")
    try:
        factory = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise NoTranscriber(f"{named} is not there: {error}") from error
    try:
        return cast(Transcriber, factory(model))
    except Exception as error:  # an edge: it is a stranger's
        raise NoTranscriber(f"{named} does not take the model {model!r}: {error}") from error
