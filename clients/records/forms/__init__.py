"""Input shapes of the client record."""

from clients.records.forms.person import ClientForm
from clients.records.forms.record import (
    ClientFilterForm,
    ClientStateForm,
    ClientTagsForm,
    EpisodeCloseForm,
    EpisodeForm,
    NewLoginForm,
    TagForm,
)

__all__ = [
    "ClientFilterForm",
    "ClientForm",
    "ClientStateForm",
    "ClientTagsForm",
    "EpisodeCloseForm",
    "EpisodeForm",
    "NewLoginForm",
    "TagForm",
]
