"""Settings of the tests: `upaya.settings`, told nothing by the surroundings but DATABASE_URL.

Every process (each xdist worker) gets its own data folder and keys that exist nowhere else.
"""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any, cast

from tests.strict_templates import UndefinedVariable

for _name in [name for name in os.environ if name.startswith("UPAYA_")]:
    del os.environ[_name]

# tests/conftest.py creates it and takes it away; mypy reads this file too and must leave nothing.
_data = Path(tempfile.gettempdir()) / f"upaya-test-{secrets.token_hex(8)}"
os.environ |= {
    "UPAYA_DATA": str(_data),
    "UPAYA_HTTPS": "0",  # the test client speaks plain HTTP
    "UPAYA_KUNCI_SESI": "kunci-sesi-untuk-uji-saja-tidak-dipakai-di-tempat-lain",
    "UPAYA_KUNCI_ENKRIPSI": "dWppOmVua3JpcHNpLzAxMjM0NTY3ODlhYmNkZWZnaGk",
    "UPAYA_KUNCI_INDEKS": "dWppOmluZGVrcy9paGdmZWRjYmE5ODc2NTQzMjEweHk",
}

from upaya.settings import *  # noqa: E402, F403 -- the environment above must stand first
from upaya.settings import CACHES, DATABASES, INSTALLED_APPS, STORAGES, TEMPLATES  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "tests.mainan"]  # a system like any other: tests/mainan

# A file, as in production: threads and the live server then share it the way processes do.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "uji.sqlite3")}

# Argon2 is meant to be slow; its presence is tested on the real settings.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Without collectstatic there is no manifest.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES = [
    TEMPLATES[0]
    | {
        "OPTIONS": cast("dict[str, Any]", TEMPLATES[0]["OPTIONS"])
        | {"string_if_invalid": UndefinedVariable()}
    }
]
READ_APART = (
    False  # a process for each of thousands of files; tests/core/test_quarantine.py has one
)
