"""Guards between practices, people and what they may do."""

from tests.drill.guards.guard import Guard

MATRIX = "tests/test_access_matrix.py::test_every_address_for_every_actor"
REACH = "tests/api/test_whose_token_reaches_what.py"
NOTES = "tests/sessions/notes/test_a_note_is_for_those_who_give_lessons.py"
SECURITY = "tests/practice/core/test_row_security.py"
TYPED = "tests/practice/core/test_nothing_typed_is_lost.py"
LOGGED = "tests/practice/core/test_the_access_log_keeps_every_visit.py"
GUESSING = "tests/practice/team/test_guessing_is_counted.py"
TOKENS = "tests/api/test_tokens_open_what_they_name.py"

GUARDS = (
    Guard(
        name="one practice's fault does not stop the others",
        file="practice/core/everywhere.py",
        text="            continue",
        instead="            raise",
        tests=("tests/practice/core/test_one_practices_fault_is_its_own.py",),
    ),
    Guard(
        name="a read is narrowed to the practice",
        file="practice/core/tenancy.py",
        text=".filter(practice_id=actor.practice_id)",
        instead=".all()",
        tests=("tests/practice/core/test_row_security.py::test_a_read_names_its_practice_itself",),
    ),
    Guard(
        name="a read is narrowed to the role's reach",
        file="practice/core/tenancy.py",
        text="._within_reach(actor, actor.reach(wanted))",
        tests=(REACH,),
    ),
    Guard(
        name="a trainee reads notes of their own clients only",
        file="practice/core/rules.py",
        text='"note.read": {_O: _ALL, _P: _ALL, _T: _OWN}',
        instead='"note.read": {_O: _ALL, _P: _ALL, _T: _ALL}',
        tests=(NOTES,),
    ),
    Guard(
        name="an assistant reads no note",
        file="practice/core/rules.py",
        text='"note.read": {_O: _ALL, _P: _ALL, _T: _OWN}',
        instead='"note.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL}',
        tests=(NOTES,),
    ),
    Guard(
        name="the door asks what the role may do",
        file="practice/core/pages.py",
        text="            actor.require(action)\n",
        tests=(MATRIX,),
    ),
    Guard(
        name="a door of the practice is not the clients', nor the other way round",
        file="practice/core/pages.py",
        text="if actor is None or actor.in_portal is not portal:",
        instead="if actor is None:",
        tests=("tests/practice/core/test_a_door_looks_at_who_comes.py",),
    ),
    Guard(
        name="a form belongs to whom it was made for",
        file="practice/core/pages.py",
        text='if request.method == "POST" and belongs_to_another(request, actor):',
        instead="if False:",
        tests=(f"{TYPED}::test_a_form_of_nora_does_not_land_in_omars_intake",),
    ),
    Guard(
        name="a token's scope",
        file="practice/team/api.py",
        text='return f"{view.scope}:{verb}" in request.auth.scopes',
        instead="return True",
        tests=(f"{TOKENS}::test_a_scope_opens_its_own_part_only",),
    ),
    Guard(
        name="a revoked token opens nothing",
        file="practice/team/queries.py",
        text="        revoked_at=None,\n        membership__is_active=True,\n",
        instead="        membership__is_active=True,\n",
        tests=(
            f"{TOKENS}::test_a_token_is_shown_once_and_kept_as_a_digest",
            f"{TOKENS}::test_a_token_ends_with_its_day_its_owner_and_its_practice",
        ),
    ),
    Guard(
        name="row security of clients",
        sql="ALTER TABLE clients_client DISABLE ROW LEVEL SECURITY",
        tests=(f"{SECURITY}::test_another_practice_is_not_seen_by_raw_sql",),
    ),
    Guard(
        name="every table of a practice has row security",
        sql="ALTER TABLE care_sessions_practicelog DISABLE ROW LEVEL SECURITY",
        tests=(f"{SECURITY}::test_no_table_of_a_practice_lacks_it",),
    ),
    Guard(
        name="no row is written into another practice",
        sql="ALTER POLICY tenant ON practice_place WITH CHECK (true)",
        tests=(f"{SECURITY}::test_a_row_cannot_be_written_into_another_practice",),
    ),
    Guard(
        name="in the portal one client does not see another",
        sql="DROP POLICY portal ON clients_client",
        tests=(f"{SECURITY}::test_in_the_portal_another_client_of_the_practice_is_not_seen",),
    ),
    Guard(
        name="keys stay inside a practice",
        sql="ALTER TABLE clients_episode DROP CONSTRAINT clients_episode_client_id_in_practice",
        tests=(f"{SECURITY}::test_every_key_inside_a_practice_is_composite",),
    ),
    Guard(
        name="the trails only take lines",
        sql="GRANT UPDATE, DELETE ON practice_accesslog, practice_rowhistory TO supple_app",
        tests=(f"{SECURITY}::test_the_trails_only_take_lines",),
    ),
    Guard(
        name="row history",
        sql="DROP TRIGGER row_history ON clients_client",
        tests=(f"{SECURITY}::test_row_history_sees_a_bulk_update",),
    ),
    Guard(
        name="a refusal leaves its line in the access log",
        file="practice/core/middleware.py",
        text="                self._log_apart(request, response)\n",
        instead="                pass\n",
        tests=(f"{LOGGED}::test_a_refusal_is_rolled_back_and_logged",),
    ),
    Guard(
        name="a refusal is rolled back",
        file="practice/core/middleware.py",
        text="                    transaction.set_rollback(True)\n",
        instead="                    pass\n",
        tests=(f"{LOGGED}::test_what_a_refused_visit_wrote_is_taken_back",),
    ),
    Guard(
        name="wrong passwords are counted",
        file="practice/config/settings.py",
        text='    "login_failed": "10/15m/key,50/h/ip",\n',
        tests=(f"{GUESSING}::test_ten_wrong_passwords_close_an_account_for_a_while",),
    ),
    Guard(
        name="nobody signs up",
        file="practice/team/adapters.py",
        text='"""Nobody signs up without an invitation."""\n        return False',
        instead="return True",
        tests=(f"{GUESSING}::test_nobody_signs_up",),
    ),
    Guard(
        name="a sign-in ends",
        file="practice/core/middleware.py",
        text="    if is_over(request):\n",
        instead="    if False:\n",
        tests=("tests/practice/team/test_a_sign_in_ends.py::test_limits",),
    ),
    Guard(
        name="forms carry a token against other sites",
        file="practice/config/settings.py",
        text='    "django.middleware.csrf.CsrfViewMiddleware",\n',
        tests=(
            "tests/practice/core/test_forms_of_other_sites_are_refused.py::"
            "test_every_form_asks_for_its_token",
        ),
    ),
    Guard(
        name="only what brings its own proof goes without that token",
        file="sessions/practice_logs/portal.py",
        text='@require_http_methods(["GET", "HEAD", "POST"])\ndef practice_link(',
        instead=(
            "@__import__('django.views.decorators.csrf', fromlist=['x']).csrf_exempt\n"
            '@require_http_methods(["GET", "HEAD", "POST"])\ndef practice_link('
        ),
        tests=(
            "tests/practice/core/test_forms_of_other_sites_are_refused.py::"
            "test_only_what_brings_its_own_proof_is_exempt",
        ),
    ),
    Guard(
        name="a colleague's invitation is used once",
        file="practice/team/services/invitations.py",
        text="waiting = rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)",
        instead="waiting = rows.filter(withdrawn_at=None, expires_at__gt=at)",
        tests=(
            "tests/practice/team/test_a_colleague_joins_once.py::"
            "test_an_invitation_in_two_hands_is_used_once",
        ),
    ),
    Guard(
        name="a client's invitation is used once",
        file="clients/records/services/invitations.py",
        text="clients.filter(pk=invitation.client_id, user=None, email=invitation.email)",
        instead="clients.filter(pk=invitation.client_id, email=invitation.email)",
        tests=(
            "tests/clients/records/test_invitation_is_accepted_once.py::"
            "test_in_two_hands_the_second_changes_nothing",
        ),
    ),
    Guard(
        name="a used invitation opens nothing later",
        file="clients/records/services/invitations.py",
        text="rows = rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)",
        instead="rows = rows.filter(withdrawn_at=None, expires_at__gt=at)",
        tests=(
            "tests/clients/records/test_invitation_is_accepted_once.py::"
            "test_in_two_hands_the_second_changes_nothing",
        ),
    ),
    Guard(
        name="an invitation dies with the address it was sent to",
        file="clients/records/services/invitations.py",
        text="user=None, email=invitation.email)",
        instead="user=None)",
        tests=(
            "tests/clients/records/test_invitation_is_accepted_once.py::"
            "test_an_address_that_changes_meanwhile_is_not_taken",
        ),
    ),
    Guard(
        name="the set-up link is used once",
        file="practice/team/queries.py",
        text="filter(digest=digest, used_at=None, expires_at__gt=now())",
        instead="filter(digest=digest, expires_at__gt=now())",
        tests=(
            "tests/practice/team/test_set_up_once.py::"
            "test_the_link_founds_the_practice_and_signs_the_owner_in",
        ),
    ),
    Guard(
        name="a practice founded otherwise ends the set-up link",
        file="practice/team/services/founding.py",
        text="    SetupLink.objects.filter(used_at=None).delete()\n    user =",
        instead="    user =",
        tests=(
            "tests/practice/team/test_set_up_once.py::"
            "test_a_practice_founded_otherwise_ends_the_link",
        ),
    ),
    Guard(
        name="the last owner stays",
        file="practice/team/services/members.py",
        text="    if owners == {member.pk}:\n",
        instead="    if False:\n",
        tests=(
            "tests/practice/team/test_roles_and_leaving.py::test_the_last_owner_does_not_leave",
        ),
    ),
)
