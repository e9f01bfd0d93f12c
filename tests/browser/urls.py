"""The portal's addresses, and one that goes wrong on purpose: `/amiss/403/` answers as the portal does."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from portal.demo.urls import urlpatterns as portal_urlpatterns


def amiss(request: HttpRequest, code: int) -> HttpResponse:
    match code:
        case 403:
            raise PermissionDenied
        case 404:
            raise Http404
        case _:
            return render(request, f"{code}.html", status=code)


urlpatterns = [path("amiss/<int:code>/", amiss), *portal_urlpatterns]
