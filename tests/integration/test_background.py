"""Wagtail's own jobs (search index, renditions, clearing files) reach a real worker through a real broker."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from wagtail.tasks import delete_file_from_storage_task

from portal.background import CeleryBackend
from tests.workers import CeleryWorker

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    file = tmp_path / "upload.txt"
    file.write_text("to be deleted")
    return file


def ask_to_delete(upload: Path) -> None:
    """What Wagtail does when a document or an image is deleted."""
    storage = FileSystemStorage(location=str(upload.parent)).deconstruct()
    backend = CeleryBackend("default", {"QUEUES": ["default"], "OPTIONS": {}})
    backend.enqueue(delete_file_from_storage_task, [storage, upload.name], {})


def test_a_job_of_the_cms_is_done_by_the_worker(celery_worker: CeleryWorker, upload: Path) -> None:
    ask_to_delete(upload)
    celery_worker.wait_until(lambda: not upload.exists())


def test_a_job_waits_for_the_commit_and_dies_with_a_rollback(
    celery_worker: CeleryWorker, upload: Path
) -> None:
    kept = upload.with_name("kept.txt")
    kept.write_text("the deletion was rolled back")
    with pytest.raises(RuntimeError), transaction.atomic():
        ask_to_delete(kept)
        raise RuntimeError("changed my mind")
    with transaction.atomic():
        ask_to_delete(upload)
        assert upload.exists()
    celery_worker.wait_until(lambda: not upload.exists())
    assert kept.exists()
