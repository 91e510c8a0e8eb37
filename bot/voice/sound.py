"""pydub, imported without its complaint that the ffmpeg program is missing.

It is not needed: sounds are made in memory, decoded and encoded through PyAV.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", RuntimeWarning)  # "Couldn't find ffmpeg or avconv"
    warnings.simplefilter("ignore", SyntaxWarning)  # its regular expressions, on Python 3.12 and later
    from pydub import AudioSegment
    from pydub.generators import Sine
    from pydub.silence import detect_leading_silence as leading_silence

__all__ = ["AudioSegment", "Sine", "leading_silence"]
