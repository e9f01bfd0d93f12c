"""What the other settings lean on: the environment itself, where things lie, and what this portal is called."""

from __future__ import annotations

from pathlib import Path

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Everything the portal writes while it runs (SQLite file, uploads, broker socket).
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# Redis (or Valkey) is broker and cache. Without one, development falls back to files and memory.
REDIS_URL = env.str("REDIS_URL", default="").strip()

SITE_NAME = env.str("SITE_NAME", default="Common Thread")
# Where the outside world finds this portal; written in e-mails and in our User-Agent.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://localhost:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
