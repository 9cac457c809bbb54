"""All settings, read from the environment, safe by default.

`$SUPPLE_HOME/env` is read first when it exists (bin/up writes it); the real environment wins.
"""

import ipaddress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
SUPPLE_HOME = Path(env.str("SUPPLE_HOME", default=str(BASE_DIR / "var")))
if (SUPPLE_HOME / "env").is_file():
    environ.Env.read_env(SUPPLE_HOME / "env", overwrite=False)

# The key: at least 50 characters, never a placeholder.
MINIMUM_KEY_LENGTH = 50
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
for key in [SECRET_KEY, *SECRET_KEY_FALLBACKS]:
    if len(key) < MINIMUM_KEY_LENGTH or len(set(key)) < 10 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or weak: set it to at least 50 random characters, "
            "or start Supple with bin/up, which makes one and keeps it."
        )

DEBUG = False
SUPPLE_BASE_URL = env.str("SUPPLE_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
SUPPLE_INSECURE = env.bool("SUPPLE_INSECURE", default=False)
_base = urlsplit(SUPPLE_BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname:
    raise ImproperlyConfigured("SUPPLE_BASE_URL must look like https://supple.example.org")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


SECURE = _base.scheme == "https"
if not SECURE and not _is_loopback(_base.hostname) and not SUPPLE_INSECURE:
    raise ImproperlyConfigured(
        "SUPPLE_BASE_URL is plain http on an address others can reach. Put https in front, "
        "or say --insecure if you know the network."
    )
ALLOWED_HOSTS = [
    *{_base.hostname, "127.0.0.1", "localhost", *env.list("ALLOWED_HOSTS", default=[])}
]
CSRF_TRUSTED_ORIGINS = [SUPPLE_BASE_URL]

INSTALLED_APPS = [
    "practice",
    "clients",
    "sessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "lucide",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_standardized_errors",
]

MIDDLEWARE = [
    "practice.core.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "practice.core.middleware.browser_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "practice.core.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "practice.config.urls"
WSGI_APPLICATION = "practice.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "practice.core.context.shell",
            ],
            "libraries": {"look": "practice.core.templatetags.look"},
            "builtins": ["practice.core.templatetags.whose"],
        },
    },
]
FORM_RENDERER = "practice.core.forms.SuppleRenderer"

# The database: DATABASE_URL says where; the role of this process says as whom.
SUPPLE_ROLE = env.str("SUPPLE_ROLE", default="web")
if SUPPLE_ROLE not in {"owner", "web", "worker"}:
    raise ImproperlyConfigured("SUPPLE_ROLE must be owner, web or worker.")


def _database() -> dict[str, Any]:
    where = conninfo_to_dict(env.str("DATABASE_URL", default="postgresql:///supple"))
    options: dict[str, Any] = {
        "connect_timeout": 5,
        # A page asks for fifty rows: starting helpers for them takes longer than reading them.
        "options": "-c statement_timeout=30000 -c lock_timeout=10000"
        " -c max_parallel_workers_per_gather=0",
    }
    if SUPPLE_ROLE == "worker":
        # One that is stuck between two statements holds the senders' lock no longer. Pages have
        # no such limit: an upload over a slow line takes its time within a transaction.
        options["options"] += " -c idle_in_transaction_session_timeout=60000"
    else:
        # What keeps its plan is asked by everybody in the same words (`practice.core.beside`): one
        # plan from the first time on, instead of five for somebody each and a guess between them.
        options["options"] += " -c plan_cache_mode=force_generic_plan"
    passed_on = {"sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs"}
    options |= {k: v for k, v in where.items() if k in passed_on}
    if SUPPLE_ROLE == "owner":
        options.pop("options")
    else:
        size = env.int("SUPPLE_POOL_SIZE", default=10)
        # A lost PostgreSQL is looked for by who asks next, not after waits that double.
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 5, "reconnect_timeout": 1}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where.get("dbname", "supple"),
        "HOST": where.get("host", ""),
        "PORT": str(where.get("port", "")),
        "USER": f"supple_{SUPPLE_ROLE}",
        "PASSWORD": env.str(f"SUPPLE_{SUPPLE_ROLE.upper()}_PASSWORD", default=""),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": options,
    }


DATABASES = {"default": _database()}

# What protects logins is counted in PostgreSQL, so that a lost broker weakens nothing.
# What a page says to everybody in the same words is drawn once a process (`{% cache … %}`).
CACHES = {
    "default": {"BACKEND": "practice.core.cache.JSONCache"},
    "drawn": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": None},
}

