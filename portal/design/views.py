"""The guide's one page: for whoever develops the portal, and for staff; for everyone else it does not exist."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.design import catalogue, tokens
from portal.design.example import Component, Example
from portal.design.samples.network import PROGRAMMES
from programmes.models import Programme


@require_safe
@never_cache
def guide(request: HttpRequest) -> HttpResponse:
    if not may_see(request):
        raise Http404
    groups = catalogue.groups()
    context = {
        "groups": groups,
        "sheets": [(group, [(each, draw(each, request)) for each in group.components]) for group in groups],
        "colours": tokens.colours(),
        "type_steps": tokens.steps("t"),
        "space_steps": tokens.steps("s"),
        "programmes": list(Programme.objects.all()) or PROGRAMMES,
    }
    return render(request, "design/guide.html", context)


def may_see(request: HttpRequest) -> bool:
    return settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")


def draw(component: Component, request: HttpRequest) -> list[tuple[Example, SafeString]]:
    """Each example with what it looks like, through the real partial, as a page would include it."""
    return [
        (example, render_to_string(component.template, {**example.inputs}, request))
        for example in component.examples
    ]
