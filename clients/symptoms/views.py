"""The settings' pages of the symptoms and the muscle groups that a practice adds to ours."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.symptoms.forms import MuscleGroupForm, SymptomForm
from clients.symptoms.own_pages import Says, WordPages
from clients.symptoms.queries import (
    get_muscle_group,
    get_own_symptom,
    muscle_groups_of,
    own_symptoms,
)
from clients.symptoms.rules import INTAKE_SYMPTOMS, BodyLayer, SymptomCategory
from clients.symptoms.services import (
    add_muscle_group,
    add_symptom,
    edit_muscle_group,
    edit_symptom,
    retire_muscle_group,
    retire_symptom,
)
from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page

_SYMPTOMS = WordPages(
    "symptom",
    SymptomForm,
    get_own_symptom,
    add_symptom,
    edit_symptom,
    retire_symptom,
    Says(
        title=gettext_lazy("Your own symptoms"),
        note=gettext_lazy("asked in the intake, after ours"),
        none=gettext_lazy(
            "None yet. What your clients tell you again and again, and our list does not name, "
            "belongs here."
        ),
        add=gettext_lazy("Add a symptom"),
        add_word=gettext_lazy("Add the symptom"),
        added=gettext_lazy("Added. The intake asks about it from now on."),
        saved=gettext_lazy("Saved. What was signed keeps its words."),
        renaming=gettext_lazy(
            "Who signed already reads the former words; who signs from now on, these."
        ),
        retiring=gettext_lazy(
            "A retired one is asked about no more. What was told of it stays in every intake and "
            "report."
        ),
        retired=gettext_lazy("Retired. Nobody is asked about it any more."),
        again=gettext_lazy("Ask about it again"),
        offered=gettext_lazy("The intake asks about it again."),
    ),
    template="clients/symptoms/list.html",
)
_MUSCLE_GROUPS = WordPages(
    "muscle_group",
    MuscleGroupForm,
    get_muscle_group,
    add_muscle_group,
    edit_muscle_group,
    retire_muscle_group,
    Says(
        title=gettext_lazy("Muscle groups"),
        note=gettext_lazy("the rows that a matrix can have; lines and releases choose from them"),
        add=gettext_lazy("Add a muscle group"),
        add_word=gettext_lazy("Add the muscle group"),
        added=gettext_lazy("Added. Notes offer it from now on."),
        saved=gettext_lazy("Saved. Signed notes keep the name they were signed with."),
        renaming=gettext_lazy("Signed notes keep the name they were signed with."),
        retiring=gettext_lazy(
            "A retired one is offered no more. Notes that tell of it stay as they are."
        ),
        retired=gettext_lazy("Retired. Notes offer it no more."),
        again=gettext_lazy("Offer it again"),
        offered=gettext_lazy("Notes offer it again."),
    ),
)


@staff_page("settings.read", "GET", "POST")
def symptom_list(request: SuppleRequest) -> HttpResponse:
    """The practice's own symptoms beside ours; the owner adds one."""
    words = []
    for own in own_symptoms(request.actor):
        belongs = SymptomCategory(own.category).label
        words.append((own, belongs if own.sided else f"{belongs} · {_('no side')}"))
    ours = [ours.label for ours in INTAKE_SYMPTOMS]
    return _SYMPTOMS.show_list(request, words, ours=ours)


@staff_page("settings.write", "GET", "POST")
def symptom_edit(request: SuppleRequest, symptom_id: UUID) -> HttpResponse:
    """Word one anew."""
    return _SYMPTOMS.show_one(request, symptom_id)


@staff_page("settings.write", "POST")
def symptom_retire(request: SuppleRequest, symptom_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    return _SYMPTOMS.retire_one(request, symptom_id)


@staff_page("settings.read", "GET", "POST")
def muscle_group_list(request: SuppleRequest) -> HttpResponse:
    """The rows that a matrix can have; the owner adds one."""
    groups = muscle_groups_of(request.actor)
    words = [(group, ", ".join([BodyLayer(group.layer).label, *group.aliases])) for group in groups]
    return _MUSCLE_GROUPS.show_list(request, words)


@staff_page("settings.write", "GET", "POST")
def muscle_group_edit(request: SuppleRequest, muscle_group_id: UUID) -> HttpResponse:
    """Name one anew."""
    return _MUSCLE_GROUPS.show_one(request, muscle_group_id)


@staff_page("settings.write", "POST")
def muscle_group_retire(request: SuppleRequest, muscle_group_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    return _MUSCLE_GROUPS.retire_one(request, muscle_group_id)
