"""What stories lets apps above it know, of which it must not know anything itself."""

from __future__ import annotations

from django.dispatch import Signal

# So many stories came or changed at once that what follows from it should not wait for the clock. A nudge: it may
# come twice or never.
imported = Signal()