# People and sign-in
AUTH_USER_MODEL = "practice.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "practice.team.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# True hands unknown addresses to our adapter, which sends nothing and takes as long as for a
# known one.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_SESSION_COOKIE_AGE = 90 * 24 * 3600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A sign-in that succeeds gives its count back; what fails is counted an hour.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/15m/key,50/h/ip",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    "my_data_copy": "4/h/user,10/d/user",
    "calendar_feed": "60/h/key",
    "public_times": "120/10m/ip",
    "visitor_booking": "20/h/ip,3/h/key,6/d/key",
    "reset_password": "20/m/ip,3/m/key,12/h/key",
}
ACCOUNT_FORMS = {
    "login": "practice.team.forms.SignInForm",
    "request_login_code": "practice.team.forms.RequestCodeForm",
    "confirm_login_code": "practice.team.forms.ConfirmCodeForm",
    "add_email": "practice.team.forms.account.OtherAddressForm",
    "change_password": "practice.team.forms.account.OtherPasswordForm",
    "set_password": "practice.team.forms.account.FirstPasswordForm",
    "reset_password": "practice.team.forms.account.ForgottenForm",
    "reset_password_from_key": "practice.team.forms.account.AfterForgettingForm",
    "reauthenticate": "practice.team.forms.account.ItIsMeForm",
}
# Behind N proxies the client's address is the Nth from the right of X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SUPPLE_TRUSTED_PROXIES", default=0)

SESSION_ENGINE = "practice.core.session_store"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 90 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-supple" if SECURE else "supple"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-supple-csrf" if SECURE else "supple-csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "practice.core.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Transport and browser
SECURE_SSL_REDIRECT = SECURE and env.bool("SUPPLE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
if env.bool("SUPPLE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 4

# Files: how large one may be (bytes), how many a client may have, how many dots a picture may
# have; how large what belongs to movements may be, each and all of a practice. They come in through
# one gate and lie in a folder of ours, outside what the web serves.
SUPPLE_FILE_BYTES = env.int("SUPPLE_FILE_BYTES", default=25_000_000)
SUPPLE_MEDIA_BYTES = env.int("SUPPLE_MEDIA_BYTES", default=200_000_000)
SUPPLE_PRACTICE_MEDIA_BYTES = env.int("SUPPLE_PRACTICE_MEDIA_BYTES", default=10_000_000_000)
SUPPLE_FILES_MOST = env.int("SUPPLE_FILES_MOST", default=500)
SUPPLE_PICTURE_DOTS = env.int("SUPPLE_PICTURE_DOTS", default=50_000_000)
SUPPLE_FILES_FOLDER = env.str("SUPPLE_FILES_FOLDER", default=str(SUPPLE_HOME / "files"))
FILE_UPLOAD_HANDLERS = ["practice.core.uploads.FileGate"]
SUPPLE_UPLOAD_FOLDER = str(SUPPLE_HOME / "uploads")

# Static files: named by content, compressed, cached for ever
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("SUPPLE_STATIC_ROOT", default=str(SUPPLE_HOME / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]


def _file_store() -> dict[str, Any]:
    """Where letters and photos lie: a folder, or a bucket of an S3-compatible store."""
    bucket = env.str("SUPPLE_S3_BUCKET", default="")
    if not bucket:
        folder = {"location": SUPPLE_FILES_FOLDER, "file_permissions_mode": 0o600}
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": folder | {"directory_permissions_mode": 0o700},
        }
    named = {
        "endpoint_url": env.str("SUPPLE_S3_ENDPOINT", default="") or None,
        "region_name": env.str("SUPPLE_S3_REGION", default="") or None,
        "access_key": env.str("SUPPLE_S3_KEY", default="") or None,
        "secret_key": env.str("SUPPLE_S3_SECRET", default="") or None,
    }
    # Nothing is ever public: no list of who may read is set, and no address is handed out.
    kept = {"bucket_name": bucket, "default_acl": None, "file_overwrite": False}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**named, **kept}}


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": _file_store(),
    "staticfiles": {"BACKEND": "practice.core.staticfiles.OneSheetStorage"},
}

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "practice.config.formats"

# Mail: one SMTP server, or a provider; every message goes through the outbox.
EMAIL = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:1025")
SUPPLE_SMTP = {
    "host": EMAIL["EMAIL_HOST"],
    "port": EMAIL["EMAIL_PORT"] or 25,
    "user": EMAIL["EMAIL_HOST_USER"] or "",
    "password": EMAIL["EMAIL_HOST_PASSWORD"] or "",
    "tls": bool(EMAIL.get("EMAIL_USE_TLS")),
    "ssl": bool(EMAIL.get("EMAIL_USE_SSL")),
    # Seconds: to connect, for each answer before the 354, and after the final dot.
    "timeouts": env.list("SUPPLE_SMTP_TIMEOUTS", cast=float, default=[10.0, 30.0, 60.0]),
}


