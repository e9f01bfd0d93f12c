"""Pictures we are given, made safe to keep and quick to show.

`reading` makes harmless pixels of bytes from anywhere, `keeping` stores them as a `CustomImage`, `sizes` makes what
`{% picture %}` shows of it.
"""

from __future__ import annotations

from programmes.pictures.keeping import keep
from programmes.pictures.reading import Refused

__all__ = ["Refused", "keep"]
