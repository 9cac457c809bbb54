"""The clients' app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from practice.core.built_ins import register


class ClientsConfig(AppConfig):
    """Who the client is."""

    name = "clients"
    label = "clients"

    def ready(self) -> None:
        """Register what the rooms below and above ask of this one."""
        self._clients()
        self._messages()
        self._deletions()
        self._whose()
        self._texts()

    @staticmethod
    def _deletions() -> None:
        """Say which mails tell of requests for deletion, and that requests move along."""
        from clients.deletions.emails import (  # noqa: PLC0415 - models first
            ANSWER,
            KIND,
            render_answer,
            render_request,
        )
        from clients.deletions.models import DeletionRequest  # noqa: PLC0415
        from clients.merging.tables import register_apart  # noqa: PLC0415
        from practice.outbox.kinds import register as register_mail  # noqa: PLC0415

        register_mail(KIND, render_request, _("word of a request for deletion"))
        register_mail(ANSWER, render_answer, _("word of an answer to a request for deletion"))
        register_apart(DeletionRequest, "guardian", "says who asked, and is the client's")

    @staticmethod
    def _texts() -> None:
        """Say which mails of this room a practice may word, and what they had better not name."""
        from clients.records.wording import INVITATION_TEXT, find_clients  # noqa: PLC0415
        from clients.symptoms.queries import symptom_names  # noqa: PLC0415
        from practice.outbox.texts.kinds import (  # noqa: PLC0415
            register_careful,
            register_finder,
            register_text,
        )

        register_text(INVITATION_TEXT)
        register_finder(find_clients)
        register_careful(symptom_names)

    @staticmethod
    def _whose() -> None:
        """Say what this room's addresses name, so that a client learns who looked at it."""
        from clients.deletions.models import DeletionRequest  # noqa: PLC0415 - models first
        from clients.files.models import ClientFile  # noqa: PLC0415
        from clients.guardians.models import Guardian  # noqa: PLC0415
        from clients.intake.models import IntakeSubmission, RedFlagAnswer  # noqa: PLC0415
        from clients.measures.models import MeasureResponse  # noqa: PLC0415
        from clients.merging.models import ClientMerge  # noqa: PLC0415
        from clients.messages.models import ClientMessage  # noqa: PLC0415
        from clients.person_notes.models import PersonNote  # noqa: PLC0415
        from clients.records.models import Client, Episode  # noqa: PLC0415
        from clients.sensing.models import SensationReport  # noqa: PLC0415
        from practice.core.whose import register  # noqa: PLC0415

        register(
            client_id=Client,
            about_id=Client,  # of what waits; a note or mails are no client
            episode_id=Episode,
            submission_id=IntakeSubmission,
            answer_id=RedFlagAnswer,
            deletion_request_id=DeletionRequest,
            file_id=ClientFile,
            guardian_id=Guardian,
            response_id=MeasureResponse,
            merge_id=ClientMerge,
            client_message_id=ClientMessage,
            person_note_id=PersonNote,
            report_id=SensationReport,
        )

    @staticmethod
    def _messages() -> None:
        """Say which mails tell of messages, and that threads follow a merge."""
        from clients.merging.following import register as register_moved  # noqa: PLC0415
        from clients.merging.tables import register as register_counted  # noqa: PLC0415
        from clients.merging.tables import register_apart  # noqa: PLC0415
        from clients.messages.emails import (  # noqa: PLC0415 - models first
            TO_CLIENT,
            TO_PRACTICE,
            render_to_client,
            render_to_practice,
        )
        from clients.messages.following import follow_thread  # noqa: PLC0415
        from clients.messages.models import ClientMessage  # noqa: PLC0415
        from practice.outbox.kinds import register as register_mail  # noqa: PLC0415

        register_mail(TO_CLIENT, render_to_client, _("word of a message"))
        register_mail(TO_PRACTICE, render_to_practice, _("word of a client’s message"))
        register_moved("messages", follow_thread)
        register_counted(ClientMessage, _("messages"))
        register_apart(ClientMessage, "guardian", "says who wrote it, and is the client's")
        register_apart(ClientMessage, "read_by_guardian", "says who read it, and is the client's")

    @staticmethod
    def _clients() -> None:
        """Say what each new practice gets a copy of, and which mails this room writes."""
        from clients.files.models import ClientFile  # noqa: PLC0415 - models first
        from clients.guardians.emails import (  # noqa: PLC0415 - models first
            render_guardian_invitation,
        )
        from clients.guardians.models import Guardian  # noqa: PLC0415
        from clients.guardians.queries import guardian_names  # noqa: PLC0415
        from clients.guardians.refusing import (  # noqa: PLC0415
            refuse_address,
            refuse_birth_date,
            refuse_login,
            sharer,
        )
        from clients.intake.emails import (  # noqa: PLC0415 - models first
            render_again,
            render_question,
            render_urgent,
        )
        from clients.intake.models import IntakeSubmission  # noqa: PLC0415
        from clients.intake.services.agreeing import say_in_draft  # noqa: PLC0415
        from clients.mail_wishes.models import MailWish  # noqa: PLC0415
        from clients.measures.models import MeasureResponse  # noqa: PLC0415
        from clients.merging.tables import register as register_counted  # noqa: PLC0415
        from clients.merging.tables import register_apart  # noqa: PLC0415
        from clients.person_notes.models import PersonNote  # noqa: PLC0415
        from clients.records.emails import render_invitation  # noqa: PLC0415
        from clients.records.guarded import Guard  # noqa: PLC0415
        from clients.records.guarded import register as register_guard  # noqa: PLC0415
        from clients.records.handing_over import (  # noqa: PLC0415
            count_clients_of,
            give_clients,
            list_clients_of,
        )
        from clients.records.models import ClientTag, ConsentRecord, Episode  # noqa: PLC0415
        from clients.records.narrowing import register as register_narrowing  # noqa: PLC0415
        from clients.records.queries import client_names  # noqa: PLC0415
        from clients.records.stages import STAGE  # noqa: PLC0415
        from clients.sensing.models import SensationReport  # noqa: PLC0415
        from clients.symptoms.services import copy_vocabulary  # noqa: PLC0415
        from clients.texts.following import register as register_answered  # noqa: PLC0415
        from clients.texts.services import copy_consents  # noqa: PLC0415
        from practice.outbox.kinds import register as register_mail  # noqa: PLC0415
        from practice.outbox.kinds import register_people  # noqa: PLC0415
        from practice.outbox.models import Message  # noqa: PLC0415
        from practice.team.leaving import register_clients  # noqa: PLC0415

        register("vocabulary", copy_vocabulary)
        register_narrowing(STAGE)
        register_answered("intake", say_in_draft)
        register("consents", copy_consents)
        register_mail("invitation", render_invitation)
        register_mail(
            "guardian_invitation", render_guardian_invitation, _("invitation of a guardian")
        )
        register_mail("intake_question", render_question, _("question about the intake"))
        register_mail("intake_again", render_again, _("new intake"))
        register_mail("safety_answer", render_urgent, _("word to a colleague"))
        register_people("clients", client_names)
        register_people("guardians", guardian_names)
        for model, word in (
            (Episode, _("courses of work")),
            (IntakeSubmission, _("intakes")),
            (MeasureResponse, _("measures")),
            (SensationReport, _("words on what is felt")),
            (PersonNote, _("notes on the person")),
            (ClientFile, _("files")),
            (ConsentRecord, _("agreements")),
            (Guardian, _("guardians")),
            (ClientTag, _("tags")),
        ):
            register_counted(model, word)
        register_counted(Message, _("mails"), "person_id")
        for signed in (IntakeSubmission, ConsentRecord, MeasureResponse, MailWish, SensationReport):
            register_apart(signed, "guardian", "says who signed or said it, and is the client's")
        register_guard("guardians", Guard(refuse_address, refuse_login, refuse_birth_date, sharer))
        register_clients("records", count_clients_of, list_clients_of, give_clients)
