"""The table of pages: what is opened, as whom; what is not named here is simply opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests import radar, reminding
from tests.clients.intake.walking import FORMS
from tests.statements import booked, mails, visitors, writing
from tests.statements import preparing as made
from tests.statements.scene import Scene
from tests.statements.week import week_asked

TYPED = {**FORMS, "own": {"own_q1": "Nothing else."}}  # what is typed into each step
MOST = 12


@dataclass(frozen=True)
class Visit:
    """One visit of one address by whoever is named, or else by the first who is allowed."""

    name: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    stands_on: str = ""
    query: str = ""
    before: Callable[[Scene], None] = made.nothing
    who: str = ""
    step: str = ""
    status: int = 302
    most: int = MOST
    because: str = ""


def _get(name: str, **more: Any) -> Visit:
    return Visit(name, **({"status": 200} | more))


GETS = (
    _get("readyz", status=0),
    _get("metrics", status=404),
    _get("practice_link", who="anonymous"),
    _get("unsubscribe_link", before=made.unsubscribing),
    _get("reminders_help_link", before=reminding.asked, who="anonymous"),
    _get("messages_off_link", before=writing.ending_mails),
    _get("morning_off_link", before=writing.ending_mornings, who="anonymous"),
    _get("client_messages", who="owner"),
    _get("client_messages", before=writing.all_settled),
    _get("portal_messages", who="guardian"),
    _get("invitation_accept", before=made.invited),
    _get("invitation_accept", before=made.invited_with_login, who="other_client"),
    _get("invitation_accept", before=made.withdrawn, status=410),
    _get("today", who="owner", before=made.asking_again),
    _get("staff_invitation_accept", before=made.invited_colleague),
    _get("team_leave", who="owner", before=made.handing_over),
    _get("set_up", before=made.setup_link),
    _get("mail_text", who="owner"),
    _get("account_logout", who="practitioner"),
    _get("account_login", who="anonymous"),
    _get("account_confirm_login_code", before=made.asked_for_code),
    _get("account_reset_password_from_key", before=made.reset_opened),
    _get("account_reset_password_from_key", before=made.asked_for_reset, status=302),
    _get("account_confirm_email", before=made.unproved_address),
    _get("account_set_password", before=made.no_password, who="client"),
    *(_get("today", who=role) for role in ("owner", "practitioner", "trainee", "assistant")),
    _get("client_page", who="practitioner"),
    _get("client_page", query="?kind=practice&earlier=1"),
    _get("client_page", who="assistant"),
    _get("client_page", before=made.took_touch_back),
    _get("today", who="practitioner", before=made.took_touch_back),
    _get("client_agreement", before=made.took_touch_back),
    _get("client_agreement", before=made.agreed_to_touch),
    _get("client_page", before=made.invited),
    _get("merge_choose", query="?q=ne"),
    _get("merge_page", before=made.merged),
    _get("client_page", before=made.merged),
    _get("client_list"),
    _get("hand_overs", query="?giver=nobody"),
    _get("client_list", query="?q=no&state=active&mine=on"),
    _get("note_page"),
    _get("client_over_time"),
    _get("client_progress"),
    _get("client_progress", query="?period=all&all=severity"),
    _get("client_progress", before=made.full_note),
    _get("client_progress_paper"),
    _get("radar", query="?level=unknown&whose=mine"),
    _get("client_radar", before=radar.judged),
    _get("client_over_time", before=made.full_note),
    _get("note_seen"),
    _get("note_safety"),
    _get("note_seen", before=made.full_note),
    _get("note_page", before=made.full_note),
    _get("note_page", query="?review=1", before=made.full_note),
    _get("note_page", before=made.signed_note),
    _get("note_page", before=made.took_touch_back),
    _get("note_touch", before=made.agreed_to_touch),
    _get("work_paper", before=made.signed_note),
    _get("note_paper", before=made.signed_note),
    _get("program_page"),
    _get("program_paper"),
    _get("portal_program_paper"),
    _get("program_add", status=302),
    _get("program_page", before=made.draft_program),
    _get("program_page", before=made.paused_program),
    *(_get(name, **more) for name, more in (*booked.GETS, *visitors.GETS)),
    _get("mail_list"),
    _get("mail_list", query="?state=trouble"),
    _get("mail_list", before=mails.held),
    _get("mail_page"),
    _get("intake_review", before=made.told_intake),
    _get("intake_review", before=made.asked_back),
    _get("intake_review", before=made.told_twice),
    _get("client_intake", before=made.together),
    *(_get("client_intake_step", step=step, before=made.together) for step in TYPED),
    _get("client_intake", status=302),
    _get("client_intake_step", status=302),
    _get("intake_review", before=made.answered_anew),
    _get("tablet", before=made.lent_tablet, who="anonymous"),
    _get("settings_home", who="owner"),
    _get("own_question_list", who="owner"),
    _get("own_question_preview", who="practitioner"),
    _get("own_question_preview", query="?version=1"),
    _get("phrases_offered", who="owner"),
    _get("portal_home"),
    _get("portal_home", before=week_asked),
    _get("portal_check_in", before=week_asked),
    _get("portal_home", before=made.paused_program),
    _get("portal_choose", before=made.two_people),
    _get("guardian_invitation_accept", before=made.invited_guardian),
    _get("guardian_invitation_accept", before=made.guardian_withdrawn, status=410),
    _get("today", who="practitioner", before=made.guardian_asking),
    _get("portal_home", who="guardian"),
    _get("portal_intake", who="guardian"),
    _get("portal_choose", who="guardian"),
    _get("guardian_edit", before=made.guardian_uninvited),
    _get("file_page"),
    _get("file_page", before=made.a_letter),
    _get("file_content"),
    _get("file_content", before=made.a_letter),
    _get("client_files", query="?kind=posture"),
    _get("client_files", before=made.photos_taken_back),
    _get("client_files", who="owner"),
    _get("photo_new"),
    _get("photo_new", before=made.photos_taken_back),
    _get("portal_files"),
    _get("portal_files", before=made.photos_taken_back),
    _get("portal_files", who="other_client"),
    _get("portal_files", who="guardian"),
    _get("portal_intake"),
    _get("portal_intake", who="other_client"),
    _get("portal_intake", who="other_client", before=made.frightening_draft),
    _get("portal_home", who="other_client", before=made.asked_back),
    _get("portal_intake", who="other_client", before=made.asked_back),
    _get("portal_intake_step", who="other_client", step="symptoms", before=made.asked_back),
    *(
        _get("portal_intake_step", who="other_client", step=step, before=made.frightening_draft)
        for step in TYPED
    ),
    *(_get("portal_intake_step", who="other_client", step=step) for step in TYPED),
)
