"""Production starts with everything it needs or not at all, and says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings import test as usual
from tests.faults import settings as for_faults

ROOT = Path(__file__).parent.parent.parent
COMPLETE = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-sign-the-sessions",
    "IDENTITY_HMAC_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-mark-what-is-gone",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://portal:password@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "PUBLIC_ADDRESS": "https://portal.example",
    "EMAIL_URL": "smtp+tls://user:password@127.0.0.1:1",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
}
SECRETS = ("SECRET_KEY", "IDENTITY_HMAC_KEY")


def production(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run some code in a process with production settings and this environment only."""
    own = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=own | environment,
        capture_output=True,
        text=True,
        check=False,
    )


START = "from django.conf import settings; settings.DEBUG"


def test_production_refuses_to_start_with_nothing_and_names_everything() -> None:
    told = production(START, {})
    assert told.returncode
    for name in COMPLETE:
        assert name in told.stderr


def test_what_the_web_server_loads_is_production_unless_told_otherwise() -> None:
    """Importing the package brings Celery's application in first; it once chose the development settings."""
    code = "import portal.wsgi; from django.conf import settings; print(settings.SETTINGS_MODULE, settings.DEBUG)"
    own = {"PATH": os.environ["PATH"]} | COMPLETE
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=own, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["portal.settings.production", "False"]


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("value", [None, "  "], ids=["missing", "blank"])
def test_production_refuses_to_start_without(name: str, value: str | None) -> None:
    environment = {key: it for key, it in COMPLETE.items() if key != name} | ({name: value} if value else {})
    told = production(START, environment)
    assert told.returncode
    message = told.stderr.splitlines()[-1]
    assert name in message
    assert not [other for other in COMPLETE if other != name and other in message]


@pytest.mark.parametrize("name", SECRETS)
def test_production_refuses_a_short_secret(name: str) -> None:
    told = production(START, COMPLETE | {name: "short"})
    assert told.returncode
    assert name in told.stderr.splitlines()[-1]
    assert "short" not in told.stderr.splitlines()[-1]


def test_production_starts_with_everything_and_passes_the_deployment_checks() -> None:
    checks = "import sys; from django.core.management import execute_from_command_line as run; run(sys.argv)"
    told = production(
        f"import sys; sys.argv = ['', 'check', '--deploy', '--fail-level=DEBUG']; {checks}", COMPLETE
    )
    assert told.returncode == 0, told.stderr


def test_no_variable_opens_the_house_to_the_fetcher() -> None:
    every_way = {"FARM_PAIRS": "127.0.0.1:8000", "TEST_OPEN_PAIRS": "127.0.0.1:8000", "DEBUG": "True"}
    every_way |= {"OUTBOUND_OPEN_PAIRS": "127.0.0.1:8000", "DEMO_SITES": "127.0.0.1:8000"}
    look = "from django.conf import settings; print(set(settings.OUTBOUND_OPEN_PAIRS), settings.DEBUG)"
    told = production(look, COMPLETE | every_way)
    assert told.stdout.strip() == "set() False", told.stderr


@pytest.mark.parametrize(("behind", "count"), [("True", "1"), ("False", "0"), ("", "0")])
def test_forwarded_headers_are_believed_only_behind_a_proxy(behind: str, count: str) -> None:
    show = "print(s.ALLAUTH_TRUSTED_PROXY_COUNT, bool(s.SECURE_PROXY_SSL_HEADER))"
    look = f"from django.conf import settings as s; {show}"
    told = production(look, COMPLETE | ({"BEHIND_PROXY": behind} if behind else {}))
    assert told.stdout.split() == [count, str(count == "1")], told.stderr


def test_health_addresses_answer_when_database_and_redis_do_not() -> None:
    """Up, but not ready, and saying what is missing: nothing listens on the ports these settings name."""
    ask = """
import django; django.setup()
from django.test import Client
for path in ("/healthz", "/readyz"):
    answer = Client(headers={"host": "portal.example"}).get(path)
    print(answer.status_code, answer.json().get("failing"))
"""
    told = production(ask, COMPLETE)
    assert told.stdout.splitlines() == ["200 None", "503 ['database', 'cache']"], told.stderr


def test_what_fault_runs_set_for_themselves_is_set_for_nobody_else() -> None:
    """The tests read their settings and go on with their own, on SQLite too, which knows no such option."""
    assert "options" in for_faults.DATABASES["default"]["OPTIONS"]
    assert "options" not in usual.DATABASES["default"]["OPTIONS"]
