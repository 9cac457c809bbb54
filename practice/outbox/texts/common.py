"""What every mail to a client can name: whom it goes to, and the practice."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from practice.core.models import Practice
from practice.outbox.texts.kinds import Words

COMMON: Mapping[str, Words] = {
    "first_name": _("what they are called"),
    "practice": _("the practice’s name"),
    "phone": _("the practice’s phone"),
}


def common_values(practice: Practice, called: str) -> dict[str, str]:
    """What stands for these names in one mail."""
    return {"first_name": called, "practice": practice.name, "phone": practice.contact_phone}
