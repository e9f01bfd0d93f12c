"""`manage.py sweep`, as tests ask for it."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.management import call_command


def sweep(*options: str) -> dict[str, Any]:
    """Run it and return its last line: sources, outcomes by code, new, changed, seconds."""
    out = io.StringIO()
    call_command("sweep", *options, stdout=out, stderr=io.StringIO())
    report: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    return report
