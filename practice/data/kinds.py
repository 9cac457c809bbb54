"""What is kept of a client, kind by kind: what it is, why, and which of its columns they read.

One table of kinds says it for the page, for the download and for the figures, so that none of
them can know more than another.
"""

from django.utils.translation import gettext_lazy as _

from clients.files.queries import client_files
from clients.guardians.models import Guardian
from clients.intake.models import IntakeSubmission
from clients.mail_wishes.models import MailWish
from clients.measures.models import MeasureResponse
from clients.measures.rules import Rater
from clients.messages.queries import messages_there
from clients.records.models import ConsentRecord
from clients.sensing.models import SensationReport
from practice.data.reads import Kind, client, given_items, given_programs, of, sent_mails
from sessions.appointments.models import Appointment
from sessions.check_ins.models import CheckIn
from sessions.notes.visibility.queries import shared_rows
from sessions.practice_logs.models import EndedLinks, PracticeLog
from sessions.reminders.models import ReminderPlan
from sessions.waitlist.models import WaitlistOffer, WaitlistWish

_ON, _AT, _SAID_BY = _("on"), _("when"), _("for the client")
KINDS: tuple[Kind, ...] = (
    Kind(
        "you",
        _("Name and contact"),
        _("To know who you are, to reach you, and whom to call in an emergency."),
        client,
        "created_at",
        (
            ("given_name", _("given name")),
            ("family_name", _("family name")),
            ("preferred_name", _("called")),
            ("pronouns", _("pronouns")),
            ("birth_date", _("birth date")),
            ("email", _("e-mail")),
            ("phone", _("phone")),
            ("contacts", _("other contacts")),
            ("emergency_name", _("in an emergency: name")),
            ("emergency_phone", _("in an emergency: phone")),
            ("emergency_relation", _("in an emergency: relation")),
            ("language", _("language")),
            ("timezone", _("time zone")),
            ("occupation", _("occupation")),
            ("habits", _("what you do again and again")),
            ("created_at", _("kept since")),
        ),
    ),
    Kind(
        "guardians",
        _("Guardians"),
        _("To know who signs and acts for somebody under age."),
        of(Guardian),
        "added_at",
        (
            ("name", _("name")),
            ("relation", _("relation")),  # how to reach them is theirs
            ("added_at", _("since")),
            ("ended_at", _("until")),
        ),
    ),
    Kind(
        "agreements",
        _("Agreements"),
        _("To show what you agreed to, and what you took back."),
        of(ConsentRecord),
        "answered_at",
        (
            ("document__title", _("agreement")),
            ("document__version", _("version")),
            ("given", _("agreed")),
            ("typed_name", _("signed")),
            ("signed_as", _SAID_BY),
            ("answered_at", _AT),
        ),
    ),
    Kind(
        "intakes",
        _("Intake"),
        _("What you told before the work began: the lessons start from it."),
        of(IntakeSubmission),
        "saved_at",
        (
            ("state", _("state")),
            ("saved_at", _("kept")),
            ("typed_signature", _("signed")),
            ("signed_as", _SAID_BY),
            ("signed_at", _("signed on")),
            ("answers", _("answers")),
        ),
    ),
    Kind(
        "appointments",
        _("Appointments"),
        _("When you have a lesson, with whom, and where."),
        of(Appointment),
        "starts_at",
        (
            ("starts_at", _("begins")),
            ("ends_at", _("ends")),
            ("zone", _("time zone")),
            ("state", _("state")),
            ("practitioner__name", _("with")),
            ("service__name", _("what")),
            ("place__name", _("where")),
            ("booked_at", _("booked")),
        ),
    ),
    Kind(
        "waiting",
        _("What you wait for"),
        _("To offer you time that gets free and suits you."),
        of(WaitlistWish),
        "made_at",
        (
            ("service__name", _("what")),
            ("practitioner__name", _("with")),
            ("first_day", _("from")),
            ("last_day", _("until")),
            ("made_at", _("since")),
            ("ended_at", _("ended")),
            ("ended_why", _("why it ended")),
            ("ended_words", _("in words")),
        ),
    ),
    Kind(
        "offers",
        _("What you were offered"),
        _("To let you have time that got free, and to know what became of it."),
        of(WaitlistOffer),
        "made_at",
        (
            ("made_at", _AT),
            ("practitioner__name", _("with")),
            ("starts_at", _("begins")),
            ("ends_at", _("ends")),
            ("zone", _("by the clock of")),
            ("until", _("until")),
            ("state", _("what became of it")),
            ("settled_at", _("since")),
        ),
    ),
    Kind(
        "measures",
        _("Measures"),
        _("Your answers to the questions that show whether the work helps."),
        of(MeasureResponse, rater=Rater.CLIENT.value, withdrawn_at=None),
        "answered_at",
        (
            ("instrument", _("measure")),
            ("version", _("version")),
            ("stage", _("occasion")),
            ("asked_on", _("asked on")),
            ("answers", _("answers")),
            ("answered_at", _("answered")),
        ),
    ),
    Kind(
        "check_ins",
        _("Check-ins"),
        _("How a week was, so that a program that asks too much is noticed."),
        of(CheckIn),
        "checked_at",
        (
            ("local_date", _ON),
            ("soreness_hours", _("hours of soreness")),
            ("worse", _("worse than before")),
            ("checked_at", _("kept")),
        ),
    ),
    Kind(
        "felt",
        _("What you feel"),
        _("How clearly you feel places of your body, in your words, to see it change."),
        of(SensationReport, withdrawn_at=None),
        "reported_at",
        (
            ("felt_on", _ON),
            ("region", _("place")),
            ("side", _("side")),
            ("clarity", _("how clearly")),
            ("felt", _("0 to 10")),
            ("words", _("in your words")),
            ("is_discovery", _("felt for the first time")),
            ("reported_at", _("said")),
        ),
        as_csv=True,
    ),
    Kind(
        "programs",
        _("Home programs"),
        _("What you were given to practise, and when."),
        given_programs,
        "created_at",
        (
            ("state", _("state")),
            ("started_on", _("first day")),
            ("ended_on", _("ended")),
            ("days", _("days (1 is Monday)")),
            ("times", _("times")),
            ("cue", _("what it follows in the day")),
            ("note_to_client", _("a word to you")),
        ),
    ),
    Kind(
        "program_items",
        _("Movements and cards in them"),
        _("What each program is made of."),
        given_items,
        "home_program__created_at",
        (
            ("movement__name", _("movement")),
            ("card__title", _("card")),
            ("phase", _("phase")),
            ("minutes", _("minutes")),
            ("repetitions", _("repetitions")),
            ("side", _("side")),
            ("variant", _("variant")),
            ("note", _("how, in a few words")),
            ("added_on", _("since")),
            ("removed_on", _("until")),
        ),
    ),
    Kind(
        "practice_logs",
        _("Practice logs"),
        _("What you kept of your practice at home: lessons build on it."),
        of(PracticeLog),
        "logged_at",
        (
            ("local_date", _ON),
            ("logged_at", _("kept")),
            ("done", _("done")),
            ("skip_reason", _("why not")),
            ("minutes", _("minutes")),
            ("slowness", _("slowness")),
            ("attention", _("attention")),
            ("effort", _("effort")),
            ("ease_after", _("ease after")),
            ("pain_during", _("pain during")),
            ("soreness_hours", _("hours of soreness")),
            ("worse", _("worse than before")),
            ("line", _("a line about it")),
            ("source", _("where")),
        ),
        as_csv=True,
    ),
    Kind(
        "messages",
        _("Messages"),
        _("What you and the practice wrote to each other."),
        lambda actor, client_id: messages_there(actor).filter(client_id=client_id),
        "sent_at",
        (
            ("sent_at", _AT),
            ("author__name", _("of the practice")),
            ("guardian__name", _("guardian")),
            ("said", _("message")),
            ("file__title", _("file")),
            ("read_at", _("read")),
        ),
    ),
    Kind(
        "files",
        _("Letters, photos and files"),
        _("Letters that are shared with you, photos of how you stand, and files with messages."),
        client_files,
        "added_at",
        (
            ("title", _("title")),
            ("kind", _("kind")),
            ("view", _("view")),
            ("taken_on", _("taken on")),
            ("size", _("bytes")),
            ("added_at", _("kept")),
        ),
    ),
    Kind(
        "notes",
        _("Notes of lessons that are shared with you"),
        _("What your practitioner wrote down of a lesson, as far as it was shared."),
        shared_rows,
        "signed_at",
        (),
    ),
    Kind(
        "reminders",
        _("Reminders"),
        _("Whether a mail reminds you to practise."),
        of(ReminderPlan),
        "changed_at",
        (("state", _("state")), ("changed_at", _("changed"))),
    ),
    Kind(
        "ended_links",
        _("Links and phones that were ended"),
        _("That earlier links and phones log nothing any more."),
        of(EndedLinks),
        "ended_at",
        (("ended_at", _("ended")),),
    ),
    Kind(
        "mail_wishes",
        _("Wishes about mails"),
        _("Which mails you want, and which not."),
        of(MailWish),
        "said_at",
        (("about", _("about")), ("wanted", _("wanted")), ("said_at", _("said"))),
    ),
    Kind(
        "mails",
        _("Mails sent to you"),
        _("That a mail went, and when; not what stood in it."),
        sent_mails,
        "due_at",
        (("kind", _("kind")), ("settled_at", _("sent"))),
    ),
)
