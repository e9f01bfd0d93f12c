"""Every address of the portal. The CMS comes last: it answers for whatever nobody else does."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import views as maps
from wagtail.documents import urls as wagtaildocs_urls

from portal import cms_door, crawlers, health, media, metrics, scheme
from portal.accounts import views as accounts
from portal.crawlers import SITEMAPS
from portal.welcome.views import welcome
from programmes.views import theme_css

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("robots.txt", crawlers.robots_view, name="robots"),
    path(
        "sitemap.xml", maps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"
    ),
    path("sitemap-<slug:section>.xml", maps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("theme.<slug:version>.css", theme_css, name="theme"),
    path("colours/", scheme.scheme_view, name="scheme"),
    path("design/", include("portal.design.urls")),
    # The site's own log-in stands before the CMS's, so that a second factor cannot be walked round.
    path("cms/login/", cms_door.sign_in),
    path("cms/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("cms/", include(wagtailadmin_urls)),
    path("media/images/<path:path>", media.picture_file),
    path("documents/", include(wagtaildocs_urls)),
]

# English has no prefix, so its addresses stay when a second language comes (docs/decisions/).
urlpatterns += i18n_patterns(
    path("accounts/login/password/", accounts.by_password, name="account_login_password"),
    path("welcome/", welcome, name="welcome"),
    path("accounts/", accounts.account, name="account"),
    path("accounts/sign-out-elsewhere/", accounts.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("accounts/second-step/", accounts.second_step_page, name="second_step"),
    # allauth has a page of its own for each of these; ours is one for the whole account.
    path("accounts/2fa/", accounts.after_second_step, name="mfa_index"),
    path("accounts/2fa/webauthn/", accounts.after_second_step, name="mfa_list_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("stories/", include("stories.urls")),
    path("", include("people.urls")),
    path("search/", include("portal.search.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
