"""The who's-who as a plain list. Map, network and profiles are another day's work."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people import directory
from programmes.models import Programme

_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
SECTIONS = ("organisations", "people")


@require_safe
def directory_view(request: HttpRequest) -> HttpResponse:
    """Both lists' beginnings, or one list page by page when asked with `show`."""
    programmes = list(Programme.objects.all())
    slug = request.GET.get("programme", "")
    chosen = next((programme for programme in programmes if programme.slug == slug), None)
    show = request.GET.get("show", "")
    show = show if show in SECTIONS else ""
    after = int(key) if show and _ID.fullmatch(key := request.GET.get("after", "")) else None
    context = {
        "programmes": programmes,
        "programme": chosen,
        "show": show,
        "after": after,
        "organisations": directory.organisations_page(chosen, after=after) if show != "people" else None,
        "people": directory.people_page(chosen, after=after) if show != "organisations" else None,
    }
    return render(request, "people/directory.html", context)
