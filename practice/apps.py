"""The practice's app."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The practice itself and the roof over the rooms."""

    name = "practice"
    label = "practice"
