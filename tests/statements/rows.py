"""The table of forms: what is sent, as whom; every address that takes one has its rows.

A POST sends the form that stands on its page, as it stands there, and `typed` over it.
"""

from clients.intake.rules import RED_FLAGS_BY_CODE
from tests import radar, reminding
from tests.cast import PASSWORD
from tests.clients.intake.walking import FORMS
from tests.public import chosen_paper
from tests.sessions.movements.writing import chosen_sound
from tests.sessions.movements.writing import sent as own_movement
from tests.sessions.notes.conftest import typed as note_typed
from tests.statements import booked, mails, sharing, visitors, writing
from tests.statements import preparing as made
from tests.statements.templating import template_typed
from tests.statements.visits import TYPED, Visit
from tests.statements.week import felt_together, week_asked

EACH = "Each kind of mail that something is said about is kept by itself."
TELLS = "It is sent once, the thread follows, and whoever should know is found and told."
COPIES = "Each kind is read by itself, so many rows at a time, and the visits are counted."
NEW = "a-quiet-new-way-to-move"
PRIVATE = {"name": "Private", "address": "webcal://calendar.example/p.ics"}
CERTIFIED = {"name": "Certified", "awarded_year": "1990", "expires_on": "2031-03-01"}
ROOM = {"address": "https://rooms.example/quiet", "was": ""}
AWAY = {"first_day": "2027-03-01", "last_day": "2027-03-05", "reason": "holiday"}
FELT = {"region": "front_groin_left_core", "clarity": "clear", "words": "It moves."}
DONE = {
    "done": "yes",
    "slowness": "8",
    "line": "Slow.",
    "client_key": "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11",
}


# allauth locks, reads, writes and unlocks each of its counts in PostgreSQL, so that a lost broker
# lets nobody guess. People sign in once a day, and change a password once a year.
COUNTED = "each count of guesses is locked, read, written and unlocked"
FOUNDS = "a practice begins with its place, its owner and a copy of all that is built in; once"
ALL_AT_ONCE = "an intake of somebody who practises already, with another name, phone and zone"
SIGNS = "a no to reminders also turns off those that run, and what waits to be sent"
FLARES = "what was too much pauses a program, is kept, and is told to the practice at once"
JUDGES = "what is known of somebody is read, judged and kept, over what the day had"
# Seldom, and by hand.
MERGES = "each table that belongs to a client is moved by itself, however many rows it has"

