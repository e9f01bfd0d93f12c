"""E-mail about what happened, to those it concerns. The outbox's rows say what is owed.

Reading order: `letter` (how one looks), `writers`, `failing` and `roles` (who hears what, and whether it still
holds), `sending` (when, and what happens when no mail server answers), `purging` (how long it is remembered).
"""

from __future__ import annotations

from stories.notify.failing import owe_word_of_failing
from stories.notify.purging import purge
from stories.notify.sending import MOST_ATTEMPTS, tell_owed

__all__ = ["MOST_ATTEMPTS", "owe_word_of_failing", "purge", "tell_owed"]
