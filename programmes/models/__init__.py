"""Plain models first (programme, area, membership, outbox), then media, then the pages that present them."""

from __future__ import annotations

from programmes.models.area import Area
from programmes.models.area_page import AreaPage
from programmes.models.home import HomePage
from programmes.models.media import CustomDocument, CustomImage, Rendition
from programmes.models.membership import Membership
from programmes.models.outbox import Outbox
from programmes.models.plain_page import PlainPage
from programmes.models.programme import Programme
from programmes.models.programme_page import ProgrammeIndexPage, ProgrammePage
from programmes.models.site import SiteSettings

__all__ = [
    "Area",
    "AreaPage",
    "CustomDocument",
    "CustomImage",
    "HomePage",
    "Membership",
    "Outbox",
    "PlainPage",
    "Programme",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Rendition",
    "SiteSettings",
]
