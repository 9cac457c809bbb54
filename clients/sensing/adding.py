"""Adding what is felt, the same in the portal and together with the practice."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from clients.sensing.forms import SensationForm
from clients.sensing.models import SensationReport
from clients.sensing.queries import get_report
from clients.sensing.services import report_sensation, withdraw_sensation
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside
from practice.core.services import AlreadyDone


def form_of(request: HttpRequest, region: str = "") -> SensationForm:
    """The form as it was sent, or empty: about a region, and a day that somebody looks back at."""
    if request.method == "POST":
        return SensationForm(request.POST)
    return SensationForm(initial={"region": region, "felt_on": _day(request.GET.get("day", ""))})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def withdrawn(request: SuppleRequest, report_id: UUID) -> SensationReport:
    """Take it back, and say so, or why it stays."""
    report = get_report(request.actor, report_id, "sensation.write")
    try:
        withdraw_sensation(actor=request.actor, report_id=report_id)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Withdrawn."))
    return report


def keep(actor: Actor, client_id: UUID, form: SensationForm) -> str:
    """Keep what was said; the region it was said of, or "" while something is to be mended.

    Sent twice is one report.
    """
    if not form.is_valid():
        return ""
    data = form.data_said()
    with errors_beside(form):
        try:
            key = form.cleaned_data["key"]
            report_sensation(actor=actor, client_id=client_id, data=data, key=key)
        except AlreadyDone:
            pass
        return data.region
    return ""
