"""Guards of the work itself: intake, notes, programs, logs."""

from tests.drill.guards.guard import Guard

NOTES = "tests/sessions/notes"
SIGNED = f"{NOTES}/test_a_signed_note_stays_as_it_is.py"
LOGS = "tests/sessions/practice_logs"
MERGES = "tests/clients/merging"

GUARDS = (
    Guard(
        name="a signed note does not change",
        sql="DROP TRIGGER signed_note ON care_sessions_sessionnote",
        tests=(SIGNED,),
    ),
    Guard(
        name="the matrix of a signed note does not change",
        sql="DROP TRIGGER signed_part ON care_sessions_assessmentcell",
        tests=(SIGNED,),
    ),
    Guard(
        name="what was seen in a signed note does not change",
        sql="DROP TRIGGER signed_finding ON care_sessions_finding",
        tests=(SIGNED,),
    ),
    Guard(
        name="the amnesia found in a signed note does not change",
        sql="DROP TRIGGER signed_finding ON care_sessions_smafinding",
        tests=(SIGNED,),
    ),
    Guard(
        name="the lines of a signed note do not change",
        sql="DROP TRIGGER signed_part ON care_sessions_techniqueapplication",
        tests=(SIGNED,),
    ),
    Guard(
        name="the lesson of a signed note keeps its day and number",
        sql="DROP TRIGGER signed_session ON care_sessions_session",
        tests=(SIGNED,),
    ),
    Guard(
        name="the releases of a signed note do not change",
        sql="DROP TRIGGER signed_release ON care_sessions_releaseevent",
        tests=(SIGNED,),
    ),
    Guard(
        name="what an author keeps to themselves is theirs",
        file="sessions/appointments/authors.py",
        text="        return self.of_a_note(actor, action).filter(found)\n",
        instead="        return self.of_a_note(actor, action)\n",
        tests=(f"{NOTES}/test_a_note_kept_to_its_author.py",),
    ),
    Guard(
        name="who reads a note is said beside it",
        sql="DROP TRIGGER note_author_only ON care_sessions_sessionnote",
        tests=(f"{NOTES}/test_a_note_kept_to_its_author.py",),
    ),
    Guard(
        name="a stale draft overwrites nothing",
        file="sessions/notes/services/lock.py",
        text="    if note.version != version:\n",
        instead="    if False:\n",
        tests=(f"{NOTES}/test_a_stale_save_overwrites_nothing.py",),
    ),
    Guard(
        name="stale words overwrite nothing",
        file="sessions/notes/services/draft.py",
        text="    require_version(current, version)\n    return _keep_texts",
        instead="    return _keep_texts",
        tests=(f"{NOTES}/test_words_are_kept_alone.py",),
    ),
    Guard(
        name="what is signed is what was read",
        file="sessions/notes/services/sign.py",
        text="    require_version(current, version)\n",
        instead="",
        tests=(f"{NOTES}/test_a_stale_save_overwrites_nothing.py", SIGNED),
    ),
    Guard(
        name="a stale edit of a client overwrites nothing",
        file="clients/records/services/clients.py",
        text="    if current.version != version:\n",
        instead="    if False:\n",
        tests=("tests/clients/records/test_a_stale_edit_is_decided.py",),
    ),
    Guard(
        name="a yes to a safety question holds the signature back",
        file="sessions/notes/services/sign.py",
        text="    if undecided_in(actor, current.client_id, current.session.episode_id):\n",
        instead="    if False:\n",
        tests=("tests/clients/red_flags/test_no_note_is_signed_before.py",),
    ),
    Guard(
        name="what can come from elsewhere asks the safety questions anew",
        file="sessions/notes/services/sign.py",
        text="    if due := safety_due(actor, current, data):\n",
        instead="    if due := []:\n",
        tests=("tests/clients/red_flags/test_they_are_asked_anew_in_a_lesson.py::test_it_appears",),
    ),
    Guard(
        name="what was decided on a safety question stays",
        sql="GRANT UPDATE, DELETE ON clients_redflagdecision TO supple_app",
        tests=("tests/clients/red_flags/test_a_yes_asks_for_a_decision.py",),
    ),
    Guard(
        name="the portal sees no decision on a safety question",
        sql="DROP POLICY staff_only ON clients_redflagdecision",
        tests=("tests/clients/red_flags/test_a_yes_asks_for_a_decision.py",),
    ),
    Guard(
        name="tone too low needs a decision",
        file="sessions/notes/rules.py",
        text="    if has_tone_too_low(data.cells):\n",
        instead="    if False:\n",
        tests=(f"{NOTES}/test_tone_too_low_needs_a_decision.py",),
    ),
    Guard(
        name="a trainee's note waits for a co-signature",
        file="sessions/notes/services/sign.py",
        text="    if trainee:\n",
        instead="    if False:\n",
        tests=(f"{NOTES}/test_a_trainees_note_waits_for_a_co_signature.py",),
    ),
    Guard(
        name="a flare pauses the program",
        file="sessions/practice_logs/services.py",
        text="    if not is_flare(log.soreness_hours, log.worse):\n",
        instead="    if True:\n",
        tests=(f"{LOGS}/test_a_flare_pauses_the_program.py",),
    ),
    Guard(
        name="a link is good for its day",
        file="sessions/practice_logs/rules.py",
        text="    return day == at.date() or (sent and day == (at - LATE_AT_MOST).date())\n",
        instead="    return True\n",
        tests=(f"{LOGS}/test_a_link_is_good_for_its_day.py",),
    ),
    Guard(
        name="a link is good for its purpose",
        file="practice/core/links.py",
        text="    return link if link.purpose == purpose else None\n",
        instead="    return link\n",
        tests=(f"{LOGS}/test_a_link_is_good_for_its_day.py",),
    ),
    Guard(
        name="a second click is no second effect",
        file="practice/core/services.py",
        text="    VALUES (%s, %s, %s, %s, uuidv7(), %s) ON CONFLICT DO NOTHING RETURNING",
        instead="    VALUES (%s, coalesce(uuidv7(), %s), %s, %s, uuidv7(), %s) RETURNING",
        tests=("tests/practice/core/test_a_form_sent_before_says_so.py",),
    ),
    Guard(
        name="a log of another program's item is refused in words",
        file="sessions/practice_logs/services.py",
        text="        if not isinstance(error.__cause__, NotNullViolation):\n            raise\n",
        instead="        raise\n",
        tests=("tests/sessions/practice_logs/test_each_practice_is_a_log.py",),
    ),
    Guard(
        name="an item is of the log's own program",
        file="sessions/practice_logs/services.py",
        text="visible_to(actor).filter(home_program_id=log.home_program_id)",
        instead="visible_to(actor)",
        tests=("tests/sessions/practice_logs/test_each_practice_is_a_log.py",),
    ),
    Guard(
        name="nobody signs a text that changed meanwhile",
        file="clients/intake/services/signing.py",
        text='    if answers.get("consent_documents") == versions(consent_documents(actor)):\n',
        instead="    if True:\n",
        tests=(
            "tests/clients/intake/test_the_intake_is_signed_once.py",
            "tests/clients/texts/test_a_text_has_versions.py",
        ),
    ),
    Guard(
        name="what must be agreed to is agreed to",
        file="clients/intake/services/submission.py",
        text="    required = [document.kind for document in documents if document.required]\n",
        instead="    required = []\n",
        tests=(
            "tests/clients/intake/test_the_intake_is_signed_once.py",
            "tests/clients/texts/test_a_text_has_versions.py",
        ),
    ),
    Guard(
        name="only what is asked back on can change",
        file="clients/intake/services/submission.py",
        text="    if step not in open_steps_of(actor, draft, questions, form):\n",
        instead="    if False:\n",
        tests=("tests/clients/intake/test_the_practitioner_asks_back.py",),
    ),
    Guard(
        name="what a client writes alone is opened by nobody",
        file="clients/intake/services/submission.py",
        text="    if actor.client_id is None and alone:",
        instead="    if False:",
        tests=("tests/clients/intake/test_it_is_filled_in_together.py",),
    ),
    Guard(
        name="how work ended stays as it was said",
        file="clients/records/services/episodes.py",
        text="    if stored.state == EpisodeState.CLOSED:\n",
        instead="    if False:\n",
        tests=("tests/clients/records/test_a_course_of_work_is_closed_once.py",),
    ),
    Guard(
        name="a signed intake does not change",
        sql="DO $$ DECLARE each text; BEGIN FOR each IN SELECT tgname FROM pg_trigger"
        " WHERE tgrelid = 'clients_intakesubmission'::regclass AND NOT tgisinternal"
        " AND tgname <> 'row_history' LOOP"
        " EXECUTE format('DROP TRIGGER %I ON clients_intakesubmission', each); END LOOP; END $$",
        tests=(
            "tests/clients/intake/test_the_intake_is_signed_once.py::"
            "test_the_database_itself_refuses",
        ),
    ),
    Guard(
        name="what is signed changes hands in a merge alone",
        sql="CREATE OR REPLACE FUNCTION supple_merged(one uuid, other uuid) RETURNS boolean"
        " LANGUAGE sql STABLE AS 'SELECT one <> other'",
        tests=(
            f"{MERGES}/test_a_merge_keeps_everything_and_is_undone.py::"
            "test_a_signed_note_moves_by_no_other_way",
        ),
    ),
    Guard(
        name="a record becomes part of one other only",
        file="clients/merging/services.py",
        text="    require_mergeable(kept, gone)\n",
        instead="",
        tests=(f"{MERGES}/test_who_may_be_one_person.py",),
    ),
    Guard(
        name="a merge is taken apart once",
        file="clients/merging/services.py",
        text="    if current.undone_at is not None:\n",
        instead="    if False:\n",
        tests=(f"{MERGES}/test_two_merges_at_once.py::test_taken_apart_twice_at_once",),
    ),
)
