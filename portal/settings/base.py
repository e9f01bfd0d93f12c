"""Every setting, read from the environment; what is for one place only overrides it.

Who may come in is in `access`, what happens behind the pages in `working`, what both lean on in `environment`.

Each variable is listed in `.env.example` and explained in `docs/operations.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal.settings.access import *
from portal.settings.environment import *
from portal.settings.working import *

# --- where things are kept -------------------------------------------------------------------------------

# A variable that is set to nothing, as in a copied example, counts as not set.
_database_url = env.str("DATABASE_URL", default="").strip() or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
DATABASES = {"default": env.db_url_config(_database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a transaction that will write waits for its turn at BEGIN instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,  # seconds to wait for that turn
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A minute, in workers too: a session keeps plans it made while tables were small until they are next analysed.
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # Seconds: a health check that waits for an absent database for ever tells nobody.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # What a worker writes again and again (`stories.bulk`) is planned at the third time in a session, then no more.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 5},  # seconds
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
# The marks of what was taken down, once more: no backup of the database knows what was taken down after it.
TAKEN_DOWN_LIST = VAR_DIR / "taken-down.jsonl"
# Collected when the image is built, and so not with what the portal writes.
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- the apps --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal",
    "portal.accounts",
    "portal.search",
    "stories",
    "people",
    "programmes",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.cms_door.RequireSecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.scheme.chosen_scheme",
            ],
        },
    },
]

# --- words and times -------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# Each by its own name, as those who look for it would.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
# Ours first, then what packages we use lack; both come before the packages' own.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "portal" / "borrowed_locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- the CMS ---------------------------------------------------------------------------------------------


WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = PUBLIC_ADDRESS
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "programmes.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "programmes.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "programmes.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes; as `programmes.pictures.reading`
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Passwords and second factors are the site's business (allauth), so that the CMS is no way round them.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

EMAIL_CONFIG = env.email_url_config(env.str("EMAIL_URL", default="").strip() or "consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Common Thread <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where development and the demo keep their mail, to be read in the browser; a real portal keeps none.
MAILBOX_DIR: Path | None = None

# --- telling -----------------------------------------------------------------------------------------------

# Who bears it may read /metrics; without one there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="").strip()

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.LineFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would print each line a second time, and write e-mails to nobody.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Every scanner of the internet asks for some other host; it gets a 400, and no traceback of ours.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
