"""Whisper as a transcriber: faster-whisper, the extra `transcripts`, with a model that lies on this machine.

Nothing is fetched: the model is a folder, as `Systran/faster-whisper-small` and its kind are when downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.voice.transcriber import Line, Speech


class FasterWhisper:
    """Fulfils `bot.voice.transcriber.Transcriber`."""

    def __init__(self, model: str) -> None:
        """Load a model.

        Raises:
            ImportError: the extra is not installed.
            ValueError: the folder holds no model.
        """
        if not (Path(model) / "model.bin").is_file():
            raise ValueError("it is a folder with model.bin, config.json and tokenizer.json in it")
        from faster_whisper import WhisperModel  # noqa: PLC0415 - an extra, which need not be there

        self._model = WhisperModel(
            model, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
        )

    def transcribe(self, speech: Speech, language: str | None) -> Iterator[Line]:
        """See `Transcriber.transcribe`."""
        # What is said in one window shall not be repeated in the next, which these models are prone to.
        segments, _ = self._model.transcribe(
            speech, language=language, beam_size=1, condition_on_previous_text=False
        )
        for segment in segments:
            if text := segment.text.strip():
                yield Line(segment.start, segment.end, text)
