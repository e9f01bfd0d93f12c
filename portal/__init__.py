"""The project: settings, addresses, workers, and the two leaves every app may import.

Nothing imports this package but its leaves `portal.accounts` and `portal.outbound`.
"""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
