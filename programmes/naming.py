"""What the network calls itself: as its staff say in the CMS and, until they do, as the environment says.

Asking writes nothing: the name of the environment holds until somebody has saved another.
"""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Site

from programmes.models import SiteSettings
from programmes.models.site import site_name


def network_of(request: HttpRequest | None) -> SiteSettings:
    """Name, strapline, logo and contact, of the site that was asked."""
    site = Site.find_for_request(request) if request else None
    return (site and SiteSettings.base_queryset().filter(site=site).first()) or SiteSettings()


def network() -> SiteSettings:
    """The same for what is of no page: of the site at our public address."""
    return SiteSettings.base_queryset().filter(site__is_default_site=True).first() or SiteSettings()


def network_name() -> str:
    """For letters: on one line."""
    return " ".join((network().name or site_name()).split())
