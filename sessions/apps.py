"""The sessions' app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from practice.core.built_ins import register


class SessionsConfig(AppConfig):
    """What happens with clients. The label keeps clear of Django's own sessions."""

    name = "sessions"
    label = "care_sessions"

    def ready(self) -> None:
        """Register what the rooms below and above ask of this one."""
        self._sessions()
        self._keepers()
        self._tell_of_flares()
        self._appointments()
        self._whose()
        self._letters()
        self._texts()

    @staticmethod
    def _appointments() -> None:
        """Say that people count a record by its booked time, what of it stays apart, and which
        mails tell of it."""
        from clients.merging.tables import register as register_counted  # noqa: PLC0415
        from clients.merging.tables import register_apart  # noqa: PLC0415
        from practice.outbox.kinds import register as register_mail  # noqa: PLC0415
        from sessions.appointments.beside import register as register_beside  # noqa: PLC0415
        from sessions.appointments.emails import (  # noqa: PLC0415
            TO_CLIENT,
            TO_PRACTICE,
            render_to_client,
            render_to_practice,
        )
        from sessions.appointments.models import Appointment  # noqa: PLC0415
        from sessions.appointments.reminding import REMINDER, render_reminder_of  # noqa: PLC0415
        from sessions.appointments.series.emails import KIND, render_series  # noqa: PLC0415
        from sessions.calendar_feeds.models import CalendarFeed  # noqa: PLC0415
        from sessions.public_page.booking import emails as visitors  # noqa: PLC0415
        from sessions.waitlist.models import WaitlistOffer, WaitlistWish  # noqa: PLC0415
        from sessions.waitlist.offers import emails as offers  # noqa: PLC0415
        from sessions.waitlist.offers.own import own_offers  # noqa: PLC0415

        register_mail(
            visitors.KIND, visitors.render_visitor_booking, _("link to book, for a visitor")
        )
        register_beside("offers", own_offers)
        register_mail(offers.KIND, offers.render_offer, _("offer of time that got free"))
        register_mail(KIND, render_series, _("word of several appointments"))
        register_mail(TO_CLIENT, render_to_client, _("word of an appointment"))
        register_mail(REMINDER, render_reminder_of, _("reminder of an appointment"))
        register_mail(TO_PRACTICE, render_to_practice, _("word of what a client booked"))
        register_counted(Appointment, _("appointments"))
        register_apart(Appointment, "guardian", "says who booked it, and is the client's")
        register_apart(WaitlistWish, "guardian", "says who waits, and is the client's")
        register_apart(WaitlistOffer, "guardian", "says who answered, and is the client's")
        register_apart(CalendarFeed, "guardian", "says who made it, and ends with their part")

    @staticmethod
    def _sessions() -> None:
        """Say what each new practice gets a copy of, and which mails this room writes."""
        from clients.mail_wishes import following as following_agreements  # noqa: PLC0415
        from clients.merging.tables import register as register_counted  # noqa: PLC0415 - models first
        from clients.records import following as following_clients  # noqa: PLC0415
        from clients.records.narrowing import register as register_narrowing  # noqa: PLC0415
        from practice.outbox.kinds import register_reader  # noqa: PLC0415
        from practice.team.leaving import register_open_work  # noqa: PLC0415
        from sessions.hours.services import copy_services  # noqa: PLC0415
        from sessions.movements.services import copy_library  # noqa: PLC0415
        from sessions.notes.beside import register as register_beside  # noqa: PLC0415
        from sessions.notes.leaving import open_notes_of  # noqa: PLC0415
        from sessions.notes.models import SessionNote  # noqa: PLC0415
        from sessions.practice_logs.beside import PRACTICE_SINCE  # noqa: PLC0415
        from sessions.practice_logs.models import PracticeLog  # noqa: PLC0415
        from sessions.program_templates.services import copy_templates  # noqa: PLC0415
        from sessions.programs import following as following_programs  # noqa: PLC0415
        from sessions.programs.giving import cards_in_programs  # noqa: PLC0415
        from sessions.programs.models import HomeProgram  # noqa: PLC0415
        from sessions.progress.narrowing import LAST_SEEN, SILENT  # noqa: PLC0415
        from sessions.reminders import emails as reminding  # noqa: PLC0415
        from sessions.reminders.rules import QUESTION, TEST  # noqa: PLC0415
        from sessions.reminders.services import (  # noqa: PLC0415
            KIND,
            follow_agreement,
            follow_client,
            follow_program,
        )
        from sessions.techniques.services import copy_techniques  # noqa: PLC0415
        from sessions.understanding.given import register as register_giving  # noqa: PLC0415
        from sessions.understanding.services import copy_understanding  # noqa: PLC0415

        register("services", copy_services)
        register("movements", copy_library)
        register("program_templates", copy_templates)
        register_beside(PRACTICE_SINCE)
        register("techniques", copy_techniques)
        register("understanding", copy_understanding)
        register_counted(SessionNote, _("notes"))
        register_counted(HomeProgram, _("home programs"))
        register_counted(PracticeLog, _("practice logs"))
        register_narrowing(LAST_SEEN)
        register_narrowing(SILENT)
        register_open_work("notes", open_notes_of)
        register_reader(KIND, reminding.read_reminders, reminding.KIND_WORD)
        register_reader(TEST, reminding.read_reminders, reminding.TEST_WORD)
        register_reader(QUESTION, reminding.read_reminders, reminding.QUESTION_WORD)
        register_giving("programs", cards_in_programs)
        following_programs.register("reminders", follow_program)
        following_clients.register("reminders", follow_client)
        following_agreements.register("reminders", follow_agreement)

    @staticmethod
    def _keepers() -> None:
        """Say which bytes of the store are this room's."""
        from clients.files.keeping import register  # noqa: PLC0415 - models first
        from sessions.credentials import queries as credentials  # noqa: PLC0415
        from sessions.movements.media import queries as media  # noqa: PLC0415
        from sessions.understanding import picturing as cards  # noqa: PLC0415

        register("credentials", credentials.names_known)
        register("movements", media.names_known)
        register("understanding", cards.names_known)

    @staticmethod
    def _texts() -> None:
        """Say which mails of this room a practice may word, and what they had better not name."""
        from practice.outbox.texts.kinds import register_careful, register_text  # noqa: PLC0415
        from sessions.appointments.wording import TEXTS  # noqa: PLC0415
        from sessions.check_ins.mailing.wording import TEXTS as ASKING  # noqa: PLC0415
        from sessions.movements.queries import movement_names  # noqa: PLC0415
        from sessions.reminders.wording import REMINDER_TEXT  # noqa: PLC0415

        for text in (REMINDER_TEXT, *TEXTS, *ASKING):
            register_text(text)
        register_careful(movement_names)

    @staticmethod
    def _letters() -> None:
        """Say what a letter to a doctor can take along."""
        from sessions.letters.chapters import register  # noqa: PLC0415 - models first
        from sessions.progress.sharing.in_letters import PROGRESS  # noqa: PLC0415

        register(PROGRESS)

    @staticmethod
    def _whose() -> None:
        """Say what this room's addresses name, so that a client learns who looked at it."""
        from practice.core.whose import register  # noqa: PLC0415 - models first
        from sessions.appointments.models import Appointment  # noqa: PLC0415
        from sessions.letters.models import DoctorLetter  # noqa: PLC0415
        from sessions.notes.models import SessionNote  # noqa: PLC0415
        from sessions.practice_logs.models import PracticeLog  # noqa: PLC0415
        from sessions.programs.models import HomeProgram  # noqa: PLC0415
        from sessions.progress.sharing.models import SharedProgress  # noqa: PLC0415
        from sessions.reminders.models import ReminderPlan  # noqa: PLC0415
        from sessions.waitlist.models import WaitlistOffer, WaitlistWish  # noqa: PLC0415

        register(
            appointment_id=Appointment,
            doctor_letter_id=DoctorLetter,
            note_id=SessionNote,
            log_id=PracticeLog,
            home_program_id=HomeProgram,
            offer_id=WaitlistOffer,
            plan_id=ReminderPlan,
            shared_progress_id=SharedProgress,
            wish_id=WaitlistWish,
        )

    def _tell_of_flares(self) -> None:
        """A program that rests since practice was too much, and what a check-in says."""
        from clients.merging.tables import register_apart  # noqa: PLC0415 - models first
        from practice.outbox.kinds import register as register_mail  # noqa: PLC0415
        from sessions.check_ins.mailing import emails  # noqa: PLC0415
        from sessions.check_ins.models import CheckIn  # noqa: PLC0415
        from sessions.flares.emails import KIND_WORD, render_paused  # noqa: PLC0415
        from sessions.flares.models import Flare  # noqa: PLC0415
        from sessions.flares.services import KIND, settle_flares  # noqa: PLC0415
        from sessions.practice_logs.models import EndedLinks  # noqa: PLC0415
        from sessions.programs import following  # noqa: PLC0415
        from sessions.reminders.models import ReminderStep  # noqa: PLC0415

        register_mail(KIND, render_paused, KIND_WORD)
        register_mail(emails.CHECK_IN, emails.render_check_in, _("a few questions"))
        register_mail(emails.NEXT_STEPS, emails.render_next_steps, _("next steps"))
        following.register_rested("flares", settle_flares)
        for said in (Flare, CheckIn, EndedLinks, ReminderStep):
            register_apart(said, "guardian", "says who said it, and is the client's")
