"""Shapes of what is felt in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from clients.sensing.models import SensationReport
from clients.sensing.rules import SensedIn
from clients.symptoms.rules import BODY_REGIONS, SensationClarity
from practice.core.api import Words


class SensationOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One report; where `felt_on` is earlier than `reported_on`, somebody looked back."""

    client = serializers.UUIDField(source="client_id", read_only=True)
    side = Words(read_only=True)
    clarity = serializers.ChoiceField(SensationClarity.choices(), read_only=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        SensedIn.choices(), read_only=True
    )

    class Meta:
        model = SensationReport
        fields = (
            "id",
            "client",
            "region",
            "side",
            "clarity",
            "felt",
            "words",
            "is_discovery",
            "felt_on",
            "reported_on",
            "reported_at",
            "source",
            "withdrawn_at",
        )
        read_only_fields = fields


class SensationFilters(serializers.Serializer[Any]):
    """What narrows the list of reports; the days are those they speak of."""

    client = serializers.UUIDField(required=False)
    region = serializers.ChoiceField([(one.code, one.code) for one in BODY_REGIONS], required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
