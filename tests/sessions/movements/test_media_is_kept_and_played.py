"""Pictures, sound, video and links of a movement: judged by content, kept, answered in parts."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from clients.files import tasks
from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.clock import clock_at, now
from practice.core.elsewhere import clean_address
from sessions.movements.media.rules import found_type
from sessions.movements.media.services import add_link
from sessions.movements.models import Movement, MovementMedia
from sessions.movements.services import add_movement, retire_movement
from sessions.programs.models import HomeProgram
from sessions.programs.services import activate_program
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept
from tests.clients.files.making import (
    SECRET_PLACE,
    a_bomb,
    a_pdf,
    a_picture,
    keep,
    sent,
    with_place,
)
from tests.clients.files.test_large_files_come_in_pieces import MEGABYTE, Peak, Pieces
from tests.sessions.movements import writing
from tests.sessions.programs import building

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(range(256)) * 40


@pytest.fixture
def jaw(linden: House) -> Movement:
    with acting(linden.boss) as boss:
        return add_movement(actor=boss, data=writing.data())


def rows(house: House) -> list[MovementMedia]:
    with acting(house.boss) as boss:
        return list(MovementMedia.objects.visible_to(boss).order_by("id"))


def post(movement: Movement, content: bytes, name: str = "a.mp4", **more: Any) -> Any:
    browser = sign_in("practitioner@linden.example")
    told = {"title": "How the jaw opens", "file": sent(content, name, "video/mp4"), **more}
    return browser.post(f"/library/{movement.pk}/media/new/", told)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (MP4[:64], "video/mp4"),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00", "audio/mp4"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", ""),
        (
            b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm",
            "video/webm",
        ),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", ""),
        (b"ID3\x04\x00", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xff\xff\xff", ""),
        (b"\xff\xd8\xff\xe0", ""),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", ""),
        (b"fLaC\x00\x00", "audio/flac"),
        (b"<html><script>", ""),
        (b"", ""),
    ],
)
def test_the_type_is_what_is_in_it(head: bytes, found: str) -> None:
    assert found_type(head) == found


@pytest.mark.parametrize(
    "address",
    ["https://example.com/v?id=1", "https://www.example.co.uk:8443/a", " https://ex-ample.org "],
)
def test_an_address_is_taken(address: str) -> None:
    assert clean_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/",
        "javascript:alert(1)",
        "https://",
        "https://nowhere",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://me:secret@example.com/",
        "https://example..com/",
        "https://-a.example/",
        "https://example.com/a b",
        "https://example.com:port/",
        "https://example.com\\@evil.example/",
        "example.com",
        "",
        "https://example.com/" + "x" * 500,
    ],
)
def test_a_link_to_nowhere_is_refused(linden: House, jaw: Movement, address: str) -> None:
    browser = sign_in("owner@linden.example")
    told = {"title": "A film of it", "url": address, "transcript": "Typed at length."}
    answer = browser.post(f"/library/{jaw.pk}/media/link/", told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["url"]
    assert "Typed at length." in answer.content.decode()
    assert not rows(linden)


def test_a_link_is_a_link_and_nothing_of_others_is_on_the_page(
    linden: House, jaw: Movement
) -> None:
    with acting(linden.boss) as boss:
        add_link(actor=boss, movement=jaw, url="https://www.example.com/jaw", title="A film")
    page = sign_in("owner@linden.example").get(f"/library/{jaw.pk}/").content.decode()
    assert "Open at example.com" in page
    assert 'rel="noopener noreferrer external"' in page
    assert "<iframe" not in page
    assert page.count("example.com/jaw") == 1


def test_a_video_is_kept_as_it_came_and_answered_in_parts(
    kept: Kept, linden: House, jaw: Movement
) -> None:
    assert post(jaw, MP4, "anything.txt", transcript="Slowly.").status_code == 302
    (media,) = rows(linden)
    assert (media.kind, media.content_type, media.size) == ("video", "video/mp4", len(MP4))
    browser = sign_in("assistant@linden.example")
    address = f"/library/media/{media.pk}/content/"
    whole = browser.get(address)
    assert (whole.status_code, whole.getvalue()) == (200, MP4)
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in whole["Content-Security-Policy"]
    page = browser.get(f"/library/{jaw.pk}/").content.decode()
    assert f'<video src="{address}"' in page
    assert "Slowly." in page


@pytest.mark.parametrize("where", ["folder", "bucket"])
@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=10-99", (10, 100)),
        ("bytes=10000-", (10000, None)),
        ("bytes=-5", (-5, None)),
        ("bytes=0-99999999", (0, None)),
        ("BYTES=3-4", (3, 5)),
    ],
)
def test_a_range_is_answered_with_these_bytes(
    kept: Kept,
    linden: House,
    jaw: Movement,
    request: pytest.FixtureRequest,
    where: str,
    asked: str,
    part: tuple[int, int | None],
) -> None:
    if where == "bucket":
        request.getfixturevalue("bucket")
    assert post(jaw, MP4).status_code == 302
    answer = play(linden, asked)
    expected = MP4[slice(*part)]
    start = part[0] % len(MP4)
    assert (answer.status_code, answer.sent) == (206, expected)
    assert answer["Content-Length"] == str(len(expected))
    assert answer["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(MP4)}"


def play(house: House, asked: str, **more: str) -> Any:
    browser = sign_in("practitioner@linden.example")
    (media,) = rows(house)
    answer: Any = browser.get(
        f"/library/media/{media.pk}/content/", headers={"Range": asked, **more}
    )
    answer.sent = answer.getvalue()
    return answer


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999999-", "bytes=-0"])
def test_a_range_behind_the_end_is_416(
    kept: Kept, linden: House, jaw: Movement, asked: str
) -> None:
    post(jaw, MP4[:10240])
    answer = play(linden, asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10240")


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,5-6", "bytes=9" + "9" * 40],
)
def test_what_is_no_single_range_gets_the_whole(
    kept: Kept, linden: House, jaw: Movement, asked: str
) -> None:
    post(jaw, MP4)
    assert play(linden, asked).status_code == 200


def test_a_part_of_what_was_another_file_is_not_sent(
    kept: Kept, linden: House, jaw: Movement
) -> None:
    post(jaw, MP4)
    mark = play(linden, "bytes=0-1")["ETag"]
    assert play(linden, "bytes=0-1", **{"If-Range": mark}).status_code == 206
    assert play(linden, "bytes=0-1", **{"If-Range": '"another"'}).status_code == 200


def test_of_a_picture_only_what_it_shows_is_kept(kept: Kept, linden: House, jaw: Movement) -> None:
    post(jaw, with_place(), "a.jpg")
    (media,) = rows(linden)
    assert (media.kind, media.content_type) == ("picture", "image/jpeg")
    (name,) = kept.names()
    assert SECRET_PLACE.encode() not in (kept.folder / name).read_bytes()
    page = sign_in("owner@linden.example").get(f"/library/{jaw.pk}/").content.decode()
    assert 'alt="How the jaw opens"' in page


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_picture_that_the_chooser_offers_is_taken(
    kept: Kept, linden: House, jaw: Movement, kind: str
) -> None:
    assert post(jaw, a_picture(kind), "a.bin").status_code == 302
    (media,) = rows(linden)
    kept_as = "image/png" if kind == "PNG" else "image/jpeg"
    assert (media.kind, media.content_type) == ("picture", kept_as)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_opened_whole_and_may_be_less_large_than_a_video(
    kept: Kept, linden: House, jaw: Movement, settings: Any, kind: str
) -> None:
    settings.SUPPLE_FILE_BYTES = 1_000_000
    answer = post(jaw, a_picture(kind) + bytes(1_000_000))
    assert "larger than 1 MB" in str(answer.context["form"].errors["file"])
    assert not rows(linden)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_bomb(), "million dots"),
        (a_picture(size=(400, 400))[:2000], "damaged"),
        (a_picture("GIF"), "no picture"),
        (a_pdf(), "no picture"),
        (b"<html><script>alert(1)</script>", "no picture"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00" + bytes(500), "no picture"),
        (b"", "empty"),
    ],
)
def test_what_is_mislabelled_is_refused_beside_the_field_and_nothing_is_lost(
    kept: Kept, linden: House, jaw: Movement, content: bytes, words: str
) -> None:
    answer = post(jaw, content, "film.mp4", transcript="Typed at length.")
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["file"])
    assert "Typed at length." in answer.content.decode()
    assert not rows(linden)
    assert not kept.names()


def test_what_is_far_too_large_is_refused_in_words_and_written_nowhere(
    kept: Kept, linden: House, jaw: Movement, settings: Any
) -> None:
    settings.SUPPLE_MEDIA_BYTES = 2 * MEGABYTE
    with Peak() as peak:
        answer = send(jaw, Pieces(MP4, 40 * MEGABYTE, b""))
    assert answer.status_code == 422
    assert "larger than 2 MB" in str(answer.context["form"].errors["file"])
    assert answer.context["form"]["title"].value() == "Long"
    assert peak.grown < 8 * MEGABYTE
    assert kept.is_empty
    assert not rows(linden)


def send(movement: Movement, body: Pieces) -> Any:
    browser = sign_in("practitioner@linden.example")
    told: dict[str, Any] = {"CONTENT_LENGTH": str(body.length), "wsgi.input": body}
    told["CONTENT_TYPE"] = "multipart/form-data; boundary=quillwort-mark"
    return browser.generic("POST", f"/library/{movement.pk}/media/new/", **told)


def test_a_large_video_comes_and_goes_in_little_room(
    kept: Kept, linden: House, jaw: Movement
) -> None:
    size = 60 * MEGABYTE
    with Peak() as coming:
        assert send(jaw, Pieces(MP4, size, b"")).status_code == 302
    (media,) = rows(linden)
    assert media.size == size
    browser = sign_in("practitioner@linden.example")
    with Peak() as going:
        answer: Any = browser.get(f"/library/media/{media.pk}/content/")
        assert sum(len(piece) for piece in answer.streaming_content) == size
    assert max(coming.grown, going.grown) < 20 * MEGABYTE


def test_a_client_hears_what_a_program_of_theirs_has_and_nothing_else(
    kept: Kept, linden: House, nora: Client, jaw: Movement
) -> None:
    with acting(linden.boss) as boss:
        media = writing.media(boss, linden, jaw)
        draft = building.draft(boss, nora, building.item(boss, jaw.built_in_code))
    client = sign_in("nora@clients.example")
    address = f"/portal/media/{media.pk}/"
    assert client.get(address).status_code == 404  # a draft is not theirs yet
    assert client.get(f"/library/media/{media.pk}/content/").status_code == 403
    with acting(linden.boss) as boss:
        started(boss, draft.pk)
    answer = client.get(address, headers={"Range": "bytes=0-2"})
    assert (answer.status_code, answer.getvalue()) == (206, b"ID3")
    page = client.get(f"/portal/practice/{draft.pk}/").content.decode()
    assert f'<audio src="{address}"' in page
    assert "Slower than you think." in page
    with acting(linden.boss) as boss:
        other = writing.media(boss, linden, building.movement(boss, "washrag"))
        retire_movement(actor=boss, movement=jaw, retired=True)
    assert client.get(f"/portal/media/{other.pk}/").status_code == 404
    assert client.get(address).getvalue() == writing.SOUND  # retired, and still theirs to practise
    assert sign_in("owner@linden.example").get(address).status_code == 403


def started(actor: Actor, program_id: Any) -> None:
    from_draft = HomeProgram.objects.visible_to(actor).select_related("client", "episode")
    activate_program(actor=actor, home_program=from_draft.get(pk=program_id))


def test_another_practice_has_no_door_to_it(
    kept: Kept, harbour: House, omar: Client, linden: House, jaw: Movement
) -> None:
    with acting(linden.boss) as boss:
        media = writing.media(boss, linden, jaw)
    browser = sign_in("owner@harbour.example")
    assert browser.get(f"/library/media/{media.pk}/content/").status_code == 404
    assert browser.post(f"/library/media/{media.pk}/delete/").status_code == 404
    assert browser.get(f"/library/{jaw.pk}/media/new/").status_code == 404
    assert sign_in("omar@clients.example").get(f"/portal/media/{media.pk}/").status_code == 404
    assert (
        sign_in("owner@linden.example").get(f"/library/media/{uuid4()}/content/").status_code == 404
    )


def test_who_may_not_write_adds_and_deletes_nothing(
    kept: Kept, linden: House, jaw: Movement
) -> None:
    with acting(linden.boss) as boss:
        media = writing.media(boss, linden, jaw)
    browser: Browser = sign_in("trainee@linden.example")
    for page in ("new", "link"):
        assert browser.get(f"/library/{jaw.pk}/media/{page}/").status_code == 403
    assert browser.post(f"/library/media/{media.pk}/delete/").status_code == 403
    assert len(rows(linden)) == 1


def test_it_is_deleted_with_its_bytes(
    kept: Kept, linden: House, jaw: Movement, django_capture_on_commit_callbacks: Any
) -> None:
    post(jaw, MP4)
    (media,) = rows(linden)
    assert kept.names() == [media.stored_as]
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("owner@linden.example").post(f"/library/media/{media.pk}/delete/")
    assert kept.is_empty
    assert not rows(linden)


def test_the_sweep_leaves_what_belongs_to_a_movement(
    kept: Kept, linden: House, jaw: Movement
) -> None:
    post(jaw, MP4)
    (media,) = rows(linden)
    keep(linden, b"nobody's")
    with clock_at(now().replace(year=now().year + 1)):
        tasks.sweep()
    assert kept.names() == [media.stored_as]


def test_no_more_than_fit_beside_a_movement(kept: Kept, linden: House, jaw: Movement) -> None:
    with acting(linden.boss) as boss:
        for number in range(12):
            add_link(
                actor=boss, movement=jaw, url=f"https://example.com/{number}", title=f"No. {number}"
            )
    assert post(jaw, MP4).status_code == 422
    assert len(rows(linden)) == 12
    assert not kept.names()
