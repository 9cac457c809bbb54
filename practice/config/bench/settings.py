"""The product's settings, with the references beside its own addresses."""

from practice.config.settings import *  # noqa: F403
from practice.config.settings import INSTALLED_APPS

ROOT_URLCONF = "practice.config.bench.urls"
INSTALLED_APPS += ["practice.config.bench"]
# What a brake would hold back is not measured.
SUPPLE_MAILS_A_MINUTE = SUPPLE_MAILS_A_MINUTE_ALL = 0
