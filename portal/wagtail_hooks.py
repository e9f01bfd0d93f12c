"""What wires the apps together in the CMS: the staff's desk on its home."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from portal.desk.panel import DeskPanel
from programmes import rights


@hooks.register("construct_homepage_panels")
def desk_first(request: HttpRequest, panels: list[Any]) -> None:
    if rights.is_staff_of_anything(request.user):
        panels.append(DeskPanel())
