"""For the workers and schedulers of the fault runs: the test settings, with lines at which they may be made to die.

The lease is short, so that what a fault costs is told in seconds; what follows from it is the same.
"""

from __future__ import annotations

from copy import deepcopy

from portal.settings import test as usual
from portal.settings.test import *

FETCH_LEASE = 5  # seconds; what else is measured against it is shortened by tests.faults.armed
FETCH_HOST_GAP = 0.3  # seconds
FETCH_PACE_OPEN_PAIRS = True
# A failure is forgotten within the two minutes in which all must be well again.
FETCH_MIN_INTERVAL, FETCH_MAX_INTERVAL, FETCH_BACKOFF_FLOOR = 1, 15, 2  # seconds
FETCH_CLAIM_SIZE = 6  # so that there are several claims to die in

CELERY_IMPORTS = ("tests.faults.armed",)
CELERY_BEAT_SCHEDULE = {"dispatch-due": {"task": "stories.tasks.dispatch_due", "schedule": 0.5}}

# As production has it: the test servers are told to forget the last moments when they crash. In a copy: the tests
# read this module too, and go on with the databases of their own settings.
DATABASES = deepcopy(usual.DATABASES)
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=on"
