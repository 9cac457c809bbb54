"""Clients in the API."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from clients.records.queries import clients_where, get_client
from clients.records.serializers import ClientChange, ClientFilters, ClientNew, ClientOut
from clients.records.services import ClientData, MaybeKnown, create_client, edit_client
from practice.core.api import ONCE, Conflict, PracticeView
from practice.core.services import AlreadyDone

KEPT = (
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "email",
    "phone",
    "birth_date",
    "timezone",
    "assigned_to_id",
    "contacts",
    "emergency_name",
    "emergency_phone",
    "emergency_relation",
    "occupation",
    "language",
    "came_by",
)


class ClientView(PracticeView):
    """People of the practice."""

    scope = "clients"
    serializer_class = ClientOut

    @extend_schema(parameters=[ClientFilters], responses=ClientOut(many=True))
    def list(self, request: Request) -> Response:
        """Clients, newest first. Without a state, archived ones too.

        Without a state and a search also those with `merged_into`, so that you learn of it.
        """
        self.actor.require("client.read")
        narrow = self.narrowed(ClientFilters)
        return self.page_of(
            clients_where(
                self.actor, search=narrow.get("search", ""), state=narrow.get("state", "")
            )
        )

    @extend_schema(request=ClientNew, parameters=[ONCE], responses={201: ClientOut, 200: ClientOut})
    def create(self, request: Request) -> Response:
        """Add a client, as an enquiry. 409, `duplicate`, when they may be here already."""
        values = self.checked(ClientNew, request.data)
        values["assigned_to_id"] = values.pop("assigned_to")
        allowed = values.pop("allow_duplicate")
        try:
            client = create_client(
                actor=self.actor,
                data=ClientData(**values),
                key=self.once_key(),
                allow_duplicate=allowed,
            )
        except MaybeKnown as maybe:
            ids = ", ".join(str(known.id) for known in maybe.alike.known)
            said = f"{maybe.message} {ids}".strip()
            raise Conflict(said, code=maybe.code) from maybe
        except AlreadyDone as done:
            if done.object_id is None:
                raise
            return self.answer(get_client(self.actor, done.object_id, merged=True))
        return self.answer(client, 201)

    def retrieve(self, request: Request, client_id: UUID) -> Response:
        """One client. One that became part of another says so in `merged_into`."""
        return self.answer(get_client(self.actor, client_id, merged=True))

    @extend_schema(request=ClientChange)
    def partial_update(self, request: Request, client_id: UUID) -> Response:
        """Change a client. 409 when somebody changed it since the version you read."""
        client = get_client(self.actor, client_id, "client.write", merged=True)
        sent = self.checked(ClientChange, request.data, partial=True)
        if "version" not in sent:
            raise ValidationError({"version": ["Say which version you read."]}, code="required")
        version = sent.pop("version")
        if "assigned_to" in sent:
            sent["assigned_to_id"] = sent.pop("assigned_to")
        data = ClientData(**{name: getattr(client, name) for name in KEPT} | sent)
        return self.answer(edit_client(actor=self.actor, client=client, data=data, version=version))
