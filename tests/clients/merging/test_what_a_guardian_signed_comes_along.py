"""One guardian's login on both records: their part stays with the other, what they signed moves.

It belongs to the client, and keeps by whom and as what. Only what opens the part itself, its
invitation, stays beside it.
"""

import pytest

from clients.guardians.models import Guardian, GuardianInvitation
from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.rules import empty_answers
from clients.merging.tables import APART, Belongs, belonging
from clients.records.models import ConsentDocument, ConsentRecord
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.tenancy import TenantModel
from practice.team.services import make_user
from tests.cast import PASSWORD
from tests.clients.merging.conftest import Twice, put
from tests.clients.merging.test_a_merge_keeps_everything_and_is_undone import Stored, undo

pytestmark = pytest.mark.django_db


def gina_signs(pair: Twice) -> None:
    """She signs in as guardian of both, and signed an intake and an agreement of each."""
    with acting(pair.house.boss) as boss:
        gina, at = make_user(email="g@x.example", name="Gina", password=PASSWORD), now()
        rows = Guardian.objects.visible_to(boss)
        rows.update(user=gina)
        document = ConsentDocument.objects.visible_to(boss).order_by("id")[0]
        for client in (pair.kept, pair.other):
            by = {"client": client, "guardian": rows.get(client=client), "signed_as": "mother"}
            told = {"form_version": 1, "saved_at": at, "answers": empty_answers()}
            signed = {"state": "signed", "signed_at": at, "typed_signature": "Gina"}
            intake = put(boss, IntakeSubmission, **by, **told, **signed)
            asked = {"code": "fever", "level": "ask", "answer": False, "answered_at": at}
            put(boss, RedFlagAnswer, client=client, submission=intake, **asked)
            agreed = {"given": True, "typed_name": "Gina", "answered_at": at}
            put(boss, ConsentRecord, **by, document=document, **agreed)


def left_behind(pair: Twice, model: type[TenantModel]) -> int:
    with acting(pair.house.boss) as boss:
        return Belongs(model, "client_id").rows(boss, pair.other.pk).count()


def test_what_she_signed_is_the_kept_ones_and_goes_back(pair: Twice, stored: Stored) -> None:
    gina_signs(pair)
    before = stored()
    merge = pair.merge()
    assert left_behind(pair, Guardian) == 1
    assert left_behind(pair, GuardianInvitation) == 1
    assert left_behind(pair, IntakeSubmission) == 1  # the draft: the kept one's counts
    assert [left_behind(pair, one) for one in (ConsentRecord, RedFlagAnswer)] == [0, 0]
    with acting(pair.house.boss) as boss:
        signed = IntakeSubmission.objects.visible_to(boss).exclude(guardian=None)
        assert {(one.client_id, one.signed_as) for one in signed} == {(pair.kept.pk, "mother")}
        assert len({one.guardian_id for one in signed}) == 2
    undo(pair, merge)
    assert stored() == before


def test_every_column_that_leads_to_a_guardian_says_whether_it_stays() -> None:
    """A new one fails here until it is known: beside the part, or with the client."""
    leading = {
        (belongs.model._meta.label, field.name)
        for belongs in belonging()
        for field in belongs.model._meta.local_fields
        if field.related_model is Guardian
    }
    apart = {(model._meta.label, key) for model, key in APART}
    assert leading - apart == {("clients.GuardianInvitation", "guardian")}
    assert apart <= leading
