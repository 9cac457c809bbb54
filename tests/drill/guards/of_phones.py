"""What a phone keeps without a connection, and what its token is good for."""

from tests.drill.guards.guard import Guard

PHONE = "sessions/practice_logs/phone.py"
ONCE = "tests/sessions/practice_logs/test_what_waited_on_a_phone_arrives_once.py"
KEEPS = "tests/journey/test_a_phone_of_a_client.py"
ENDED = "tests/sessions/practice_logs/test_links_and_phones_are_ended.py"
OFFLINE = "tests/journey/test_practice_without_a_connection.py"

GUARDS = (
    Guard(
        name="a phone's token ends with its time",
        file=PHONE,
        text="signing.loads(token, salt=SALT, max_age=TOKEN_LASTS)",
        instead="signing.loads(token, salt=SALT)",
        tests=(f"{ONCE}::test_a_token_ends_with_its_time",),
    ),
    Guard(
        name="a phone's token ends with the password",
        file=PHONE,
        text="if user is None or not constant_time_compare(holder.mark, _mark(user)):",
        instead="if user is None:",
        tests=(f"{ONCE}::test_a_token_ends_with_the_password",),
    ),
    Guard(
        name="a phone's token ends when the login is theirs no more",
        file=PHONE,
        text="    if not any(one.is_open for one in mine):\n",
        instead="    if False:\n",
        tests=(f"{ONCE}::test_a_token_ends_when_the_login_is_no_more_theirs",),
    ),
    Guard(
        name="a phone's token is for its own client",
        file=PHONE,
        text=" or opened.actor.client_id != holder.client_id:",
        instead=":",
        tests=(f"{ONCE}::test_a_token_for_another_clients_program_keeps_nothing",),
    ),
    Guard(
        name="a phone that was ended sends nothing",
        file=PHONE,
        text="    if opened.is_ended(made_at(token)):\n",
        instead="    if False:\n",
        tests=(f"{ENDED}::test_a_phone_that_was_ended_is_told_and_goes_on_after_signing_in",),
    ),
    Guard(
        name="a link that was ended opens nothing",
        file="sessions/practice_logs/portal.py",
        text="    if opened.is_ended(made):\n",
        instead="    if False:\n",
        tests=(f"{ENDED}::test_a_link_that_was_ended_says_so_and_logs_nothing",),
    ),
    Guard(
        name="a log from a phone is not of a day far away",
        file="sessions/practice_logs/rules.py",
        text="    if abs(said - ours) > timedelta(days=1):\n        return None\n",
        tests=(f"{ONCE}::test_a_day_far_away_is_refused_in_words",),
    ),
    Guard(
        name="a phone is told doses and no words",
        file="practice/portal/offline.py",
        text='        "variant": item.variant,\n    }\n',
        instead='        "variant": item.variant,\n        "note": item.note,\n    }\n',
        tests=(f"{KEEPS}::test_after_reading_everything_a_phone_keeps_no_word_of_anybody",),
    ),
    Guard(
        name="a phone keeps no page of a person",
        file="static/js/worker.js",
        text="      return await fetch(request);\n    } catch (error) {",
        instead=(
            "      const answer = await fetch(request);\n"
            "      await (await caches.open(CACHE)).put(request, answer.clone());\n"
            "      return answer;\n    } catch (error) {"
        ),
        tests=(f"{KEEPS}::test_after_reading_everything_a_phone_keeps_no_word_of_anybody",),
    ),
    Guard(
        name="signing out warns of what waits on the phone",
        file="static/js/phone.js",
        text='if (left && !confirm(here.dataset.leaving.replace("0", left))) return;',
        tests=(f"{OFFLINE}::test_signing_out_warns_of_what_waits_and_empties_the_phone",),
    ),
)
