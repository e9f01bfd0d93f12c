"""No environment opens the guard in production."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OPENING = "127.0.0.1:6379,localhost:8000"
HOSTILE = dict.fromkeys(
    ("OUTBOUND_OPEN_PAIRS", "DEMO_SITES", "FARM_PAIRS", "OPEN_PAIRS", "OUTBOUND_ALLOWED_PORTS"), OPENING
)
REQUIRED = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "s" * 60,
    "IDENTITY_HMAC_KEY": "i" * 60,
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "REDIS_URL": "redis://redis.example:6379/0",
    "PUBLIC_ADDRESS": "https://portal.example",
    "EMAIL_URL": "consolemail://",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "DEBUG": "true",
}
PROGRAM = """
import json
from portal.outbound import Failure, Policy, check
policy = Policy.from_settings()
refused = [isinstance(check(url), Failure) for url in ("http://127.0.0.1:6379/", "http://localhost:8000/")]
print(json.dumps([sorted(policy.open_pairs), sorted(policy.own_hosts), refused]))
"""


def test_production_opens_nothing_whatever_the_environment_says() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **REQUIRED, **HOSTILE},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    open_pairs, own_hosts, refused = json.loads(done.stdout)
    assert open_pairs == []
    assert "portal.example" in own_hosts
    assert refused == [True, True]
