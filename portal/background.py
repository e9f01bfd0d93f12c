"""Wagtail's background jobs (search index, renditions, clearing files) through Celery.

Wagtail enqueues with django-tasks, whose own backends run jobs inside the request or need a worker of their
own. This one sends them to the worker we have. Results are not kept: nothing in Wagtail asks for them.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from celery import shared_task
from django.core.management import call_command
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json


@shared_task(name="portal.background.run")
def run(module_path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call the function behind one django-tasks task."""
    import_string(module_path).call(*args, **kwargs)


@shared_task(name="portal.background.publish_scheduled")
def publish_scheduled() -> None:
    """Put pages up and take them down whose time has come. Wagtail's command; late or doubled, it is harmless."""
    call_command("publish_scheduled")


class CeleryBackend(BaseTaskBackend):
    """Hands a task to Celery once the transaction that asked for it has been committed."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        send = partial(run.delay, task.module_path, list(result.args), dict(result.kwargs))
        transaction.on_commit(send)
        return result
