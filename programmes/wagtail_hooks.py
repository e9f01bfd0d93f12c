"""What this app adds to the CMS."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from programmes.choosers import area_chooser
from programmes.viewsets import programmes_group

hooks.register("register_admin_viewset", lambda: programmes_group)
hooks.register("register_admin_viewset", lambda: area_chooser)


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
