"""Every address of Supple."""

from django.urls import include, path

from practice.config.first_words import ByFirstWord
from practice.core import views

handler400 = "practice.core.views.bad_request"
handler403 = "practice.core.views.refused"
handler404 = "practice.core.views.not_found"
handler500 = "practice.core.views.failed"

urlpatterns = [
    ByFirstWord(
        [
            path("healthz", views.healthz, name="healthz"),
            path("readyz", views.readyz, name="readyz"),
            path("accounts/", include("allauth.account.urls")),
            path("", include("practice.dashboard.urls")),
            path("", include("practice.portal.urls")),
            path("", include("practice.data.urls")),
            path("", include("practice.team.urls")),
            path("", include("practice.outbox.urls")),
            path("", include("clients.merging.urls")),
            path("", include("clients.records.urls")),
            path("", include("clients.guardians.urls")),
            path("", include("clients.hand_overs.urls")),
            path("", include("clients.files.urls")),
            path("", include("clients.messages.urls")),
            path("", include("clients.deletions.urls")),
            path("", include("clients.person_notes.urls")),
            path("", include("clients.symptoms.urls")),
            path("", include("clients.texts.urls")),
            path("", include("clients.own_questions.urls")),
            path("", include("clients.intake.urls")),
            path("", include("clients.red_flags.urls")),
            path("", include("clients.measures.urls")),
            path("", include("clients.sensing.urls")),
            path("", include("sessions.movements.urls")),
            path("", include("sessions.understanding.urls")),
            path("", include("sessions.appointments.urls")),
            path("", include("sessions.busy_times.urls")),
            path("", include("sessions.calendar_feeds.urls")),
            path("", include("sessions.waitlist.urls")),
            path("", include("sessions.credentials.urls")),
            path("", include("sessions.public_page.urls")),
            path("", include("sessions.notes.urls")),
            path("", include("sessions.techniques.urls")),
            path("", include("sessions.hours.urls")),
            path("", include("sessions.letters.urls")),
            path("", include("sessions.program_templates.urls")),
            path("", include("sessions.programs.urls")),
            path("", include("sessions.practice_logs.urls")),
            path("", include("sessions.check_ins.urls")),
            path("", include("sessions.reminders.urls")),
            path("", include("sessions.progress.radar.urls")),
            path("", include("sessions.progress.dose.urls")),
            path("", include("sessions.progress.course.urls")),
            path("", include("sessions.progress.sharing.urls")),
        ]
    ),
    path("api/v1/", include("practice.config.api")),
]