POSTS = (
    # sign-in
    Visit(
        "account_login",
        {"login": "nora@clients.example", "password": PASSWORD},
        most=30,
        because=COUNTED,
    ),
    Visit("account_logout", who="practitioner"),
    Visit("account_signup", {"email": "x@x.example"}, status=200),
    Visit(
        "account_request_login_code", {"email": "nora@clients.example"}, most=23, because=COUNTED
    ),
    Visit("account_confirm_login_code", before=made.asked_for_code, most=15, because=COUNTED),
    Visit("account_reset_password", {"email": "nora@clients.example"}, most=23, because=COUNTED),
    Visit(
        "account_reset_password_from_key",
        {"password1": NEW, "password2": NEW},
        before=made.reset_opened,
        most=26,
        because=COUNTED,
    ),
    Visit("account_confirm_email", before=made.unproved_address, most=22, because=COUNTED),
    Visit(
        "account_change_password",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
        most=19,
        because=COUNTED,
    ),
    Visit(
        "account_set_password",
        {"password1": NEW, "password2": NEW},
        before=made.no_password,
        who="client",
        most=20,
        because=COUNTED,
    ),
    Visit(
        "account_email",
        {"email": "new@linden.example", "action_add": "1"},
        most=23,
        because=COUNTED,
    ),
    Visit("account_reauthenticate", {"password": PASSWORD}, most=27, because=COUNTED),
    Visit(
        "set_up",
        {
            "practice_name": "Willow Room",
            "timezone": "Europe/Lisbon",
            "name": "Wanda Willow",
            "email": "wanda@willow.example",
            "password": NEW,
        },
        before=made.setup_link,
        most=32,
        because=FOUNDS,
    ),
    Visit("practice_choose", before=made.chosen_practice, who="practitioner"),
    # the practice
    Visit("settings_home", {"name": "Linden"}, who="owner"),
    Visit("token_list", {"name": "Import", "scopes": ["clients:read"]}, who="owner", status=200),
    Visit("token_revoke", stands_on="token_list", who="owner"),
    Visit("mail_text", {"subject_line": "Only for you"}, who="owner"),
    Visit("mail_text", {"default": "1"}, who="owner"),
    Visit("mail_text", {"find": "1", "search": "no"}, who="owner", status=200),
    Visit("mail_text_with", {"version": "1", "body": "Dear {first_name}"}, who="owner", status=200),
    Visit("address_again", stands_on="address_list"),
    Visit("mail_events", status=404),
    Visit("mail_again", stands_on="mail_list"),
    Visit("mail_release", stands_on="mail_list", before=mails.held),
    Visit("mail_drop", stands_on="mail_list", before=mails.held),
    Visit("mail_cancel", stands_on="mail_list", before=made.planned_message),
    Visit("place_list", {"name": "Upstairs", "timezone": "Europe/Rome"}, who="owner"),
    Visit("place_edit", {"name": "The back room", "timezone": "Europe/Rome"}),
    Visit("place_retire", stands_on="place_list", who="owner"),
    Visit(
        "team_list",
        {"name": "Una", "email": "una@linden.example", "role": "practitioner"},
        who="owner",
    ),
    Visit(
        "team_list",
        {"name": "Una", "email": "una@linden.example", "role": "practitioner"},
        who="owner",
        before=made.invited_colleague,
    ),
    Visit("team_member", {"name": "Another name"}, who="owner"),
    Visit("team_leave", who="owner", before=made.handing_over),
    Visit("staff_invitation_again", stands_on="team_list", who="owner"),
    Visit("staff_invitation_withdraw", stands_on="team_list", who="owner"),
    Visit(
        "staff_invitation_accept", {"name": "Una", "password": NEW}, before=made.invited_colleague
    ),
    Visit("text_edit", {"text": "In other words."}, who="owner"),
    Visit("symptom_list", {"label": "My neck cracks"}, who="owner"),
    Visit("symptom_edit", {"label": "My jaw clicks"}, who="owner"),
    Visit("symptom_retire", {"retired": "1"}, stands_on="symptom_edit", who="owner"),
    Visit("own_question_new", {"wording": "Do you ski?", "kind": "yes_no"}, who="owner"),
    Visit("own_question_edit", {"wording": "Do you ride?"}, who="owner"),
    Visit("own_question_order", {"down": "q1"}, stands_on="own_question_list", who="owner"),
    Visit("own_question_remove", stands_on="own_question_edit", who="owner"),
    Visit(
        "own_question_publish",
        stands_on="own_question_list",
        who="owner",
        before=made.another_question,
    ),
    Visit("text_new", {"text": "Three lessons, and then we talk."}, who="owner"),
    Visit("service_new", {"name": "Walk", "minutes": "30"}, who="owner"),
    Visit("service_edit", {"name": "Slow lesson", "price": "85"}, who="owner"),
    Visit("service_retire", {"retired": "1"}, stands_on="service_list", who="owner"),
    Visit("hours_page", {"d1_begins_0": "09:00", "d1_ends_0": "12:00"}, who="owner"),
    Visit("day_hours_new", {"on": "2027-03-01", "is_closed": "on"}, who="practitioner"),
    Visit("online_room", ROOM, who="practitioner"),
    Visit("day_hours_remove", stands_on="hours_page", who="practitioner"),
    Visit("time_off_new", AWAY, who="practitioner"),
    Visit("time_off_remove", stands_on="hours_page", who="practitioner"),
    Visit("busy_calendar_list", PRIVATE, who="practitioner"),
    Visit("busy_calendar_edit", PRIVATE, who="practitioner"),
    Visit("busy_calendar_remove", stands_on="busy_calendar_list", who="practitioner"),
    Visit("busy_calendar_read", stands_on="busy_calendar_list", who="practitioner"),
    Visit("public_page_settings", {"slug": "slow-lessons", "is_open": "on"}, who="owner"),
    Visit("public_profile", {"publications": "How slow is slow? 1996"}, who="owner"),
    Visit("own_public_profile", {"publications": "How slow is slow? 1996"}, who="trainee"),
    Visit("credential_new", CERTIFIED, who="owner", before=chosen_paper),
    Visit("credential_edit", CERTIFIED, who="practitioner", before=chosen_paper),
    Visit("credential_move", {"up": "1"}, stands_on="own_public_profile", who="practitioner"),
    Visit("credential_remove", stands_on="credential_edit", who="practitioner"),
    Visit("holiday_page", {"is_closed": "on", "country": "DE"}, who="owner"),
    Visit("tag_list", {"name": "Comes by train"}, who="owner"),
    Visit("tag_edit", {"name": "Comes on foot"}, who="owner"),
    Visit("tag_remove", stands_on="tag_edit", who="owner"),
    Visit("phrase_list", {"part": "observed", "text": "Weight on the right."}, who="owner"),
    Visit("phrase_remove", stands_on="phrase_list", who="owner"),
    Visit("muscle_group_list", {"name": "The tongue", "layer": "core"}, who="owner"),
    Visit("muscle_group_edit", {"name": "The hinge of the jaw"}, who="owner"),
    Visit("muscle_group_retire", {"retired": "1"}, stands_on="muscle_group_edit", who="owner"),
    Visit("card_new", {"title": "Your jaw", "body": "Let it hang."}),
    Visit("card_edit", {"title": "Your tongue"}),
    Visit("card_copy", stands_on="card_page"),
    Visit("card_offer", {"offered": "0"}, stands_on="card_page"),
    Visit("card_retire", {"retired": "1"}, stands_on="card_page"),
    Visit("card_picture", {"says": "A jaw"}, before=made.chosen_photo),
    Visit("card_picture_delete", stands_on="card_page"),
    Visit("next_steps", {"title": "And now?"}),
    Visit("technique_list", {"name": "The Rolf Method", "hands_on": "on"}, who="owner"),
    Visit("technique_edit", {"name": "Rocking slowly"}, who="owner"),
    Visit("technique_retire", {"retired": "1"}, stands_on="technique_edit", who="owner"),
    Visit("protocol_new", {"name": "Lesson 4"}, who="owner"),
    Visit("protocol_edit", {"name": "Lesson 5"}, who="owner"),
    Visit(
        "protocol_lines",
        {"technique": "means_whereby", "where": "iliopsoas"},
        stands_on="protocol_edit",
        who="owner",
    ),
    Visit("protocol_retire", {"retired": "1"}, stands_on="protocol_edit", who="owner"),
    Visit("program_template_new", before=template_typed),
    Visit("program_template_edit", {"summary": "Before bed."}),
    Visit("program_template_retire", {"retired": "1"}, stands_on="program_template_page"),
    Visit("movement_new", own_movement(name="Soft Tongue")),
    Visit("movement_edit", {"summary": "The jaw grows heavy."}),
    Visit("movement_retire", {"retired": "1"}, stands_on="movement_page"),
    Visit("media_new", {"title": "How the jaw opens"}, before=chosen_sound),
    Visit("media_link", {"title": "Elsewhere", "url": "https://example.com/jaw"}),
    Visit("media_delete", stands_on="movement_page"),
    # clients
    Visit("client_tags"),
    Visit("client_new", {"given_name": "Ada", "family_name": "Lee", "email": "a@x.example"}),
    Visit("client_new", {"given_name": "N", "email": "nora@clients.example"}, status=409),
    Visit("client_edit", {"given_name": "Nora Jane", "timezone": "Europe/Rome", "phone": "1"}),
    Visit("client_state", {"state": "archived"}, stands_on="client_page"),
    Visit("client_state", {"state": "maintaining"}, stands_on="client_page"),
    Visit("merge_new", {"kept_version": 1, "other_version": 1}, most=76, because=MERGES),
    Visit("merge_undo", stands_on="merge_page", before=made.merged, most=77, because=MERGES),
    Visit("client_invite", stands_on="client_page", before=made.invited),
    Visit("client_invitation_withdraw", stands_on="client_page", before=made.invited),
    Visit("invitation_accept", {"password": NEW, "remember": "on"}, before=made.invited),
    Visit("invitation_accept", before=made.invited_with_login, who="other_client"),
    Visit("invitation_accept", before=made.invited_with_login, who="anonymous"),
    Visit("hand_overs", before=made.all_of_the_practitioners),
    Visit("hand_over_undo", stands_on="hand_overs"),
    Visit("client_mails", {"intake": ""}, most=16, because=EACH),
    Visit("letter_new", {"title": "From the doctor"}, before=made.chosen_letter),
    Visit("letter_new", before=made.chosen_picture_bomb, status=422),
    Visit("photo_new", {"view": "front"}, before=made.chosen_photo),
    Visit("file_share", stands_on="file_page", before=made.a_letter),
    Visit("file_delete", stands_on="file_page"),
    Visit("portal_file_delete", stands_on="portal_files"),
    Visit("guardian_new", {"name": "Gus Ng", "relation": "father"}),
    Visit("guardian_edit", {"relation": "grandmother"}),
    Visit("guardian_end", stands_on="guardian_edit"),
    Visit("guardian_invite", stands_on="guardian_edit", before=made.guardian_uninvited),
    Visit("guardian_invite", stands_on="guardian_edit", before=made.invited_guardian),
    Visit(
        "guardian_invitation_withdraw",
        stands_on="guardian_edit",
        before=made.invited_guardian,
    ),
    Visit("guardian_invitation_accept", {"password": NEW}, before=made.invited_guardian),
    Visit("guardian_invitation_accept", {"again": "1"}, before=made.guardian_withdrawn),
    Visit("guardian_invitation_accept", before=made.invited_as_guardian, who="other_client"),
    Visit("guardian_end", {"back": "1"}, before=made.guardian_ended),
    Visit("person_note_new", {"about": "Likes the early hours."}),
    Visit("person_note_page", {"about": "Likes the late hours."}),
    Visit(
        "red_flag_page", {"choice": "cleared", "decided_on": "2026-01-05", "to_whom": "Dr. Vale"}
    ),
    Visit("safety_ask", {"asked_on": "2026-01-05", **dict.fromkeys(RED_FLAGS_BY_CODE, "no")}),
    Visit("measure_answer", {"item_0": "4"}),
    Visit("measure_response", {"why": "Of somebody else."}),
    Visit("measure_review", stands_on="measures_page"),
    Visit("measure_lend", stands_on="measures_page"),
    Visit("tablet", {"item_0": "4"}, before=made.lent_tablet, who="anonymous"),
    Visit("tablet_back", stands_on="tablet", before=made.lent_tablet, who="anonymous"),
    Visit("invitation_accept", {"again": "1"}, before=made.withdrawn),
    Visit("client_invite", stands_on="client_page", before=made.asking_again),
    Visit("client_agreement", {"back": "1"}, before=made.agreed_to_touch),
    Visit("client_agreement", {"seen": "1"}, before=made.took_touch_back),
    Visit("episode_new", {"concern": "A pull."}),
    Visit("episode_new", {"concern": "A pull."}, before=made.invited),
    Visit("morning_mail", {"comes": "on", "at": "07:00", "weekdays": ["1", "2"]}),
    Visit("morning_off_link", before=writing.ending_mornings, who="anonymous", status=200),
    Visit("need_aside", {"what": "3"}),
    Visit("episode_close", {"outcome": "partly", "reason": "They moved."}),
    Visit("intake_accept", stands_on="intake_review", before=made.told_intake),
    Visit(
        "intake_accept",
        stands_on="intake_review",
        before=made.told_by_somebody_practising,
        most=14,
        because=ALL_AT_ONCE,
    ),
    Visit(
        "intake_ask",
        {"step": "symptoms", "question": "Which side?"},
        stands_on="intake_review",
        before=made.asked_back,
    ),
    Visit("client_intake_together", stands_on="client_page", before=made.to_tell_again),
    Visit("client_intake_again", stands_on="client_page", before=made.to_tell_again),
    Visit("client_intake", before=made.together_whole, most=18, because=SIGNS),
    *(
        Visit("client_intake_step", typed, step=step, before=made.together)
        for step, typed in TYPED.items()
    ),
    Visit("intake_unask", stands_on="intake_review", before=made.asked_back),
    # sessions
    *(Visit(name, **more) for name, more in (*booked.POSTS, *visitors.POSTS)),
    Visit("session_new"),
    Visit("release_new", {"muscle_group": "calves", "side": "left"}),
    Visit("release_new", {"back": "00000000-0000-7000-8000-000000000000"}),
    Visit("note_page", note_typed()),
    Visit("note_page", note_typed(2), before=made.full_note),
    Visit("note_save", note_typed(2), before=made.full_note, stands_on="note_page", status=200),
    Visit("note_sign", {"version": 2}, before=made.full_note),
    Visit("note_touch", before=made.agreed_to_touch),
    Visit("note_touch", {"agreed": "0190a1b2-0000-7000-8000-000000000000"}),
    Visit("note_addendum", {"reason": "Late.", "text": "More."}, before=made.signed_note),
    Visit("doctor_letters", {"addressee": "Dr. Vale", "words": "Dear colleague."}),
    Visit("doctor_letters", sharing.LETTER, most=16, because=sharing.TAKES),
    Visit("progress_share", {"parts": ["severity", "habit"]}, status=200),
    Visit("progress_share", before=sharing.looked),
    Visit("shared_progress_withdraw"),
    Visit("note_another"),
    Visit("note_visibility", {"visibility": "client", "parts": ["plan"]}),
    Visit("program_new", before=made.builder),
    Visit(
        "program_edit",
        before=made.builder,
        most=13,
        because="It looks up what comes in anew, beside what stands and what the record says.",
    ),
    Visit(
        "program_activate",
        stands_on="program_page",
        before=made.draft_program,
        most=13,
        because="What was planned is judged again by the record of now.",
    ),
    Visit("program_pause", stands_on="program_page"),
    Visit("program_resume", stands_on="program_page", before=made.paused_program),
    Visit("program_end", stands_on="program_page"),
    Visit("practice_link", DONE, who="anonymous", status=200),
    Visit("unsubscribe_link", before=made.unsubscribing, who="anonymous", status=200),
    Visit("reminders_help_link", {"answer": "yes"}, before=reminding.asked, who="anonymous"),
    Visit("phone_log", who="anonymous", status=400),  # what it keeps is counted where it is proved
    Visit("messages_off_link", before=writing.ending_mails, who="anonymous", status=200),
    Visit(
        "client_messages", {"said": "Come as you are."}, most=16, because=TELLS, who="practitioner"
    ),
    Visit("client_messages_read", stands_on="client_messages", who="practitioner"),
    Visit("client_messages_settle", stands_on="client_messages", who="practitioner"),
    Visit("message_take_back", stands_on="client_messages", who="practitioner"),
    Visit("portal_messages", {"said": "May I row?"}, most=16, because=TELLS),
    Visit("portal_messages_read", stands_on="portal_messages"),
    Visit("portal_message_take_back", stands_on="portal_messages", before=writing.wrote_it),
    Visit("client_deletion", {"outcome": "done", "answer": "On paper."}, who="owner"),
    # the portal
    Visit("portal_deletion", {"said": "Please."}, who="other_client"),
    Visit("portal_deletion_withdraw", stands_on="portal_deletion"),
    Visit("portal_prove", {"action": "send"}, most=25, because=COUNTED),
    Visit("portal_my_data_copy", stands_on="portal_my_data", status=200, most=45, because=COPIES),
    Visit("portal_choose", before=made.two_people),
    Visit("portal_intake", who="other_client", before=made.whole_draft, most=17, because=SIGNS),
    Visit("portal_mails", {"reminder": ""}, who="guardian", most=16, because=EACH),
    *(
        Visit("portal_intake_step", typed, who="other_client", step=step)
        for step, typed in TYPED.items()
    ),
    *(
        Visit("portal_intake_step", typed, who="other_client", step=step, before=made.whole_draft)
        for step, typed in TYPED.items()
    ),
    Visit(
        "portal_intake_step",
        FORMS["symptoms"],
        who="other_client",
        step="symptoms",
        before=made.asked_back,
    ),
    Visit("portal_intake", who="other_client", before=made.asked_back, status=422),
    Visit("portal_practice", {**DONE, "minutes": "5"}, before=made.practised),
    Visit(
        "portal_practice",
        {**DONE, "worse": "on"},
        before=made.practised,
        most=15,
        because=FLARES,
    ),
    Visit(
        "portal_log_edit",
        {**DONE, "worse": "on"},
        before=made.practised,
        most=16,
        because=FLARES,
    ),
    Visit("portal_measure", {"item_0": "4"}),
    Visit("portal_felt_new", FELT),
    Visit("client_felt_new", FELT),
    Visit("portal_felt_withdraw", stands_on="portal_felt_region"),
    Visit("sensation_withdraw", stands_on="client_felt_region", before=felt_together),
    Visit("portal_check_in", before=week_asked, most=22, because=FLARES),
    Visit("portal_mails", {"reminder": ""}, most=16, because=EACH),
    Visit("portal_agreement", {"typed_name": "Gina Ng"}, who="guardian"),
    Visit(
        "portal_agreement", {"back": "1"}, before=made.agreed_to_reminders, most=16, because=SIGNS
    ),
    Visit("portal_reminders", {"on": "on", "days": ["0"], "first": "08:30"}, before=made.plan),
    Visit("portal_reminders", {"days": ["0"], "first": "08:30"}, before=made.plan),
    Visit("portal_reminders", {"verb": "freeze"}, before=made.plan),
    Visit("portal_reminders", {"test": "1"}, before=made.plan),
    Visit("client_reminders", {"stage": "3"}, before=made.plan),
    Visit("client_radar", before=radar.judged, most=14, because=JUDGES),
    Visit("radar_settings", {"pain": "4"}),
    Visit("radar_settings", {"defaults": "1"}),
)
