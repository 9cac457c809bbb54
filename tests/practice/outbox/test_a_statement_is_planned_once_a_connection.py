"""What each mail writes is planned once; a connection that forgot it is told anew."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from practice.core.actor import acting
from practice.outbox.rules import Outcome, State
from practice.outbox.sending.claims import claim_due
from practice.outbox.sending.deciding import decide
from practice.outbox.sending.settling import Verdict, note_data, settle
from tests.cast import House
from tests.practice.outbox.live import make_due, states_of

SENT = Verdict(state=State.SENT, outcome=Outcome.ACCEPTED)


def test_it_is_prepared_once_and_again_where_it_is_not_known(mill: House) -> None:
    make_due(mill, 3)
    claims = claim_due(3)
    decide(claims)
    seen = []
    for claim in claims:
        with connection.cursor() as cursor:
            if claim is not claims[1]:
                cursor.execute("DEALLOCATE ALL")  # as a pooler hands on another connection
        with CaptureQueriesContext(connection) as queries:
            assert note_data(claim, "<1@x>")
            assert settle(claim.practice_id, [claim], SENT) == 1
        seen.append(sum("PREPARE" in query["sql"] for query in queries))
    assert seen == [2, 0, 2]
    assert states_of(mill) == {"sent": 3}


def test_in_a_transaction_it_breaks_nothing(mill: House) -> None:
    make_due(mill, 2)
    first, second = claim_due(2)
    decide([first, second])
    assert settle(first.practice_id, [first], SENT) == 1
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with acting(mill.boss):
        assert settle(second.practice_id, [second], SENT) == 1
        assert settle(second.practice_id, [second], SENT) == 0
    assert states_of(mill) == {"sent": 2}
