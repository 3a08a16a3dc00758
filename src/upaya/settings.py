"""Settings: what differs between places is an environment variable, listed in docs/operasi.md."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from upaya.core.keys import load_keys


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "ya", "true", "yes"}


PACKAGE = Path(__file__).resolve().parent
MANUAL = PACKAGE.parents[1] / "docs" / "manual"  # beside the program; without it no manual is shown
DATA = Path(os.environ.get("UPAYA_DATA", "var")).resolve()
DEMO = _flag("UPAYA_DEMO")
DEBUG = _flag("UPAYA_DEBUG")
# Outside the demo all that protects a password or a session is on, unless turned off by name.
SECURE = _flag("UPAYA_HTTPS", default=not (DEMO or DEBUG))

KEYS = load_keys(os.environ, DATA, may_create=DEMO or DEBUG)
SECRET_KEY = KEYS.session
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("UPAYA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("UPAYA_ORIGINS", "").split(",") if o]

# The demo's business day stands still inside the months it shows; others leave it unset.
BUSINESS_DATE = (
    date.fromisoformat(os.environ["UPAYA_TANGGAL"]) if os.environ.get("UPAYA_TANGGAL") else None
)
if BUSINESS_DATE is not None and not DEMO:
    raise ImproperlyConfigured("UPAYA_TANGGAL hanya berlaku bersama UPAYA_DEMO=1.")

INSTALLED_APPS = [
    "upaya.core",
    "upaya.wilayah",
    "upaya.akun",
    "upaya.alur",
    "upaya.regulasi",
    "upaya.pegawai",
    "upaya.pembayaran",
    "upaya.warga",
    "upaya.bok",
    "upaya.supermiskol",
    "upaya.jamkesda",
    "upaya.komunitas",
    "upaya.insentif",
    "upaya.insentif.dasbor",
    "upaya.insentif.simulasi",
    "upaya.api",
    "upaya.tenaga",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # its widget templates, found by FORM_RENDERER
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "upaya.core.middleware.RequestLogMiddleware",
    # What protects an answer comes before whatever may answer: a refusal, a file, a redirect.
    "csp.middleware.CSPMiddleware",
    "upaya.core.middleware.ProtectedAnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "upaya.core.middleware.BodyLimitMiddleware",
    "upaya.core.middleware.FrontDoorMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "upaya.core.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upaya.akun.middleware.SessionSeenMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "upaya.akun.middleware.AccessMiddleware",
    "upaya.api.middleware.KeyMiddleware",
    "upaya.core.middleware.DownloadsMiddleware",
    "upaya.core.middleware.OnceMiddleware",
]

ROOT_URLCONF = "upaya.urls"
WSGI_APPLICATION = "upaya.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("*/*/templates")),  # the rooms inside an app keep their own
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.static",
                "upaya.core.templatetags.upaya",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "upaya.core.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'upaya.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN: two writers queue instead of failing half way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query pays for reports of minutes: a queue of some ten thousand waited longer for
    # the compiler than for its rows. On the disks of today a page anywhere costs what the next one
    # does: told otherwise, the newest paid claims are looked for among all that nobody paid yet.
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off -c random_page_cost=1.1"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "akun.User"
UNIT_MODEL = "wilayah.Unit"  # the tree in which rows have their owners, see core/scope.py
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
] + [{"NAME": "upaya.akun.sandi.HouseWordsValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "upaya.akun.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = (
    False  # computers of a puskesmas are shared: closing the browser signs out
)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that are nobody's here
# Mail lives on the user alone; allauth's own generator would copy it into a second table.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "upaya.akun.tokens.LinkTokenGenerator"  # noqa: S105 - a class
ACCOUNT_FORMS = {
    "login": "upaya.akun.forms.LoginForm",
    "change_password": "upaya.akun.forms.ChangePasswordForm",
    "set_password": "upaya.akun.forms.SetPasswordForm",
    "reset_password": "upaya.akun.forms.ResetPasswordForm",
    "reset_password_from_key": "upaya.akun.forms.ResetPasswordKeyForm",
    "reauthenticate": "upaya.akun.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "upaya.akun.forms.AuthenticateForm",
    "reauthenticate": "upaya.akun.forms.MfaReauthenticateForm",
    "activate_totp": "upaya.akun.forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Upaya"
MFA_ADAPTER = "upaya.akun.adapter.MfaAdapter"
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = os.environ.get("UPAYA_ZONA", "Asia/Jakarta")
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page has a use for our files
STATICFILES_DIRS = sorted(PACKAGE.glob("*/*/static"))
MEDIA_ROOT = DATA / "berkas"  # never served by URL: views hand files out one by one
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
READ_APART = True  # what people send is read by a child process with limits
# Beyond what a file may have, so that somewhat too much is still answered at the form's field.
REQUEST_MAX_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a month's grid without JavaScript is one form

CACHES = {
    # Shared by all processes, so that the limit on failed sign-ins counts them together.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    },
    # Each process its own, for what costs less to do twice than to ask the database about.
    "proses": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "proses",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

TASKS = {
    "default": {
        "BACKEND": os.environ.get("UPAYA_TASKS", "django_tasks.backends.immediate.ImmediateBackend")
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("UPAYA_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("UPAYA_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("UPAYA_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("UPAYA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("UPAYA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("UPAYA_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("UPAYA_SURAT_DARI", "upaya@localhost")
# A function of ours or of the installation's own that hands a line to WhatsApp; "" is off.
WHATSAPP = os.environ.get("UPAYA_WHATSAPP", "")
# Where answers to news arrive, as name@host; a signed text stands behind the name with a plus.
MAIL_IN = os.environ.get("UPAYA_SURAT_MASUK", "")
MAIL_IN_HOST = os.environ.get("UPAYA_IMAP_HOST", "")
MAIL_IN_USER = os.environ.get("UPAYA_IMAP_USER", "")
MAIL_IN_PASSWORD = os.environ.get("UPAYA_IMAP_PASSWORD", "")
# Whose the changes made for this district are, shown beside the licence: docs/kebutuhan.md, part 4.
COPYRIGHT_HOLDER = " ".join(os.environ.get("UPAYA_HAK_CIPTA", "").split())[:160]
METRICS_KEY = os.environ.get("UPAYA_METRIK", "")  # without it /metrics is not there
BASE_URL = os.environ.get("UPAYA_URL", "http://localhost:8000")
# Hosts of which the first page is one for everybody: "e-jamkesda.kab.go.id=/jamkesda/umum/64.09/".
FRONT_DOORS = {
    host.strip().lower(): page.strip()
    for host, found, page in (
        pair.partition("=") for pair in os.environ.get("UPAYA_ALAMAT_UMUM", "").split(",")
    )
    if found
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # since the sign-in, however much is done (akun/middleware.py)
SESSION_IDLE = int(os.environ.get("UPAYA_SESI_DIAM", "120")) * 60  # seconds without any request
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:  # a neighbour under the same domain cannot set or replace these
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    MESSAGE_STORAGE = "upaya.core.pesan.HostStorage"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
BEHIND_PROXY = _flag("UPAYA_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Else everybody would share the proxy's address, and one person's failed sign-ins shut out all.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "upaya.core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("UPAYA_LOG", "WARNING")},
    "loggers": {
        "upaya": {"level": os.environ.get("UPAYA_LOG", "INFO")},
        "waitress.queue": {"level": "ERROR"},  # it warns of every request that waits for a thread
    },
}
