"""Django's settings, put together from the environment. See docs/operations.md."""

from lorehouse.site.settings.environment import House

HOUSE = House.from_environment()

BASE_URL = HOUSE.base_url
SECRET_KEY = HOUSE.secret_key
DEBUG = HOUSE.debug
ALLOWED_HOSTS = HOUSE.allowed_hosts
CSRF_TRUSTED_ORIGINS = HOUSE.trusted_origins
DATABASES = {"default": HOUSE.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lorehouse.ui",
    "lorehouse.ledger",
    "lorehouse.people",
    "lorehouse.groups",
    "lorehouse.pseudonyms",
    "lorehouse.search",
    "lorehouse.disclosure",
    "lorehouse.notify",
    "lorehouse.items",
    "lorehouse.moderation",
    "lorehouse.stream",
    "lorehouse.library",
    "lorehouse.bridge",
    "lorehouse.connect",
    "lorehouse.connect.importers",
    "lorehouse.connect.belongings",
    "lorehouse.site",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lorehouse.groups.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lorehouse.connect.api.middleware.ApiMiddleware",
    "lorehouse.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "lorehouse.site.urls"
CSRF_FAILURE_VIEW = "lorehouse.ui.errors.forged"
WSGI_APPLICATION = "lorehouse.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": HOUSE.template_folders,
        "OPTIONS": {
            "environment": "lorehouse.ui.environment.environment",
            "context_processors": [
                "lorehouse.ui.context.page",
                "lorehouse.site.navigation.navigation",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["lorehouse.people.sign_in.backend.HouseBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lorehouse.people.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "lorehouse.people.sign_in.forms.SignUpForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [HOUSE.package / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOUSE.package / "static_files"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOUSE.data / "files"},
    },
    "staticfiles": {"BACKEND": "lorehouse.site.shell.naming.HashedNames"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Whether pages outside whose address somebody shares are fetched, by the worker.
FETCHES_LINKS = HOUSE.fetches_links
FETCH_EVEN: frozenset[tuple[str, int]] = frozenset()  # servers of tests; no house sets this

SEARCH_FOLDER = HOUSE.data / "search"
DEMO_FILE = HOUSE.data / "demo.json"  # in a demo house only: whom one may look round as

LIMITS_ARE_KEPT = HOUSE.limits_are_kept

EMAIL_BACKEND, EMAIL_OPTIONS = HOUSE.email
EMAIL_FILE_PATH = HOUSE.data / "outbox"
EMAIL_HOST = EMAIL_OPTIONS.get("host", "")
EMAIL_PORT = EMAIL_OPTIONS.get("port", 25)
EMAIL_HOST_USER = EMAIL_OPTIONS.get("user", "")
EMAIL_HOST_PASSWORD = EMAIL_OPTIONS.get("password", "")
EMAIL_USE_TLS = EMAIL_OPTIONS.get("tls", False)
EMAIL_USE_SSL = EMAIL_OPTIONS.get("ssl", False)
DEFAULT_FROM_EMAIL = HOUSE.sender
MAIL_REPLIES, MAIL_INBOX_URL = HOUSE.mail_replies, HOUSE.mail_inbox
PUSH_KEY_FILE = HOUSE.data / "push_key.pem"
PUSH_INSIDE = False  # push services inside the network are not called; tests do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "https:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "lorehouse.site.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HOUSE.secure
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]

LOGGING = HOUSE.logging
