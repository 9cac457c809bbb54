"""Guards of the library: what came along, who sees what beside a movement, links, parts of a file;
and of the templates that programs begin from."""

from tests.drill.guards.guard import Guard

MOVEMENTS = "tests/sessions/movements"
TEMPLATES = "tests/sessions/program_templates"
MEDIA = f"{MOVEMENTS}/test_media_is_kept_and_played.py"
ROOM = f"{MOVEMENTS}/test_media_has_room_and_words.py"
PIECES = "tests/clients/files/test_large_files_come_in_pieces.py"
FOUND = f"{MOVEMENTS}/test_a_movement_is_found_by_what_it_is.py"
OWN_TEMPLATES = f"{TEMPLATES}/test_a_practice_writes_its_own_templates.py"

GUARDS = (
    Guard(
        name="a movement that came along is not changed",
        file="sessions/movements/services/own.py",
        text="    if not movement.is_own:\n",
        instead="    if False:\n",
        tests=(f"{MOVEMENTS}/test_a_practice_adds_its_own.py",),
    ),
    Guard(
        name="a client hears only what a program of theirs has",
        file="practice/portal/media.py",
        text="    if not is_practised(actor, media.movement_id):\n",
        instead="    if False:\n",
        tests=(MEDIA,),
    ),
    Guard(
        name="a practice has so much room for media",
        file="sessions/movements/media/services.py",
        text="        _require_room(actor, found.size)\n",
        instead="",
        tests=(ROOM,),
    ),
    Guard(
        name="who may not add a file makes us write none",
        file="practice/core/uploads.py",
        text="    return actor is not None and actor.may(view.action)\n",
        instead="    return actor is not None\n",
        tests=(ROOM, f"{PIECES}::test_nobody_else_makes_us_write"),
    ),
    Guard(
        name="a link elsewhere is https",
        file="practice/core/elsewhere.py",
        text='    if parts.scheme.lower() != "https" or not is_named or not ends_in_letters:\n',
        instead="    if not is_named or not ends_in_letters:\n",
        tests=(MEDIA,),
    ),
    Guard(
        name="a part behind the end is none",
        file="practice/core/ranges.py",
        text="    if start >= size:\n        raise NotThere\n",
        instead="",
        tests=(MEDIA,),
    ),
    Guard(
        name="a part of another file is not sent",
        file="practice/core/ranges.py",
        text="(if_range and if_range.strip() != mark)",
        instead="False",
        tests=(MEDIA,),
    ),
    Guard(
        name="a cursor that no name can be is not found",
        file="practice/core/cursors.py",
        text='    if "\\0" in last_name:  # which no stored name can have\n',
        instead="    if False:\n",
        tests=(FOUND,),
    ),
    Guard(
        name="what comes first and was not had wants a reason",
        file="sessions/programs/services/checks.py",
        text="    if needs_reason(first.pk if first else None, (), reason):\n",
        instead="    if False:\n",
        tests=(f"{TEMPLATES}/test_a_program_begins_from_a_template.py",),
    ),
    Guard(
        name="a stale change of a template overwrites nothing",
        file="sessions/program_templates/services.py",
        text="    if template.version != version:\n",
        instead="    if False:\n",
        tests=(OWN_TEMPLATES,),
    ),
    Guard(
        name="no template comes before itself",
        file="sessions/program_templates/services.py",
        text="    if template and goes_in_a_circle(template.pk, data.prerequisite, before):\n",
        instead="    if False:\n",
        tests=(OWN_TEMPLATES,),
    ),
    Guard(
        name="a link elsewhere holds no login",
        file="practice/core/elsewhere.py",
        text='    if "@" in parts.netloc or any(c.isspace() or ord(c) < 32 for c in address):\n',
        instead="    if any(c.isspace() or ord(c) < 32 for c in address):\n",
        tests=(MEDIA, "tests/sessions/understanding/test_every_built_in_card_is_sound.py"),
    ),
)
