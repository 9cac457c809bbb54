"""Guards of files: who opens one, and what is taken in."""

from tests.drill.guards.guard import Guard

FILES = "tests/clients/files"
DOOR = f"{FILES}/test_the_door_to_a_file.py"
TAKEN = f"{FILES}/test_what_is_taken_is_what_is_in_it.py"

GUARDS = (
    Guard(
        name="a photo needs its agreement",
        file="clients/files/services.py",
        text="        require_agreed(actor, client.pk)  #",
        instead="        #",
        tests=(f"{FILES}/test_photos_are_agreed_to.py::test_without_it_none_is_kept",),
    ),
    Guard(
        name="photos are closed once their agreement is taken back",
        file="clients/files/queries.py",
        text="    if found.is_closed:\n        raise",
        instead="    if False:\n        raise",
        tests=(f"{FILES}/test_photos_are_agreed_to.py::test_taken_back_in_the_portal",),
    ),
    Guard(
        name="the database keeps letters from the portal",
        sql="DROP POLICY theirs ON clients_clientfile",
        tests=(f"{DOOR}::test_row_security_keeps_a_letter_from_the_portal",),
    ),
    Guard(
        name="a file leaves in a sandbox",
        file="clients/files/serving.py",
        text="sandbox; default-src 'none'",
        instead="default-src 'self'",
        tests=(f"{DOOR}::test_what_stands_around_a_file",),
    ),
    Guard(
        name="nobody of the portal deletes a letter",
        file="clients/files/services.py",
        text="    if actor.in_portal and file.kind != FileKind.POSTURE:\n",
        instead="    if False:\n",
        tests=(f"{DOOR}::test_the_client_deletes_their_photo_and_no_letter",),
    ),
    Guard(
        name="files come in where one is asked for",
        file="practice/core/uploads.py",
        text='self.is_open = getattr(view, "takes_file", False) and _may_send(request, view)',
        instead="self.is_open = True",
        tests=(f"{FILES}/test_large_files_come_in_pieces.py::test_nobody_else_makes_us_write",),
    ),
    Guard(
        name="a picture's dots are counted before they are unpacked",
        file="clients/files/checking.py",
        text="    if picture.width * picture.height > most:\n",
        instead="    if False:\n",
        tests=(f"{TAKEN}::test_a_bad_letter_is_refused_beside_the_field",),
    ),
    Guard(
        name="every part of a PDF is looked at",
        file="clients/files/pdfs.py",
        text="        return _look_at(_parts(reader))\n",
        instead="        return Found.LETTER\n",
        tests=(f"{FILES}/test_a_pdf_is_looked_through.py::test_what_does_something_is_refused",),
    ),
    Guard(
        name="place and camera are left out of a picture",
        file="clients/files/checking.py",
        text="    turned.info = {}",
        instead="    pass",
        tests=(f"{TAKEN}::test_a_scanned_letter_loses_them_too",),
    ),
)
