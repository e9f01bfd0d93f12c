"""docker-compose.yml and the Dockerfile name things that exist, and every part is watched."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "common-thread"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def words(service: str) -> list[str]:
    return [str(word) for word in SERVICES[service]["command"]]


def test_every_part_is_there() -> None:
    assert set(SERVICES) == {"migrate", "web", "worker", "scheduler", "postgres", "redis"}


@pytest.mark.parametrize("name", OURS)
def test_commands_name_programs_and_modules_that_exist(name: str) -> None:
    program, *rest = words(name)
    assert shutil.which(program, path=str(Path(sys.executable).parent))
    for word in rest:
        if word.endswith(".py"):
            assert (ROOT / word).is_file()
        if word.startswith("--app="):
            assert importlib.util.find_spec(word.removeprefix("--app="))
        if ":" in word and "$" not in word:
            module, attribute = word.split(":")
            assert importlib.util.find_spec(module)
            assert attribute in (ROOT / f"{module.replace('.', '/')}.py").read_text()


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    if name == "migrate":
        assert service["restart"] == "no", "it runs once; the others wait for it to have succeeded"
    else:
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_nothing_starts_before_the_database_is_migrated(name: str) -> None:
    assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_only_the_web_is_reachable_and_only_from_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\$\{(\w+)", TEXT))))
def test_every_variable_it_uses_stands_in_the_example(name: str) -> None:
    assert re.search(rf"^{name}=", EXAMPLE, re.M)


def test_the_worker_serves_every_queue_that_a_task_may_go_to() -> None:
    from django.conf import settings

    queues = (
        next(word for word in words("worker") if word.startswith("--queues="))
        .removeprefix("--queues=")
        .split(",")
    )
    wanted = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    wanted |= {settings.CELERY_TASK_DEFAULT_QUEUE, "default"}
    assert wanted <= set(queues)


def test_the_image_does_not_run_as_root_and_holds_no_demo() -> None:
    assert re.search(r"^USER portal$", DOCKERFILE, re.M)
    assert "HEALTHCHECK" in DOCKERFILE
    assert "portal/demo" in (ROOT / ".dockerignore").read_text().splitlines()


def test_what_the_image_copies_exists() -> None:
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M):
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name
