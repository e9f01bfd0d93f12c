"""Every setting, read from the environment; the other modules here only override.

Each variable is listed in `.env.example` and explained in `docs/operations.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.urls import reverse_lazy

from stories import embeds

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# --- where things are kept -------------------------------------------------------------------------------

# Everything the portal writes while it runs (SQLite file, uploads, broker socket).
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

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
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # Seconds: a health check that waits for an absent database for ever tells nobody.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis (or Valkey) is broker and cache. Without one, development falls back to files and memory.
REDIS_URL = env.str("REDIS_URL", default="").strip()
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

# --- who may come in -------------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="")
# Keys the HMACs in tombstones and removals. Never rotated: a new key would let taken-down things back in.
IDENTITY_HMAC_KEY = env.str("IDENTITY_HMAC_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = reverse_lazy("wagtail_serve", args=("",))  # the first page, in the reader's language
# An e-mail address is all it takes; a password is something one may add later (docs/decisions/0015).
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; some mail is slow, and so are some of us
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Figures, for the keyboards of phones. Three tries a code: 1 in 33 million.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# Beyond allauth's own, by the peer's address and by the e-mail address written to.
ACCOUNT_RATE_LIMITS = {
    "signup": "10/m/ip,60/h/ip",
    "request_login_code": "20/m/ip,120/h/ip,3/m/key,12/h/key",
}
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "signup": "portal.accounts.forms.JoinForm",
    "add_email": "portal.accounts.forms.AnotherAddressForm",
    "request_login_code": "portal.accounts.forms.AskForCodeForm",
    "confirm_login_code": "portal.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "portal.accounts.forms.AddressCodeForm",
    "reset_password": "portal.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever loses an account should hear of it

# A passkey is both steps at once; otherwise a code from an app is the second. Staff must have one of them.
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # periods of 30 s before and after: slow fingers, wrong clocks
STAFF_SECOND_STEP = True  # tests aside, nothing turns it off; no environment variable does
MFA_ADAPTER = "portal.accounts.second_step.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.SecondStepForm",
    "reauthenticate": "portal.accounts.forms.SecondStepAgainForm",
    "activate_totp": "portal.accounts.forms.FirstAppCodeForm",
    "add_webauthn": "portal.accounts.forms.AddPasskeyForm",
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Public pages: nothing inline, and nothing from elsewhere but sound and films, once a reader plays them.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "https:"],
        "frame-src": list(embeds.FRAMES),
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# The CMS's widgets write inline scripts and styles, and it shows previews in a frame.
CMS_PREFIX = "/cms/"
CONTENT_SECURITY_POLICY_CMS = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# The map asks for the reader's place when they press its button; nothing asks for anything else.
PERMISSIONS_POLICY = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"

# Street maps under the map's marks come from elsewhere, and so only where a deployment asks for them; without, the
# coast is drawn from a file of our own. The host that is named here, and no other, may then send pictures.
MAP_TILE_URL = env.str("MAP_TILE_URL", default="").strip()
MAP_TILE_CREDIT = env.str("MAP_TILE_CREDIT", default="").strip()
if MAP_TILE_URL:
    _tiles = urlsplit(MAP_TILE_URL)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(
        f"{_tiles.scheme}://{_tiles.netloc.replace('{s}', '*')}"
    )

# --- words and times -------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# Each by its own name, as those who look for it would.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
# Ours first, then what packages we use lack; both come before the packages' own.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "portal" / "borrowed_locale"]
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- the CMS ---------------------------------------------------------------------------------------------

SITE_NAME = env.str("SITE_NAME", default="Common Thread")
# Where the outside world finds this portal; written in e-mails and in our User-Agent.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000")

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

# --- work in the background ------------------------------------------------------------------------------

# Wagtail's own jobs (search index, renditions) go through Celery too.
TASKS = {"default": {"BACKEND": "portal.background.CeleryBackend", "QUEUES": ["default"]}}

# Celery's spelling of a Unix socket and of a numbered database on it differs from redis-py's.
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=") or "filesystem://"
)
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "processed_folder": str(VAR_DIR / "queue-done"),
        "control_folder": str(VAR_DIR / "queue-control"),
        "polling_interval": 0.05,  # seconds; kombu's default of 1 s per queue makes a tour of five take 5 s
    }
    # kombu makes the other folders by itself, but lists this one before it does.
    (VAR_DIR / "queue").mkdir(parents=True, exist_ok=True)
CELERY_TIMEZONE = "UTC"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# The table redelivers, not the broker: a message is a nudge and is acknowledged before the work.
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 80  # seconds; a claim releases what is left after 60 s of work
CELERY_TASK_TIME_LIMIT = 85  # below the lease, so that two workers never hold one source
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "maintenance"
CELERY_TASK_ROUTES = {
    "stories.tasks.ingest_claim": {"queue": "fetch"},
    "programmes.tasks.prepare_pictures": {"queue": "media"},
    "stories.tasks.copy_pictures": {"queue": "media"},
    "stories.tasks.tell_owed": {"queue": "notify"},
}
DISPATCH_INTERVAL = env.int("DISPATCH_INTERVAL", default=30)  # seconds between looks for due sources
CELERY_BEAT_SCHEDULE = {
    "dispatch-due": {"task": "stories.tasks.dispatch_due", "schedule": DISPATCH_INTERVAL},
    "prepare-pictures": {"task": "programmes.tasks.prepare_pictures", "schedule": 30},
    "copy-pictures": {"task": "stories.tasks.copy_pictures", "schedule": DISPATCH_INTERVAL},
    # What was published a minute ago can be found.
    "sweep-search": {"task": "portal.search.tasks.sweep", "schedule": 60},
    "publish-scheduled": {"task": "portal.background.publish_scheduled", "schedule": 60},
    "tell-owed": {"task": "stories.tasks.tell_owed", "schedule": 60},
    "owe-word-of-failing": {"task": "stories.tasks.owe_word_of_failing", "schedule": 30 * 60},
    "purge-fetches": {"task": "stories.tasks.purge_fetches", "schedule": 24 * 3600},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# --- the ingestion engine --------------------------------------------------------------------------------

FETCH_MIN_INTERVAL = env.int("FETCH_MIN_INTERVAL", default=15 * 60)  # seconds
FETCH_MAX_INTERVAL = env.int(
    "FETCH_MAX_INTERVAL", default=6 * 3600
)  # seconds; for sources that still publish
FETCH_BACKOFF_FLOOR = env.int(
    "FETCH_BACKOFF_FLOOR", default=15 * 60
)  # seconds; the shortest wait after an error
FETCH_LEASE = 90  # seconds
FETCH_HOST_GAP = 1.0  # seconds at least between two requests to one host, by all workers together
# Whether loopback pairs that are open are paced like any other host; demo, test and bench settings say no.
FETCH_PACE_OPEN_PAIRS = True
FETCH_CLAIM_SIZE = env.int("FETCH_CLAIM_SIZE", default=100)  # sources per task

# The vetted HTTP client. Only demo, test and bench settings ever open a loopback pair.
OUTBOUND_OPEN_PAIRS: frozenset[str] = frozenset()
OUTBOUND_OWN_HOSTS = frozenset(ALLOWED_HOSTS)
OUTBOUND_USER_AGENT = f"{SITE_NAME.replace(' ', '')}/0.1 (+{PUBLIC_ADDRESS}/about-our-fetching/)"

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
