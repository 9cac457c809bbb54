"""Guards of My data: who looked, the copy, the request for deletion, and showing who one is."""

from tests.drill.guards.guard import Guard

LOOKED = "tests/practice/data/test_who_looked_is_told.py"
COPY = "tests/practice/data/test_a_copy_is_handed_out.py"
ASKED = "tests/clients/deletions/test_a_request_for_deletion.py"
PROVED = "tests/practice/team/test_who_one_is_can_be_shown_again.py"

GUARDS = (
    Guard(
        name="in the portal the log of others is not there",
        sql="DROP POLICY portal ON practice_accesslog",
        tests=(LOOKED,),
    ),
    Guard(
        name="who was refused did not look",
        file="practice/data/looking.py",
        text="AND outcome < %(refused)s",
        instead="",
        tests=(LOOKED,),
    ),
    Guard(
        name="a note on the person is told as the record",
        file="practice/data/looking.py",
        text="if view.startswith(begin)",
        instead="if begin in view",
        tests=(LOOKED,),
    ),
    Guard(
        name="a copy wants a fresh sign-in",
        file="practice/data/portal.py",
        text="    if not is_proved(request):\n",
        instead="    if False:\n",
        tests=(COPY,),
    ),
    Guard(
        name="copies are limited",
        file="practice/data/portal.py",
        text='if not ratelimit.consume(request, action="my_data_copy"):',
        instead="if False:",
        tests=(COPY,),
    ),
    Guard(
        name="no cell of a table runs",
        file="practice/data/copying.py",
        text="[cell(value) for value in row]",
        instead="list(row)",
        tests=(COPY,),
    ),
    Guard(
        name="a code is tried three times",
        file="practice/team/views/proving.py",
        text='is_spent = kept["tries"] >= app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS',
        instead="is_spent = False",
        tests=(PROVED,),
    ),
    Guard(
        name="a code works once",
        file="practice/team/views/proving.py",
        text="            del request.session[KEPT]\n",
        instead="",
        tests=(PROVED,),
    ),
    Guard(
        name="one request stands open",
        file="clients/deletions/services.py",
        text="    if waiting is not None:\n",
        instead="    if False:\n",
        tests=(ASKED,),
    ),
    Guard(
        name="what was answered is not taken back",
        file="clients/deletions/services.py",
        text='None:\n        raise DomainError(_("It was answered mean',
        instead='None and False:\n        raise DomainError(_("It was answered mean',
        tests=(ASKED,),
    ),
    Guard(
        name="a request is told to the practice",
        file="clients/deletions/services.py",
        text="    _tell(actor, client, asked)\n",
        instead="",
        tests=(ASKED,),
    ),
    Guard(
        name="in the portal nobody answers a request",
        sql="DROP POLICY portal_asks ON clients_deletionrequest",
        tests=(ASKED,),
    ),
)
