"""The child process in which eSpeak NG reads a text: `python -m bot.voice.speech_child <language>`.

The text comes in by standard input, a WAV file leaves by standard output. Source of the names and numbers:
eSpeak NG, `src/include/espeak-ng/speak_lib.h`.
"""

from __future__ import annotations

import ctypes
import io
import sys
import wave
from typing import Any

from bot.voice.binding import bind

_CPU_SECONDS = 15
_RETRIEVAL = 1  # AUDIO_OUTPUT_RETRIEVAL: samples go to the callback
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_UTF_8 = 1  # espeakCHARS_UTF8
_RATE, _WORDS_A_MINUTE = 1, 160  # espeakRATE
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def spoken(library: Any, sample_rate: int, text: bytes, language: str) -> bytes:
    """A text as a WAV file; in English where the library does not know the language.

    Raises:
        RuntimeError: the library refused.
    """
    samples = bytearray()

    def take(wav: int | None, count: int, _events: int | None) -> int:
        if wav and count > 0:
            samples.extend(ctypes.string_at(wav, count * 2))
        return 0

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(language.partition("-")[0].encode()) != 0:
        library.espeak_SetVoiceByName(b"en")
    library.espeak_SetParameter(_RATE, _WORDS_A_MINUTE, 0)
    if library.espeak_Synth(text + b"\0", len(text) + 1, 0, 1, 0, _UTF_8, None, None) != 0:
        raise RuntimeError("eSpeak NG refused the text")
    library.espeak_Synchronize()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(sample_rate)
        out.writeframes(bytes(samples))
    return file.getvalue()


def main() -> int:
    """Read one text; answers the exit code."""
    bind(nice=10, CPU=_CPU_SECONDS)
    import espeakng_loader  # noqa: PLC0415 - an extra, which need not be there

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
        *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
    ]
    folder = str(espeakng_loader.get_data_path()).encode()
    sample_rate = library.espeak_Initialize(_RETRIEVAL, 0, folder, _DONT_EXIT)
    if sample_rate <= 0:
        return 1
    text = sys.stdin.buffer.read().replace(b"\0", b"")
    sys.stdout.buffer.write(spoken(library, sample_rate, text, sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
