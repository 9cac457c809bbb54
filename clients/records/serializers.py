"""Shapes of clients in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from clients.records.models import CLIENT_STATE_WORDS, Client
from clients.records.rules import (
    CONTACT_LETTERS,
    CONTACTS_AT_MOST,
    LABEL_LETTERS,
    ClientState,
    ContactKind,
    read_contacts,
    write_contacts,
)
from practice.core.api import Words

STATES = [(state.value, CLIENT_STATE_WORDS[state]) for state in ClientState]


class ContactLine(serializers.Serializer[Any]):
    """A further e-mail or phone."""

    kind = serializers.ChoiceField([(kind.value, kind.value) for kind in ContactKind])
    label = Words(  # type: ignore[assignment]
        max_length=LABEL_LETTERS, allow_blank=True, default="", help_text="Such as Work."
    )
    value = Words(max_length=CONTACT_LETTERS)

    def to_internal_value(self, data: Any) -> Any:
        """What is read back from a line as the same contact."""
        told = {"label": "", **super().to_internal_value(data)}
        if missing := {"kind", "value"} - set(told):  # a PATCH asks for no field by itself
            raise serializers.ValidationError({name: ["Say this."] for name in sorted(missing)})
        try:
            (contact,) = read_contacts(write_contacts([told]))
        except ValueError:
            raise serializers.ValidationError({"value": ["No e-mail and no phone."]}) from None
        if contact != told:
            raise serializers.ValidationError({"kind": ["The value is of the other kind."]})
        return contact


class ClientOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """A client as people, schedule and money need it; nothing of the story."""

    assigned_to = serializers.UUIDField(source="assigned_to_id", allow_null=True, read_only=True)
    contacts = ContactLine(many=True, read_only=True)
    merged_into = serializers.UUIDField(
        source="merged_into_id",
        allow_null=True,
        read_only=True,
        help_text="The record of the same person that this one became part of; null for most.",
    )
    email = Words(read_only=True, help_text="Empty when there is none.")

    class Meta:
        model = Client
        fields = (
            "id",
            "given_name",
            "family_name",
            "preferred_name",
            "pronouns",
            "email",
            "phone",
            "birth_date",
            "timezone",
            "contacts",
            "emergency_name",
            "emergency_phone",
            "emergency_relation",
            "occupation",
            "language",
            "came_by",
            "state",
            "merged_into",
            "assigned_to",
            "version",
            "created_at",
        )
        read_only_fields = fields


class ClientIn(serializers.Serializer[Any]):
    """What may be said about a client."""

    given_name = Words(max_length=120)
    family_name = Words(max_length=120, allow_blank=True, default="")
    preferred_name = Words(max_length=120, allow_blank=True, default="")
    pronouns = Words(max_length=40, allow_blank=True, default="")
    email = serializers.EmailField(max_length=254, allow_blank=True, default="")
    phone = Words(max_length=40, allow_blank=True, default="")
    birth_date = serializers.DateField(allow_null=True, default=None)
    timezone = Words(max_length=64, allow_blank=True, default="")
    assigned_to = serializers.UUIDField(allow_null=True, default=None)
    contacts = ContactLine(many=True, default=list, max_length=CONTACTS_AT_MOST)  # type: ignore[call-arg]
    emergency_name = Words(max_length=120, allow_blank=True, default="")
    emergency_phone = Words(max_length=40, allow_blank=True, default="")
    emergency_relation = Words(max_length=60, allow_blank=True, default="")
    occupation = Words(max_length=120, allow_blank=True, default="")
    language = Words(max_length=60, allow_blank=True, default="")
    came_by = Words(max_length=120, allow_blank=True, default="")


class ClientNew(ClientIn):
    """A client to add."""

    allow_duplicate = serializers.BooleanField(
        default=False,
        help_text="Add them although somebody with the same name and birth date, e-mail or phone"
        " is here. Else that is a 409 with the code duplicate.",
    )


class ClientChange(ClientIn):
    """A change to a client: only what is sent, on the version that was read."""

    version = serializers.IntegerField(min_value=1)


class ClientFilters(serializers.Serializer[Any]):
    """What narrows the list of clients."""

    state = serializers.ChoiceField(STATES, required=False)
    search = Words(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Beginnings of names, an e-mail or a phone.",
    )
