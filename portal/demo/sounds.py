"""Stand-ins for recordings: a few seconds of gentle tones, different for each, the same every time."""

from __future__ import annotations

import io
import math
import struct
import wave
from functools import lru_cache
from hashlib import sha256

TYPE = "audio/x-wav"
_RATE = 8000  # samples a second; enough for tones below 1 kHz
_SCALE = (220.0, 261.6, 293.7, 329.6, 392.0, 440.0, 523.3)  # hertz: A minor pentatonic and a bit, never sour
_BEAT = 0.75  # seconds from one tone to the next


@lru_cache(maxsize=32)
def recording(name: str, *, seconds: int) -> bytes:
    """A WAV file. Which tones it has is decided by its name."""
    tones = sha256(name.encode()).digest()
    samples = [_sample(tones, number / _RATE) for number in range(seconds * _RATE)]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return out.getvalue()


def _sample(tones: bytes, at: float) -> int:
    """Each tone rings on into the next one, as a bell does."""
    beat = int(at / _BEAT)
    loudness = 0.0
    for number in range(max(0, beat - 1), beat + 1):
        since = at - number * _BEAT
        hertz = _SCALE[tones[number % len(tones)] % len(_SCALE)]
        loudness += min(1.0, since * 40) * math.exp(-2.6 * since) * math.sin(2 * math.pi * hertz * since)
    return int(9000 * loudness)