def _mail_provider() -> dict[str, Any]:
    """The provider that mails leave by, {} for SMTP: its name, and what it is asked with.

    `webhooks` is what proves its words about bounces; without it nobody is listened to.
    """
    name = env.str("SUPPLE_MAIL_PROVIDER", default="")
    if not name:
        return {}
    keys = {"postmark": "server_token", "mailgun": "api_key", "brevo": "api_key"}
    keys |= {"resend": "api_key"}
    key = env.str("SUPPLE_MAIL_KEY", default="")
    if name not in keys or not key:
        known = ", ".join(keys)
        raise ImproperlyConfigured(f"SUPPLE_MAIL_PROVIDER is one of {known}, with SUPPLE_MAIL_KEY.")
    options = {keys[name]: key}
    webhooks = {"webhook_secret": env.str("SUPPLE_MAIL_WEBHOOK_SECRET", default="")}
    if name == "mailgun":
        options["sender_domain"] = env.str("SUPPLE_MAIL_DOMAIN", default="") or None
        signing = env.str("SUPPLE_MAIL_SIGNING_KEY", default="")
        webhooks["webhook_signing_key"] = signing or key
    if where := env.str("SUPPLE_MAIL_API", default=""):
        options["api_url"] = where
    return {"name": name, "options": options, "webhooks": webhooks}


SUPPLE_MAIL_PROVIDER = _mail_provider()
DEFAULT_FROM_EMAIL = env.str("SUPPLE_MAIL_FROM", default=f"practice@{_base.hostname}")
# Where bin/up keeps each mail as a file as long as no mail server is named; empty when they leave.
SUPPLE_MAIL_FOLDER = env.str("SUPPLE_MAIL_FOLDER", default="")
# Whether the links in mails open on this machine alone.
SUPPLE_LINKS_STAY_HERE = _is_loopback(_base.hostname)

# Mails a minute at most, of a practice that says nothing itself and of all together; 0: no limit.
SUPPLE_MAILS_A_MINUTE = env.int("SUPPLE_MAILS_A_MINUTE", default=300)
SUPPLE_MAILS_A_MINUTE_ALL = env.int("SUPPLE_MAILS_A_MINUTE_ALL", default=1200)
# Who measures asks /metrics with it (Authorization: Bearer …); without one nothing is there.
SUPPLE_METRICS_TOKEN = env.str("SUPPLE_METRICS_TOKEN", default="")
# As long as it is set nothing leaves but what somebody waits for.
SUPPLE_HOLD_MAIL = env.bool("SUPPLE_HOLD_MAIL", default=False)

# Background work: Celery wakes, PostgreSQL remembers.
CELERY_BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_TASK_DEFAULT_QUEUE = "supple"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 30,
    "socket_connect_timeout": 2,
    "visibility_timeout": 600,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_ENABLE_UTC = True
SUPPLE_TICK_SECONDS = env.int("SUPPLE_TICK_SECONDS", default=20)

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["practice.team.api.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["practice.team.api.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "practice.core.api.Schema",
    "EXCEPTION_HANDLER": "practice.core.api.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Supple",
    "DESCRIPTION": "Clients, home programs, practice logs and reminders of one practice.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "AppointmentWhyEnum": "sessions.appointments.serializers.WHY_BEFORE",
        "NoShowWhyEnum": "sessions.appointments.serializers.WHY_AFTER",
        "ClientStateEnum": "clients.records.serializers.STATES",
        "HomeProgramStateEnum": "sessions.programs.serializers.STATES",
        "MeasureStageEnum": "clients.measures.serializers.STAGES",
        "ReminderStageEnum": "sessions.reminders.serializers.STAGES",
        "ServiceKindEnum": "sessions.hours.serializers.KINDS",
    },
}

# How the pages find the actor: by the first matching path.
SUPPLE_ACTOR_RESOLVERS = [
    ("/portal/", "clients.records.queries.client_actor"),
    ("/api/", "practice.core.actor.no_actor"),
    ("/l/", "practice.core.actor.no_actor"),
    ("/p/", "practice.core.actor.no_actor"),
    ("/static/", "practice.core.actor.no_actor"),
    ("/", "practice.core.queries.staff_actor"),
]
# Client sessions are single-factor: no payment data, a daily ten minutes on their own phone
# (docs/decisions records the reason). Seconds: (idle, absolute).
SUPPLE_SESSION_LIMITS = {
    "staff": (30 * 60, 12 * 3600),
    "client": (60 * 60, 24 * 3600),
    "client_remembered": (30 * 24 * 3600, 90 * 24 * 3600),
}
SUPPLE_FETCH_RAISES = env.bool("SUPPLE_FETCH_RAISES", default=False)

SILENCED_SYSTEM_CHECKS = (
    [] if SECURE else ["security.W004", "security.W008", "security.W012", "security.W016"]
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "practice.core.logs.JSONFormatter"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["out"], "level": env.str("SUPPLE_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # It quotes what a letter says around whatever it does not understand.
        "pypdf": {"handlers": ["nowhere"], "propagate": False},
    },
}
