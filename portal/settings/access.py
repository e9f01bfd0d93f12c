"""Who may come in and how, and what a page may load: accounts, the second step, security headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.urls import reverse_lazy

from portal.settings.environment import *
from stories import embeds

SECRET_KEY = env.str("SECRET_KEY", default="")
# Keys the HMACs in tombstones and removals. Never rotated: a new key would let taken-down things back in.
IDENTITY_HMAC_KEY = env.str("IDENTITY_HMAC_KEY", default="")
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
# Who tells the name that mails, passkeys and apps for codes are given.
NETWORK_NAME = "programmes.naming.network_name"
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
