"""What happens behind the pages: Celery, its clock, and the ingestion engine's limits."""

from __future__ import annotations

import sys

from portal.settings.environment import *

# --- Celery ------------------------------------------------------------------------------------------------

# Wagtail's own jobs (search index, renditions) go through Celery too.
TASKS = {"default": {"BACKEND": "portal.background.CeleryBackend", "QUEUES": ["default"]}}

# Celery's spelling of a Unix socket and of a numbered database on it differs from redis-py's.
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=") or "filesystem://"
)
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "processed_folder": str(VAR_DIR / "queue-done"),
        "control_folder": str(VAR_DIR / "queue-control"),
        "polling_interval": 0.05,  # seconds; kombu's default of 1 s per queue makes a tour of five take 5 s
    }
    # kombu makes the other folders by itself, but lists this one before it does.
    (VAR_DIR / "queue").mkdir(parents=True, exist_ok=True)
CELERY_TIMEZONE = "UTC"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# The table redelivers, not the broker: a message is a nudge and is acknowledged before the work.
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 80  # seconds; a claim releases what is left after 60 s of work
CELERY_TASK_TIME_LIMIT = 85  # below the lease, so that two workers never hold one source
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Celery closes the database's connection after each task, whatever CONN_MAX_AGE says: it shall leave that to us.
CELERY_DB_REUSE_MAX = sys.maxsize
CELERY_TASK_DEFAULT_QUEUE = "maintenance"
CELERY_TASK_ROUTES = {
    "stories.tasks.ingest_claim": {"queue": "fetch"},
    "programmes.tasks.prepare_pictures": {"queue": "media"},
    "stories.tasks.copy_pictures": {"queue": "media"},
    "stories.tasks.rediscover": {"queue": "media"},  # asks slowly, and nobody waits for it
    "stories.tasks.tell_owed": {"queue": "notify"},
}
DISPATCH_INTERVAL = env.int("DISPATCH_INTERVAL", default=30)  # seconds between looks for due sources
CELERY_BEAT_SCHEDULE = {
    "dispatch-due": {"task": "stories.tasks.dispatch_due", "schedule": DISPATCH_INTERVAL},
    "prepare-pictures": {"task": "programmes.tasks.prepare_pictures", "schedule": 30},
    "copy-pictures": {"task": "stories.tasks.copy_pictures", "schedule": DISPATCH_INTERVAL},
    # What was published a minute ago can be found, however much it is; who else tells it may take longer.
    "sweep-stories": {"task": "portal.search.tasks.sweep_stories", "schedule": 20},
    "sweep-search": {"task": "portal.search.tasks.sweep", "schedule": 60},
    "hear-languages": {"task": "stories.tasks.hear_languages", "schedule": 5 * 60},  # loading costs seconds
    "gather-retold": {"task": "stories.tasks.gather_retold", "schedule": 60},
    "publish-scheduled": {"task": "portal.background.publish_scheduled", "schedule": 60},
    "tell-owed": {"task": "stories.tasks.tell_owed", "schedule": 60},
    "owe-word-of-failing": {"task": "stories.tasks.owe_word_of_failing", "schedule": 30 * 60},
    "rediscover": {"task": "stories.tasks.rediscover", "schedule": 5 * 60},
    "keep-taken-down": {"task": "stories.tasks.keep_taken_down", "schedule": 10 * 60},
    "purge-outbox": {"task": "stories.tasks.purge_outbox", "schedule": 24 * 3600},
    "sweep-strays": {"task": "stories.tasks.sweep_strays", "schedule": 6 * 3600},
    "forget-sketches": {"task": "stories.tasks.forget_sketches", "schedule": 24 * 3600},
    "purge-fetches": {"task": "stories.tasks.purge_fetches", "schedule": 24 * 3600},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# --- the ingestion engine --------------------------------------------------------------------------------

FETCH_MIN_INTERVAL = env.int("FETCH_MIN_INTERVAL", default=15 * 60)  # seconds
FETCH_MAX_INTERVAL = env.int(
    "FETCH_MAX_INTERVAL", default=6 * 3600
)  # seconds; for sources that still publish
FETCH_BACKOFF_FLOOR = env.int(
    "FETCH_BACKOFF_FLOOR", default=15 * 60
)  # seconds; the shortest wait after an error
FETCH_LEASE = 90  # seconds
FETCH_HOST_GAP = 1.0  # seconds at least between two requests to one host, by all workers together
# Whether loopback pairs that are open are paced like any other host; demo, test and bench settings say no.
FETCH_PACE_OPEN_PAIRS = True
FETCH_CLAIM_SIZE = env.int("FETCH_CLAIM_SIZE", default=500)  # sources per task

# The vetted HTTP client. Only demo, test and bench settings ever open a loopback pair.
OUTBOUND_OPEN_PAIRS: frozenset[str] = frozenset()
OUTBOUND_OWN_HOSTS = frozenset(ALLOWED_HOSTS)
OUTBOUND_USER_AGENT = f"{SITE_NAME.replace(' ', '')}/0.1 (+{PUBLIC_ADDRESS}/about-our-fetching/)"
